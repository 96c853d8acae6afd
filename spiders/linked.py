"""What a page links to: articles with their dates, and the portal's own other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.response import get_base_url

from govnews.dates import read_stamp
from govnews.portals import Portal, tidy
from govnews.portals.links import absolute, has_session, trap_kind
from govnews.spiders.trail import Entry

MAX_MENU = 200
"""So many links of one page into one folder are no menu but a table, a tag cloud or a register."""

_BASE = re.compile(rb"<base\b[^<>]*>", re.IGNORECASE)

Leave = Callable[[str, str], None]
"""Told of what is left alone: a key of `govnews.portals.links.TRAP_KINDS`, and the address."""


def entries_of(response: HtmlResponse, portal: Portal, leave: Leave) -> list[Entry]:
    """The articles that a listing page links to, each once, in the order of the page."""
    urls: dict[str, dict[str, None]] = {}
    days: dict[str, date | None] = {}
    platform = portal.platform
    for item in response.css(platform.item):
        hrefs = [anchor.get("href") or "" for anchor in item.root.iter("a")]
        found = [(portal.article_key(url), url) for url in links_of(response, portal, leave, hrefs)]
        if any(key for key, _ in found):
            text = " ".join(item.css(platform.stamp).xpath(".//text()").getall())
            stamp = read_stamp(text, month_first=portal.month_first)
            for key, url in found:
                if key:
                    urls.setdefault(key, {})[url] = None
                    days.setdefault(key, stamp.value.date() if stamp else None)
    for url in links_of(response, portal, leave):
        if key := portal.article_key(url, listed=False):
            urls.setdefault(key, {})[url] = None
    return [Entry(key, tuple(same), days.get(key)) for key, same in urls.items()]


def html_of(response: TextResponse) -> HtmlResponse:
    """The response as a page, without a broken `<base>`: Scrapy reads nothing of such a page."""
    page = response.replace(cls=HtmlResponse)
    try:
        get_base_url(page)
    except ValueError:
        return page.replace(body=_BASE.sub(b"", page.body))
    return page


def links_of(
    response: HtmlResponse, portal: Portal, leave: Leave, hrefs: list[str] | None = None
) -> Iterator[str]:
    """The portal's own links on a page that may be worth following, tidied."""
    base = _base_of(response)
    for href in response.xpath("//a/@href").getall() if hrefs is None else hrefs:
        if not href.strip() or href.lstrip().startswith("#"):
            continue
        full = absolute(base, href.strip())
        if not portal.owns(full):
            continue
        url = tidy(full)
        if kind := trap_kind(url):
            leave(kind, url)
            continue
        if has_session(full):
            leave("session", full)
        yield url


@lru_cache(maxsize=1)
def _base_of(response: HtmlResponse) -> str:
    base = response.css("base::attr(href)").get()
    return (absolute(response.url, base) if base else "") or response.url


def menu_of(urls: Iterable[str], leave: Leave) -> Iterator[str]:
    """The links of a menu, each once, without those into a folder that no menu could name."""
    found = dict.fromkeys(urls)
    folders = Counter(map(_folder, found))
    for url in found:
        if folders[_folder(url)] > MAX_MENU:
            leave("crowd", url)
        else:
            yield url


def _folder(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[0]
