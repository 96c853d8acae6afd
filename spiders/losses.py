"""What could not be had of the lists of a portal, counted by what it means for the run."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from govnews.errors import NotAnArticle, UnreadablePage
from govnews.other_pages import REFUSALS
from govnews.outcome import UNREACHABLE
from govnews.page import read_page
from govnews.spiders.articles import ArticleSpider, reason_of
from govnews.spiders.refusals import (
    CutShort,
    ForbiddenByRobots,
    NoRobots,
    NotArchived,
    RedirectLoop,
    content_type_of,
    kind_of_failure,
    told_unreachable,
    unreachable,
)


class LossSpider(ArticleSpider):
    """Counts listings, feeds and sitemaps that give nothing, and says why in the log."""

    def list_failed(self, failure: Any, *, declared: bool) -> None:
        """Count a list that could not be had; one that an archive lacks is no failure."""
        if failure.check(NotArchived, CutShort):
            return
        if failure.check(RedirectLoop):
            self.leave("redirect", failure.request.url)
        kind = kind_of_failure(failure.value)
        if failure.check(ForbiddenByRobots):
            self.count("listings_forbidden")
        elif declared or kind not in ("not_found", "redirected", "login"):
            self.list_lost(failure.request.url, reason_of(failure), failure.value)
            if kind in REFUSALS or kind == "login":
                self.count_other(kind, failure.request.url, listing=True)
        else:
            self.count("sections_gone")

    def list_lost(self, url: str, reason: str, error: BaseException | None = None) -> None:
        """Count a list that is lost, which a person should look at."""
        self.count("listings_failed")
        if error is not None and (why := unreachable(error)):
            host = urlsplit(url).netloc
            # The first trouble is told: it may say until when a host asks to be left alone.
            if self.crawler.stats and not self.crawler.stats.get_value(UNREACHABLE):
                self.crawler.stats.set_value(UNREACHABLE, told_unreachable(host, why))
        else:
            self.count("listings_refused")
        # One line at the end tells of a host without an answer, not one for each listing.
        level = logging.DEBUG if isinstance(error, NoRobots) else logging.WARNING
        self.logger.log(level, "listing not read: %s (%s)", url, reason)

    def judge_empty(self, response: HtmlResponse) -> None:
        """Say what a listing's page without any article is, a challenge page above all."""
        try:
            read_page(
                response.body,
                response.url,
                layouts=self.portal.layouts,
                content_type=content_type_of(response),
            )
        except NotAnArticle as error:
            if error.kind in (*REFUSALS, "login", "not_found"):
                self.count_other(error.kind, response.url, listing=True)
                self.count_refusal(error.kind)
        except UnreadablePage as error:
            self.logger.info("listing %s: %s", response.url, error)
