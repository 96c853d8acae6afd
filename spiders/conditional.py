"""Asking whether a page has changed (`If-None-Match`, `If-Modified-Since`) before it is sent again."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from scrapy.http import Response

from govnews.dataset.visits import Validator, Visits
from govnews.spiders.counting import CountingSpider

NOT_MODIFIED = 304
_LONGEST = 500
"""A longer header is no validator but a mishap."""


class ConditionalSpider(CountingSpider):
    """Remembers what hosts say of the state of a page, and asks by it."""

    visits: Visits | None = None
    """What runs remember of their visits; None where nothing is remembered, in a replay."""
    turn: int = 0
    """Which walk through the portal this is."""
    rounds: int = 1
    """Every address is asked for without condition once in so many walks."""

    def conditions(self, url: str) -> dict[str, Any]:
        """Headers and meta of a request that may be answered by 304; empty where it may not.

        Some portals answer 304 whatever has changed: each walk trusts all addresses but some.
        """
        if self.visits is None or crc32(url.encode()) % self.rounds == self.turn % self.rounds:
            return {}
        known = self.visits.validator(url)
        if known is None:
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return {
            "headers": {name: value for name, value in headers.items() if value},
            "meta": {"handle_httpstatus_list": [NOT_MODIFIED]},
        }

    def remember(
        self, response: Response, *, article_id: str | None = None, entries: int = 0
    ) -> None:
        """Note the validators of an answer that was read and stored."""
        if self.visits is not None and response.status != NOT_MODIFIED:
            validator = Validator(
                article_id=article_id,
                etag=_header(response, "ETag"),
                modified=_header(response, "Last-Modified"),
                entries=entries,
            )
            self.visits.remember(response.url, validator)


def _header(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1").strip()
    return value if value and value.isascii() and len(value) <= _LONGEST else None
