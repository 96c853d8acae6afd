"""What a person sees of a run: a bar on a terminal, lines in a log, a table at the end."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from govnews.other_pages import told
from govnews.outcome import (
    CUT,
    FAILED_COUNTS,
    PUT_OFF,
    RETRY,
    STORAGE,
    TRAP,
    UNREACHABLE,
    Outcome,
    Walk,
    counts_of,
    examples_of,
    others_of,
)
from govnews.portals.links import TRAP_KINDS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

PAGES_A_LINE = 200
"""Without a terminal, a line of the log so often."""
SECONDS_A_DRAWING = 0.5
_HEADINGS = (
    "listed", "fetched", "new", "changed", "un-\nchanged", "failed", "re-\nquests", "sec-\nonds",
)  # fmt: skip


@dataclass(slots=True, eq=False, weakref_slot=True)
class Watch:
    """Counts what one crawler does while it runs."""

    portal: str
    walk: Walk
    crawler: Crawler
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    requests: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    last_answer: str | None = None
    """When the last one came, in UTC."""

    def follow(self) -> None:
        """Connect to the crawler."""
        from scrapy import signals

        connect = self.crawler.signals.connect
        connect(self.asked, signal=signals.request_reached_downloader)
        connect(self.answered, signal=signals.response_received)
        connect(self.broke, signal=signals.item_error)
        connect(self.closed, signal=signals.spider_closed)

    def asked(self, request: Any) -> None:
        self.requests[urlsplit(request.url).netloc] += 1

    def answered(self) -> None:
        self.answers += 1
        self.last_answer = datetime.now(UTC).isoformat(timespec="seconds")
        if self.answers % PAGES_A_LINE == 0:
            log.info("%s: %s", self.portal, self.line())

    def broke(self) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value("govnews/pages_failed")

    def closed(self) -> None:
        self.ended = time.monotonic()

    def counts(self) -> dict[str, int]:
        return counts_of(self.crawler.stats.get_stats()) if self.crawler.stats else {}

    def line(self) -> str:
        counts = self.counts()
        shown = ("listed", "articles_read", "new", "changed", "unchanged")
        pages = f"{self.answers} pages"
        return ", ".join([pages, *(f"{counts.get(n, 0)} {n.replace('_', ' ')}" for n in shown)])

    def outcome(self) -> Outcome:
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        return Outcome(
            portal=self.portal,
            walk=self.walk,
            finish_reason=self.finish_reason,
            unreachable=str(stats.get(UNREACHABLE, "")),
            cut=str(stats.get(CUT, "")),
            retry=tuple(stats.get(RETRY, ())),
            counts=self.counts(),
            examples=examples_of(stats),
            requests=dict(self.requests),
            seconds=round((self.ended or time.monotonic()) - self.started, 1),
        )

    @property
    def finish_reason(self) -> str:
        """Scrapy's word for how the crawl ended; empty while it goes on."""
        stats = self.crawler.stats
        return str(stats.get_value("finish_reason", "")) if stats else ""

    @property
    def storage_error(self) -> str | None:
        """Why pages could not be kept; None where all is well."""
        return self.crawler.stats.get_value(STORAGE) if self.crawler.stats else None


@contextmanager
def drawn(watches: Sequence[Watch]) -> Iterator[None]:
    """A bar for each crawl, kept up to date while the event loop runs."""
    from rich.progress import Progress

    from govnews.terminal import new_console

    with Progress(console=new_console(stderr=True)) as bar:
        rows = [(bar.add_task(watch.portal, total=None), watch) for watch in watches]
        loop = asyncio.get_event_loop()

        def draw() -> None:
            for task, watch in rows:
                counts = watch.counts()
                done = counts.get("articles_read", 0) + counts.get("articles_failed", 0)
                text = f"{watch.portal}: {watch.line()}"
                bar.update(
                    task, description=text, completed=done, total=counts.get("listed") or None
                )
            loop.call_later(SECONDS_A_DRAWING, draw)

        loop.call_soon(draw)
        yield


def show(title: str, outcomes: Sequence[Outcome]) -> None:
    """Print the summary of a run to stderr; it fits 80 columns."""
    from rich import box
    from rich.table import Table

    from govnews.terminal import new_console

    screen = new_console(stderr=True, width=None if sys.stderr.isatty() else 80)
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column("portal", vertical="bottom", overflow="fold")
    for heading in _HEADINGS:
        table.add_column(heading, justify="right", vertical="bottom", no_wrap=True)
    for outcome in outcomes:
        counts = outcome.counts
        failed = sum(counts.get(name, 0) for name in FAILED_COUNTS)
        names = ("listed", "articles_read", "new", "changed", "unchanged")
        if outcome.finish_reason == PUT_OFF:
            continue
        row = [*(counts.get(n, 0) for n in names), failed, sum(outcome.requests.values())]
        table.add_row(outcome.portal, *map(str, row), f"{outcome.seconds:.0f}")
    if table.rows and not all(outcome.failed for outcome in outcomes):
        screen.print(table)
    for outcome in outcomes:
        for line in _not_stored(outcome):
            screen.print(f"{outcome.portal}: {line}", markup=False, soft_wrap=True)
        if outcome.cut and outcome.cut not in outcome.problems:
            screen.print(f"{outcome.portal}: {outcome.cut}", markup=False, soft_wrap=True)
        if left := left_alone(outcome):
            screen.print(f"{outcome.portal}: left alone: {left}", markup=False)
        if outcome.counts.get("certificate_unchecked"):
            screen.print(f"{outcome.portal}: its certificate was not checked", markup=False)
    show_problems(outcomes)


def _not_stored(outcome: Outcome) -> Iterator[str]:
    """What links to articles led to, apart from what the problems tell."""
    for kind, number in others_of(outcome).items():
        line = told(kind, number, outcome.examples.get(kind))
        if line not in outcome.problems:
            yield f"not stored: {line}"
    if outside := outcome.counts.get("skipped_by_date"):
        yield f"not stored: {outside} articles of days that were not asked for"
    if missing := outcome.counts.get("not_archived"):
        yield f"not stored: {missing} pages: not in the archive"


def left_alone(outcome: Outcome) -> str:
    """What a crawl met and did not ask for: `31 calendar days, 14 session copies`."""
    counts = ((outcome.counts.get(TRAP + kind), words) for kind, words in TRAP_KINDS.items())
    return ", ".join(f"{number:,} {words[number > 1]}" for number, words in counts if number)


def show_problems(outcomes: Sequence[Outcome]) -> None:
    """Print what a person should look at to stderr, a line each."""
    from govnews.terminal import new_console

    screen = new_console(stderr=True, markup=False, soft_wrap=True)
    for outcome in outcomes:
        for problem in outcome.problems:
            screen.print(f"{outcome.portal}: {problem}", style="yellow")
