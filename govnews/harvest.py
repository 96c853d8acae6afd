"""One run from the lock to the report: crawl portals, or an archive of them, into a dataset."""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govnews import portals as registry
from govnews.again import read_ages
from govnews.allowance import put_off, requests_of, spent_on
from govnews.archive_writer import mend
from govnews.browser import check_browser
from govnews.crawler import check_first, new_process, start, use_little_memory
from govnews.dataset import Run, open_run
from govnews.dataset.disk import make_folder
from govnews.errors import ArchiveError, BadInput, GovnewsError, UnknownPortal
from govnews.heartbeat import Heartbeat
from govnews.history import known_articles, newest_time, reports, rhythm_of, told_of
from govnews.outcome import (
    INTERRUPTED,
    PUT_OFF,
    Outcome,
    Walk,
    exit_code,
    last_outcome,
    may_be_brief,
    problems_of,
    to_retry,
    unasked,
)
from govnews.portals import Portal
from govnews.portals.portal import is_loopback
from govnews.progress import Watch, drawn, show, show_problems
from govnews.report_page import write_page
from govnews.result import HarvestResult as HarvestResult

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

log = logging.getLogger(__name__)

Refetch = Literal["recent", "all", "never"]

COMPARABLE = timedelta(days=60)
"""A harvest of articles that are all older says nothing of what a portal gives today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What was asked for."""

    portals: tuple[Portal, ...]
    out: Path
    since: date | None
    until: date | None
    limit: int | None
    replay: Path | None
    refetch: Refetch
    again: tuple[str, ...] | None
    contact: str | None
    keep: bool
    deadline: float | None
    """On the clock of `time.monotonic`."""
    budget: int | None
    verbose: bool
    quiet: bool
    progress: bool

    @property
    def bounded(self) -> bool:
        return bool(self.since or self.until or self.limit)


def harvest(
    portals: Sequence[str | Portal],
    *,
    out: str | Path = "data",
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    replay: str | Path | None = None,
    refetch: Refetch = "recent",
    again: Sequence[str] | None = None,
    contact: str | None = None,
    keep: bool = True,
    deadline: timedelta | None = None,
    budget: int | None = None,
    verbose: bool = False,
    quiet: bool = False,
    silent: bool = False,
    progress: bool = True,
) -> HarvestResult:
    """Crawl portals into the dataset at `out`. Once in a process: the event loop cannot restart.

    `since` and `until` are days of publication, both included; `limit` counts articles a portal;
    `replay` is a WARC file that answers in the network's place. `refetch` says which known articles
    are fetched again: with `recent` those that have come to one of the ages in `again` (`1h`, `30d`;
    by default the portal's own) since they were last looked at, or `all`, or `never`. `contact`
    goes into the User-Agent. With `keep`, the pages as fetched are kept under `archive/`. With
    `quiet`, only what a person should look at is printed, with `silent` not even that. After
    `deadline` the run ends in order. `budget` is the number of requests that a host gets in a day,
    over all runs.

    The portals are crawled side by side, each at its own pace. One that cannot be set up, or may
    not be asked at this hour, has an outcome that says so, and the others go on.

    The first Ctrl-C ends the run in order, the second at once; nothing that was stored is lost.

    Raises `UnknownPortal` and `BadInput` (exit code 2), `DatasetLocked` (75), `ArchiveError` and
    `DatasetError` (1).
    """
    order = _Order(
        portals=tuple(_find(portals, replay)),
        out=Path(out),
        since=since,
        until=until,
        limit=limit,
        replay=Path(replay) if replay else None,
        refetch=refetch,
        again=tuple(again) if again is not None else None,
        contact=contact,
        keep=keep and not replay,
        deadline=time.monotonic() + deadline.total_seconds() if deadline else None,
        budget=budget,
        verbose=verbose,
        quiet=quiet or silent,
        progress=progress and not (quiet or silent),
    )
    _check(order)
    check_first()
    now = newest_time(order.replay, order.portals) or datetime.now(UTC)
    run = open_run(order.out)
    try:
        if order.keep:
            make_folder(order.out / "archive")
        mend(order.out / "archive")
        former = reports(order.out)
        spent = spent_on(datetime.now(UTC), former)
        process = _process(order, run, spent)
        begun = [
            _begin(process, portal, order, run, former, now, spent) for portal in order.portals
        ]
        watches = [crawl for crawl in begun if isinstance(crawl, Watch)]
        heartbeat = Heartbeat(order.out, run.name, watches)
        started = time.monotonic()
        forced = bool(watches) and _crawl(process, watches, order, heartbeat)
        outcomes = _judged(
            [crawl.outcome() if isinstance(crawl, Watch) else crawl for crawl in begun],
            former,
            order,
            run,
        )
        report = _report(order, outcomes, time.monotonic() - started, spent)
        if not order.replay:
            _note_walks(run, outcomes)
        if forced:  # the journal keeps what was stored; the next run commits it
            heartbeat.beat("failed", INTERRUPTED)
            return HarvestResult(
                exit_code=INTERRUPTED, run=run.name, out=order.out, outcomes=outcomes, report=report
            )
        with heartbeat.storing():
            use_little_memory()
            summary = run.finish(report)
        report |= {"new": summary.new, "changed": summary.changed, "unchanged": summary.unchanged}
        write_page(order.out, run.name, report)
        heartbeat.beat("ended", int(report["exit_code"]))
    finally:
        run.close()
    result = HarvestResult(
        exit_code=int(report["exit_code"]),
        run=run.name,
        out=order.out,
        outcomes=outcomes,
        report=report,
    )
    if order.quiet and not silent:
        show_problems(outcomes)
    elif order.progress:
        show(f"run {result.run} → {result.out}", outcomes)
    for watch in watches:
        if watch.storage_error:
            raise ArchiveError(watch.storage_error)
    return result


def _find(portals: Sequence[str | Portal], replay: str | Path | None) -> list[Portal]:
    found: dict[str, Portal] = {}
    for item in portals:
        portal = registry.get(item) if isinstance(item, str) else item
        if portal.status == "replay" and not replay:
            raise BadInput(f"{portal.name}: the portal is closed; read an archive with --replay")
        found[portal.name] = portal
    if not found:
        raise UnknownPortal("name a portal to harvest; `govnews portals` lists them")
    return list(found.values())


def _check(order: _Order) -> None:
    if order.since and order.until and order.since > order.until:
        raise BadInput(f"since {order.since} lies after until {order.until}")
    if order.limit is not None and order.limit < 1:
        raise BadInput(f"a limit of {order.limit} articles leaves nothing to do")
    if order.budget is not None and order.budget < 1:
        raise BadInput(f"a budget of {order.budget} requests leaves nothing to do")
    if not order.replay and all(portal.browser for portal in order.portals):
        check_browser(order.portals)
    if order.refetch not in ("recent", "all", "never"):
        raise BadInput(f"refetch={order.refetch!r}: choose recent, all or never")
    read_ages(order.again or ())


def _process(order: _Order, run: Run, spent: Mapping[str, int]) -> AsyncCrawlerProcess:
    from govnews.settings import user_agent

    own: dict[str, Any] = {
        "GOVNEWS_REPLAY": str(order.replay) if order.replay else None,
        "STATS_DUMP": order.verbose,
        "LOG_LEVEL": _log_level(order),
        "GOVNEWS_DEADLINE": order.deadline,
        "GOVNEWS_BUDGET": order.budget,
        "GOVNEWS_SPENT": dict(spent),
        # Names are looked up in threads: as many as requests, so that no dead name holds up others.
        "REACTOR_THREADPOOL_MAXSIZE": 10 + sum(p.concurrency + 1 for p in order.portals),
    }
    if order.contact:
        own["USER_AGENT"] = user_agent(order.contact)
    if order.keep:
        own["GOVNEWS_ARCHIVE"] = str(order.out / "archive" / f"{run.name}-%(name)s.warc.gz")
    process = new_process(own, verbose=order.verbose)
    if (
        "(+" not in process.settings["USER_AGENT"]
        and any(map(_is_public, order.portals))
        and not order.replay
    ):
        log.warning("portals cannot reach you: give --contact, or set GOVNEWS_CONTACT")
    return process


def _log_level(order: _Order) -> str:
    if order.verbose:
        return "DEBUG"
    return "ERROR" if order.quiet else "WARNING" if _on_terminal(order) else "INFO"


def _is_public(portal: Portal) -> bool:
    return not all(map(is_loopback, portal.hosts))


def _begin(
    process: AsyncCrawlerProcess,
    portal: Portal,
    order: _Order,
    run: Run,
    former: list[dict[str, Any]],
    now: datetime,
    spent: Mapping[str, int],
) -> Watch | Outcome:
    """The portal's crawl, or its outcome where it is put off or cannot be set up."""
    try:
        wait = None
        if not order.replay:
            wait = put_off(portal, budget=order.budget, spent=spent, now=datetime.now(UTC))
            check_browser([portal])
        if wait:
            log.info("%s: %s", portal.name, wait)
            return unasked(portal.name, finish_reason=PUT_OFF, cut=wait)
        return _schedule(process, portal, order, run, former, now)
    except Exception as error:
        log.debug("%s cannot be set up", portal.name, exc_info=True)
        reason = str(error) if isinstance(error, GovnewsError) else repr(error)
        return unasked(portal.name, unreachable=f"cannot be set up: {reason}")


def _schedule(
    process: AsyncCrawlerProcess,
    portal: Portal,
    order: _Order,
    run: Run,
    former: list[dict[str, Any]],
    now: datetime,
) -> Watch:
    """Hand one portal's crawl to the process; it begins when the process does."""
    from scrapy.utils.misc import load_object

    brief = (
        not (order.bounded or order.replay)
        and order.refetch != "all"
        and may_be_brief(former, portal.name)
    )
    walk: Walk = "bounded" if order.bounded else "brief" if brief else "full"
    crawler = process.create_crawler(load_object("govnews.spiders.declared.spider_class")(portal))
    if not (order.until and order.until < date.today() - COMPARABLE):  # noqa: DTZ011 - days apart
        run.watch({portal.name: walk})
    watch = Watch(portal=portal.name, walk=walk, crawler=crawler)
    watch.follow()
    process.crawl(
        crawler,
        since=order.since,
        until=order.until,
        limit=order.limit,
        refetch=order.refetch,
        memory=known_articles(run, portal, read_ages(order.again or portal.again), now),
        brief=brief,
        # A longer walk meets them again by itself.
        pending=to_retry(former, portal.name) if brief else (),
        turn=None if order.replay else run.visits.next_turn(portal.name),
        run=run,
    )
    return watch


def _crawl(
    process: AsyncCrawlerProcess, watches: list[Watch], order: _Order, heartbeat: Heartbeat
) -> bool:
    """Run until all crawls have ended; says whether a second Ctrl-C cut them off."""
    with heartbeat.beating(), drawn(watches) if _on_terminal(order) else nullcontext():
        start(process)
    return any(watch.requests and not watch.outcome().finish_reason for watch in watches)


def _judged(
    outcomes: list[Outcome], former: list[dict[str, Any]], order: _Order, run: Run
) -> tuple[Outcome, ...]:
    """The outcomes with what a person should look at."""
    verdicts = run.verdicts()
    judged = []
    for outcome in outcomes:
        problems = list(problems_of(outcome, last_outcome(former, outcome.portal, outcome.walk)))
        if verdict := verdicts.get(outcome.portal):
            problems += told_of(verdict, order.out, run.name, outcome.portal)
        if outcome.finish_reason == "finished" and not outcome.failed:
            problems += rhythm_of(outcome, former, order.out, is_live=not order.replay)
        judged.append(replace(outcome, problems=tuple(problems)))
    return tuple(judged)


def _note_walks(run: Run, outcomes: tuple[Outcome, ...]) -> None:
    """Tell the dataset which walks left nothing out; one with problems proves no absence."""
    for outcome in outcomes:
        cut = any(outcome.counts.get(name) for name in ("listings_cut", "sections_cut"))
        complete = outcome.complete and not outcome.problems
        full = complete and outcome.walk == "full" and not cut
        run.note_walk(outcome.portal, complete=complete, full=full)


def _report(
    order: _Order, outcomes: tuple[Outcome, ...], seconds: float, spent: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "exit_code": exit_code(outcomes),
        "since": order.since.isoformat() if order.since else None,
        "until": order.until.isoformat() if order.until else None,
        "limit": order.limit,
        "refetch": order.refetch,
        "again": order.again,
        "replay": order.replay.name if order.replay else None,
        "seconds": round(seconds, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        # They stand apart: the next run is to go on from where the portal was last asked.
        "put_off": {o.portal: o.cut for o in outcomes if o.finish_reason == PUT_OFF},
        "hosts": requests_of([outcome.requests for outcome in outcomes], spent),
        "portals": {o.portal: o.to_dict() for o in outcomes if o.finish_reason != PUT_OFF},
    }


def _on_terminal(order: _Order) -> bool:
    return order.progress and not order.verbose and sys.stderr.isatty()
