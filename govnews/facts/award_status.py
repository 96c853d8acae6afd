"""Whether an award was granted: proposed, posthumous, revoked, announced, still to come."""

from __future__ import annotations

import re
from datetime import date

from govnews.dates import dates_in
from govnews.facts.award_verbs import granting
from govnews.facts.award_words import listed
from govnews.facts.honours import Honour
from govnews.facts.passage import Passage
from govnews.facts.words import words

_DAY = re.compile(r"(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})(?:\s?(?:[/.-]|năm)\s?(\d{4}))?")
_CLAUSE_MARKS = frozenset(',;:.“”"()')
_REACH = 40
"""Tokens after an award that are looked at for the end of its clause."""
_PARAGRAPH = 2_000
"""Characters before a sentence that are read as its paragraph, at most."""


def status_of(passage: Passage, honour: Honour, first: int) -> str:
    """One of `AWARD_STATUSES`, from the words between the head of the sentence and the award."""
    tokens, tables = passage.tokens, words().awards
    keys = tokens.keys
    verbs = granting(passage, first, honour.start)
    clause = next(
        (at for at in range(honour.start - 1, first, -1) if tokens.words[at] in ";:"), first
    )
    if tables.receiving_verbs.scan(tokens, clause, honour.start):
        verbs = [verb for verb in verbs if verb[0] > clause]  # "truy tặng …: 02 đảng viên nhận …"
    if (verbs and keys[verbs[-1][0]] == "truy") or "truy" in keys[honour.end : honour.end + 2]:
        return "posthumous"
    if tables.revoking_words.scan(tokens, first, honour.start):
        return "revoked"
    for start, stop, _ in tables.proposing_words.scan(tokens, first, honour.start):
        at_once = stop == honour.start or keys[stop : stop + 1] == ["đạt"]
        for_award = at_once or not tables.granting_marks.isdisjoint(keys[start : honour.end + 1])
        if for_award and keys[start - 1 : start] != ["theo"]:  # "theo đề nghị của …" was granted
            return "proposed"
    return "granted"


def is_future(passage: Passage, honour: Honour, first: int) -> bool:
    """Whether its clause says `sẽ`: before the award without `đã` since, or right after it."""
    tokens = passage.tokens
    for at in range(honour.start - 1, first - 1, -1):
        if tokens.words[at] == ";" or tokens.keys[at] == "đã":
            break
        if tokens.keys[at] in listed("future"):
            return True
    for at in range(honour.end, min(honour.end + _REACH, len(tokens))):
        if tokens.words[at] in _CLAUSE_MARKS or not tokens.tight[at]:
            return False
        if tokens.keys[at] in listed("future"):
            return True
    return False


def is_announced(passage: Passage, first: int, end: int) -> bool:
    """Whether the sentence announces prizes, plans them, or gives running totals."""
    return bool(words().awards.announcing_words.scan(passage.tokens, first, end))


def is_to_come(passage: Passage, first: int, end: int, published_on: date | None) -> bool:
    """Whether the paragraph, up to the end of the sentence, tells of a day after publication."""
    if published_on is None:
        return False
    text, tokens = passage.text, passage.tokens
    start = tokens.start(first)
    low = max(start - _PARAGRAPH, 0)
    begin = max(text.rfind("\n\n", low, start) + 1, low)
    stop = tokens.ends[end - 1]
    if not _may_be_later(text, begin, stop, published_on):
        return False
    spans = dates_in(text[begin:stop], published_on)
    days = (span.date for span in spans if not span.anniversary)
    return any(day is not None and day > published_on for day in days)


def _may_be_later(text: str, begin: int, stop: int, day: date) -> bool:
    """Whether any day in the text can lie after this one: a cheap look before reading dates."""
    return any(
        (int(match[2]), int(match[1])) > (day.month, day.day) or int(match[3] or 0) > day.year
        for match in _DAY.finditer(text, begin, stop)
    )
