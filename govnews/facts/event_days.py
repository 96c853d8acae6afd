"""On which day the reported event took place: the first date of the sentence that can be it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govnews.dates import DateSpan, dates_in
from govnews.facts.passage import Passage
from govnews.facts.words import words

_LOOK_BACK = timedelta(days=150)
_LOOK_AHEAD = timedelta(days=60)
_CONTEXT = 60
"""Characters round a date that decide whether it is one."""
_CUE_REACH = 14
"""Tokens before a date within which its part of the sentence begins."""
_CUE_REACH_WITHIN = 10
"""The same in a part that goes on for longer."""
_PARTS = ((4, "night"), (11, "morning"), (13, "noon"), (18, "afternoon"), (24, "evening"))
"""Hour before which it is that part of the day."""
_PARTS_OF_DAY = frozenset(("sáng", "chiều", "tối", "trưa"))
_DIGITS_HINT = re.compile(r"\d(?:\s?[/.-]\s?\d|\s+(?i:tháng))")
_WORDS_HINT = frozenset(("ngày", "nay", "qua", "mai", "mùng", "rằm", "thứ", "chủ"))
"""`chủ` only before `nhật`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day of an event in a sentence."""

    span: DateSpan
    """With offsets in the text of the passage."""
    end: int
    """The first token after the date."""

    @property
    def part_of_day(self) -> str | None:
        """As said, else the one that the time of day says."""
        hour = self.span.time.hour if self.span.time else None
        if self.span.part_of_day or hour is None:
            return self.span.part_of_day
        return next(part for before, part in _PARTS if hour < before)


def find_day(passage: Passage, number: int, published_on: date | None) -> Day | None:
    """The first date of a sentence on which something can have taken place."""
    first, end = passage.sentences[number]
    begin, stop = passage.tokens.start(first), passage.tokens.ends[end - 1]
    hints = _hints(passage, first, end)
    if hints is None:
        return None
    begin, stop = max(begin, hints[0] - _CONTEXT), min(stop, hints[1] + _CONTEXT)
    for found in dates_in(passage.text[begin:stop], published_on):
        span = replace(found, start=found.start + begin, end=found.end + begin)
        if _may_be_event_day(passage, first, end, span, published_on):
            return Day(span=span, end=token_at(passage, first, end, span.end))
    return None


def _hints(passage: Passage, first: int, end: int) -> tuple[int, int] | None:
    """Where the first hint at a date begins and the last one ends; no date can be without one."""
    tokens = passage.tokens
    begin, stop = tokens.start(first), tokens.ends[end - 1]
    found = [match.span() for match in _DIGITS_HINT.finditer(passage.text, begin, stop)]
    for at, key in enumerate(tokens.keys[first:end], first):
        if key in _WORDS_HINT:
            sunday = tokens.keys[at : at + 2] == ["chủ", "nhật"]
            if key != "chủ" or sunday:
                found.append((tokens.start(at), tokens.ends[at + sunday]))
    if not found:
        return None
    return min(start for start, _ in found), max(stop for _, stop in found)


def token_at(passage: Passage, first: int, end: int, offset: int) -> int:
    """The first token of a sentence that begins at an offset or later."""
    return min(passage.tokens.first_from(offset, first), end)


def _may_be_event_day(
    passage: Passage, first: int, end: int, span: DateSpan, published_on: date | None
) -> bool:
    if span.anniversary or span.same_day or (span.relative and span.date is None):
        return False
    tokens = passage.tokens
    if span.date is not None and published_on is not None:
        if not published_on - _LOOK_BACK <= span.date <= published_on + _LOOK_AHEAD:
            return False
        if span.date > published_on and "sẽ" in tokens.keys[first:end]:
            return False
    at = token_at(passage, first, end, span.start)
    lead = tokens.words[first:at]
    in_brackets = lead.count("(") > lead.count(")")
    if in_brackets and lead[-1:] == ["("] and at - 2 >= first:
        in_brackets = tokens.keys[at - 2] not in words().events.day_words
    return not in_brackets and not _is_cited(passage, first, at)


def _is_cited(passage: Passage, first: int, at: int) -> bool:
    """Whether the date is a document's, a law's, a birth's: its cue stands right before it."""
    tokens = passage.tokens
    if at > first and (tokens.keys[at - 1] == "vào" or tokens.keys[at] in _PARTS_OF_DAY):
        return False  # "công bố quyết định vào sáng 02/10"
    start = at
    while start > first and tokens.words[start - 1] not in ",;.:" and at - start < _CUE_REACH:
        start -= 1
    if at - start >= _CUE_REACH:
        start = at - _CUE_REACH_WITHIN
    return bool(words().events.document_cues.scan(tokens, start, at))
