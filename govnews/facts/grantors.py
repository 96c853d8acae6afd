"""Whose award it is: `của X`, `thừa ủy quyền X`, `được X tặng`, or who `tặng`."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from govnews.facts.award_words import end_of, listed
from govnews.facts.marks import DASHES
from govnews.facts.passage import Passage
from govnews.facts.words import words

_LONGEST_AGENT = 14
"""Tokens of the name of a body that grants."""
_DECISION_REACH = 8
_FARTHEST = 40
"""Tokens from the body's name to the verb, with the decision between: `có quyết định số … tặng`."""


def owner_after(passage: Passage, at: int, end: int) -> tuple[int, int] | None:
    """The tokens of the body after `của` at a token; None where it is a person's award.

    `Bằng khen Thủ tướng Chính phủ cho …` leaves `của` out.
    """
    if at < end and (at in passage.marks.head_at or at in passage.marks.body_at):
        stop = body_end(passage, at, end)
        to_whom = stop < end and passage.tokens.keys[stop] in words().awards.to_whom
        return (at, stop) if to_whom and passage.tokens.caps[at] else None
    if at >= end or passage.tokens.keys[at] != "của" or _of_person(passage, at + 1):
        return None
    stop = body_end(passage, at + 1, end)
    return (at + 1, stop) if stop > at + 1 else None


def _of_person(passage: Passage, at: int) -> bool:
    """`danh hiệu … của bà Lữ Thị Hà`: whose it is, not who gives it."""
    mentions = passage.mentions_in(passage.sentence_of(at))
    return any(m.first == at and m.honorific and not m.offices for m in mentions)


def delegator(passage: Passage, first: int, end: int) -> str | None:
    """For whom an award is handed over: `(thừa | được sự) ủy quyền (của) X`, `thừa lệnh X`."""
    keys = passage.tokens.keys
    for at in range(first, end - 2):
        if (keys[at] == "thừa" and keys[at + 1] in ("ủy", "lệnh")) or (
            keys[at] in ("sự", "được") and keys[at + 1 : at + 3] == ["ủy", "quyền"]
        ):
            start = at + 3 if keys[at + 1] == "ủy" else at + 2
            start += keys[start : start + 1] == ["của"]
            stop = body_end(passage, start, end)
            return passage.words_between(start, stop) if stop > start else None
    return None


def decider(passage: Passage, first: int, end: int) -> str | None:
    """Who decided: `Theo Quyết định số … của Chủ tịch nước, …` at the head of a sentence."""
    keys = passage.tokens.keys
    if keys[first] not in ("theo", "căn") and "căn" not in keys[first : first + _DECISION_REACH]:
        return None
    for at in range(first, end - 2):
        if keys[at : at + 2] == ["quyết", "định"]:
            stop = next((p for p in range(at, end) if keys[p] in (",", ";")), end)
            owner = next((p for p in range(at, stop) if keys[p] == "của"), None)
            end_of_body = body_end(passage, owner + 1, stop) if owner else 0
            return passage.words_between(owner + 1, end_of_body) if owner else None
    return None


def agent(passage: Passage, verb: int, first: int) -> str | None:
    """The body right before the verb of granting: `được UBND tỉnh tặng`, `UBND TP đã tặng`."""
    tokens = passage.tokens
    stop = verb
    while stop > first and _leads_to_granting(passage, stop - 1, first):
        stop -= 1
    start = _past_occasion(passage, _agent_start(passage, stop, first), stop)
    if start > first and tokens.keys[start - 1] == "đã" and not _is_body(passage, start, stop):
        stop = start - 1  # "UBND huyện đã ra quyết định tặng"
        start = _agent_start(passage, stop, first)
    cut = body_end(passage, start, stop)
    if start < cut < stop and tokens.keys[cut] in listed("after grantors"):
        stop = cut  # "Hội Nhà báo có quyết định số … tặng"
    if not 0 < stop - start <= _LONGEST_AGENT or not _is_body(passage, start, stop):
        return None
    mentions = passage.mentions_in(passage.sentence_of(start))
    is_person = any(m.start < stop and m.last > start for m in mentions)
    return None if is_person else passage.words_between(start, stop)


def _leads_to_granting(passage: Passage, at: int, first: int) -> bool:
    """Whether a word only leads to the verb: `đã`, `quyết định`, `biểu dương,`."""
    tokens, leads = passage.tokens, words().awards.before_granting
    praised = tokens.words[at] == "," and at > first and tokens.keys[at - 1] in leads
    return praised or tokens.keys[at] in leads


def _past_occasion(passage: Passage, start: int, stop: int) -> int:
    """Past `Nhân dịp này`, where no comma parts it from the body."""
    if not words().events.occasion_openers.longest(passage.tokens, start):
        return start
    return next((at for at in range(start, stop) if _is_body(passage, at, stop)), start)


def office_of_agent(passage: Passage, verb: int, first: int) -> str | None:
    """`Chủ tịch UBND xã Lê A tặng Giấy khen`: the one office of who grants and does not only hand over."""
    tokens, tables = passage.tokens, words().awards
    stop = verb
    while stop > first and tokens.keys[stop - 1] in tables.before_granting:
        stop -= 1
    mentions = passage.mentions_in(passage.sentence_of(verb))
    number = bisect_right(mentions, stop, key=attrgetter("last"))
    before = mentions[max(0, number - 2) : number]
    if tables.handing_verbs.longest(tokens, verb) or not before or len(before[-1].offices) != 1:
        return None
    alone = before[-1].last == stop and (len(before) == 1 or before[-2].last + 1 < before[-1].first)
    return before[-1].offices[0] if alone else None


def shares_subject(passage: Passage, verb: int, first: int) -> bool:
    """Whether a verb has no subject of its own: `X trao Cờ cho A; tặng Bằng khen cho B`."""
    tokens = passage.tokens
    at = verb
    while at > first and tokens.keys[at - 1] in listed("adverbs"):
        at -= 1
    return at > first and tokens.keys[at - 1] in (",", ";", "và", "thời")


def _agent_start(passage: Passage, stop: int, first: int) -> int:
    """Back to the mark, verb or proposal after which the name of the body begins."""
    tokens, tables = passage.tokens, words().awards
    compound = words().offices.compound_bodies.ends_at(tokens, stop)
    start = max(compound[0], first) if compound else stop
    low = max(first, stop - _FARTHEST)
    while start > low and tokens.words[start - 1] not in ',;.:“”"':
        if tokens.keys[start - 1] in tables.grantor_openers:
            break
        if tables.proposing_words.longest(tokens, start - 1):  # "trình Chủ tịch nước tặng"
            break
        proposed = tables.proposing_words.ends_at(tokens, start)
        if proposed and tokens.keys[proposed[0]] != "trình":  # "đề xuất UBND tỉnh tặng"
            break
        start -= 1
    return start


def _is_body(passage: Passage, start: int, stop: int) -> bool:
    tokens = passage.tokens
    return (
        words().offices.bodies.longest(tokens, start) is not None
        or start in passage.marks.head_at
        or tokens.words[start].isupper()
        or end_of("lone bodies", tokens, start, stop) is not None
    )


def body_end(passage: Passage, start: int, end: int) -> int:
    """The token after the name of a body or office that begins at `start`."""
    at = start
    while at < end:
        following = _past_part(passage, at, start, end)
        if following == at:
            break
        at = following
    return at


def _past_part(passage: Passage, at: int, start: int, end: int) -> int:
    """Past one word or fixed phrase of a body's name; the token itself where the name ends."""
    tokens, marks = passage.tokens, passage.marks
    marked = marks.body_at.get(at) or marks.head_at.get(at)
    if marked:
        return min(marked, end)
    compound = words().offices.compound_bodies.longest(tokens, at)
    if tokens.words[at] in DASHES:
        return at + 1 if compound or (at + 1 < end and tokens.caps[at + 1]) else at
    if tokens.keys[at] == "và":
        return at + 1 if at + 1 < end and tokens.caps[at + 1] and tokens.caps[at - 1] else at
    if compound:
        return min(compound[0], end)
    return at if _ends_body(passage, at, start) else at + 1


def _ends_body(passage: Passage, at: int, start: int) -> bool:
    """Whether a word can be no part of a body's name."""
    tokens, tables = passage.tokens, words().awards
    key = tokens.keys[at]
    if not tokens.words[at][0].isalnum() or key in tables.grantor_enders:
        return True
    if tokens.caps[at] or at == start:
        return False
    if words().offices.stops.longest(tokens, at):
        return True
    return key not in tables.groups_in_bodies and bool(tables.group_nouns.longest(tokens, at))
