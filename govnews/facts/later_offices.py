"""The offices after a name: past asides, past what is told of the life, and those taken up."""

from __future__ import annotations

from collections.abc import Container

from govnews.facts.marks import JOINTS, Marks
from govnews.facts.office_ends import begins_office
from govnews.facts.offices import Office, read_offices
from govnews.facts.words import words
from govnews.text import fold

_ASIDE_REACH = 10
_MOST_LIFE_PARTS = 3
_APPOINTMENT_REACH = 7
_TRANSFER_REACH = 30


def offices_after(
    marks: Marks, name_end: int, names: Container[int], limit: int
) -> tuple[list[Office], int]:
    """The offices that follow a name, and the token after those that stand right behind it."""
    tokens = marks.tokens
    at = _past_aside(marks, name_end, limit)
    if at < limit and tokens.words[at] in JOINTS and tokens.tight[at]:
        at += 1
    if at >= limit or not tokens.tight[at]:
        return [], name_end
    if tokens.keys[at] in ("các", "đều", "cùng") and begins_office(marks, at + 1):
        at += 1
    offices, end = read_offices(marks, _past_life(marks, at, names, limit), names, limit)
    end = end if offices else name_end
    return offices + _taken_up(marks, end, names, limit), end


def _past_aside(marks: Marks, at: int, limit: int) -> int:
    """Past brackets that hold no office: `(bìa trái)`, `(SN 1928)`."""
    tokens = marks.tokens
    if at < limit and tokens.words[at] == "(" and not begins_office(marks, at + 1):
        for close in range(at + 1, min(limit, at + _ASIDE_REACH)):
            if tokens.words[close] == ")":
                return close + 1
    return at


def _past_life(marks: Marks, start: int, names: Container[int], limit: int) -> int:
    """Past what is no office: `50 tuổi Đảng,`, `thương binh hạng 3/4,`, `sinh năm 1960,`."""
    at = start
    for _ in range(_MOST_LIFE_PARTS):
        if begins_office(marks, at) is not None:
            return at
        if at >= limit or not _tells_life(marks, at):
            return start
        comma = _comma_before_name(marks, at, names, limit)
        if comma is None:
            return start
        at = comma + 1
    return start


def _tells_life(marks: Marks, at: int) -> bool:
    tokens, tables = marks.tokens, words().names
    return (
        tokens.keys[at] in tables.life_words
        or tokens.words[at][0].isdigit()
        or tables.occupations.longest(tokens, at) is not None
    )


def _comma_before_name(marks: Marks, at: int, names: Container[int], limit: int) -> int | None:
    """The comma that closes this part of the sentence; None where a name or the end comes first."""
    while at < limit and marks.tokens.words[at] not in ",;.:":
        if at in names:
            return None
        at += 1
    return at if at < limit and marks.tokens.words[at] == "," else None


def _taken_up(marks: Marks, at: int, names: Container[int], limit: int) -> list[Office]:
    """The office that the person is said to take up: `A, Chánh Thanh tra, làm Bí thư`."""
    tokens = marks.tokens
    for place in range(at, min(limit, at + _APPOINTMENT_REACH)):
        match = words().offices.appointed.longest(tokens, place)
        if match and match[0] < limit:
            offices, _ = read_offices(marks, match[0], names, limit)
            return [office for office in offices if fold(office.text) != "trưởng đoàn"]
        if tokens.words[place] in ";.:" or tokens.caps[place]:
            break
    return _moved_to(marks, at, names, limit)


def _moved_to(marks: Marks, at: int, names: Container[int], limit: int) -> list[Office]:
    """`điều động A … đến nhận công tác tại Sở X, giữ chức Phó Giám đốc`."""
    tokens = marks.tokens
    for place in range(at, min(limit - 2, at + _TRANSFER_REACH)):
        if tokens.words[place] in ";.:" or place in names:
            break
        if tokens.keys[place : place + 2] == ["giữ", "chức"]:
            head = place + 2 + (tokens.keys[place + 2] == "vụ")
            return read_offices(marks, head, names, limit)[0]
    return []
