"""Stamps that count from the moment of the visit: `2 giờ trước`, `Hôm qua, 08:15`.

They mean something only with the time at which the page was fetched.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from govnews.dates.clock import in_part_of_day, read_clock
from govnews.dates.lead import read_lead
from govnews.dates.tokens import Token, read_phrase, small, tokenise  # noqa: F401  tokenise: doctests
from govnews.dates.words import AGO, AT_CLOCK, LAST_WEEK, LONG_AGO, SINCE

_MIDNIGHT = time(0)
_EXACT = frozenset(("seconds", "minutes", "hours"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ago:
    """A moment counted back from another."""

    value: datetime
    to_the_minute: bool
    first: int
    last: int
    """Index after its last token."""


def read_ago(tokens: Sequence[Token], at: int, now: datetime) -> Ago | None:
    """The relative stamp that begins at a token.

    >>> now = datetime.fromisoformat("2023-12-12T08:00:00+07:00")
    >>> for text in ("2 giờ trước", "cách đây 2 ngày", "Hôm qua, 08:15", "thứ Hai tuần trước"):
    ...     print(read_ago(tokenise(text), 0, now).value)
    2023-12-12 06:00:00+07:00
    2023-12-10 00:00:00+07:00
    2023-12-11 08:15:00+07:00
    2023-12-04 00:00:00+07:00
    """
    try:
        return _counted(tokens, at, now) or _last_week(tokens, at, now) or _named(tokens, at, now)
    except OverflowError:
        return None


def _counted(tokens: Sequence[Token], at: int, now: datetime) -> Ago | None:
    """`30 phút trước`, `3 ngày trước`, `2 tháng trước`, `cách đây 2 ngày`.

    >>> now = datetime.fromisoformat("2023-12-31T08:00:00+07:00")
    >>> _counted(tokenise("10 tháng trước"), 0, now).value.date()
    datetime.date(2023, 2, 28)
    """
    since = read_phrase(tokens, at, LONG_AGO)
    number_at = since[1] if since else at
    number = small(tokens[number_at])
    unit = read_phrase(tokens, number_at + 1, SINCE if since else AGO)
    if number is None or unit is None:
        return None
    exact = unit[0] in _EXACT
    if unit[0] == "months":
        value = _months_before(now, number)
    else:
        value = now - timedelta(**{unit[0]: number})
    if not exact:
        value = datetime.combine(value.date(), _MIDNIGHT, now.tzinfo)
    return Ago(value=value.replace(microsecond=0), to_the_minute=exact, first=at, last=unit[1])


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    if year < 1:
        raise OverflowError
    last_day = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last_day))


def _last_week(tokens: Sequence[Token], at: int, now: datetime) -> Ago | None:
    """`tuần trước`: seven days back, which is how portals that print it count."""
    read = read_phrase(tokens, at, LAST_WEEK)
    if read is None:
        return None
    day = now.date() - timedelta(days=read[0])
    value = datetime.combine(day, _MIDNIGHT, now.tzinfo)
    return Ago(value=value, to_the_minute=False, first=at, last=read[1])


def _named(tokens: Sequence[Token], at: int, now: datetime) -> Ago | None:
    """`Hôm nay, 15:30`, `Hôm qua lúc 08:15`, `15:30 hôm nay`, `thứ Hai tuần trước`."""
    lead = read_lead(tokens, at)
    if lead.weeks is not None and lead.weekday is not None:
        days = 7 * lead.weeks + lead.weekday - now.weekday()
    elif lead.days is not None:
        days = lead.days
    else:
        return None
    clock, last = lead.clock, lead.stop
    if clock is None:
        said = read_phrase(tokens, lead.next, AT_CLOCK)
        read = read_clock(tokens, said[1] if said else lead.next)
        clock, last = read or (None, last)
    clock = in_part_of_day(clock, lead.part) if clock else None
    value = datetime.combine(now.date() + timedelta(days=days), clock or _MIDNIGHT, now.tzinfo)
    return Ago(value=value, to_the_minute=clock is not None, first=at, last=last)
