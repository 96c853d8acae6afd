"""Dates that are read day first and printed month first, or the other way round.

`09/11/2023` says nothing of its order, but a weekday before it does, and so do the dates beside it:
`09/21/2023` has no other reading, and news are printed with the day on which they are found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from govnews.dates import order_of, read_stamp, weekday_in

DAY, MONTH, EITHER = "day", "month", "either"
FRESH = timedelta(days=3)
"""A date so near to its fetch is that of news."""
FEW = 3
"""So many dates that are probably of one order stand for one that surely is."""
RARE = 4
"""An order that is surely there less often than in one of so many dates may be a slip."""
_OTHER = {DAY: MONTH, MONTH: DAY}
_WORDS = {
    MONTH: ("month", "declare the portal with month_first = true"),
    DAY: ("day", "take month_first out of the portal's declaration"),
}


class Dated(Protocol):
    """What is asked of an article."""

    layout: str
    url: str
    printed: str
    read: str
    likely: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is wrong with the dates of one layout."""

    told: str
    """A sentence for a person."""
    articles: frozenset[str]
    """Whose date is misread, or may be."""


def order_traits(article: Mapping[str, Any]) -> dict[str, str]:
    """How an article's date is `printed` (`day` first, `month` first, `either`), how it was `read`,
    and how it is `likely` to be meant; each is empty where that is not known."""
    text, found = article["published_text"] or "", article["published_at"]
    printed: str | None = order_of(text)
    if printed is None:
        return {"printed": "", "read": "", "likely": ""}
    readings = {
        order: stamp.value.date()
        for order in (DAY, MONTH)
        if (stamp := read_stamp(text, month_first=order == MONTH))
    }
    today = article["fetched_at"] and datetime.fromisoformat(article["fetched_at"]).date()
    likely = _likely(readings, today)
    if printed == EITHER:
        weekday = weekday_in(text)
        so_called = [order for order, day in readings.items() if day.weekday() == weekday]
        is_believed = len(so_called) == 1 and likely in ("", so_called[0])
        printed = so_called[0] if is_believed else EITHER
    if found:
        day = datetime.fromisoformat(found).date()
        orders = [order for order, reading in readings.items() if reading == day]
    else:  # a date that lies ahead is left out
        orders = [order for order, reading in readings.items() if today and reading > today]
    read = orders[0] if len(orders) == 1 else ""
    return {"printed": printed, "read": read, "likely": likely}


def likely_by_the_past(article: Dated, day: date | None, before: date | None) -> str:
    """The order meant by an article that was stored with the same figures exchanged."""
    if article.printed != EITHER or not article.read or day is None or before is None:
        return article.likely
    is_exchanged = (day.year, day.month, day.day) == (before.year, before.day, before.month)
    return _OTHER[article.read] if is_exchanged else article.likely


def orders_in_doubt(
    articles: Mapping[str, Dated], former: Sequence[Mapping[str, Any]]
) -> dict[str, Doubt]:
    """Layout → its doubt, for layouts whose dates are not, or not all, printed as they are read.

    `former` are the measures of former runs, newest first: where no date of this run shows the
    order, the last one that did counts.
    """
    layouts: dict[str, dict[str, Dated]] = {}
    for article_id, article in articles.items():
        layouts.setdefault(article.layout, {})[article_id] = article
    found: dict[str, Doubt] = {}
    for layout, group in layouts.items():
        orders = _orders(group.values(), former, layout)
        wrong = {i for i, article in group.items() if _is_wrong(article, orders)}
        if wrong:
            found[layout] = Doubt(
                told=_told(layout, group, wrong, orders), articles=frozenset(wrong)
            )
    return found


def sure_orders(articles: Iterable[Dated]) -> dict[str, int]:
    """How many dates are surely printed day first, and how many month first."""
    counts = Counter(article.printed for article in articles)
    return {order: counts[order] for order in (DAY, MONTH)}


def _orders(
    group: Iterable[Dated], former: Sequence[Mapping[str, Any]], layout: str
) -> frozenset[str]:
    """The orders in which a layout prints its dates, as far as is known."""
    group = list(group)
    if orders := _shown(sure_orders(group)):
        return orders
    likely = Counter(article.likely for article in group if article.printed == EITHER)
    for order, other in _OTHER.items():
        if likely[order] >= FEW and likely[order] > likely[other]:
            return frozenset((order,))
    for health in former:
        counts = health["layouts"].get(layout, {}).get("orders")
        if counts and (orders := _shown(counts)):
            return orders
    return frozenset()


def _shown(sure: Mapping[str, int]) -> frozenset[str]:
    """The orders that dates show; a single one beside many of the other order is a slip."""
    return frozenset(
        order
        for order, other in _OTHER.items()
        if sure[order]
        and (not sure[other] or (sure[order] > 1 and RARE * sure[order] >= sure[other]))
    )


def _is_wrong(article: Dated, orders: frozenset[str]) -> bool:
    if article.printed == EITHER:
        return bool(article.read and orders - {article.read})
    return article.printed in orders and article.read != article.printed


def _likely(readings: Mapping[str, date], today: date | None) -> str:
    """The only order by which a date lies just before the fetch."""
    if today is None:
        return ""
    near = [order for order, day in readings.items() if abs(today - day) <= FRESH]
    return near[0] if len(near) == 1 else ""


def _told(layout: str, group: Mapping[str, Dated], wrong: set[str], orders: frozenset[str]) -> str:
    misread = [article for article_id, article in group.items() if article_id in wrong]
    sure = [article for article in misread if article.printed in orders]
    example = (sure or misread)[0]
    order = example.printed if sure else _OTHER[example.read]
    first, advice = _WORDS[order]
    unread = sum(not article.read for article in misread)
    return (
        f"{layout}: dates are printed with the {first} first, e.g. on {example.url}: "
        f"{unread} give no day, {len(misread) - unread} could be read wrongly: {advice}"
    )
