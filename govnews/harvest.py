"""One run from the lock to the report: crawl portals, or an archive of them, into a dataset."""

from __future__ import annotations

import logging
import resource
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govnews import portals as registry
from govnews.archive_writer import mend
from govnews.browser import check_browser
from govnews.crawler import check_first, new_process
from govnews.dataset import Run, open_run
from govnews.dataset.disk import make_folder
from govnews.errors import ArchiveError, BadInput, UnknownPortal
from govnews.history import known_articles, newest_day, reports
from govnews.outcome import (
    INTERRUPTED,
    Outcome,
    Walk,
    exit_code,
    last_outcome,
    may_be_brief,
    problems_of,
    to_retry,
)
from govnews.portals import Portal
from govnews.portals.portal import is_loopback
from govnews.progress import Watch, drawn, show, show_problems

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

log = logging.getLogger(__name__)

Refetch = Literal["recent", "all", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestResult:
    """What a run came to."""

    exit_code: int
    """0 all well, 1 no portal gave anything, 3 a person should look, 130 interrupted."""
    run: str
    """Name of the run, as in `runs/<run>.json`."""
    out: Path
    outcomes: tuple[Outcome, ...]
    report: Mapping[str, Any]
    """What `runs/<run>.json` says."""


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
    contact: str | None
    keep: bool
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
    contact: str | None = None,
    keep: bool = True,
    verbose: bool = False,
    quiet: bool = False,
    silent: bool = False,
    progress: bool = True,
) -> HarvestResult:
    """Crawl portals into the dataset at `out`. Once in a process: the event loop cannot restart.

    `since` and `until` are days of publication, both included; `limit` counts articles a portal;
    `replay` is a WARC file that answers in the network's place. `refetch` says which known articles
    are fetched again: those of the last 30 days, `all`, or `never`. `contact` goes into the
    User-Agent. With `keep`, the pages as fetched are kept under `archive/`. With `quiet`, only what
    a person should look at is printed, with `silent` not even that.

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
        contact=contact,
        keep=keep and not replay,
        verbose=verbose,
        quiet=quiet or silent,
        progress=progress and not (quiet or silent),
    )
    _check(order)
    check_first()
    today = newest_day(order.replay, order.portals)
    run = open_run(order.out)
    try:
        if order.keep:
            make_folder(order.out / "archive")
        mend(order.out / "archive")
        former = reports(order.out)
        process = _process(order, run)
        watches = [
            _schedule(process, portal, order, run, former, today) for portal in order.portals
        ]
        started = time.monotonic()
        forced = _crawl(process, watches, order)
        outcomes = tuple(_judged(watch.outcome(), former) for watch in watches)
        report = _report(order, outcomes, time.monotonic() - started)
        if forced:  # the journal keeps what was stored; the next run commits it
            return HarvestResult(
                exit_code=INTERRUPTED, run=run.name, out=order.out, outcomes=outcomes, report=report
            )
        _use_little_memory()
        summary = run.finish(report)
        report |= {"new": summary.new, "changed": summary.changed, "unchanged": summary.unchanged}
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
    if not order.replay:
        check_browser(order.portals)
    if order.refetch not in ("recent", "all", "never"):
        raise BadInput(f"refetch={order.refetch!r}: choose recent, all or never")


def _process(order: _Order, run: Run) -> AsyncCrawlerProcess:
    from govnews.settings import user_agent

    own: dict[str, Any] = {
        "GOVNEWS_REPLAY": str(order.replay) if order.replay else None,
        "STATS_DUMP": order.verbose,
        "LOG_LEVEL": _log_level(order),
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


def _schedule(
    process: AsyncCrawlerProcess,
    portal: Portal,
    order: _Order,
    run: Run,
    former: list[dict[str, Any]],
    today: date | None,
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
    watch = Watch(portal=portal.name, walk=walk, crawler=crawler)
    watch.follow()
    process.crawl(
        crawler,
        since=order.since,
        until=order.until,
        limit=order.limit,
        refetch=order.refetch,
        memory=known_articles(order.out, portal),
        brief=brief,
        # A longer walk meets them again by itself.
        pending=to_retry(former, portal.name) if brief else (),
        today=today,
        run=run,
    )
    return watch


def _crawl(process: AsyncCrawlerProcess, watches: list[Watch], order: _Order) -> bool:
    """Run until all crawls have ended; says whether a second Ctrl-C cut them off."""
    main = threading.current_thread() is threading.main_thread()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with drawn(watches) if _on_terminal(order) else nullcontext():
        process.start(install_signal_handlers=main)
    if main:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return any(watch.requests and not watch.outcome().finish_reason for watch in watches)


def _judged(outcome: Outcome, former: list[dict[str, Any]]) -> Outcome:
    before = last_outcome(former, outcome.portal, outcome.walk)
    return replace(outcome, problems=problems_of(outcome, before))


def _report(order: _Order, outcomes: tuple[Outcome, ...], seconds: float) -> dict[str, Any]:
    return {
        "exit_code": exit_code(outcomes),
        "since": order.since.isoformat() if order.since else None,
        "until": order.until.isoformat() if order.until else None,
        "limit": order.limit,
        "refetch": order.refetch,
        "replay": order.replay.name if order.replay else None,
        "seconds": round(seconds, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "portals": {outcome.portal: outcome.to_dict() for outcome in outcomes},
    }


def _use_little_memory() -> None:
    """Let Arrow give memory back: its own allocator keeps what each table of the commit needed."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def _on_terminal(order: _Order) -> bool:
    return order.progress and not order.verbose and sys.stderr.isatty()
