"""Slowing down for the rest of the run: a host in trouble is asked less often, and trusted slowly."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Request, Response

from govnews.spiders.pauses import downloader_of, set_usual_delay, usual_delay

log = logging.getLogger(__name__)

TROUBLE = (429, 502, 503, 504)
"""Statuses of a host that is asked more than it can bear."""
GOOD_ANSWERS = 20
"""After so many answers without trouble, the pause is halved, down to the declared one."""
_NO_ANSWER = (DownloadTimeoutError, DownloadConnectionRefusedError, DownloadFailedError)


class CautionMiddleware:
    """Doubles the pause between requests to a host with each trouble, up to `SLOWEST_DELAY`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.slowest = crawler.settings.getfloat("SLOWEST_DELAY")
        self._former: dict[str, float] = {}
        """Host that is slowed down → the pause it had before."""
        self._good: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook."""
        if response.status in TROUBLE:
            self._slow_down(request, f"HTTP {response.status}")
        else:
            self._recover(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Scrapy's hook."""
        if isinstance(exception, _NO_ANSWER):
            self._slow_down(request, "no answer")

    def _slow_down(self, request: Request, why: str) -> None:
        host = downloader_of(self.crawler).get_slot_key(request)
        now = usual_delay(self.crawler, host)
        slower = max(now, min(2 * now, self.slowest))
        self._good[host] = 0
        if slower > now:
            self._former.setdefault(host, now)
            set_usual_delay(self.crawler, host, slower)
            log.info("%s (%s): asking every %.1f s from now on", host, why, slower)

    def _recover(self, request: Request) -> None:
        host = downloader_of(self.crawler).get_slot_key(request)
        if host not in self._former:
            return
        self._good[host] += 1
        if self._good[host] < GOOD_ANSWERS:
            return
        self._good[host] = 0
        former = self._former[host]
        faster = max(former, usual_delay(self.crawler, host) / 2)
        if faster == former:
            del self._former[host]
        set_usual_delay(self.crawler, host, faster)
        log.info("%s answers well: asking every %.1f s again", host, faster)
