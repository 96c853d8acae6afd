"""Keeps every page as it was fetched, in a WARC file of its portal (setting `GOVNEWS_ARCHIVE`)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from govnews.archive_writer import ArchiveWriter
from govnews.errors import ArchiveError
from govnews.outcome import STORAGE
from govnews.spiders.conditional import NOT_MODIFIED
from govnews.spiders.replay import archive_address

_UNDONE = {b"transfer-encoding", b"content-length"}
"""Headers that no longer describe the body when Scrapy hands it over."""


class RecordingMiddleware:
    """Stands next to the downloader, where bodies still have their content encoding."""

    def __init__(self, writer: ArchiveWriter, crawler: Crawler) -> None:
        self.writer = writer
        self.crawler = crawler
        self._stopping: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook; `%(name)s` in the setting is the spider's name."""
        path = crawler.settings["GOVNEWS_ARCHIVE"]
        if not path:
            raise NotConfigured
        middleware = cls(
            ArchiveWriter(str(path).replace("%(name)s", crawler.spidercls.name)), crawler
        )
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_closed(self) -> None:
        """Scrapy's hook."""
        try:
            self.writer.close()
        except ArchiveError as error:
            self._lost(error)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook."""
        moment = datetime.now(UTC)
        if response.status == NOT_MODIFIED:  # no page, and it must not answer for one in a replay
            request.meta["fetched_at"] = moment
            return response
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            if name.lower() not in _UNDONE
            for value in values
        ]
        request.meta["fetched_at"] = moment
        try:
            request.meta["archive_ref"] = self.writer.add(
                archive_address(request), response.status, headers, response.body, moment
            )
        except ArchiveError as error:
            # The page itself may still be stored; further requests would be wasted.
            self._lost(error)
            self._stopping = self._stopping or asyncio.get_running_loop().create_task(self._stop())
        return response

    def _lost(self, error: ArchiveError) -> None:
        """Note the first thing that could not be written, for the run to tell."""
        stats = self.crawler.stats
        if stats and not stats.get_value(STORAGE):
            stats.set_value(STORAGE, str(error))

    async def _stop(self) -> None:
        if self.crawler.engine:
            await self.crawler.engine.close_spider_async(reason="archive_error")
