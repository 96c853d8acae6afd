"""What an event is called: `Hội nghị tổng kết công tác năm 2023`, and where that name ends."""

from __future__ import annotations

from govnews.facts.marks import ends_initial
from govnews.facts.passage import Passage
from govnews.facts.words import words

_LONGEST_BRACKET = 8
_MOST_PARTS = 5
"""Parts between commas that the name of an event as the subject may have."""
_CLOSING = {"“": "”", "«": "»", '"': '"'}


def event_noun(passage: Passage, start: int, end: int) -> str | None:
    """The name between two tokens, where it begins as names of events do."""
    if end - start < 2 or not words().events.event_nouns.longest(passage.tokens, start):
        return None
    return as_name(passage, start, end)


def as_name(passage: Passage, start: int, end: int) -> str:
    """The words between two tokens without a comma, a dash or a preposition at the end."""
    while end > start + 1 and passage.tokens.keys[end - 1] in words().events.never_last:
        end -= 1
    return passage.words_between(start, end).rstrip(" ,–-")


def subject_name(passage: Passage, first: int, verb: int) -> str | None:
    """The event as the subject: `Lễ hội X được tổ chức`, `Hội nghị … diễn ra`."""
    tokens = passage.tokens
    stop = verb
    while stop > first and tokens.keys[stop - 1] in words().events.after_subjects:
        stop -= 1
    start = stop
    for _ in range(_MOST_PARTS):
        while start > first and tokens.words[start - 1] not in ",;.:":
            start -= 1
        name = event_noun(passage, start, stop)
        if name or start == first or tokens.words[start - 1] != ",":
            return name
        start -= 1
    return None


def name_end(passage: Passage, start: int, end: int) -> int:
    """Where the name of an event that begins at `start` ends; nothing ends it within quotes."""
    written = passage.tokens.words
    closing: str | None = None
    for at in range(start, end):
        word = written[at]
        if closing:
            closing = None if word in (closing, '"', "”") else closing
        elif word in _CLOSING:
            closing = _CLOSING[word]
        elif word == "(" and (after := _past_bracket(passage, at, end)) is not None:
            closing = ")" if after > at else None
        elif word in ".;:(" and not ends_initial(passage.tokens, at):
            return at
        elif word == ",":
            if not (
                list_goes_on(passage, at + 1, end)
                or _office_goes_on(passage, start, at, end)
                or _guests_go_on(passage, start, at + 1, end)
            ):
                return at
        elif at > start and _ends_name(passage, at, start, end):
            return at
    return end


def list_goes_on(passage: Passage, at: int, end: int) -> bool:
    """Whether what follows a comma is more of the name: its purposes, a list of nouns."""
    tokens, tables = passage.tokens, words()
    if at >= end or tokens.caps[at]:
        return False
    if tokens.keys[at] in tables.events.name_goes_on or at in passage.marks.head_at:
        return True
    closers = (
        tables.offices.stops,
        tables.events.occasion_openers,
        tables.events.name_enders,
        tables.names.forms,
        tables.speech.adverbs,
    )
    return tokens.words[at].isalpha() and not any(t.longest(tokens, at) for t in closers)


def _office_goes_on(passage: Passage, start: int, comma: int, end: int) -> bool:
    """Whether two offices are told of in one name: `bầu Bí thư, Phó Bí thư Chi bộ`."""
    heads, at = passage.marks.head_at, comma + 1
    if at not in heads or any(mention.first == at for mention in passage.mentions):
        return False
    return any(place in heads for place in range(start, comma)) and heads[at] < end


def _past_bracket(passage: Passage, at: int, end: int) -> int | None:
    """The end of brackets after which the name goes on: `Hội nghị lần thứ 7 (khóa XVIII) tổng kết …`."""
    tokens = passage.tokens
    close = next(
        (p for p in range(at, min(end, at + _LONGEST_BRACKET)) if tokens.words[p] == ")"), None
    )
    if close is None or close + 1 >= end:
        return None
    goes_on = tokens.keys[close + 1] in words().events.name_goes_on
    return close if goes_on and not tokens.caps[close + 1] else None


def _guests_go_on(passage: Passage, start: int, at: int, end: int) -> bool:
    """`buổi họp mặt sư sãi, Ban Quản trị các chùa và người có uy tín`: more of those who met."""
    tokens, tables = passage.tokens, words()
    if at >= end or tokens.keys[start] not in tables.events.meeting_words:
        return False
    stop = next((place for place in range(at, end) if tokens.words[place] in ",;:."), end)
    body = tables.offices.bodies.longest(tokens, at)
    return (
        bool(body)
        and "và" in tokens.keys[at:stop]
        and not tables.events.organise_verbs.scan(tokens, at, stop)
    )


def _ends_name(passage: Passage, at: int, start: int, end: int) -> bool:
    """Whether a word that ends names does so here."""
    tokens, tables = passage.tokens, words().events
    if tokens.caps[at] or not tables.name_enders.longest(tokens, at):
        return False
    if tables.within_names.longest(tokens, at) or tables.within_names.longest(tokens, at - 1):
        return False
    key, after = tokens.keys[at], tokens.keys[at + 1] if at + 1 < end else ""
    if key == "với" and tokens.keys[start] in tables.meeting_words:
        return after == "sự"
    return key != "vào" or after.isdigit() or after in tables.time_words
