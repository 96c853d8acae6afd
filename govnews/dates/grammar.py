"""How a day is written: `11/12/2023`, `ngày 5 tháng 9`, `mùng 10 tháng 3 âm lịch`, `2023-12-11`.

Every reader takes tokens and an index and gives what it read and the index after it, or None.
Day first always: `11/13/2023` is no date.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from govnews.dates.points import Point, full_year, is_possible
from govnews.dates.tokens import Token, read_phrase, small, tokenise  # noqa: F401  tokenise: doctests
from govnews.dates.words import (
    CYCLE,
    DAY_WORDS,
    FULL_MOON,
    LEAP,
    LUNAR,
    LUNAR_DAY_MARKS,
    LUNAR_MONTHS,
    MONTHS,
    NAM,
    RELATIVE_YEARS,
    SHORT_MONTH,
    SIGNS,
    TET,
    THANG,
)

Read = tuple[Point, int]


def read_point(tokens: Sequence[Token], at: int, *, marked: bool = False) -> Read | None:
    """The day that begins at a token; `marked` where a word such as `ngày` or `sáng` precedes it.

    A mark allows what would otherwise be a score, a decimal or a share: `5-9`, `11.12`, `5 / 9`.

    >>> point, after = read_point(tokenise("11/12/2023"), 0)
    >>> point.day, point.month, point.year, after
    (11, 12, 2023, 5)
    >>> [bool(read_point(tokenise("3-1"), 0, marked=marked)) for marked in (False, True)]
    [False, True]
    >>> read_point(tokenise("31/4"), 0) is None
    True
    """
    found = (
        _year_first(tokens, at)
        or _signed(tokens, at, marked=marked)
        or _worded(tokens, at, marked=marked)
        or _lunar_day(tokens, at)
    )
    return found if found and is_possible(found[0]) else None


def read_day(tokens: Sequence[Token], at: int, *, marked: bool) -> tuple[int, int] | None:
    """The number of a day; after a mark also one that a slip of the editor split: `2 6 .2`.

    >>> read_day(tokenise("2 6 .2"), 0, marked=True), read_day(tokenise("32"), 0, marked=True)
    ((26, 2), None)
    """
    if tokens[at].key in LUNAR_DAY_MARKS:
        return _number_or_word(tokens, at + 1)
    first, second = tokens[at : at + 2]
    if marked and _is_digit(first) and _is_digit(second) and tokens[at + 2].key in SIGNS:
        day, after = int(first.key + second.key), at + 2
    else:
        day, after = small(first) or 0, at + 1
    return (day, after) if 1 <= day <= 31 else None


def _is_digit(token: Token) -> bool:
    return token.kind == "n" and len(token.key) == 1


def _year_first(tokens: Sequence[Token], at: int) -> Read | None:
    """`2023-12-11`, `2023/12/11`.

    >>> _year_first(tokenise("2023-12-11"), 0)[1], _year_first(tokenise("2023-2024"), 0)
    (5, None)
    """
    year, sign, month, again, day = tokens[at : at + 5]
    same = sign.key in SIGNS and again.key == sign.key
    if len(year.key) != 4 or not same or not all(t.tight for t in (sign, month, again, day)):
        return None
    numbers = full_year(year.key) if year.kind == "n" else None, small(month), small(day)
    if numbers[0] is None or numbers[1] is None or numbers[2] is None:
        return None
    return Point(day=numbers[2], month=numbers[1], year=numbers[0], sign=sign.key), at + 5


def _signed(tokens: Sequence[Token], at: int, *, marked: bool) -> Read | None:
    """`11/12`, `11-12-2023`, `11.12.23`, `05/9 năm 2022`, `10/3 âm lịch`.

    >>> [_signed(tokenise(text), 0, marked=True)[0].year for text in ("5/9/2022", "5/9 năm 2022", "5/9")]
    [2022, 2022, None]
    """
    read = read_day(tokens, at, marked=marked)
    if read is None or tokens[read[1]].key not in SIGNS:
        return None
    day, sign_at = read
    sign = tokens[sign_at].key
    month = small(tokens[sign_at + 1])
    if month is None:
        return None
    year, after = _signed_year(tokens, sign_at, sign)
    if after is None or not _well_spaced(tokens, sign_at, day, month, year, marked=marked):
        return None
    point = Point(day=day, month=month, year=year, sign=sign)
    point, after = _with_year_and_calendar(tokens, after, point)
    weak = sign != "/" and (point.year is None or len(tokens[after - 1].key) == 2)
    return None if weak and not marked and not point.lunar else (point, after)


def _signed_year(tokens: Sequence[Token], sign_at: int, sign: str) -> tuple[int | None, int | None]:
    """The year after a second sign, and the index after the whole; no index if it is no year."""
    again, digits = tokens[sign_at + 2 : sign_at + 4]
    if again.key != sign or digits.kind != "n":
        return None, sign_at + 2
    if not digits.tight and len(digits.key) != 4:
        return None, sign_at + 2
    year = full_year(digits.key)
    return year, sign_at + 4 if year is not None else None


def _well_spaced(
    tokens: Sequence[Token], sign_at: int, day: int, month: int, year: int | None, *, marked: bool
) -> bool:
    """Whether the spaces round the sign suit a date: `10 - 12` is rather a range of days."""
    before, after = tokens[sign_at].tight, tokens[sign_at + 1].tight
    if before and after:
        return True
    sign = tokens[sign_at].key
    if sign == "/":
        return marked or year is not None
    if sign == ".":
        return marked and after
    return marked and before == after and (day > month or year is not None)


def _worded(tokens: Sequence[Token], at: int, *, marked: bool) -> Read | None:
    """`5 tháng 9`, `11 tháng 12 năm 2023`, `11 tháng 12, 2023`, `11 Th12, 2023`, `15 tháng Chạp`.

    Without a mark the year is needed: `trong 5 tháng 9 đơn vị` names no day.

    >>> _worded(tokenise("11 Tháng Tư 2023"), 0, marked=False)[0].month
    4
    >>> _worded(tokenise("5 tháng 9"), 0, marked=False) is None
    True
    """
    read = read_day(tokens, at, marked=marked)
    if read is None:
        return None
    day, after = read
    if marked and tokens[after].key == ",":
        after += 1
    month = read_month(tokens, after)
    if month is None:
        return None
    point = dataclasses.replace(month[0], day=day)
    point, after = _with_year_and_calendar(tokens, month[1], point)
    known = marked or point.year_given or point.lunar or tokens[at].key in LUNAR_DAY_MARKS
    return (point, after) if known else None


def read_month(tokens: Sequence[Token], at: int) -> Read | None:
    """`tháng 9`, `tháng Mười Hai`, `Th12`, `thg 12`, `tháng Giêng`, `tháng 2 nhuận`, as a day 1.

    >>> [read_month(tokenise(text), 0)[0].month for text in ("tháng Mười Hai", "Th12", "tháng Chạp")]
    [12, 12, 12]
    """
    word, number = tokens[at : at + 2]
    if word.key in SHORT_MONTH:
        month = small(number)
        near = number.tight or word.key == "thg"
        return (Point(day=1, month=month), at + 2) if month and near else None
    if word.key != THANG:
        return None
    if lunar := read_phrase(tokens, at + 1, LUNAR_MONTHS):
        return Point(day=1, month=lunar[0], lunar=True), lunar[1]
    value = small(number)
    read = (value, at + 2) if value else read_phrase(tokens, at + 1, MONTHS)
    if read is None:
        return None
    month, after = read
    leap = tokens[after].key == LEAP
    return Point(day=1, month=month, lunar=leap, leap=leap), after + leap


def _lunar_day(tokens: Sequence[Token], at: int) -> Read | None:
    """`Rằm tháng Bảy`, `mùng 2 Tết`, `mùng 3 Tết Giáp Thìn`.

    >>> point, _ = _lunar_day(tokenise("Rằm tháng Bảy"), 0)
    >>> point.day, point.month, point.lunar
    (15, 7, True)
    """
    if tokens[at].key == FULL_MOON:
        month = read_month(tokens, at + 1)
        if month is None:
            return None
        point = dataclasses.replace(month[0], day=15, lunar=True)
        return _with_year_and_calendar(tokens, month[1], point)
    if tokens[at].key not in LUNAR_DAY_MARKS:
        return None
    day = _number_or_word(tokens, at + 1)
    if day is None or tokens[day[1]].key != TET:
        return None
    return _with_year_and_calendar(
        tokens, day[1] + 1, Point(day=day[0], month=1, lunar=True), tet=True
    )


def _number_or_word(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    value = small(tokens[at])
    return (value, at + 1) if value else read_phrase(tokens, at, DAY_WORDS)


def _with_year_and_calendar(
    tokens: Sequence[Token], at: int, point: Point, *, tet: bool = False
) -> Read:
    """The point with its year and calendar, which may follow in either order.

    >>> tokens = tokenise("âm lịch năm 2023")
    >>> point, after = _with_year_and_calendar(tokens, 0, Point(day=10, month=3))
    >>> point.lunar, point.year, after
    (True, 2023, 4)
    """
    point, at = _with_calendar(tokens, at, point)
    if not point.year_given:
        point, at = _with_year(tokens, at, point, bare_cycle=tet)
    return _with_calendar(tokens, at, point)


def _with_calendar(tokens: Sequence[Token], at: int, point: Point) -> Read:
    opened = tokens[at].key == "("
    read = read_phrase(tokens, at + opened, LUNAR)
    if read is None or (opened and tokens[read[1]].key != ")"):
        return point, at
    return dataclasses.replace(point, lunar=read[0]), read[1] + opened


def _with_year(tokens: Sequence[Token], at: int, point: Point, *, bare_cycle: bool) -> Read:
    """`năm 2023`, `năm Quý Mão`, `năm Quý Mão (2023)`, `năm ngoái`; after words `, 2023`, `/2023`.

    >>> point = Point(day=15, month=12)
    >>> point, after = _with_year(tokenise("năm Quý Mão (2023)"), 0, point, bare_cycle=False)
    >>> point.cycle, point.year, point.lunar, after
    (39, 2023, True, 6)
    """
    if shifted := read_phrase(tokens, at, RELATIVE_YEARS):
        return dataclasses.replace(point, shift=shifted[0]), shifted[1]
    after = at
    if point.sign == " " and tokens[after].key in {",", "/", "-"}:
        after += 1
    says_year = tokens[after].key == NAM
    after += says_year
    if says_year or bare_cycle:
        named = read_phrase(tokens, after, CYCLE)
        if named is not None:
            point = dataclasses.replace(point, cycle=named[0], lunar=True)
            return _year_after_cycle(tokens, named[1], point)
    digits = tokens[after]
    if digits.kind == "n" and len(digits.key) == 4 and (says_year or point.sign == " "):
        year = full_year(digits.key)
        if year is not None:
            return dataclasses.replace(point, year=year), after + 1
    return point, at


def _year_after_cycle(tokens: Sequence[Token], at: int, point: Point) -> Read:
    opened = tokens[at].key == "("
    year = full_year(tokens[at + opened].key) if len(tokens[at + opened].key) == 4 else None
    if tokens[at + opened].kind != "n" or year is None:
        return point, at
    closed = opened and tokens[at + 2].key == ")"
    return dataclasses.replace(point, year=year), at + 1 + opened + closed
