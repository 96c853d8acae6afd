"""Keeps every page as it was fetched, in WARC files of its portal (setting `GOVNEWS_ARCHIVE`)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.http.headers import Headers

from govnews.archive import ArchiveWriter, Exchange
from govnews.dataset.visits import Archived
from govnews.errors import ArchiveError
from govnews.outcome import STORAGE
from govnews.spiders.conditional import NOT_MODIFIED

_UNDONE = {b"transfer-encoding", b"content-length"}
"""Headers that no longer describe the body when Scrapy hands it over."""
_SECRET = {b"authorization", b"proxy-authorization"}


class RecordingMiddleware:
    """Stands next to the downloader, where bodies still have their content encoding."""

    def __init__(self, path: str, crawler: Crawler) -> None:
        self.path = path
        self.writer: ArchiveWriter | None = None
        """None until the first page: Scrapy would print its own insides of what fails before."""
        self.crawler = crawler
        self._stopping: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook; `%(name)s` in the setting is the spider's name."""
        path = crawler.settings["GOVNEWS_ARCHIVE"]
        if not path:
            raise NotConfigured
        middleware = cls(str(path).replace("%(name)s", crawler.spidercls.name), crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_closed(self) -> None:
        """Scrapy's hook."""
        try:
            if self.writer:
                self.writer.close()
        except ArchiveError as error:
            self._lost(error)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook."""
        exchange = _exchange(request, response, datetime.now(UTC))
        request.meta["fetched_at"] = exchange.fetched_at
        visits = getattr(self.crawler.spider, "visits", None)
        earlier = visits.archived(exchange.address) if visits else None
        if earlier and not self._holds(earlier):
            earlier = None
        if response.status == NOT_MODIFIED and not earlier:  # it says nothing by itself
            return response
        try:
            self.writer = self.writer or ArchiveWriter(self.path, about=self._about())
            archived = self.writer.add(exchange, earlier=earlier)
        except ArchiveError as error:
            # The page itself may still be stored; further requests would be wasted.
            self._lost(error)
            self._stopping = self._stopping or asyncio.get_running_loop().create_task(self._stop())
            return response
        request.meta["archive_ref"] = archived.ref
        if visits and response.status == 200:
            visits.note_archived(exchange.address, archived)
        return response

    def _about(self) -> dict[str, str]:
        """What each file says of the crawl."""
        agent = self.crawler.settings["USER_AGENT"]
        obeyed = self.crawler.settings.getbool("ROBOTSTXT_OBEY")
        return {
            "software": agent.partition(" ")[0],
            "http-header-user-agent": agent,
            "robots": "obeyed" if obeyed else "ignored",
        }

    def _holds(self, earlier: Archived) -> bool:
        """Whether the file is there still: a person may have moved old ones away."""
        return Path(self.path).with_name(earlier.ref.rpartition("#")[0]).exists()

    def _lost(self, error: ArchiveError) -> None:
        """Note the first thing that could not be written, for the run to tell."""
        stats = self.crawler.stats
        if stats and not stats.get_value(STORAGE):
            stats.set_value(STORAGE, str(error))

    async def _stop(self) -> None:
        if self.crawler.engine:
            await self.crawler.engine.close_spider_async(reason="archive_error")


def _exchange(request: Request, response: Response, moment: datetime) -> Exchange:
    asked = [("Host", urlsplit(request.url).netloc.rpartition("@")[2])]
    return Exchange(
        url=request.url,
        status=response.status,
        headers=_pairs(response.headers, _UNDONE),
        body=response.body,
        fetched_at=moment,
        method=request.method,
        asked=asked + _pairs(request.headers, _SECRET),
        form=request.body,
    )


def _pairs(headers: Headers, without: set[bytes]) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name.lower() not in without
        for value in values
    ]
