"""Asking for articles and reading them, each once, whatever the number of its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from govnews.again import Known
from govnews.errors import BadInput, DatasetError, NotAnArticle, UnreadablePage
from govnews.extract import Reading
from govnews.model import HANOI, Record, article_id
from govnews.other_pages import REFUSALS
from govnews.page import read_page
from govnews.page.notices import leads_to_login
from govnews.page.parts import Page
from govnews.portals import Portal
from govnews.spiders.conditional import NOT_MODIFIED, ConditionalSpider
from govnews.spiders.notes import Notes
from govnews.spiders.refusals import (
    CutShort,
    ForbiddenByRobots,
    NotArchived,
    RedirectLoop,
    content_type_of,
    kind_of_failure,
)
from govnews.spiders.trail import Entry, Lead, Target


class ArticleSpider(ConditionalSpider):
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
        memory: Mapping[str, Known] | None = None,
        brief: bool = False,
        pending: Iterable[str] = (),
        turn: int | None = None,
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
        self.run = run
        self.notes = Notes(self)
        if run is not None and turn is not None:
            self.visits, self.turn = run.visits, turn
            # A browser answers from its own cache, so that a 304 never reaches the walk.
            self.rounds = 1 if self.portal.browser else self.portal.deep_runs
        self._articles: dict[str, Lead] = {}
        self._undated: dict[str, str] = {}
        """Article → canonical address of its copy that was read, and has no date."""
        self._passed_over: set[str] = set()

    def ask_pending(self) -> Iterator[Request]:
        """The articles that the run before could not read."""
        for url in self.pending:
            if key := self.portal.article_key(url):
                yield from self.ask_for([Entry(key, (url,))])

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's hook."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stored, signal=signals.item_scraped)
        return spider

    def stored(self, item: Record, response: Response) -> None:
        """Scrapy's signal: what was read of a page is in the dataset, so its state may count."""
        self.remember(response, article_id=item.article.article_id)

    @property
    def bounded(self) -> bool:
        """Whether the walk is cut by a date or a number of articles."""
        return bool(self.since or self.until or self.limit)

    def ask_due(self) -> Iterator[Request]:
        """The known articles that have come to an age, on whatever page they are listed by now."""
        if self.visits is None or self.refetch != "recent" or self.bounded:
            return
        for key, known in self.memory.items():
            if known.due and key not in self._articles and not self.portal.left(known.url):
                self.count("due")
                lead = self._articles[key] = Lead(Target(known.url))
                yield from self._ask_article(lead, key)

    def ask_for(self, entries: list[Entry]) -> Iterator[Request]:
        self.notes.listed(entries)
        for entry in entries:
            if not self._wanted(entry) and entry.key not in self._articles:
                continue
            lead = self._articles.get(entry.key)
            if lead is None:
                known = self.memory.get(entry.key)
                # A known article keeps its address: another one would make it another article.
                lead = Lead(*([Target(known.url)] if known else []))
                self._articles[entry.key] = lead
            for url in entry.urls:
                lead.offer(Target(url))
            yield from self._ask_article(lead, entry.key)

    def is_unseen(self, entry: Entry) -> bool:
        """Whether no list has shown the article before."""
        return entry.key not in self._passed_over

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
        latest = entry.day or (entry.modified and entry.modified.date())
        if latest and self.since and latest < self.since:
            return "skipped_before_since"
        if entry.day and self.until and entry.day > self.until:
            return "skipped_after_until"
        known = self.memory.get(entry.key)
        if known is None or self.refetch == "all":
            return None
        is_due = known.due or known.changed(entry.modified, datetime.now(UTC))
        return None if is_due and self.refetch == "recent" else "skipped_known"

    def _ask_article(self, lead: Lead, key: str) -> Iterator[Request]:
        if target := lead.take():
            yield self._article_request(target.url, key, **self._conditions(target.url, key))

    def _article_request(self, url: str, key: str, **more: Any) -> Request:
        return Request(
            url,
            callback=self.read_article,
            errback=self.article_failed,
            cb_kwargs={"key": key},
            **more,
        )

    def _conditions(self, url: str, key: str) -> dict[str, Any]:
        """The last look at an article asks for the page whatever the host says of it."""
        known = self.memory.get(key)
        if known is None or known.last or self.refetch == "all":
            return {}
        return self.conditions(url)

    def _unmodified(self, response: Response, key: str) -> Iterator[Request]:
        """The host says that a known article is as it was."""
        known = self.visits.validator(response.url) if self.visits else None
        if known is None or known.article_id is None or "redirect_urls" in response.meta:
            # The condition was one of another address.
            yield self._article_request(response.request.url, key)
            return
        lead = self._articles[key]
        lead.done, lead.asked, self._refused = True, False, 0
        try:
            self.run.mark_seen(known.article_id)
        except DatasetError:
            raise CloseSpider("dataset_error") from None
        self.notes.read(key, known.article_id)
        self.count("not_modified")
        self.count("unchanged")

    def _missed(self, key: str, kind: str) -> None:
        """A known article is not there any more: its age counts as looked at."""
        known = self.memory.get(key)
        if known and self.visits is not None and kind not in (*REFUSALS, "login"):
            self.visits.look(known.url, datetime.now(UTC).isoformat(timespec="seconds"))
            self.count("known_missing")

    def read_article(self, response: Response, key: str) -> Iterator[Request | Reading]:
        """One article's page: a reading of it, or the next address where it is another page."""
        if self._full():
            return
        if response.status == NOT_MODIFIED:
            yield from self._unmodified(response, key)
            return
        lead = self._articles[key]
        # A browser follows redirects by itself, past what keeps the crawl on the portal's hosts.
        own = self.portal.owns(response.url)
        landed = self.portal.article_key(response.url) if own else None
        if landed != key:
            kind = "login" if leads_to_login(response.url) else "redirected"
            self.count_other(kind, response.url)
            self._missed(key, kind)
            lead.failed()
            self.notes.missed(key, lead, kind, response.request.url, response.url)
            yield from self._ask_article(lead, key)
            return
        try:
            page = read_page(
                response.body,
                response.url,
                layouts=self.portal.layouts,
                content_type=content_type_of(response),
                month_first=self.portal.month_first,
            )
        except NotAnArticle as error:
            self.count_other(error.kind, response.url)
            self._missed(key, error.kind)
            self.count_refusal(error.kind)
            lead.failed()
            self.notes.missed(key, lead, error.kind, response.url)
            yield from self.other_page(error.kind, response, lead)
            yield from self._ask_article(lead, key)
            return
        except UnreadablePage as error:
            self.count("unreadable")
            self._missed(key, "unreadable")
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
        page = self._by_its_name(page, key)
        is_copy, lead.done, lead.asked = lead.done, True, False
        self._refused = 0
        self.notes.read(key, article_id(page.canonical_url))
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

    def _by_its_name(self, page: Page, key: str) -> Page:
        """The page under the name of the article that is known.

        Where the address repeats the headline, an edited headline changes what pages call canonical.
        """
        known = self.memory.get(key)
        if known is None or self.portal.article_key(page.canonical_url) != key:
            return page
        return replace(page, canonical_url=known.canonical_url)

    def other_page(self, kind: str, response: Response, lead: Lead) -> Iterator[Request]:
        """An article's address leads to a page of another kind; a family may know it for good."""
        yield from ()

    def article_failed(self, failure: Any) -> Iterator[Request]:
        """An article's page could not be had: try its next address."""
        if failure.check(CutShort):
            self.count("articles_not_asked")
            return
        key = failure.request.cb_kwargs["key"]
        lead = self._articles[key]
        lead.failed()
        self.notes.failed(key, lead, failure)
        if failure.check(NotArchived):
            self.count("not_archived")
        elif failure.check(ForbiddenByRobots):
            self.count("articles_forbidden")
        elif kind := kind_of_failure(failure.value):
            self.count_other(kind, failure.request.url)
            self._missed(key, kind)
            if failure.check(RedirectLoop):
                self.leave("redirect", failure.request.url)
            self.count_refusal(kind)
        elif lead.exhausted:
            self.count_other("no_answer", failure.request.url)
            self.count("articles_failed")
            if any(self.portal.article_key(url) == key for url in self.pending):
                self.count("articles_failed_again")
            self._retry_next_time(failure.request.url)
            self.logger.warning(
                "article not read: %s (%s)", failure.request.url, reason_of(failure)
            )
        yield from self._ask_article(lead, key)

    def _full(self) -> bool:
        return self.limit is not None and self.counts["articles_kept"] >= self.limit


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
