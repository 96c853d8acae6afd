"""Who held an event: between the date and the verb stand its venue and its organiser."""

from __future__ import annotations

from datetime import date

from govnews.dates import find_dates
from govnews.facts.passage import Passage
from govnews.facts.venues import segment_end, venue_between, venue_end
from govnews.facts.words import words

_LONGEST = 30
_DATE_OPENS_WITHIN = 3
"""Characters from the head of a part within which a date makes it a part about the date."""


def before_verb(
    passage: Passage, begin: int, verb: int, end: int, published_on: date | None
) -> tuple[str | None, str | None]:
    """Organiser and venue between two tokens, of which the second is the verb of organising."""
    venue: str | None = None
    keys = passage.tokens.keys
    at = begin
    while at < verb:
        if not keys[at][0].isalnum():  # a bracket after the date: "(tức mùng 7 Tết)"
            closed = keys.index(")", at, verb) if keys[at] == "(" and ")" in keys[at:verb] else at
            at = closed + 1
            continue
        stop = segment_end(passage, at, verb)
        if keys[at] in ("tại", "ở"):
            stop = venue_end(passage, at + 1, verb, end)
            venue = venue or venue_between(passage, at + 1, stop)
        elif stop > at and _may_organise(passage, at, stop, published_on):
            return _organiser_and_venue(passage, at, verb, venue)
        # a venue may end at a bracket: "tại Nhà A (số 5 phố B) Sở C tổ chức"
        at = stop if stop > at and passage.tokens.words[stop][0].isalnum() else max(stop, at) + 1
    return None, venue


def _may_organise(passage: Passage, at: int, stop: int, published_on: date | None) -> bool:
    """Whether a part of the sentence tells neither the occasion nor the date."""
    tokens = passage.tokens
    if words().events.occasion_openers.longest(tokens, at):
        return False
    found = find_dates(passage.text[tokens.start(at) : tokens.ends[stop - 1]], published_on)
    return not found or found[0].start > _DATE_OPENS_WITHIN


def _organiser_and_venue(
    passage: Passage, start: int, verb: int, venue: str | None
) -> tuple[str | None, str | None]:
    """`Sở Y tế tại Hội trường X đã tổ chức`: the venue may stand within."""
    tokens = passage.tokens
    inner = (p for p in range(start, verb) if tokens.keys[p] == "tại" and not tokens.caps[p])
    stop = next(inner, verb)
    if stop < verb and venue is None:
        venue = venue_between(passage, stop + 1, verb)
    return _organiser(passage, start, stop), venue


def _organiser(passage: Passage, start: int, verb: int) -> str | None:
    """The body between two tokens; None where they name a person or no body."""
    tokens, tables = passage.tokens, words()
    stop = _organiser_end(passage, start, verb)
    if not 0 < stop - start <= _LONGEST:
        return None
    if any(word in ":;“”" for word in tokens.words[start:stop]):
        return None
    if not (tokens.caps[start] or tables.offices.bodies.longest(tokens, start)):
        return None
    mentions = passage.mentions_in(passage.sentence_of(start))
    if any(mention.first < stop and mention.last > start for mention in mentions):
        return None
    text = passage.words_between(start, stop).rstrip(" ,–-")
    return text.split(" (")[0] if text.endswith(")") else text


def _organiser_end(passage: Passage, start: int, verb: int) -> int:
    """Before `phối hợp với …`, `cùng …`, and the adverbs before the verb."""
    keys, tables = passage.tokens.keys, words().events
    stop = verb
    for at in range(start, verb):
        together = tables.organising_together.longest(passage.tokens, at)
        led = keys[at] == "do" and keys[start] in tables.delegations
        if together or led or (at > start and keys[at] in ("đã", "cùng")):
            stop = at
            break
    while stop > start and (keys[stop - 1] == "," or keys[stop - 1] in tables.after_organisers):
        stop -= 1
    return stop
