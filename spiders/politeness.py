"""Manners towards a host: its robots.txt, its Retry-After, and a pause that grows with trouble."""

from __future__ import annotations

import asyncio
import logging
import random
from codecs import BOM_UTF8
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from govnews.model import HANOI
from govnews.other_pages import REFUSALS
from govnews.outcome import RETRY_AFTER, UNREACHABLE
from govnews.portals.portal import is_inside
from govnews.spiders.pauses import end_walk, rest, set_usual_delay
from govnews.spiders.refusals import (
    AskedToWait,
    ForbiddenByRobots,
    NoRobots,
    OffPortal,
    RedirectLoop,
    bad_certificate,
    kind_of,
    unreachable,
)

log = logging.getLogger(__name__)
# It shows a traceback for a robots.txt that cannot be had; `RobotsMiddleware` says so in a line.
logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)

YEAR = 365 * 86_400.0
"""Seconds; who asks to be left alone for longer means for good."""


class OwnHostsMiddleware:
    """Keeps the crawl on the portal's own hosts, wherever a redirect leads."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        portal = getattr(self.crawler.spider, "portal", None)
        if portal is None:  # any public page, but none that leads inside
            former = request.meta.get("redirect_urls", [])
            if former and is_inside(request.url) and not is_inside(former[0]):
                raise OffPortal(request.url)
            return
        replayed = self.crawler.settings.get("GOVNEWS_REPLAY")
        if not portal.owns(request.url) or (portal.left(request.url) and not replayed):
            raise OffPortal(request.url)


class RedirectLoopMiddleware:
    """Goes no further where a redirect leads back to an address that it came from."""

    def __init__(self, visits: int) -> None:
        self.visits = visits

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook; a portal that sets a cookie may send back to the same page once."""
        return cls(1 + crawler.settings.getbool("COOKIES_ENABLED"))

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        if request.meta.get("redirect_urls", []).count(request.url) >= self.visits:
            raise RedirectLoop(f"leads back to {request.url}")


class RobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt like Scrapy's own, and stays away where it cannot be had.

    RFC 9309, 2.3.1.4: after a server error, or without an answer, everything counts as forbidden.
    A robots.txt that is not there (4xx) forbids nothing, and neither does the portal's own page
    behind a 200 in its place. But a challenge, a log-in or a script there is no answer at all.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, tuple[str, str | None]] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Scrapy's hook, called with the rules of the request's host."""
        host = urlsplit(request.url).netloc
        if why := self._unreachable.get(host):
            raise NoRobots(host, *why)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise ForbiddenByRobots(str(error)) from None

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook."""
        if not _is_robots(request):
            return response
        if response.status >= 500:
            self._note(request, f"HTTP {response.status}")
        elif response.status < 300 and _is_html(response):
            kind = kind_of(response)
            if kind in REFUSALS or kind == "login":
                self._note(request, f"a page of kind {kind} stands in its place", kind)
            log.info("%s is a web page and no robots.txt", request.url)
            return response.replace(body=b"")  # a parser would look for rules among its words
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Scrapy's hook."""
        if _is_robots(request) and not isinstance(exception, IgnoreRequest):
            self._note(request, unreachable(exception) or type(exception).__name__)

    def _note(self, request: Request, why: str, kind: str | None = None) -> None:
        first = request.meta.get("redirect_urls", [request.url])[0]
        self._unreachable[urlsplit(first).netloc] = (why, kind)
        log.info("%s cannot be had: %s", first, why)


def _is_robots(request: Request) -> bool:
    """Whether Scrapy itself asks, for robots.txt."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def _is_html(response: Response) -> bool:
    """No line of a robots.txt begins so; a page may begin with a comment or a prolog of XML."""
    return response.body.removeprefix(BOM_UTF8).lstrip().startswith(b"<")


class BackoffRetryMiddleware(RetryMiddleware):
    """Retries like Scrapy's own, but first leaves the host alone for a while.

    The pause is `RETRY_PAUSE` seconds, doubled with each retry of the request and varied by a
    quarter; a longer Retry-After wins. Where that is longer than `RETRY_PAUSE_MAX`, the crawl ends:
    nothing more is asked of the host, and the run says until when.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        middleware = super().from_crawler(crawler)
        middleware.pause = crawler.settings.getfloat("RETRY_PAUSE")
        middleware.longest = crawler.settings.getfloat("RETRY_PAUSE_MAX")
        return middleware

    pause: float
    longest: float
    _ending: asyncio.Task[None] | None = None
    _told: str = ""

    # Scrapy 2.14 did away with the argument `spider`; only the signature still has it.

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Scrapy's hook."""
        result = super().process_response(request, response)
        asked = retry_after(response)
        if response.status in self.retry_http_codes and asked and asked > self.longest:
            self._end(request, asked)
            return response
        if isinstance(result, Request):
            self._rest(result, asked)
        return result

    def process_request(self, request: Request) -> None:
        """Scrapy's hook."""
        if self._ending:
            raise AskedToWait(self._told)

    def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Scrapy's hook."""
        if isinstance(exception, CannotResolveHostError) and request.meta.get("retry_times"):
            return None  # each try may take half a minute, and the network does not come back
        if bad_certificate(exception):
            return None
        result = super().process_exception(request, exception)
        if isinstance(result, Request):
            self._rest(result, None)
        return result

    def _rest(self, request: Request, asked: float | None) -> None:
        tries = request.meta.get("retry_times", 1)
        pause = self.pause * 2 ** (tries - 1) * random.uniform(0.75, 1.25)
        rest(self.crawler, request, min(max(pause, asked or 0), self.longest))

    def _end(self, request: Request, asked: float) -> None:
        """Drop what waits for the host and close the crawl."""
        if self._ending:
            return
        until = datetime.now(HANOI) + timedelta(seconds=asked)
        host = urlparse_cached(request).netloc
        self._told = (
            f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} (Vietnam time, "
            f"Retry-After: {asked:.0f} s): harvest it again after that"
        )
        if self.crawler.stats:
            self.crawler.stats.set_value(UNREACHABLE, self._told)
        self._ending = end_walk(self.crawler, RETRY_AFTER, AskedToWait(self._told))


class CrawlDelay:
    """Applies the Crawl-delay that robots.txt asks for, up to `CRAWL_DELAY_MAX` seconds (0: none)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        if crawler.settings.getfloat("CRAWL_DELAY_MAX") <= 0:
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow the host down, for this slot and for those that Scrapy makes anew later."""
        asked = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        own = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        if not asked or asked <= own:
            return
        delay = min(float(asked), self.longest)
        host = urlparse_cached(request).hostname or ""
        if asked > self.longest:
            log.warning("%s asks for %s s between requests; taking %s", host, asked, delay)
        set_usual_delay(self.crawler, host, delay)


def retry_after(response: Response) -> float | None:
    """Seconds that the header asks to wait, given as seconds or as a date; None without it."""
    header = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if header.isascii() and header.isdigit():
        return min(float(header), YEAR)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if not moment.tzinfo:
        return None
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), YEAR)
