"""Verbs of granting that are verbs: not the `thưởng` of `giải thưởng`, not `Lễ trao tặng`."""

from __future__ import annotations

from govnews.facts.award_words import listed
from govnews.facts.passage import Passage
from govnews.facts.words import words

Verb = tuple[int, int, str]
"""First token, end, value of the table."""


def granting(passage: Passage, first: int, end: int) -> list[Verb]:
    """The verbs of granting between two tokens."""
    tokens, tables = passage.tokens, words().awards
    verbs = tables.granting_verbs.scan(tokens, first, end)
    if not verbs:
        return []
    named = {
        at
        for start, stop, _ in tables.awards.scan(tokens, first, end)
        for at in range(start + 1, stop)
    }
    return [
        verb
        for verb in verbs
        if not (verb[0] and tokens.keys[verb[0] - 1] in listed("before nouns of granting"))
        and verb[0] not in named
    ]
