"""Offices as they are written: where one begins, where a list of them parts."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from govnews.facts.marks import DASHES, Marks
from govnews.facts.office_ends import begins_office, office_end
from govnews.facts.words import words

_LONGEST = 28
"""Tokens of one office, at most."""
_MOST = 12
"""Offices of one person that are read in one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office between two tokens."""

    start: int
    end: int
    text: str


def read_offices(
    marks: Marks, at: int, names: Container[int], limit: int
) -> tuple[list[Office], int]:
    """The offices that begin at token `at`, and the token after the last of them.

    `names` holds the tokens at which names begin: an office never runs into one.
    """
    found: list[Office] = []
    following: int | None = at
    while following is not None and following < limit and len(found) < _MOST:
        office = _read_one(marks, following, names, limit)
        if office is None:
            break
        found.append(office)
        following = _next_office(marks, office.end, names, limit)
    return found, found[-1].end if found else at


def _read_one(marks: Marks, at: int, names: Container[int], limit: int) -> Office | None:
    head_end = begins_office(marks, at)
    if head_end is None or head_end > limit:
        return None
    limit = min(limit, at + _LONGEST)
    while head_end in marks.head_at and head_end < limit:  # "Trợ lý Bộ trưởng …"
        head_end = marks.head_at[head_end]
    end = office_end(marks, head_end, names, limit)
    tokens = marks.tokens
    weak = " ".join(tokens.keys[at:head_end]) in words().offices.weak_heads
    if weak and end == head_end:
        return None
    return Office(start=at, end=end, text=" ".join(tokens.span(at, end).split()).rstrip("."))


def _next_office(marks: Marks, end: int, names: Container[int], limit: int) -> int | None:
    """Where the next office of the same person begins after `, `, ` - `, `;`, `và`, `kiêm`."""
    tokens = marks.tokens
    if end >= limit or not tokens.tight[end]:
        return None
    if tokens.words[end] == ";":
        return end + 1 if _offices_only(marks, end + 1, names, limit) else None
    at = _past_joint(marks, end, limit)
    if at is None or at >= limit:
        return None
    if words().offices.modifiers.longest(tokens, at) and begins_office(marks, at):
        return at
    return at if at in marks.head_at and at not in names else None


def _past_joint(marks: Marks, at: int, limit: int) -> int | None:
    """Past what joins two offices of one person; None where nothing does."""
    tokens = marks.tokens
    keys = tokens.keys
    if tokens.words[at] == "," or tokens.words[at] in DASHES or keys[at] == "và":
        at += 2 if keys[at + 1 : at + 2] == ["và"] else 1
    elif keys[at] != "kiêm" and begins_office(marks, at) is None:
        return None
    if at < limit and keys[at] == "kiêm":
        at += 2 if keys[at + 1 : at + 2] == ["nhiệm"] else 1
    return at


def _offices_only(marks: Marks, at: int, names: Container[int], limit: int) -> bool:
    """Whether the part after a semicolon holds no name, so that it belongs to the one before."""
    tokens = marks.tokens
    if begins_office(marks, at) is None:
        return False
    while at < limit and tokens.tight[at] and tokens.words[at] not in ";.:":
        if at in names:
            return False
        at += 1
    return True
