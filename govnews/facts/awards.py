"""Who was honoured with what, by whom, and whether it was granted or only proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from govnews.facts.award_lists import (
    below_colon,
    heading,
    in_tables,
    rules_of_contest,
    under_heading,
)
from govnews.facts.award_rows import Granted, distinct, in_full
from govnews.facts.award_sentences import read_sentence
from govnews.facts.people import People
from govnews.facts.presenters import mark_givers_by, mark_prize_givers
from govnews.facts.references import Cast
from govnews.facts.words import words
from govnews.model import Award
from govnews.text import fold


def read_awards(
    casts: Iterable[Cast], people: People, published_on: date | None = None
) -> tuple[Award, ...]:
    """The awards of the article; gives the roles `recipient` and `presenter` on the way.

    What is dated after `published_on` has not been granted yet and is left out.
    """
    found = [
        item
        for cast in casts
        if cast.passage.field != "title"
        for item in _in_passage(cast, people, published_on)
    ]
    kept = in_full(distinct(found))
    for item in kept:
        mention = item.recipient.mention
        profile = people.get(mention) if mention else None
        if profile:
            profile.roles.add("recipient")
    return tuple(item.row(number) for number, item in enumerate(kept, 1))


def _in_passage(cast: Cast, people: People, published_on: date | None) -> list[Granted]:
    passage, tables = cast.passage, words().awards
    found: list[Granted] = []
    named = {passage.sentence_of(at) for at in tables.awards.starts(passage.tokens)}
    rules: set[int] = set()
    for number in sorted(named):
        mark_givers_by(cast, number)
        honour = None if number in rules else heading(passage, number)
        if honour and fold(honour.text) == "giải thưởng":
            rules |= {number, *rules_of_contest(passage, number)}
        if number in rules:
            continue
        if honour:
            found += under_heading(passage, number, honour)
        else:
            found += _with_items_below(
                cast, number, read_sentence(cast, people, number, published_on)
            )
    given = {passage.sentence_of(at) for at in tables.prize_giving.starts(passage.tokens)}
    for number in given - {item.sentence for item in found}:
        mark_prize_givers(cast, number)
    return found + list(in_tables(passage))


def _with_items_below(cast: Cast, number: int, read: list[Granted]) -> list[Granted]:
    """In place of groups only (`cho các tập thể:`) the members that the lines below name."""
    told = [item for item in read if item.recipient.text or item.recipient.count]
    if any(item.recipient.kind != "group" for item in read):
        return told
    members = list(below_colon(cast.passage, number)) if read else []
    if not members:
        return told
    last = read[-1]
    others = [item for item in read if item.honour != last.honour]
    return others + [replace(last, recipient=member, rule="list") for member in members]
