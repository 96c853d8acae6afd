"""What a page links to: articles with their dates, and the portal's own other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.response import get_base_url

from govnews.dates import read_stamp
from govnews.portals import Portal, tidy
from govnews.portals.links import absolute, has_session, trap_kind
from govnews.portals.portal import lies_on
from govnews.spiders.trail import Entry

MAX_MENU = 200
"""So many links of one page into one folder are no menu but a table, a tag cloud or a register."""

_ROOTED = re.compile(r"https?://|/(?!/)", re.IGNORECASE)
"""An address for which the folder of the page that shows it does not matter."""
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
    origin = base[: base.find("/", base.find("//") + 2) + 1] or base
    for href in map(str.strip, _hrefs(response) if hrefs is None else hrefs):
        if not href or href.startswith("#"):
            continue
        link = _link(portal.all_hosts, origin if _ROOTED.match(href) else base, href)
        for kind, address in link.left:
            leave(kind, address)
        if link.url:
            yield link.url


class _Link(NamedTuple):
    """What a link of a page comes to."""

    url: str = ""
    """The portal's own page; empty where it leads elsewhere, or is left alone."""
    left: tuple[tuple[str, str], ...] = ()
    """Why it is left alone, and its address."""


@lru_cache(maxsize=20_000)
def _link(hosts: tuple[str, ...], base: str, href: str) -> _Link:
    """A portal shows the same menus on all its pages: what they come to is found out once."""
    full = absolute(base, href)
    if not lies_on(full, hosts):
        return _Link()
    url = tidy(full)
    if kind := trap_kind(url):
        return _Link(left=((kind, url),))
    return _Link(url, (("session", full),) if has_session(full) else ())


@lru_cache(maxsize=1)
def _hrefs(response: HtmlResponse) -> list[str]:
    return [anchor.get("href", "") for anchor in response.selector.root.iter("a")]


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
