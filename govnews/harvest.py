"""One run from the lock to the report: crawl portals, or an archive of them, into a dataset."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.allowance import requests_of, spent_on
from govnews.archive import mend
from govnews.crawler import check_first, start
from govnews.dataset import Run, open_run
from govnews.dataset.disk import make_folder
from govnews.errors import ArchiveError
from govnews.heartbeat import Heartbeat
from govnews.history import newest_time, reports, rhythm_of, told_of
from govnews.memory import peak_memory, use_little_memory
from govnews.order import Order, Refetch, check, find
from govnews.outcome import (
    INTERRUPTED,
    PUT_OFF,
    Outcome,
    exit_code,
    last_outcome,
    problems_of,
)
from govnews.portals import Portal
from govnews.progress import Watch, drawn, show, show_problems
from govnews.report_page import write_page
from govnews.result import HarvestResult as HarvestResult
from govnews.setting_up import begin, make_process

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess


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
    order = Order(
        portals=tuple(find(portals, replay)),
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
    check(order)
    check_first()
    now = newest_time(order.replay, order.portals) or datetime.now(UTC)
    run = open_run(order.out)
    try:
        if order.keep:
            make_folder(order.out / "archive")
        mend(order.out / "archive")
        former = reports(order.out)
        spent = spent_on(datetime.now(UTC), former)
        process = make_process(order, run, spent)
        begun = [begin(process, portal, order, run, former, now, spent) for portal in order.portals]
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
        with heartbeat.storing():
            if not order.replay:
                _note_walks(run, outcomes)
            if forced:  # the journal keeps what was stored; the next run commits it
                heartbeat.beat("failed", INTERRUPTED)
                return HarvestResult(
                    exit_code=INTERRUPTED, run=run.name, out=order.out, outcomes=outcomes,
                    report=report,
                )  # fmt: skip
            use_little_memory()
            done = run.finish(report)
            report |= {"new": done.new, "changed": done.changed, "unchanged": done.unchanged}
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


def _crawl(
    process: AsyncCrawlerProcess, watches: list[Watch], order: Order, heartbeat: Heartbeat
) -> bool:
    """Run until all crawls have ended; says whether a second Ctrl-C cut them off."""
    with heartbeat.beating(), drawn(watches) if order.on_terminal else nullcontext():
        start(process)
    return any(watch.requests and not watch.outcome().finish_reason for watch in watches)


def _judged(
    outcomes: list[Outcome], former: list[dict[str, Any]], order: Order, run: Run
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
    order: Order, outcomes: tuple[Outcome, ...], seconds: float, spent: Mapping[str, int]
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
        "peak_rss_mb": peak_memory(),
        # They stand apart: the next run is to go on from where the portal was last asked.
        "put_off": {o.portal: o.cut for o in outcomes if o.finish_reason == PUT_OFF},
        "hosts": requests_of([outcome.requests for outcome in outcomes], spent),
        "portals": {o.portal: o.to_dict() for o in outcomes if o.finish_reason != PUT_OFF},
    }
