"""Feeds and sitemaps beside the listings: fewer requests, and dates before an article is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy.http import Request, Response
from scrapy.utils.gz import gunzip, gzip_magic_number

from govnews.errors import UnreadablePage
from govnews.portals import is_trap, tidy
from govnews.portals.links import absolute, lookup_key
from govnews.portals.sources import Row, Source, read_source
from govnews.spiders.conditional import NOT_MODIFIED
from govnews.spiders.losses import LossSpider
from govnews.spiders.trail import Entry

MAX_SOURCES = 1000
"""Feeds and sitemaps of one portal."""
MAX_INDEXES = 3
"""Indexes of indexes of sitemaps, one inside the other."""
MAX_LISTED = 200_000
"""Rows of all feeds and sitemaps of one run; each is held in memory until the run ends."""
FEW_CHANGES, MANY_CHANGED = 20, 0.1
"""A list that calls more of the known articles changed, and more than this share, is not believed."""
MAX_BYTES = 64 * 1024 * 1024
"""Of a sitemap; the protocol allows 50 MB."""


class SourceSpider(LossSpider):
    """Reads feeds and sitemaps and asks for the articles in them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources: set[str] = set()
        self._listed = 0

    def ask_sources(self) -> Iterator[Request]:
        """The declared feeds and sitemaps."""
        for path in (*self.portal.feeds, *self.portal.sitemaps):
            yield from self.ask_source(absolute(self.home, path), declared=True)

    @property
    def home(self) -> str:
        """The portal's home page."""
        return f"{self.portal.scheme}://{self.portal.hosts[0]}/"

    def ask_source(self, url: str, *, declared: bool, depth: int = 0) -> Iterator[Request]:
        """One feed or sitemap, once; `depth` counts the indexes that led to it."""
        key = lookup_key(url)
        if self._full() or key in self._sources or not self.portal.owns(url):
            return
        if len(self._sources) >= MAX_SOURCES or depth > MAX_INDEXES:
            self.count("sources_left_out")
            return
        self._sources.add(key)
        asked = self.conditions(url) if self.brief else {}
        yield Request(
            url,
            callback=self.read_list,
            errback=self.source_failed,
            cb_kwargs={"declared": declared, "depth": depth},
            headers=asked.get("headers"),
            meta={"download_maxsize": MAX_BYTES, **asked.get("meta", {})},
        )

    def read_list(self, response: Response, declared: bool, depth: int) -> Iterator[Request]:
        """A feed's or sitemap's articles, and the sitemaps of an index."""
        if response.status == NOT_MODIFIED:
            self._shown_before(response)
            return
        try:
            body = response.body
            if gzip_magic_number(response):
                body = gunzip(body, max_size=MAX_BYTES)
            source = read_source(body, response.url)
        except (UnreadablePage, OSError, EOFError, ValueError) as error:
            if declared:
                self.list_lost(response.url, str(error))
            else:
                self.count("sources_unreadable")
                self.logger.info("%s", error)
            return
        if self._full():
            return
        self.count("source_pages")
        for row in source.maps:
            if self.since and row.modified and row.modified.date() < self.since:
                self.count("sources_before_since")
                continue
            yield from self.ask_source(
                absolute(response.url, row.url), declared=declared, depth=depth + 1
            )
        rows = source.pages[: max(0, MAX_LISTED - self._listed)]
        self._listed += len(rows)
        if len(rows) < len(source.pages):
            self.count("sources_left_out")
        pages = [(tidy(absolute(response.url, row.url)), row) for row in rows]
        own = [(url, row) for url, row in pages if self.portal.owns(url) and not is_trap(url)]
        is_whole = len(rows) == len(source.pages) and not any(map(_is_ahead, rows))
        if self.shows_articles_only(source) and is_whole:
            keys = {self.portal.article_key(url, listed=source.is_feed) for url, _ in own}
            self.remember(response, entries=len(keys - {None}))
        yield from self.take_listed(own, is_feed=source.is_feed)

    def shows_articles_only(self, source: Source) -> bool:
        """Whether nothing is missed where it is not read again; an index leads to other maps."""
        return not source.maps

    def _shown_before(self, response: Response) -> None:
        """A feed or sitemap shows what it showed: articles that are known."""
        known = self.visits.validator(response.url) if self.visits else None
        self.count("source_pages")
        self.count("sources_unmodified")
        entries = known.entries if known else 0
        self.count("listed", entries)
        self.count("skipped_known", entries)

    def take_listed(self, pages: list[tuple[str, Row]], *, is_feed: bool) -> Iterator[Request]:
        """Ask for the articles among the pages of a feed or sitemap; a family may do more."""
        entries = [
            Entry(key, (url,), row.published, row.modified)
            for url, row in pages
            if (key := self.portal.article_key(url, listed=is_feed))
        ]
        if self._changes_everything(entries):
            entries = [replace(entry, modified=None) for entry in entries]
        yield from self.ask_for(entries)

    def _changes_everything(self, entries: list[Entry]) -> bool:
        """Whether the times of change are those of the list: then they tell of no article."""
        now, known = datetime.now(UTC), self.memory
        named = [(entry, known[entry.key]) for entry in entries if entry.key in known]
        changed = sum(article.changed(entry.modified, now) for entry, article in named)
        return changed > max(FEW_CHANGES, MANY_CHANGED * len(named))

    def source_failed(self, failure: Any) -> None:
        """A feed or sitemap could not be had."""
        self.list_failed(failure, declared=failure.request.cb_kwargs["declared"])


def _is_ahead(row: Row) -> bool:
    """Whether the day of a change is not over: then the change is for the next walk to see."""
    return row.modified is not None and row.modified > datetime.now(UTC)
