"""Verbs of granting that are verbs: not the `thưởng` of `giải thưởng`, not `Lễ trao tặng`."""

from __future__ import annotations

from govnews.facts.award_words import end_of, listed
from govnews.facts.passage import Passage
from govnews.facts.words import words
from govnews.text.tokens import Tokens

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
    return [verb for verb in verbs if verb[0] not in named and not _is_noun(tokens, verb)]


def _is_noun(tokens: Tokens, verb: Verb) -> bool:
    """Whether it is part of a noun (`Lễ trao tặng`, `phần thưởng`) or a name (`xã Thạnh Phong`)."""
    at, stop, _ = verb
    if not at:
        return False
    if tokens.keys[at - 1] in listed("before nouns of granting"):
        return True
    if end_of("gifts", tokens, at - 1, stop) == stop:
        return True
    return tokens.words[at].istitle() and tokens.caps[at - 1] and tokens.words[at - 1].istitle()
