"""Times of day as portals print them and prose writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from govnews.dates.tokens import Token, small, tokenise, word_key  # noqa: F401  tokenise: doctests
from govnews.dates.words import HOUR, HOUR_LETTERS, SIGNS, PartOfDay

_MINUTE_WORDS = frozenset(map(word_key, ("phút", "p", "ph", "'")))
_HALF = word_key("rưỡi")
_FORENOON, _AFTERNOON = frozenset(("am", "sa")), frozenset(("pm", "ch"))
_PM_HOURS: dict[PartOfDay, range] = {
    "noon": range(1, 4),
    "afternoon": range(1, 12),
    "evening": range(4, 12),
    "night": range(8, 12),
}


def read_clock(tokens: Sequence[Token], at: int) -> tuple[time, int] | None:
    """The time of day that begins at a token, and the index after it.

    >>> [str(read_clock(tokenise(text), 0)[0]) for text in ("15:30", "8 giờ 30 phút", "08h15", "15h")]
    ['15:30:00', '08:30:00', '08:15:00', '15:00:00']
    """
    return _colon_clock(tokens, at) or _spoken_clock(tokens, at)


def in_part_of_day(clock: time, part: PartOfDay | None) -> time | None:
    """A time said with a part of the day, on the 24-hour clock.

    `12h đêm` may end the day or begin it, so it is no time.

    >>> str(in_part_of_day(time(3), "afternoon")), str(in_part_of_day(time(15), "afternoon"))
    ('15:00:00', '15:00:00')
    >>> in_part_of_day(time(12), "night") is None
    True
    """
    if part == "night" and clock.hour == 12:
        return None
    if part is not None and clock.hour in _PM_HOURS.get(part, ()):
        return clock.replace(hour=clock.hour + 12)
    return clock


def _colon_clock(tokens: Sequence[Token], at: int) -> tuple[time, int] | None:
    """`15:30`, `15:30:00 PM`, `08:15 SA`, `3:20:15 CH`, `15:30'`.

    >>> [str(_colon_clock(tokenise(text), 0)[0]) for text in ("12:15 SA", "15:30:00 PM", "3:20 CH")]
    ['00:15:00', '15:30:00', '15:20:00']
    """
    hour = small(tokens[at])
    minute = _after_colon(tokens, at + 1)
    if hour is None or minute is None:
        return None
    at += 3
    second = _after_colon(tokens, at)
    if second is not None:
        at += 2
        if tokens[at].key == "." and tokens[at + 1].kind == "n" and tokens[at + 1].tight:
            at += 2
    hour, at = _meridiem(tokens, at, hour)
    if tokens[at].key == "'" and tokens[at].tight:
        at += 1
    return _time(hour, minute, second or 0, at)


def _after_colon(tokens: Sequence[Token], at: int) -> int | None:
    digits = tokens[at + 1]
    touching = tokens[at].key == ":" and tokens[at].tight and digits.tight
    return small(digits) if touching and len(digits.key) == 2 else None


def _meridiem(tokens: Sequence[Token], at: int, hour: int) -> tuple[int, int]:
    """The hour on the 24-hour clock; some portals print `15:30:00 PM`, which stays 15.

    >>> _meridiem(tokenise("PM"), 0, 3), _meridiem(tokenise("AM"), 0, 12), _meridiem(tokenise(""), 0, 9)
    ((15, 1), (0, 1), (9, 0))
    """
    word = tokens[at].key
    if word in _FORENOON:
        return (0 if hour == 12 else hour), at + 1
    if word in _AFTERNOON:
        return (hour + 12 if hour < 12 else hour), at + 1
    return hour, at


def _spoken_clock(tokens: Sequence[Token], at: int) -> tuple[time, int] | None:
    """`15h`, `11h30`, `15h00’`, `8g30`, `8 giờ`, `8 giờ 30`, `8 giờ 30 phút`, `8 giờ rưỡi`.

    The number after the hour is no minute where it begins a date: `8h 11/12`.

    >>> [str(_spoken_clock(tokenise(text), 0)[0]) for text in ("8h 11/12", "15h00’, ngày", "8 giờ rưỡi")]
    ['08:00:00', '15:00:00', '08:30:00']
    """
    hour = small(tokens[at])
    unit = tokens[at + 1]
    if hour is None or not (unit.key == HOUR or (unit.key in HOUR_LETTERS and unit.kind == "w")):
        return None
    at += 2
    if tokens[at].key == _HALF:
        return _time(hour, 30, 0, at + 1)
    minute = small(tokens[at])
    says_minutes = tokens[at + 1].key in _MINUTE_WORDS
    begins_date = not tokens[at].tight and _begins_date(tokens, at)
    if minute is None or begins_date or not (says_minutes or len(tokens[at].key) == 2):
        return _time(hour, 0, 0, at)
    return _time(hour, minute, 0, at + 1 + says_minutes)


def _begins_date(tokens: Sequence[Token], at: int) -> bool:
    sign, digits = tokens[at + 1 : at + 3]
    return sign.key in SIGNS and sign.tight and digits.kind == "n" and digits.tight


def _time(hour: int, minute: int, second: int, at: int) -> tuple[time, int] | None:
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second), at
