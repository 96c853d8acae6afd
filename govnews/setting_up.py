"""Each portal of a harvest becomes a crawl, or an outcome that says why it cannot."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from govnews.again import read_ages
from govnews.allowance import put_off
from govnews.browser import check_browser
from govnews.crawler import new_process
from govnews.dataset import Run
from govnews.errors import GovnewsError
from govnews.history import known_articles
from govnews.order import Order
from govnews.outcome import PUT_OFF, Outcome, Walk, may_be_brief, to_retry, unasked
from govnews.portals import Portal
from govnews.portals.portal import is_loopback
from govnews.progress import Watch

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

log = logging.getLogger(__name__)

COMPARABLE = timedelta(days=60)
"""A harvest of articles that are all older says nothing of what a portal gives today."""


def make_process(order: Order, run: Run, spent: Mapping[str, int]) -> AsyncCrawlerProcess:
    """Scrapy's process with the order's settings."""
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


def _log_level(order: Order) -> str:
    if order.verbose:
        return "DEBUG"
    return "ERROR" if order.quiet else "WARNING" if order.on_terminal else "INFO"


def _is_public(portal: Portal) -> bool:
    return not all(map(is_loopback, portal.hosts))


def begin(
    process: AsyncCrawlerProcess,
    portal: Portal,
    order: Order,
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
    order: Order,
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
