"""Counting what a walk meets, and ending it where the portal gives nothing any more."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider

from govnews.other_pages import REFUSALS
from govnews.outcome import EXAMPLE, MOST_RETRIED, RETRY, TRAP
from govnews.portals import Portal

REFUSED_IN_A_ROW = 5
"""So many challenges, stubs or notices one after the other end the walk."""
MOST_TOLD = 50_000
"""Of the addresses left alone, so many different ones are counted."""


class CountingSpider(scrapy.Spider):
    """Keeps the counts of a walk, as stats of Scrapy too, from which its outcome is made."""

    portal: ClassVar[Portal]

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.counts: Counter[str] = Counter()
        self._refused = 0
        self._left_alone: set[int] = set()

    def count_other(self, kind: str, url: str, *, listing: bool = False) -> None:
        """Count a page that is no article, nor a listing, and keep an address to show."""
        kind = self._known_cure(kind)
        self.count(f"listings_{kind}" if listing else f"not_article/{kind}")
        if kind in REFUSALS and not listing:
            self._retry_next_time(url)
        level = logging.WARNING if listing or kind in REFUSALS else logging.INFO
        what = "listing" if listing else "article"
        self.logger.log(level, "no %s: %s (%s)", what, url, kind)
        if self.crawler.stats:
            name = f"{EXAMPLE}{kind}"
            self.crawler.stats.set_value(name, self.crawler.stats.get_value(name) or url)

    def _known_cure(self, kind: str) -> str:
        """The kind, or what it means where the declaration already says how to deal with it."""
        if kind == "cookie_stub" and self.portal.cookie_stub:
            return "cookie_refused"
        if kind == "script_only" and self.portal.browser:
            return "empty_in_browser"
        return kind

    def count_refusal(self, kind: str) -> None:
        """End the walk where the portal gives nothing else any more."""
        self._refused = self._refused + 1 if self._known_cure(kind) in REFUSALS else 0
        if self._refused >= REFUSED_IN_A_ROW:
            raise CloseSpider(self._known_cure(kind))

    def _retry_next_time(self, url: str) -> None:
        if self.crawler.stats:
            failed = self.crawler.stats.get_value(RETRY, ())
            self.crawler.stats.set_value(RETRY, (*failed, url)[:MOST_RETRIED])

    def leave(self, kind: str, url: str) -> None:
        """Count an address that is left alone, once; `kind` as in `TRAP_KINDS`."""
        mark = hash((kind, url))
        if mark not in self._left_alone and len(self._left_alone) < MOST_TOLD:
            self._left_alone.add(mark)
            self.count(f"{TRAP}{kind}")

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] += number
        if self.crawler.stats and number:
            self.crawler.stats.inc_value(f"govnews/{name}", number)
