"""What stands before the numbers of a date and says that they are one: `Sáng thứ Hai, ngày …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from govnews.dates.clock import read_clock
from govnews.dates.tokens import Token, read_phrase, small, tokenise  # noqa: F401  tokenise: doctests
from govnews.dates.words import (
    DAY_MARKS,
    DURING,
    LIST_MARKS,
    NGAY,
    NOT_A_DAY_MARK,
    ORDINALS,
    PARTS_OF_DAY,
    RANGE_WORDS,
    RELATIVE_AFTER_PART,
    RELATIVE_DAYS,
    RELATIVE_WEEKS,
    SAME_DAY,
    WEEKDAYS,
    PartOfDay,
)

_LONGEST = 8
"""Elements in the longest lead; more is a list of something else."""


@dataclass(slots=True)
class Lead:
    """The elements before a date, in whatever order they came."""

    part: PartOfDay | None = None
    clock: time | None = None
    weekday: int | None = None
    days: int | None = None
    """`hôm qua` → -1: the date counted from the day of the text."""
    weeks: int | None = None
    """`thứ Hai tuần trước` → -1."""
    same_day: bool = False
    marked: bool = False
    """Some element was read: numbers after it are a date."""
    opened: bool = False
    """The date stands in brackets: `sáng nay (11/12)`."""
    stop: int = 0
    """Index after the last element."""
    next: int = 0
    """Index at which the numbers must begin: after a comma or bracket that follows `stop`."""

    @property
    def relative(self) -> bool:
        """Whether the lead alone names a day."""
        return self.days is not None or self.weeks is not None or self.same_day


def read_lead(tokens: Sequence[Token], at: int) -> Lead:
    """The lead that begins at a token; `marked` is false where there is none.

    >>> lead = read_lead(tokenise("Sáng thứ Hai, ngày 11/12"), 0)
    >>> lead.part, lead.weekday, lead.next
    ('morning', 0, 5)
    >>> lead = read_lead(tokenise("Chiều qua (10/12)"), 0)
    >>> lead.part, lead.days, lead.opened
    ('afternoon', -1, True)
    """
    lead = Lead(stop=at, next=at)
    for _ in range(_LONGEST):
        after = _read_element(tokens, lead.next, lead)
        if after is None:
            break
        lead.marked = True
        lead.stop = lead.next = after
        _skip_joint(tokens, lead)
    return lead


def _read_element(tokens: Sequence[Token], at: int, lead: Lead) -> int | None:
    return (
        _read_relative(tokens, at, lead)
        or _read_part(tokens, at, lead)
        or _read_weekday(tokens, at, lead)
        or _read_mark(tokens, at)
        or _read_clock(tokens, at, lead)
    )


def _skip_joint(tokens: Sequence[Token], lead: Lead) -> None:
    """A comma, bracket, colon or free-standing dash between the elements and before the numbers.

    After `ngày` only a colon: `trong 15 ngày, 11/12 đơn vị` names no day.
    """
    joint = tokens[lead.next]
    if tokens[lead.stop - 1].key in DAY_MARKS:
        lead.next += joint.key == ":"
        return
    dashed = lead.clock is not None or lead.weekday is not None
    if joint.key == "(" and not lead.opened:
        lead.opened = True
        lead.next += 1
    elif joint.key in {",", ":", "|"} or (joint.key == "-" and not joint.tight and dashed):
        lead.next += 1


def _read_relative(tokens: Sequence[Token], at: int, lead: Lead) -> int | None:
    """`hôm nay`, `ngày mai`, `cùng ngày`, and after a part of the day `nay`, `qua`, `mai`.

    >>> lead = read_lead(tokenise("tối qua"), 0)
    >>> lead.days, read_lead(tokenise("chiều cùng ngày"), 0).same_day
    (-1, True)
    """
    read = read_phrase(tokens, at, RELATIVE_DAYS)
    if read is None and lead.part is not None and lead.stop == at:
        read = read_phrase(tokens, at, RELATIVE_AFTER_PART)
    if read is not None and lead.days is None:
        lead.days = read[0]
        return read[1]
    same = read_phrase(tokens, at, SAME_DAY)
    if same is None:
        return None
    lead.same_day = True
    return same[1]


def _read_part(tokens: Sequence[Token], at: int, lead: Lead) -> int | None:
    read = read_phrase(tokens, at, PARTS_OF_DAY)
    if read is None:
        return None
    if lead.part is None:
        lead.part = read[0]
    return read[1]


def _read_weekday(tokens: Sequence[Token], at: int, lead: Lead) -> int | None:
    """`thứ Hai`, `Thứ 2`, `T2`, `CN`, `Chủ nhật`, `thứ Hai tuần trước`; not `lần thứ hai`.

    >>> read_lead(tokenise("lần thứ hai ngày 5/9"), 1).marked
    False
    >>> lead = read_lead(tokenise("thứ Hai tuần trước"), 0)
    >>> lead.weekday, lead.weeks
    (0, -1)
    """
    read = read_phrase(tokens, at, WEEKDAYS)
    if read is None or (at > 0 and tokens[at - 1].key in ORDINALS):
        return None
    weekday, after = read
    if lead.weekday is None:
        lead.weekday = weekday
    week = read_phrase(tokens, after, RELATIVE_WEEKS)
    if week is None:
        return after
    lead.weeks = week[0]
    return week[1]


def _read_mark(tokens: Sequence[Token], at: int) -> int | None:
    """`ngày`, `hôm`, `các ngày`, `hai ngày`; not in `mỗi ngày 2/3 số hộ`.

    >>> read_lead(tokenise("tối các ngày 5 và 6/9"), 0).next, read_lead(tokenise("mỗi ngày"), 1).marked
    (3, False)
    """
    if tokens[at].key in DAY_MARKS:
        return None if at > 0 and tokens[at - 1].key in NOT_A_DAY_MARK else at + 1
    number = small(tokens[at]) is not None and at > 0 and tokens[at - 1].key in DURING
    counted = tokens[at].key in LIST_MARKS or number
    return at + 2 if counted and tokens[at + 1].key == NGAY else None


def _read_clock(tokens: Sequence[Token], at: int, lead: Lead) -> int | None:
    """A time, or the first of two: `từ 8h đến 11h30 ngày 11/12`.

    >>> lead = read_lead(tokenise("8h00 - 11h30 ngày 11/12"), 0)
    >>> str(lead.clock), lead.next
    ('08:00:00', 8)
    """
    read = read_clock(tokens, at)
    if read is None:
        return None
    clock, after = read
    if lead.clock is None:
        lead.clock = clock
    joined = read_phrase(tokens, after, RANGE_WORDS)
    second = read_clock(tokens, joined[1]) if joined else None
    return second[1] if second else after
