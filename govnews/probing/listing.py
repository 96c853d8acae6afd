"""What a walk would find on a listing: its articles, their days, its pagers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from govnews.page.decode import decode, parse
from govnews.portals import FAMILIES, Portal, tidy
from govnews.portals.links import absolute
from govnews.saved import SavedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFound:
    """One page of a listing, as the portal's spider reads it."""

    url: str
    articles: tuple[tuple[str, str, date | None], ...]
    """Native id, address and printed day of each, in the order of the page."""
    pages: tuple[int, ...]
    """Numbers of the further pages that it leads to."""

    @property
    def days(self) -> list[date]:
        """The days that are printed beside articles."""
        return [day for _, _, day in self.articles if day]


def read_listing(page: SavedPage, portal: Portal) -> ListingFound:
    """Read a listing with the spider of the portal's family."""
    from scrapy.crawler import Crawler
    from scrapy.http import HtmlResponse, Request
    from scrapy.utils.misc import load_object

    url = page.url or portal.start_urls[0]
    text = decode(page.content, page.content_type)
    response = HtmlResponse(url, body=text.encode(), encoding="utf-8", request=Request(url))
    response = load_object("govnews.spiders.linked.html_of")(response)
    walker = load_object("govnews.spiders.declared.spider_class")(portal)
    spider: Any = walker.from_crawler(Crawler(walker))
    spider.leave = lambda *_: None  # it would count, and no crawl is running that has counters
    articles = [(entry.key, entry.urls[0], entry.day) for entry in spider.entries(response)]
    pages = {link.number for link in spider.pager(response)}
    return ListingFound(url=url, articles=tuple(articles), pages=tuple(sorted(pages)))


def fitting(page: SavedPage) -> dict[str, int]:
    """Family → how many addresses on a page of the same site are its articles' by their looks."""
    urls = list(links_of(parse(page.content, page.content_type), page.url or ""))
    found: dict[str, int] = {}
    for family in FAMILIES.values():
        found[family.name] = len({family.article_key(url, listed=False) for url in urls} - {None})
    return found


def links_of(page: HtmlElement, url: str) -> Iterator[str]:
    """The addresses that a page links to, absolute and tidied."""
    base = page.find(".//base")
    start = absolute(url, (base.get("href") if base is not None else None) or "") or url
    for link in page.iter("a"):
        if full := absolute(start, (link.get("href") or "").strip()):
            yield tidy(full)
