"""Dates in running text: `Sáng 11/12`, `từ ngày 28/9 đến ngày 2/10`, `các ngày 10, 11/12`.

A closed grammar, not a search for numbers: a day and month count as a date after a word of time
(`ngày`, `sáng`, `thứ Hai`), in a range or list, or where nothing around them gives them another
meaning.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govnews.dates.clock import in_part_of_day
from govnews.dates.guards import commemorates
from govnews.dates.phrases import Mention, Phrase, read_dates
from govnews.dates.points import Point, resolve
from govnews.dates.tokens import Token, tokenise
from govnews.dates.words import AFTER_FIRST_NUMBER, LIST_MARKS, NGAY, STARTERS, PartOfDay

_LONGEST_DASHED = dt.timedelta(days=366)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date, or a range of days, as a text says it: `text == source[start:end]`, always."""

    start: int
    end: int
    text: str
    """`Sáng 11/12`: with the part of the day, `ngày`, weekday and time; `từ` only before a range."""
    date: dt.date | None
    """In the solar calendar; null where no year can be known."""
    end_date: dt.date | None = None
    """The last day of a range, or of neighbouring days said together."""
    part_of_day: PartOfDay | None = None
    time: dt.time | None = None
    """As said, without a zone: local time."""
    day: int | None = None
    """As written; null for `hôm nay`."""
    month: int | None = None
    """As written, in the calendar that `lunar` names."""
    year_given: bool = False
    """The text says the year, so that `date` does not rest on the anchor."""
    lunar: bool = False
    """Written in the lunar calendar."""
    relative: bool = False
    """Said as `hôm nay`, `tối qua`, `thứ Hai tuần trước`, without day and month."""
    same_day: bool = False
    """`cùng ngày`: the date named before, which the reader of the whole text knows."""
    anniversary: bool = False
    """Names what is commemorated (`Quốc khánh 2/9`), not when something took place."""
    weekday_agrees: bool | None = None
    """Whether the weekday said is that of `date`; null where either is unknown."""


def find_dates(text: str, anchor: dt.date | None = None) -> list[DateSpan]:
    """Every date in a text, in order, without overlap.

    `anchor` is the day of the text, its publication: it fixes the year where none is written
    (the one that puts the date between 305 days before and 60 days after) and what `hôm nay`
    means. Without it such dates have `date = None`. Dates of cited documents are found too.

    >>> span, = find_dates("Sáng 11/12, Hội nghị khai mạc.", dt.date(2023, 12, 12))
    >>> span.text, str(span.date), span.part_of_day
    ('Sáng 11/12', '2023-12-11', 'morning')
    >>> span, = find_dates("Giải diễn ra trong hai ngày 21 và 22/6/2024.")
    >>> span.text, str(span.date), str(span.end_date)
    ('hai ngày 21 và 22/6/2024', '2024-06-21', '2024-06-22')
    >>> find_dates("Kết luận số 45-KL/TW; đạt 12/15 tiêu chí; phục vụ 24/7")
    []
    """
    return list(dates_in(text, anchor))


def dates_in(text: str, anchor: dt.date | None = None) -> Iterator[DateSpan]:
    """What `find_dates` finds, one after the other: for those who need only the first that fits."""
    day = anchor.date() if isinstance(anchor, dt.datetime) else anchor
    tokens = tokenise(text)
    for phrase in _phrases(tokens):
        yield from _spans(text, tokens, phrase, anchor=day)


def _phrases(tokens: Sequence[Token]) -> Iterator[Phrase]:
    at = end = 0
    while tokens[at].kind:
        phrase = read_dates(tokens, at) if may_begin(tokens, at) else None
        if phrase is None:
            at += 1
        else:
            phrase.first = max(phrase.first, end)
            yield phrase
            at = end = phrase.last


def may_begin(tokens: Sequence[Token], at: int) -> bool:
    """Whether a closer look is worth it: at most tokens no date can begin.

    >>> [may_begin(tokenise(text), 0) for text in ("11/12", "11 xã", "các ngày 5, 6/9", "các xã")]
    [True, False, True, False]
    """
    key = tokens[at].key
    if tokens[at].kind == "n":
        return tokens[at + 1].key in AFTER_FIRST_NUMBER
    return key in STARTERS or (key in LIST_MARKS and tokens[at + 1].key == NGAY)


def _spans(
    text: str, tokens: Sequence[Token], phrase: Phrase, *, anchor: dt.date | None
) -> Iterator[DateSpan]:
    """One span for a single day, a range or neighbouring days; else one a day."""
    first, last = phrase.mentions[0], phrase.mentions[-1]
    dates = _dates(phrase, anchor)
    paired = _is_pair_of_years(phrase)
    remembered = paired or (
        not phrase.marked and not phrase.ranged and commemorates(tokens, first.first)
    )
    if len(dates) > 1 and not paired and _belong_together(phrase, dates):
        whole = dataclasses.replace(last, lead=first.lead, point=first.point, first=phrase.first)
        yield _span(text, tokens, whole, dates[0], end=dates[-1], anniversary=remembered)
        return
    for mention, day in zip(phrase.mentions, dates, strict=True):
        yield _span(text, tokens, mention, day, anniversary=remembered)


def _span(
    text: str,
    tokens: Sequence[Token],
    mention: Mention,
    day: dt.date | None,
    *,
    end: dt.date | None = None,
    anniversary: bool,
) -> DateSpan:
    lead, point = mention.lead, mention.point
    start, stop = tokens[mention.first].start, tokens[mention.last - 1].end
    return DateSpan(
        start=start,
        end=stop,
        text=text[start:stop],
        date=day,
        end_date=end,
        part_of_day=lead.part,
        time=in_part_of_day(lead.clock, lead.part) if lead.clock else None,
        day=point.day if point else None,
        month=point.month if point else None,
        year_given=point is not None and point.year_given,
        lunar=point is not None and point.lunar,
        relative=point is None and not lead.same_day,
        same_day=point is None and lead.same_day,
        anniversary=anniversary,
        weekday_agrees=None
        if lead.weekday is None or day is None
        else day.weekday() == lead.weekday,
    )


def _dates(phrase: Phrase, anchor: dt.date | None) -> list[dt.date | None]:
    """The date of every mention; the ends of a range lend each other the year.

    >>> phrase = read_dates(tokenise("từ 28/12 đến 3/1/2024"), 0)
    >>> [str(day) for day in _dates(phrase, None)]
    ['2023-12-28', '2024-01-03']
    """
    points = [mention.point for mention in phrase.mentions]
    if points[0] is None:
        return [_relative_day(phrase.mentions[0], anchor)]
    known = [point for point in points if point is not None]
    if not phrase.ranged:
        return [resolve(point, anchor) for point in _years_shared(known)]
    return list(_range_dates(known[0], known[-1], anchor))


def _years_shared(points: Sequence[Point]) -> list[Point]:
    """The points of a list with the last year that is written given to those without.

    >>> shared = _years_shared([Point(day=31, month=12), Point(day=1, month=1, year=2024)])
    >>> [point.year for point in shared]
    [2023, 2024]
    """
    at = max((n for n, point in enumerate(points) if point.year_given), default=None)
    if at is None:
        return list(points)
    written = points[at]
    shared = []
    for n, point in enumerate(points):
        turn = -1 if n < at and (point.month, written.month) == (12, 1) else 0
        turn = 1 if n > at and (point.month, written.month) == (1, 12) else turn
        given = _same_year(point, written)
        if turn and given.year is not None and not point.year_given:
            given = dataclasses.replace(given, year=given.year + turn)
        shared.append(given)
    return shared


def _same_year(point: Point, written: Point) -> Point:
    """A point without a year in the year of one that has it."""
    if point.year_given:
        return point
    return dataclasses.replace(
        point, year=written.year, cycle=written.cycle, shift=written.shift, lunar=written.lunar
    )


def _range_dates(
    first: Point, last: Point, anchor: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    """The two days of a range: where a year is missing, the nearest that keeps them in order."""
    if last.year_given and not first.year_given:
        end = resolve(last, anchor)
        begin = resolve(_same_year(first, last), anchor)
        if begin is not None and end is not None and begin > end:
            begin = resolve(dataclasses.replace(first, year=end.year - 1), anchor)
        return begin, end
    begin = resolve(first, anchor)
    if last.year_given or begin is None:
        return begin, resolve(last, anchor)
    end = resolve(_same_year(last, dataclasses.replace(first, year=begin.year)), anchor)
    if end is not None and end < begin:
        end = resolve(dataclasses.replace(last, year=begin.year + 1), anchor)
    return begin, end


def _relative_day(mention: Mention, anchor: dt.date | None) -> dt.date | None:
    """`hôm qua` and `thứ Hai tuần trước`, counted from the anchor; `cùng ngày` stays unknown."""
    lead = mention.lead
    if anchor is None:
        return None
    if lead.weeks is not None and lead.weekday is not None:
        return _moved(anchor, 7 * lead.weeks + lead.weekday - anchor.weekday())
    return _moved(anchor, lead.days) if lead.days is not None else None


def _moved(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def _is_pair_of_years(phrase: Phrase) -> bool:
    """`(11/6/1948 - 11/6/2023)`: an event and its anniversary, no range.

    >>> _is_pair_of_years(read_dates(tokenise("11/6/1948 - 11/6/2023"), 0))
    True
    """
    first, last = phrase.mentions[0].point, phrase.mentions[-1].point
    if first is None or last is None or first.year is None or last.year is None:
        return False
    return (first.day, first.month) == (last.day, last.month) and first.year < last.year


def _belong_together(phrase: Phrase, dates: Sequence[dt.date | None]) -> bool:
    """Whether the days are one span: a range in order, or neighbours.

    Two days more than a year apart with only a dash between are two dates, such as a life's.
    """
    known = [day for day in dates if day is not None]
    if len(known) < len(dates):
        return phrase.ranged or _are_neighbours(phrase)
    if phrase.ranged:
        longest = _LONGEST_DASHED if phrase.dashed else dt.timedelta.max
        return dt.timedelta(0) < known[-1] - known[0] <= longest
    return all(later - day == _DAY for day, later in pairwise(known))


def _are_neighbours(phrase: Phrase) -> bool:
    """The same, where no year is known."""
    points = [mention.point for mention in phrase.mentions if mention.point]
    return all(b.month == a.month and b.day - a.day == 1 for a, b in pairwise(points))
