"""Answers every request from a WARC file instead of the network (setting `GOVNEWS_REPLAY`)."""

from __future__ import annotations

from typing import Self

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, NotConfigured
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from govnews.archive import TOO_LARGE, Replay
from govnews.archive.cdxj import posted, with_form
from govnews.archive.replay import open_replay
from govnews.settings import REPLAY_SETTINGS
from govnews.spiders.refusals import NotArchived


class ReplayAddon:
    """Puts the archive in the network's place wherever `GOVNEWS_REPLAY` is set."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Scrapy's hook."""
        if settings["GOVNEWS_REPLAY"]:
            settings.update(REPLAY_SETTINGS, priority="cmdline")


class ReplayMiddleware:
    """Turns away what the archive lacks, before it counts as a request."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        path = crawler.settings["GOVNEWS_REPLAY"]
        if not path:
            raise NotConfigured
        return cls(open_replay(str(path)))

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        if archive_address(request) not in self.replay:
            raise NotArchived(f"not in {self.replay.path.name}: {request.url}")


class ReplayHandler(BaseDownloadHandler):
    """Gives the archived responses, with the time and place they were archived at."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.replay = open_replay(str(crawler.settings["GOVNEWS_REPLAY"]))

    async def download_request(self, request: Request) -> Response:
        """Scrapy's hook."""
        page = self.replay.get(archive_address(request))
        if page is None:
            raise NotArchived(f"not in {self.replay.path.name}: {request.url}")
        if page.is_too_large:
            raise DownloadCancelledError(f"{request.url} {TOO_LARGE}")
        request.meta["fetched_at"] = page.fetched_at
        request.meta["archive_ref"] = page.ref
        headers = Headers(page.headers)
        make = responsetypes.from_args(headers=headers, url=request.url, body=page.body)
        return make(request.url, status=page.status, headers=headers, body=page.body)


def archive_address(request: Request) -> str:
    """Under which address an answer is archived: a posted form becomes part of it."""
    return with_form(request.url, posted(request.method, request.body))
