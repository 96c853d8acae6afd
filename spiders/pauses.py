"""What all manners are made of: how long a host is left alone, and ending a walk in order."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request

log = logging.getLogger(__name__)


def rest(crawler: Crawler, request: Request, seconds: float) -> None:
    """Ask nothing of the request's host for so many seconds."""
    downloader = downloader_of(crawler)
    host = downloader.get_slot_key(request)
    slot = downloader.slots.get(host)
    if slot is None or seconds <= slot.delay:
        return
    slot.lastseen = monotonic()
    slot.delay = longer = seconds / (1 - slot.jitter)  # chance must not make it shorter
    log.info("leaving %s alone for %.1f s", host, seconds)

    def resume() -> None:
        if slot.delay == longer:
            slot.delay = usual_delay(crawler, host)

    asyncio.get_running_loop().call_later(seconds, resume)


def usual_delay(crawler: Crawler, host: str) -> float:
    """Seconds between two requests to the host, apart from a rest."""
    own = crawler.settings.getfloat("DOWNLOAD_DELAY")
    return float(downloader_of(crawler).per_slot_settings.get(host, {}).get("delay", own))


def set_usual_delay(crawler: Crawler, host: str, seconds: float) -> None:
    """Set it, for this slot and for those that Scrapy makes anew later; a longer rest goes on."""
    downloader, former = downloader_of(crawler), usual_delay(crawler, host)
    downloader.per_slot_settings.setdefault(host, {})["delay"] = seconds
    slot = downloader.slots.get(host)
    if slot and slot.delay <= max(former, seconds):
        slot.delay = seconds


def end_walk(crawler: Crawler, reason: str, error: Exception) -> asyncio.Task[None]:
    """Drop what waits for its turn, let what is under way come in, and close the crawl."""
    for slot in downloader_of(crawler).slots.values():
        while slot.queue:
            slot.queue.popleft()[1].errback(error)
    assert crawler.engine is not None, "only while a crawl runs"  # noqa: S101
    close = crawler.engine.close_spider_async(reason=reason)
    return asyncio.get_running_loop().create_task(close)


def downloader_of(crawler: Crawler) -> Any:
    """Scrapy's, with its slots: one for each host."""
    assert crawler.engine is not None, "only while a crawl runs"  # noqa: S101
    return crawler.engine.downloader
