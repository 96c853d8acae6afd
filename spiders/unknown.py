"""A site that nobody has described: its sitemaps, its feeds, and the links of its menus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.robotstxt import RobotParser

from govnews.errors import NotAnArticle, UnreadablePage
from govnews.extract import Reading
from govnews.page import read_page
from govnews.portals.links import absolute, section_key
from govnews.portals.pages import SECTION_NAMES, place_of
from govnews.portals.sources import Row, Source
from govnews.spiders.base import MAX_DEPTH
from govnews.spiders.linked import html_of
from govnews.spiders.paged import PagedSpider
from govnews.spiders.probation import Probation
from govnews.spiders.refusals import content_type_of
from govnews.spiders.trail import Entry, Lead, Target

_FEEDS = "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]"
_COMMENTS = ("comment", "binh-luan", "bình luận")


class UnknownSpider(PagedSpider):
    """Walks a site by what its addresses look like, and by what its pages turn out to be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._probation = Probation()
        self._told_sitemaps: list[str] = []
        self._lists: set[Lead] = set()
        """Addresses like an article's that lead to a listing."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's hook."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Scrapy's signal: the sitemaps that robots.txt names are asked for after the home page."""
        self._told_sitemaps += getattr(getattr(robotparser, "rp", None), "sitemaps", ())

    def section_of(self, url: str) -> str | None:
        """A listing is a path, with at most the number of its section in the query."""
        listing, _ = place_of(url)
        path, _, query = listing.partition("?")
        name = query.partition("=")[0].lower()
        if not query:
            return path
        return listing if "&" not in query and name in SECTION_NAMES else None

    def read_section(self, response: Response, section: str, depth: int) -> Iterator[Any]:
        """A listing as everywhere; its page may turn out to be an article, or tell of feeds."""
        if isinstance(response, TextResponse):
            if depth == 0:
                yield from self._found_sources(html_of(response))
            else:
                yield from self._keep_article(response, section)
        yield from super().read_section(response, section, depth)

    def section_failed(self, failure: Any) -> Iterator[Request]:
        """The sitemaps are asked for even where the home page cannot be had."""
        yield from self._ask_told()
        yield from super().section_failed(failure)

    def take_listed(self, pages: list[tuple[str, Row]], *, is_feed: bool) -> Iterator[Request]:
        """A feed's items are articles whatever they look like; a sitemap names sections too."""
        if is_feed:
            for url, _ in pages:
                if key := self.portal.article_key(url):
                    self._probation.proves(Entry(key, (url,)))
        yield from super().take_listed(pages, is_feed=True)
        if not is_feed and self.portal.discover:
            for url, _ in pages:
                if self.portal.article_key(url) is None and self.section_of(url):
                    yield from self.open_section(url, depth=MAX_DEPTH)

    def shows_articles_only(self, source: Source) -> bool:
        """A sitemap is read again for the sections that it names."""
        named = self.portal.discover and not source.is_feed
        return super().shows_articles_only(source) and not named

    # Articles by their looks

    def ask_for(self, entries: list[Entry]) -> Iterator[Request]:
        """Ask for what has the shape of an article, and of an unproven shape for a few at first."""
        for entry in entries:
            if entry.key in self.memory:
                self._probation.proves(entry)
            verdict = self._probation.verdict(entry)
            if verdict is False:
                for url in entry.urls:
                    self.leave("shape", url)
            elif verdict:
                new = entry.key not in self._articles
                requests = list(super().ask_for([entry]))
                if new and requests:
                    self._probation.asked(entry)
                yield from requests

    def read_article(self, response: Response, key: str) -> Iterator[Request | Reading]:
        """Every page tells whether others of its shape are articles."""
        yield from super().read_article(response, key)
        lead = self._articles[key]
        is_article = lead.done and lead not in self._lists
        yield from self.ask_for(list(self._probation.judged(key, is_article=is_article)))

    def article_failed(self, failure: Any) -> Iterator[Request]:
        """A page that could not be had tells nothing."""
        yield from super().article_failed(failure)
        key = failure.request.cb_kwargs["key"]
        if self._articles[key].exhausted:
            yield from self.ask_for(list(self._probation.judged(key, is_article=None)))

    def other_page(self, kind: str, response: Response, lead: Lead) -> Iterator[Request]:
        """A listing under an article's address is followed like any other."""
        section = self.section_of(response.url)
        if kind != "listing" or not self.portal.discover or section is None:
            return
        lead.done = True
        self._lists.add(lead)
        followed = self._sections.setdefault(section, Lead())
        if not (followed.done or followed.asked):
            yield from super().read_section(response, section, depth=1)

    def _keep_article(self, response: TextResponse, section: str) -> Iterator[Any]:
        """An article whose address nothing tells from a section's."""
        key = self.portal.article_key(response.url) or section_key(response.url)
        astray = self._astray(response.url, section) or not self.portal.owns(response.url)
        if self._full() or astray or key in self._articles or key in self._passed_over:
            return
        try:
            page = read_page(
                response.body,
                response.url,
                layouts=self.portal.layouts,
                content_type=content_type_of(response),
                month_first=self.portal.month_first,
            )
        except (NotAnArticle, UnreadablePage):
            return
        if page.published_at is None or not self._wanted(Entry(key, (response.url,))):
            return
        lead = self._articles[key] = Lead(Target(response.url))
        lead.take()
        yield from self._keep(page, response, lead, key)

    # Feeds and sitemaps that the site names

    def _found_sources(self, response: HtmlResponse) -> Iterator[Request]:
        yield from self._ask_told()
        for link in response.xpath(_FEEDS):
            words = f"{link.attrib.get('href', '')} {link.attrib.get('title', '')}".lower()
            if not any(word in words for word in _COMMENTS):
                url = absolute(response.url, link.attrib.get("href", "").strip())
                yield from self.ask_source(url, declared=False)

    def _ask_told(self) -> Iterator[Request]:
        while self._told_sitemaps:
            url = absolute(self.home, self._told_sitemaps.pop(0))
            yield from self.ask_source(url, declared=False)
