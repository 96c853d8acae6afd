"""Who handed an award over: those right before `trao`, `tặng`, `gắn`."""

from __future__ import annotations

from govnews.facts.award_clauses import giver_after
from govnews.facts.references import Actor, Cast, listed_after, listed_before, opens_clause
from govnews.facts.words import words

_MOST_BETWEEN = 5
"""Tokens between somebody and the verb, unless a delegation stands there."""


def mark_presenters(cast: Cast, number: int, verb: int) -> None:
    """Give the role `presenter` to those who hand over with the verb at this token."""
    passage = cast.passage
    hands = words().awards.handing_verbs.longest(passage.tokens, verb) is not None
    before = [
        actor
        for actor in cast.in_sentence(number)
        if actor.last <= verb and (actor.named or (hands and opens_clause(passage, actor)))
    ]
    if not before or not _is_subject(cast, before[-1], verb):
        return
    listed = listed_before(passage, before)
    lead = passage.tokens.keys[max(listed[0].first - 1, 0) : listed[0].first]
    if words().awards.to_whom.isdisjoint(lead):  # "cho bà A và truy tặng …"
        for actor in listed:
            actor.profile.roles.add("presenter")


def mark_givers_after(cast: Cast, number: int, at: int) -> None:
    """The same for those named last: `Trao cúp cho đội vô địch | có ông A, … và bà B`."""
    after = [actor for actor in cast.in_sentence(number) if actor.first > at and actor.named]
    for actor in listed_after(cast.passage, after):
        actor.profile.roles.add("presenter")


def mark_givers_by(cast: Cast, number: int) -> None:
    """The same where the award is the subject: `Các Bằng khen do ông A trao`."""
    tokens, tables = cast.passage.tokens, words().awards
    for actor in cast.in_sentence(number):
        by = actor.first > 0 and tokens.keys[actor.first - 1] == "do"
        if by and tables.handing_verbs.longest(tokens, actor.last):
            actor.profile.roles.add("presenter")


def _is_subject(cast: Cast, actor: Actor, verb: int) -> bool:
    between = cast.passage.tokens.keys[actor.last : verb]
    if any(key in (";", ".", "được", ":") for key in between):
        return False
    return len(between) <= _MOST_BETWEEN or "thừa" in between[:4] or "thay" in between[:4]


def mark_prize_givers(cast: Cast, number: int) -> None:
    """The same for `trao giải`, `trao thưởng` where no award is named."""
    tokens, tables = cast.passage.tokens, words()
    first, end = cast.passage.sentences[number]
    nouns = tables.events.event_nouns
    for verb, _, _ in tables.awards.prize_giving.scan(tokens, first, end):
        named = nouns.ends_at(tokens, verb) or nouns.longest(tokens, verb - 1)
        if named:  # "Lễ trao giải" is a name
            continue
        giver = giver_after(cast.passage, verb)
        if giver is None:
            mark_presenters(cast, number, verb)
        else:
            mark_givers_after(cast, number, giver)
