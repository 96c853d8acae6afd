"""Pages that end in the middle although nothing in their transfer says so.

Busy portals send half a page and give its length as the whole one. Where all other pages of a host
end with `</html>`, one that does not is asked for again.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.httpobj import urlparse_cached

from govnews.spiders.politeness import rest

log = logging.getLogger(__name__)

MOST_IN_VAIN = 3
"""So many pages that stay the same show that a template of the host just has no end."""
_END = b"</html"
_LENGTHS = "govnews_lengths"


class WholePagesMiddleware:
    """Asks again for a page without an end, on hosts whose pages have one."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.tries = crawler.settings.getint("RETRY_TIMES")
        self.pause = crawler.settings.getfloat("RETRY_PAUSE")
        self._whole: set[str] = set()
        self._in_vain: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook; an archive gives the same answer again and again."""
        if crawler.settings["GOVNEWS_REPLAY"] or not crawler.settings.getint("RETRY_TIMES"):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Scrapy's hook."""
        if response.status != 200 or not _is_whole_page(response):
            return response
        host = urlparse_cached(request).netloc
        if _END in response.body.lower():
            self._whole.add(host)
            return response
        if host not in self._whole or self._in_vain[host] >= MOST_IN_VAIN:
            return response
        lengths = (*request.meta.get(_LENGTHS, ()), len(response.body))
        if len(lengths) > self.tries:
            self._in_vain[host] += len(set(lengths)) == 1
            self._count("pages_without_end")
            log.warning("%s has no end, however often it is asked for", request.url)
            return response
        self._count("pages_asked_again")
        again = request.replace(dont_filter=True, meta={**request.meta, _LENGTHS: lengths})
        rest(self.crawler, again, self.pause * 2 ** (len(lengths) - 1))
        return again

    def _count(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"govnews/{name}")


def _is_whole_page(response: Response) -> bool:
    """Not a fragment, which has neither beginning nor end."""
    start = response.body[:2000].lower()
    return isinstance(response, HtmlResponse) and (b"<html" in start or b"<!doctype" in start)
