"""Sets the one cookie that a portal's stub page asks for (`cookie_stub = true` in its declaration)."""

from __future__ import annotations

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse

from govnews.page.cookie_stub import cookie_of_stub

log = logging.getLogger(__name__)


class CookieStubMiddleware:
    """Answers a stub as a browser does: with the cookie it writes out, once for each host.

    Stands where bodies are already unpacked. A stub that comes back although the cookie was sent is
    handed on, to be counted by the spider; so nothing here can go round in circles. robots.txt
    passes through here too: a stub in its place is asked again, and then the rules hold.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._cookies: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        if cookie := self._cookies.get(_host(request)):
            request.headers["Cookie"] = cookie

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Scrapy's hook."""
        if not self._declared or not isinstance(response, TextResponse):
            return response
        asked = cookie_of_stub(response.text)
        if asked is None or "Cookie" in request.headers:
            return response
        host, cookie = _host(request), "=".join(asked)
        if self._cookies.setdefault(host, cookie) == cookie:
            log.info("%s asks for the cookie %s: setting it", host, asked[0])
        # Ahead of what waits: the answer decides whether anything else can be had.
        return request.replace(dont_filter=True, priority=request.priority + 1)

    @property
    def _declared(self) -> bool:
        portal = getattr(self.crawler.spider, "portal", None)
        return portal is not None and portal.cookie_stub


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc
