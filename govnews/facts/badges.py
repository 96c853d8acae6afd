"""Party badges in counted lists: `Huy hiệu 60 năm tuổi Đảng cho 3 đồng chí, 50 năm cho 12 đồng chí`.

Such lists say the badge once and then only the years, before or after the people; so they are read
as pairs of a number of years and a counted group, in the order in which the list begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.words import words

_YEARS = frozenset((30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90))
"""Steps at which the badge is given (35 is no official step, but stands in the wild)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePair:
    """One step of the badge and the group that got it; tokens of the group."""

    years: int
    first: int
    end: int
    count: int


def badge_pairs(passage: Passage, first: int, end: int) -> list[BadgePair]:
    """The pairs of a sentence that lists at least two; empty where it is no such list."""
    marks = list(_marks(passage, first, end))
    years = [m for m in marks if m[0] == "years"]
    groups = [m for m in marks if m[0] == "group"]
    if len(years) < 2 or len(groups) < 2:
        return []
    opening = marks.index(years[0])
    group_first = (
        opening > 0 and marks[opening - 1][0] == "group" and not _gives(passage, years[0], groups)
    )
    pairs: list[BadgePair] = []
    for place, mark in enumerate(marks):
        if mark[0] != "years":
            continue
        near = place - 1 if group_first else place + 1
        if 0 <= near < len(marks) and marks[near][0] == "group":
            _, value, start, stop = marks[near]
            pairs.append(BadgePair(years=mark[1], first=start, end=stop, count=value))
    return pairs if len(pairs) >= 2 else []


def _gives(
    passage: Passage, years: tuple[str, int, int, int], groups: list[tuple[str, int, int, int]]
) -> bool:
    """Whether `cho` or `có` parts the first step from the group after it."""
    after = next((g for g in groups if g[2] > years[2]), None)
    between = passage.tokens.keys[years[3] : after[2]] if after else []
    return "cho" in between or "có" in between


def _marks(passage: Passage, first: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Steps and counted groups in order: kind, number, first token, end."""
    tokens, groups = passage.tokens, words().awards.group_nouns
    at = first
    while at < end:
        count = read_count(tokens.keys[at]) if tokens.words[at][0].isdigit() else None
        if count is not None and at + 1 < end:
            if tokens.keys[at + 1] in ("năm", "tuổi") and count in _YEARS:
                yield "years", count, at, at + 2
                at += 2
                continue
            group = groups.longest(tokens, at + 1)
            if group and group[0] <= end:
                yield "group", count, at, group[0]
                at = group[0]
                continue
        at += 1
