"""Pages as a browser shows them, for portals with `browser = true` and for no other."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request

from govnews.browser import check_browser
from govnews.portals.portal import is_inside, is_loopback
from govnews.spiders.politeness import RobotsMiddleware

log = logging.getLogger(__name__)

_NEEDLESS = frozenset(("image", "media", "font", "ping", "beacon", "texttrack", "manifest"))
"""What a page may load that adds no text."""
_QUIET_MS = 10_000
"""How long to wait for scripts to have fetched what they show."""


class BrowserMiddleware:
    """Has the portal's pages opened by the browser; robots.txt and posted forms go without it.

    The delay between pages and the user agent are those of every crawl. What a page's scripts fetch
    from the portal has to be allowed by its robots.txt too; pictures, films and fonts are not loaded.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook; raises `BadInput` where something has to be installed first."""
        portal = getattr(crawler.spidercls, "portal", None)
        if portal is None or not portal.browser or crawler.settings["GOVNEWS_REPLAY"]:
            raise NotConfigured
        check_browser([portal])
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        if request.method != "GET" or request.meta.get("dont_obey_robotstxt"):
            return
        from scrapy_playwright.page import PageMethod

        request.meta.update(
            {
                "playwright": True,
                "playwright_context_kwargs": {
                    "user_agent": self.crawler.settings["USER_AGENT"],
                    "locale": "vi-VN",
                    "service_workers": "block",  # they would fetch behind our back
                },
                "playwright_page_init_callback": self._watch,
                "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
                "playwright_page_methods": [PageMethod(_settle)],
            }
        )

    async def _watch(self, page: Any, _request: Request) -> None:
        await page.route("**", self._judge)

    async def _judge(self, route: Any) -> None:
        """Let a page load only what it needs and what robots.txt allows."""
        asked = route.request
        if asked.resource_type in _NEEDLESS or not await self._allowed(asked):
            await route.abort("blockedbyclient")
        else:
            await route.fallback()

    async def _allowed(self, asked: Any) -> bool:
        portal = getattr(self.crawler.spider, "portal", None)
        if portal is None:
            return True
        if is_inside(asked.url) and not all(map(is_loopback, portal.hosts)):
            log.info("not loaded for a page: %s (it lies inside this network)", asked.url)
            return False
        if not portal.owns(asked.url) or _is_page(asked):
            return True  # the page itself was asked for by the crawl; others have their own rules
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None:
            return True
        try:
            await robots.process_request(Request(asked.url))
        except IgnoreRequest as error:
            log.info("not loaded for a page: %s (%s)", asked.url, error)
            return False
        return True


def _is_page(asked: Any) -> bool:
    """Whether this is the page that the crawl asked for, and no frame in it, nor a page after it."""
    if not asked.is_navigation_request() or asked.redirected_from:
        return False
    frame = asked.frame
    return frame.parent_frame is None and frame.url in ("", "about:blank")


async def _settle(page: Any) -> None:
    """Wait until the page's scripts have nothing more to fetch; some never stop, so not for long."""
    from playwright.async_api import TimeoutError as StillLoading

    try:
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
    except StillLoading:
        log.debug("%s goes on loading; reading what it shows by now", page.url)
