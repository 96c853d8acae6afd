"""What a host is asked in a day: its budget, what is left of it, and when a portal is put off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from govnews.model import HANOI
from govnews.portals import Portal
from govnews.portals.hours import opens_at, seconds_left

BUDGET_TOLD = "{host}: today's budget of {budget} requests is spent; a run after midnight (Vietnam time) goes on"
CLOSED_TOLD = "may be asked {hours} only: not before {opens:%Y-%m-%d %H:%M %Z}"
DEADLINE_TOLD = (
    "the deadline came before the end of the walk; what was read is kept, the next run goes on"
)


def spent_on(day: datetime, former: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Host → requests of the runs that ended on this day (Vietnam time), from their reports.

    A run over midnight counts for the day on which it ended, which asks hosts less, not more.
    """
    spent: Counter[str] = Counter()
    for report in former:
        if _ended(report) == day.astimezone(HANOI).date():
            for outcome in report.get("portals", {}).values():
                spent.update(outcome.get("requests", {}))
    return spent


def requests_of(
    crawls: Iterable[Mapping[str, int]], spent: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    """Host → `requests` of this run and of `today`, from the requests of each crawl."""
    total: Counter[str] = Counter()
    for requests in crawls:
        total.update(requests)
    return {
        host: {"requests": number, "today": number + spent.get(host, 0)}
        for host, number in total.most_common()
    }


def allowed(portal: Portal, budget: int | None) -> int | None:
    """Requests a day for each host of the portal: the smaller budget, or None for any number."""
    return min((n for n in (portal.budget, budget) if n is not None), default=None)


def put_off(
    portal: Portal, *, budget: int | None, spent: Mapping[str, int], now: datetime
) -> str | None:
    """Why the portal is not asked now; None where it may be."""
    if portal.hours:
        there = now.astimezone(ZoneInfo(portal.timezone))
        if not seconds_left(portal.hours, there):
            opens = opens_at(portal.hours, there)
            return CLOSED_TOLD.format(hours=portal.hours, opens=opens)
    most, host = allowed(portal, budget), portal.hosts[0]
    if most is not None and spent.get(host, 0) >= most:
        return BUDGET_TOLD.format(host=host, budget=most)
    return None


def _ended(report: Mapping[str, Any]) -> date | None:
    """The day on which a run ended, in Vietnam; None for a report that does not say."""
    try:
        return datetime.fromisoformat(str(report.get("finished"))).astimezone(HANOI).date()
    except ValueError:
        return None
