"""Whether a date in figures has the day first or the month first: 21/09/2023 or 09/21/2023."""

from __future__ import annotations

import re
from typing import Literal

from govnews.dates.tokens import read_phrase, tokenise
from govnews.dates.words import WEEKDAYS

Order = Literal["day", "month", "either"]

_FIGURES = re.compile(
    r"(?<![\d/.-])(\d{1,2})(\s?([/.-])\s?)(\d{1,2})(\s?\3\s?)((?:\d\d){1,2})(?!\d)"
)
_MONTHS, _DAYS = 12, 31


def order_of(text: str | None) -> Order | None:
    """What stands first in the first date in figures of a short text.

    `either` where both readings are days of the calendar, and different ones. None without such a
    date.

    >>> order_of("21/09/2023 | 10:56"), order_of("09/21/2023"), order_of("09/11/2023")
    ('day', 'month', 'either')
    >>> order_of("11/11/2023"), order_of("ngày 9 tháng 11 năm 2023"), order_of("2023-09-11")
    (None, None, None)
    """
    found = _FIGURES.search(text or "")
    if found is None:
        return None
    first, second = int(found[1]), int(found[4])
    is_day, is_month = _fits(first, second), _fits(second, first)
    if is_day and is_month:
        return "either" if first != second else None
    return "day" if is_day else "month" if is_month else None


def exchanged(text: str) -> str:
    """The text with day and month of its first date in figures exchanged; its length is the same.

    >>> exchanged("Ngày đăng 9/21/2023 | 10:56"), exchanged("hôm nay")
    ('Ngày đăng 21/9/2023 | 10:56', 'hôm nay')
    """
    return _FIGURES.sub(r"\4\2\1\5\6", text, count=1)


def weekday_in(text: str) -> int | None:
    """The first weekday that a short text names, Monday 0.

    >>> weekday_in("Thứ Năm, 09/11/2023"), weekday_in("09/11/2023 10:56")
    (3, None)
    """
    tokens = tokenise(text)
    found = (read_phrase(tokens, at, WEEKDAYS) for at, token in enumerate(tokens) if token.kind)
    return next((read[0] for read in found if read), None)


def _fits(day: int, month: int) -> bool:
    return 1 <= day <= _DAYS and 1 <= month <= _MONTHS
