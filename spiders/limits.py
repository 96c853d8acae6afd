"""Ends a walk in order before its end: at the deadline, when the portal closes, after its budget."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from time import monotonic
from typing import Self
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from govnews.allowance import BUDGET_TOLD, CLOSED_TOLD, DEADLINE_TOLD, allowed
from govnews.outcome import BUDGET, CUT, DEADLINE, HOURS
from govnews.portals.hours import opens_at, seconds_left
from govnews.spiders.pauses import end_walk
from govnews.spiders.refusals import CutShort

GRACE = 5.0
"""Seconds after the deadline in which an answer that is under way may still come in."""


class LimitsMiddleware:
    """What is under way is finished and stored; the next run goes on from there."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.deadline: float | None = settings.get("GOVNEWS_DEADLINE")
        self.replayed = bool(settings.get("GOVNEWS_REPLAY"))
        self.budget: int | None = settings.get("GOVNEWS_BUDGET")
        self.spent: Counter[str] = Counter(settings.getdict("GOVNEWS_SPENT"))
        self._timers: list[asyncio.TimerHandle] = []
        self._ending: asyncio.Task[None] | None = None
        self._told = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.closed, signal=signals.spider_closed)
        return middleware

    def opened(self) -> None:
        """Set the clocks."""
        loop = asyncio.get_running_loop()
        if self.deadline is not None:
            left = max(0.0, float(self.deadline) - monotonic())
            self._timers.append(loop.call_later(left, self.end, DEADLINE, DEADLINE_TOLD))
        portal = getattr(self.crawler.spider, "portal", None)
        if portal is None or self.replayed:
            self.budget = None
            return
        self.budget = allowed(portal, self.budget)
        if portal.hours:
            now = datetime.now(ZoneInfo(portal.timezone))
            told = CLOSED_TOLD.format(hours=portal.hours, opens=opens_at(portal.hours, now))
            left = seconds_left(portal.hours, now)
            self._timers.append(loop.call_later(left, self.end, HOURS, told))

    def closed(self) -> None:
        """Stop the clocks."""
        for timer in self._timers:
            timer.cancel()

    def process_request(self, request: Request) -> None:
        """Scrapy's hook, the last one before the network: what passes is sent, and counted."""
        host = urlparse_cached(request).netloc
        if self.budget is not None and self.spent[host] >= self.budget:
            self.end(BUDGET, BUDGET_TOLD.format(host=host, budget=self.budget))
        if self._ending:
            raise CutShort(self._told)
        self.spent[host] += 1
        if self.deadline is not None:  # a host that never answers must not hold up the end
            left = max(0.0, float(self.deadline) - monotonic()) + GRACE
            request.meta["download_timeout"] = min(
                left, request.meta.get("download_timeout") or left
            )

    def end(self, reason: str, told: str) -> None:
        """Ask nothing more, and note why."""
        engine = self.crawler.engine
        if self._ending or engine is None or engine.spider is None:
            return
        self._told = told
        if self.crawler.stats:
            self.crawler.stats.set_value(CUT, told)
        self._ending = end_walk(self.crawler, reason, CutShort(told))
