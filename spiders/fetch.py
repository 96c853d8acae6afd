"""A few single pages, fetched with the manners of every crawl and handed back as they are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.http import Request, Response

from govnews.portals import Portal
from govnews.saved import SavedPage
from govnews.spiders.articles import reason_of
from govnews.spiders.refusals import content_type_of


class FetchSpider(scrapy.Spider):
    """Fetches `urls` and puts each page, or why there is none, into `answers`."""

    name = "fetch"
    portal: Portal | None = None
    """Whose pages they are; its declaration says how they are asked for."""

    def __init__(self, *, urls: Sequence[str], answers: dict[str, SavedPage | str]) -> None:
        super().__init__()
        self.urls = urls
        self.answers = answers

    async def start(self) -> AsyncIterator[Request]:
        """Every address once."""
        for url in dict.fromkeys(self.urls):
            yield Request(url, self.keep, errback=self.lost, cb_kwargs={"asked": url})

    def keep(self, response: Response, asked: str) -> None:
        """A page that was found, wherever redirects led."""
        self.answers[asked] = SavedPage(
            name=asked,
            body=response.body,
            url=response.url,
            fetched_at=datetime.now(UTC),
            content_type=content_type_of(response),
        )

    def lost(self, failure: Any) -> None:
        """A page that could not be had."""
        self.answers[failure.request.cb_kwargs["asked"]] = reason_of(failure)
