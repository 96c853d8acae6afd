"""One day of the calendar as it is written, and the date it stands for.

The lunar calendar is Vietnam's (UTC+7), which in some years differs from China's by a day or a
month; the package lunar-vn computes it for 1900 to 2100.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_BACK, _AHEAD = timedelta(days=305), timedelta(days=60)
_LEAP_YEAR = 2000
_CYCLE_START = 1984  # Giáp Tý
_TWO_DIGIT_PIVOT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A day as written: its month and year may be missing."""

    day: int
    month: int | None = None
    year: int | None = None
    lunar: bool = False
    leap: bool = False
    """The second of two lunar months of one number (`nhuận`)."""
    cycle: int | None = None
    """Place of the lunar year in the sixty: 39 for `Quý Mão`."""
    shift: int | None = None
    """-1 for `năm ngoái`, 0 for `năm nay`, 1 for `năm sau`."""
    sign: str = " "
    """What parts day and month: `/`, `-`, `.`, or a space for words."""

    @property
    def year_given(self) -> bool:
        """Whether the text itself says which year."""
        return self.year is not None or self.cycle is not None or self.shift is not None


def full_year(digits: str) -> int | None:
    """The year that two or four digits mean; nothing before 1800 or after 2100 is one.

    >>> full_year("23"), full_year("75"), full_year("2023"), full_year("0225"), full_year("123")
    (2023, 1975, 2023, None, None)
    """
    if not digits.isdecimal():
        return None
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < _TWO_DIGIT_PIVOT else 1900)
    if len(digits) == 4 and 1800 <= int(digits) <= 2100:
        return int(digits)
    return None


def is_possible(point: Point) -> bool:
    """Whether some calendar has this day: 29/2 without a year is possible, 31/4 never.

    >>> [is_possible(Point(day=d, month=m, year=y)) for d, m, y in ((29, 2, None), (29, 2, 2023))]
    [True, False]
    >>> is_possible(Point(day=30, month=2, lunar=True)), is_possible(Point(day=5, month=13))
    (True, False)
    """
    if point.month is None or not 1 <= point.month <= 12:
        return False
    if point.lunar:
        return 1 <= point.day <= 30
    return _solar(point.day, point.month, point.year or _LEAP_YEAR) is not None


def resolve(point: Point, anchor: date | None) -> date | None:
    """The solar date of a point; `anchor` is the day of the text.

    A year that is not written is the one that puts the date between 305 days before and 60 days
    after the anchor; without an anchor it stays unknown.

    >>> resolve(Point(day=5, month=9), date(2023, 12, 12)), resolve(Point(day=5, month=9), None)
    (datetime.date(2023, 9, 5), None)
    >>> resolve(Point(day=20, month=12), date(2023, 12, 12))
    datetime.date(2023, 12, 20)
    >>> resolve(Point(day=10, month=3, year=2023, lunar=True), None)
    datetime.date(2023, 4, 29)
    """
    if point.year is not None:
        return _in_year(point, point.year)
    if anchor is None:
        return None
    if point.shift is not None:
        return _in_year(point, anchor.year + point.shift)
    if point.cycle is not None:
        return _in_cycle(point, anchor)
    window = (anchor.year - 1, anchor.year, anchor.year + 1)
    found = [day for day in _candidates(point, window) if -_BACK <= day - anchor <= _AHEAD]
    # A leap lunar year is longer than the window.
    if not found and point.lunar:
        found = _candidates(point, window)
    return min(found, key=lambda day: abs(day - anchor), default=None)


def _in_cycle(point: Point, anchor: date) -> date | None:
    """The nearest year of that name: Quý Mão was 1963 and 2023.

    >>> _in_cycle(Point(day=1, month=1, lunar=True, cycle=39), date(2023, 2, 1))
    datetime.date(2023, 1, 22)
    """
    first = _CYCLE_START + (point.cycle or 0)
    found = _candidates(point, (first - 60, first, first + 60))
    return min(found, key=lambda day: abs(day - anchor), default=None)


def _candidates(point: Point, years: Iterable[int]) -> list[date]:
    return [day for year in years if (day := _in_year(point, year)) is not None]


def _in_year(point: Point, year: int) -> date | None:
    if point.month is None:
        return None
    if point.lunar:
        return _lunar(point.day, point.month, year, leap=point.leap)
    return _solar(point.day, point.month, year)


def _solar(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _lunar(day: int, month: int, year: int, *, leap: bool) -> date | None:
    """A day of the lunar year that begins in the given solar year.

    lunar-vn reads the 30th of a month of 29 days as the first of the next, so the way back is
    checked.

    >>> _lunar(15, 7, 2023, leap=False), _lunar(30, 1, 2024, leap=False)
    (datetime.date(2023, 8, 30), None)
    >>> _lunar(15, 2, 2023, leap=True), _lunar(15, 3, 2023, leap=True)
    (datetime.date(2023, 4, 5), None)
    """
    # Only a few texts name a lunar day.
    from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar

    try:
        found = convert_lunar_to_solar(day, month, year, int(leap))
        back = convert_solar_to_lunar(found.day, found.month, found.year)
    except ValueError:
        return None
    same = (back.day, back.month, back.leap) == (day, month, leap)
    return date(found.year, found.month, found.day) if same else None
