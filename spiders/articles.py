"""Asking for articles and reading them, each once, whatever the number of its addresses."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from govnews.errors import BadInput, NotAnArticle, UnreadablePage
from govnews.extract import Reading
from govnews.model import HANOI
from govnews.other_pages import REFUSALS
from govnews.outcome import EXAMPLE, MOST_RETRIED, RETRY, TRAP
from govnews.page import read_page
from govnews.page.notices import leads_to_login
from govnews.page.parts import Page
from govnews.portals import Portal
from govnews.spiders.refusals import (
    ForbiddenByRobots,
    NotArchived,
    RedirectLoop,
    content_type_of,
    kind_of_failure,
)
from govnews.spiders.trail import Entry, Lead, Target

REFUSED_IN_A_ROW = 5
"""So many challenges, stubs or notices one after the other end the walk."""
MOST_TOLD = 50_000
"""Of the addresses left alone, so many different ones are counted."""
RECENT = timedelta(days=30)
"""Articles published within this time are fetched again, to see edits."""


class ArticleSpider(scrapy.Spider):
    """What every walk does with the articles it meets; see `PortalSpider` for the arguments."""

    portal: ClassVar[Portal]

    def __init__(
        self,
        name: str | None = None,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | str | None = None,
        refetch: str = "recent",
        memory: Mapping[str, tuple[str, date | None]] | None = None,
        brief: bool = False,
        pending: Iterable[str] = (),
        today: date | None = None,
        run: Any = None,
    ) -> None:
        super().__init__(name)
        self.since = _day(since, "since")
        self.until = _day(until, "until")
        self.limit = int(limit) if limit else None
        self.refetch = refetch
        self.memory = memory or {}
        self.brief = brief
        self.pending = tuple(pending)
        self.today = today or datetime.now(HANOI).date()
        self.run = run
        self.counts: Counter[str] = Counter()
        self._articles: dict[str, Lead] = {}
        self._undated: dict[str, str] = {}
        """Article → canonical address of its copy that was read, and has no date."""
        self._passed_over: set[str] = set()
        self._refused = 0
        self._left_alone: set[int] = set()

    def ask_pending(self) -> Iterator[Request]:
        """The articles that the run before could not read."""
        for url in self.pending:
            if key := self.portal.article_key(url):
                yield from self.ask_for([Entry(key, (url,))])

    def ask_for(self, entries: list[Entry]) -> Iterator[Request]:
        for entry in entries:
            if entry.key not in self._articles and not self._wanted(entry):
                continue
            lead = self._articles.get(entry.key)
            if lead is None:
                known = self.memory.get(entry.key)
                # A known article keeps its address: another one would make it another article.
                lead = Lead(*([Target(known[0])] if known else []))
                self._articles[entry.key] = lead
            for url in entry.urls:
                lead.offer(Target(url))
            yield from self._ask_article(lead, entry.key)

    def _wanted(self, entry: Entry) -> bool:
        """Whether this run asks for the article at all; counts each one once."""
        reason = self._why_not(entry)
        if entry.key not in self._passed_over:
            self._passed_over.add(entry.key)
            self.count("listed")
            if reason:
                self.count(reason)
        return reason is None

    def _why_not(self, entry: Entry) -> str | None:
        # Changed before `since` is published before it; changed later says nothing.
        latest = entry.day or entry.modified
        if latest and self.since and latest < self.since:
            return "skipped_before_since"
        if entry.day and self.until and entry.day > self.until:
            return "skipped_after_until"
        known = self.memory.get(entry.key)
        if known is None or self.refetch == "all":
            return None
        recent = known[1] is not None and known[1] >= self.today - RECENT
        return None if recent and self.refetch == "recent" else "skipped_known"

    def _ask_article(self, lead: Lead, key: str) -> Iterator[Request]:
        if target := lead.take():
            yield Request(
                target.url,
                callback=self.read_article,
                errback=self.article_failed,
                cb_kwargs={"key": key},
            )

    def read_article(self, response: Response, key: str) -> Iterator[Request | Reading]:
        """One article's page: a reading of it, or the next address where it is another page."""
        if self._full():
            return
        lead = self._articles[key]
        # A browser follows redirects by itself, past what keeps the crawl on the portal's hosts.
        own = self.portal.owns(response.url)
        landed = self.portal.article_key(response.url) if own else None
        if landed != key:
            kind = "login" if leads_to_login(response.url) else "redirected"
            self.count_other(kind, response.url)
            lead.failed()
            yield from self._ask_article(lead, key)
            return
        try:
            page = read_page(
                response.body,
                response.url,
                layouts=self.portal.layouts,
                content_type=content_type_of(response),
            )
        except NotAnArticle as error:
            self.count_other(error.kind, response.url)
            self.count_refusal(error.kind)
            lead.failed()
            yield from self.other_page(error.kind, response, lead)
            yield from self._ask_article(lead, key)
            return
        except UnreadablePage as error:
            self.count("unreadable")
            self.logger.warning("article %s cannot be read: %s", response.url, error)
            lead.failed()
            if lead.exhausted:
                self._retry_next_time(response.url)
            yield from self._ask_article(lead, key)
            return
        yield from self._keep(page, response, lead, key)
        yield from self._ask_article(lead, key)

    def _keep(self, page: Page, response: Response, lead: Lead, key: str) -> Iterator[Reading]:
        """The page on its way to the dataset, unless the run is not for its day.

        Some templates print no date: where an article has copies, one of them is looked at too.
        """
        is_copy, lead.done, lead.asked = lead.done, True, False
        self._refused = 0
        if is_copy:
            lead.again = False
            if page.published_at is None or page.canonical_url != self._undated.pop(key):
                return
        elif page.published_at is None:
            lead.again = True
            self._undated[key] = page.canonical_url
        if not is_copy:
            self.count("articles_read")
            if self.portal.outgrew(page.layout):
                self.count("articles_generic")
        day = page.published_at.astimezone(HANOI).date() if page.published_at else None
        if (self.since and day and day < self.since) or (self.until and day and day > self.until):
            self.count("skipped_by_date")
            return
        if not is_copy:
            self.count("articles_kept")
        yield Reading(
            page=page,
            portal=self.portal,
            fetched_at=response.meta.get("fetched_at") or datetime.now(UTC),
            archive_ref=response.meta.get("archive_ref"),
        )
        if self._full():
            raise CloseSpider("limit")

    def other_page(self, kind: str, response: Response, lead: Lead) -> Iterator[Request]:
        """An article's address leads to a page of another kind; a family may know it for good."""
        yield from ()

    def article_failed(self, failure: Any) -> Iterator[Request]:
        """An article's page could not be had: try its next address."""
        key = failure.request.cb_kwargs["key"]
        lead = self._articles[key]
        lead.failed()
        if failure.check(NotArchived):
            self.count("not_archived")
        elif failure.check(ForbiddenByRobots):
            self.count("articles_forbidden")
        elif kind := kind_of_failure(failure.value):
            self.count_other(kind, failure.request.url)
            if failure.check(RedirectLoop):
                self.leave("redirect", failure.request.url)
            self.count_refusal(kind)
        elif lead.exhausted:
            self.count("articles_failed")
            self._retry_next_time(failure.request.url)
            self.logger.warning(
                "article not read: %s (%s)", failure.request.url, reason_of(failure)
            )
        yield from self._ask_article(lead, key)

    def _full(self) -> bool:
        return self.limit is not None and self.counts["articles_kept"] >= self.limit

    def count_other(self, kind: str, url: str, *, listing: bool = False) -> None:
        """Count a page that is no article, nor a listing, and keep an address to show."""
        kind = self._known_cure(kind)
        self.count(f"listings_{kind}" if listing else f"not_article/{kind}")
        if kind in REFUSALS and not listing:
            self._retry_next_time(url)
        level = logging.WARNING if listing or kind in REFUSALS else logging.INFO
        what = "listing" if listing else "article"
        self.logger.log(level, "no %s: %s (%s)", what, url, kind)
        if self.crawler.stats:
            name = f"{EXAMPLE}{kind}"
            self.crawler.stats.set_value(name, self.crawler.stats.get_value(name) or url)

    def _known_cure(self, kind: str) -> str:
        """The kind, or what it means where the declaration already says how to deal with it."""
        if kind == "cookie_stub" and self.portal.cookie_stub:
            return "cookie_refused"
        if kind == "script_only" and self.portal.browser:
            return "empty_in_browser"
        return kind

    def count_refusal(self, kind: str) -> None:
        """End the walk where the portal gives nothing else any more."""
        self._refused = self._refused + 1 if self._known_cure(kind) in REFUSALS else 0
        if self._refused >= REFUSED_IN_A_ROW:
            raise CloseSpider(self._known_cure(kind))

    def _retry_next_time(self, url: str) -> None:
        if self.crawler.stats:
            failed = self.crawler.stats.get_value(RETRY, ())
            self.crawler.stats.set_value(RETRY, (*failed, url)[:MOST_RETRIED])

    def leave(self, kind: str, url: str) -> None:
        """Count an address that is left alone, once; `kind` as in `TRAP_KINDS`."""
        mark = hash((kind, url))
        if mark not in self._left_alone and len(self._left_alone) < MOST_TOLD:
            self._left_alone.add(mark)
            self.count(f"{TRAP}{kind}")

    def count(self, name: str) -> None:
        self.counts[name] += 1
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"govnews/{name}")


def _day(value: date | str | None, name: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"{name}={value!r} is no date; write it as 2023-12-31") from None


def status_of(failure: Any) -> int | None:
    """The HTTP status of a failure; None without an answer."""
    return int(failure.value.response.status) if failure.check(HttpError) else None


def reason_of(failure: Any) -> str:
    """The failure in a few words."""
    status = status_of(failure)
    return f"HTTP {status}" if status else failure.getErrorMessage() or failure.type.__name__
