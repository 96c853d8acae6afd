"""Months, quarters and years in running text: `tháng 12/2023`, `quý IV/2023`, `năm ngoái`.

Apart from `find_dates`, because a month is not a day and must never become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from govnews.dates.grammar import read_month
from govnews.dates.guards import stands_alone
from govnews.dates.points import full_year
from govnews.dates.tokens import Token, phrase_table, read_phrase, small, tokenise, word_key
from govnews.dates.words import NAM, RELATIVE_YEARS

_QUARTER = frozenset(map(word_key, ("quý", "quí")))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RELATIVE_MONTHS = phrase_table(
    {
        "tháng này": 0, "tháng trước": -1, "tháng qua": -1, "tháng vừa qua": -1,
        "tháng tới": 1, "tháng sau": 1,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, quarter or year that a text names: `text == source[start:end]`, always."""

    start: int
    end: int
    text: str
    precision: Literal["month", "quarter", "year"]
    year: int | None
    """Null where the text does not say it and there is no anchor."""
    quarter: int | None = None
    month: int | None = None
    year_given: bool = True
    """The text says the year, so that `year` does not rest on the anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A period before its year is known."""

    quarter: int | None = None
    month: int | None = None
    shift: int | None = None
    """Months or years from the anchor."""
    year: int | None = None


def find_periods(text: str, anchor: date | None = None) -> list[Period]:
    """The months, quarters and years that a text names, in order, without overlap.

    `anchor`, the day of the text, fixes `tháng trước` and the year of `tháng 5`: the nearest one
    that is at most two months ahead. Days (`ngày 5 tháng 9`) are not looked for here, and a month
    that belongs to one is not told apart: ask `find_dates` first.

    >>> [(p.year, p.quarter, p.month) for p in find_periods("quý IV/2023; tháng 12 năm 2023; 12/2023")]
    [(2023, 4, None), (2023, None, 12), (2023, None, 12)]
    >>> [(p.year, p.month) for p in find_periods("tháng trước, năm ngoái", date(2024, 1, 5))]
    [(2023, 12), (2023, None)]
    >>> find_periods("năm học 2023-2024, nhiệm kỳ 2021 - 2026")
    []
    """
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    tokens = tokenise(text)
    found: list[Period] = []
    at = 0
    while tokens[at].kind:
        read = _read(tokens, at)
        if read is None:
            at += 1
            continue
        part, after = read
        start, end = tokens[at].start, tokens[after - 1].end
        found.append(_period(text[start:end], start, end, part, day))
        at = after
    return found


def _read(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    return (
        _quarter(tokens, at)
        or _relative(tokens, at)
        or _month(tokens, at)
        or _year(tokens, at)
        or _month_and_year(tokens, at)
    )


def _quarter(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    """`quý IV/2023`, `quý 4 năm 2023`, `quý I`.

    >>> _quarter(tokenise("quý IV/2023"), 0)[0].quarter
    4
    """
    if tokens[at].key not in _QUARTER:
        return None
    quarter = small(tokens[at + 1]) or _ROMAN.get(tokens[at + 1].key)
    if quarter is None or quarter > 4:
        return None
    year, after = _year_after(tokens, at + 2)
    return _Part(quarter=quarter, year=year), after


def _relative(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    """`tháng trước`, `năm ngoái`."""
    month = read_phrase(tokens, at, _RELATIVE_MONTHS)
    if month is not None:
        return _Part(month=0, shift=month[0]), month[1]
    year = read_phrase(tokens, at, RELATIVE_YEARS)
    return (_Part(shift=year[0]), year[1]) if year else None


def _month(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    """`tháng 12/2023`, `tháng 12 năm 2023`, `tháng 5`; lunar months have no solar counterpart.

    >>> _month(tokenise("tháng 12 năm 2023"), 0)[0].year
    2023
    """
    month = read_month(tokens, at)
    if month is None or month[0].lunar or not 1 <= (month[0].month or 0) <= 12:
        return None
    year, after = _year_after(tokens, month[1])
    return _Part(month=month[0].month, year=year), after


def _year(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    """`năm 2023`, but not the first of two: `năm 2023-2024`."""
    if tokens[at].key != NAM:
        return None
    year, after = _year_after(tokens, at)
    ends = tokens[after].key != "-" or tokens[after + 1].kind != "n"
    return (_Part(year=year), after) if year is not None and ends else None


def _month_and_year(tokens: Sequence[Token], at: int) -> tuple[_Part, int] | None:
    """`12/2023`, standing alone: not in `11/12/2023` or `12/2023/NĐ-CP`.

    >>> _month_and_year(tokenise("45/2023/NĐ-CP"), 0) is None
    True
    """
    month = small(tokens[at])
    year, after = _year_after(tokens, at + 1)
    if month is None or year is None or not 1 <= month <= 12 or tokens[at + 1].key != "/":
        return None
    return (
        (_Part(month=month, year=year), after)
        if stands_alone(tokens, at, after, marked=False)
        else None
    )


def _year_after(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    digits_at = at + (tokens[at].key in {"/", NAM})
    digits = tokens[digits_at]
    year = full_year(digits.key) if len(digits.key) == 4 and digits_at > at else None
    return (year, digits_at + 1) if year is not None else (None, at)


def _period(text: str, start: int, end: int, part: _Part, anchor: date | None) -> Period:
    month, year = part.month, part.year
    if anchor is not None and year is None:
        if part.shift is not None and month is not None:
            year, month = divmod(anchor.year * 12 + anchor.month - 1 + part.shift, 12)
            month += 1
        elif part.shift is not None:
            year = anchor.year + part.shift
        else:
            first_month = month or 3 * (part.quarter or 1) - 2
            year = anchor.year - (first_month > anchor.month + 2)
    precision: Literal["month", "quarter", "year"] = (
        "month" if month is not None else "quarter" if part.quarter else "year"
    )
    return Period(
        start=start,
        end=end,
        text=text,
        precision=precision,
        year=year,
        quarter=part.quarter,
        month=month or None,
        year_given=part.year is not None,
    )
