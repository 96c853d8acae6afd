"""The date that a page prints for itself, and the dates of machines.

`Thứ Hai, 11/12/2023 | 15:30 GMT+7`, `Ngày đăng 06/06/2018 | 10:56 AM | View count: 1093`,
`Tháng Mười Hai 11, 2023`, `2023-12-11T08:30:00Z`. Day first unless told otherwise; no zone means
UTC+7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from govnews.dates.ago import read_ago
from govnews.dates.clock import in_part_of_day, read_clock
from govnews.dates.foreign import read_foreign
from govnews.dates.grammar import Read, read_month, read_point
from govnews.dates.guards import stands_alone
from govnews.dates.lead import read_lead
from govnews.dates.order import exchanged
from govnews.dates.points import Point, full_year, is_possible, resolve
from govnews.dates.tokens import Token, read_phrase, small, tokenise, word_key
from govnews.dates.words import AT_CLOCK, DAY_MARKS, MONTHS_EN, PARTS_OF_DAY, WEEKDAYS_EN
from govnews.dates.zone import read_zone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LONGEST = 600
"""Characters looked at: a stamp is short, and a whole article given by mistake must not be slow."""
_LONGEST_HEAD = 12
_JOINTS = frozenset((",", "-", "|", "/", "(", ")", "t", word_key("vào")))
_BEFORE = word_key("trước")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The date of a page."""

    value: datetime
    """Aware, at UTC+7, whole seconds; 00:00 where only the day is known."""
    precision: Literal["minute", "day"]
    """`day` also for 00:00 and 12:00 AM, which portals print for a day without a time."""
    text: str
    """The stamp as printed, with weekday, time and zone, without label and what follows."""


def read_stamp(
    text: str, anchor: datetime | None = None, *, month_first: bool = False
) -> Stamp | None:
    """The first date with a year in a short text, with the time that stands beside it.

    `anchor`, the time of the visit (UTC+7 where it has no zone), is needed for `2 giờ trước`,
    `Hôm qua` and dates without a year; without it they are no stamp. A printed weekday that
    contradicts the date changes nothing. With `month_first`, a date in figures has the month first.
    None too for years before 1990 or after 2100.

    >>> stamp = read_stamp("Ngày đăng 06/06/2018 | 10:56 AM | View count: 1093")
    >>> stamp.value.isoformat(), stamp.precision, stamp.text
    ('2018-06-06T10:56:00+07:00', 'minute', '06/06/2018 | 10:56 AM')
    >>> read_stamp("27/10/2017 | 12:00 AM").precision
    'day'
    >>> read_stamp("2023-12-11T08:30:00Z").value.isoformat()
    '2023-12-11T15:30:00+07:00'
    >>> read_stamp("11/13/2023") is None, read_stamp("Lượt xem: 1093") is None
    (True, True)
    >>> stamp = read_stamp("11/13/2023", month_first=True)
    >>> stamp.value.day, stamp.text
    (13, '11/13/2023')
    """
    text = text[:_LONGEST]
    if month_first:
        stamp = read_stamp(exchanged(text), anchor)
        return replace(stamp, text=exchanged(stamp.text)) if stamp else None
    tokens = tokenise(text)
    stamp = _printed(text, tokens, None)
    if stamp is None and anchor is not None:
        now = anchor.astimezone(HANOI) if anchor.tzinfo else anchor.replace(tzinfo=HANOI)
        stamp = _ago(text, tokens, now) or _printed(text, tokens, now.date())
    return stamp or _foreign(text)


def _printed(text: str, tokens: Sequence[Token], anchor: date | None) -> Stamp | None:
    """The first date; without an anchor, the first with a year."""
    for at, token in enumerate(tokens):
        if token.kind not in {"n", "w"}:
            continue
        read = _read_day(tokens, at)
        if read is None or not (read[0].year_given or anchor):
            continue
        day = resolve(read[0], anchor)
        if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return _assembled(text, tokens, at, read[1], day)
    return None


def _read_day(tokens: Sequence[Token], at: int) -> Read | None:
    if tokens[at].kind == "w":
        return _month_first(tokens, at)
    read = _compact(tokens, at) or _english(tokens, at) or read_point(tokens, at, marked=True)
    if read is None or not stands_alone(tokens, at, read[1], marked=True):
        return None
    return read


def _compact(tokens: Sequence[Token], at: int) -> Read | None:
    """`20231211`.

    >>> _compact(tokenise("20231211"), 0)[0].day, _compact(tokenise("20231311"), 0)
    (11, None)
    """
    digits = tokens[at].key
    year = full_year(digits[:4]) if len(digits) == 8 else None
    if year is None:
        return None
    point = Point(day=int(digits[6:]), month=int(digits[4:6]), year=year)
    return (point, at + 1) if is_possible(point) else None


def _month_first(tokens: Sequence[Token], at: int) -> Read | None:
    """`Tháng Mười Hai 11, 2023`, `Th12 11, 2023`, `December 11, 2023`.

    >>> _month_first(tokenise("Tháng Mười Hai 11, 2023"), 0)[0].month
    12
    """
    month = read_month(tokens, at)
    named = (month[0].month or 0, month[1]) if month else read_phrase(tokens, at, MONTHS_EN)
    if named is None:
        return None
    day_at = named[1] + (tokens[named[1]].key == ".")
    year_at = day_at + 1 + (tokens[day_at + 1].key == ",")
    return _whole(small(tokens[day_at]), named[0], tokens[year_at], year_at + 1)


def _english(tokens: Sequence[Token], at: int) -> Read | None:
    """`11 Dec 2023`, `11-Dec-2023`.

    >>> _english(tokenise("11 Dec 2023"), 0)[0].month
    12
    """
    month_at = at + 1 + (tokens[at + 1].key == "-")
    month = read_phrase(tokens, month_at, MONTHS_EN)
    if month is None:
        return None
    year_at = month[1] + (tokens[month[1]].key in {",", "-", "."})
    return _whole(small(tokens[at]), month[0], tokens[year_at], year_at + 1)


def _whole(day: int | None, month: int | None, year: Token, after: int) -> Read | None:
    if day is None or year.kind != "n" or len(year.key) != 4:
        return None
    point = Point(day=day, month=month, year=full_year(year.key))
    return (point, after) if point.year is not None and is_possible(point) else None


def _assembled(text: str, tokens: Sequence[Token], at: int, after: int, day: date) -> Stamp:
    """The stamp of a day, with the weekday and time before it or the time after it."""
    first, clock, zone = _head(tokens, at)
    last = after
    if clock is None:
        last, clock, zone = _tail(tokens, after)
    value = datetime.combine(day, clock or time(), zone or HANOI).astimezone(HANOI)
    return _stamp(text, tokens, first, last, value, to_the_minute=clock is not None)


def _stamp(
    text: str,
    tokens: Sequence[Token],
    first: int,
    last: int,
    value: datetime,
    *,
    to_the_minute: bool,
) -> Stamp:
    midnight = value.time() == time()
    return Stamp(
        value=value,
        precision="minute" if to_the_minute and not midnight else "day",
        text=text[tokens[first].start : tokens[last - 1].end],
    )


def _head(tokens: Sequence[Token], at: int) -> tuple[int, time | None, tzinfo | None]:
    """Where the stamp begins, and the time that stands before the date.

    >>> tokens = tokenise("Cập nhật lúc 15h30 (GMT+7), thứ Hai ngày 11/12/2023")
    >>> first, clock, _ = _head(tokens, 15)
    >>> tokens[first].key, str(clock)
    ('15', '15:30:00')
    """
    for first in range(max(0, at - _LONGEST_HEAD), at):
        if tokens[first].key in DAY_MARKS and tokens[first + 1].key == ":":
            continue
        lead = read_lead(tokens, first)
        zone = read_zone(tokens, lead.stop) if lead.clock else None
        end = lead.next
        if zone is not None:
            end = read_lead(tokens, zone[1] + (tokens[zone[1]].key in _JOINTS)).next
        if english := read_phrase(tokens, end, WEEKDAYS_EN):
            end = english[1] + (tokens[english[1]].key == ",")
        if end == at and (lead.marked or english):
            clock = in_part_of_day(lead.clock, lead.part) if lead.clock else None
            return first, clock, zone[0] if zone else None
    return at, None, None


def _tail(tokens: Sequence[Token], after: int) -> tuple[int, time | None, tzinfo | None]:
    """Where the stamp ends, and the time that stands after the date.

    >>> tokens = tokenise("| 15:30 (GMT+7) | Lượt xem: 12")
    >>> last, clock, _ = _tail(tokens, 0)
    >>> last, str(clock)
    (9, '15:30:00')
    """
    at = after
    while tokens[at].key in _JOINTS and at < after + 3:
        at += 1
    said = read_phrase(tokens, at, AT_CLOCK)
    read = read_clock(tokens, said[1] if said else at)
    if read is None or tokens[read[1]].key == _BEFORE:
        return after, None, None
    clock, at = read
    part = read_phrase(tokens, at, PARTS_OF_DAY)
    if part is not None:
        at = part[1]
    zone = read_zone(tokens, at)
    last = zone[1] if zone else at
    return last, in_part_of_day(clock, part[0] if part else None), zone[0] if zone else None


def _ago(text: str, tokens: Sequence[Token], now: datetime) -> Stamp | None:
    for at, token in enumerate(tokens):
        found = read_ago(tokens, at, now) if token.kind else None
        if found is not None:
            return _stamp(
                text,
                tokens,
                found.first,
                found.last,
                found.value,
                to_the_minute=found.to_the_minute,
            )
    return None


def _foreign(text: str) -> Stamp | None:
    found = read_foreign(text)
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    value = (found if found.tzinfo else found.replace(tzinfo=HANOI)).astimezone(HANOI)
    value = value.replace(microsecond=0)
    return Stamp(
        value=value, precision="day" if value.time() == time() else "minute", text=text.strip()
    )
