"""Word tables of the award readers that are looked up by a few folded syllables at a place."""

from __future__ import annotations

from functools import cache

from govnews.lexicon.tables import entries
from govnews.text import fold
from govnews.text.tokens import Tokens

_MOST_SYLLABLES = 3


@cache
def listed(section: str) -> frozenset[str]:
    """The entries of a section of `awards.txt`, folded."""
    return frozenset(map(fold, entries("awards", section)))


def end_of(section: str, tokens: Tokens, at: int, end: int) -> int | None:
    """The token after the longest entry of a section that stands at a token.

    >>> end_of("gifts", Tokens("tiền thưởng cho"), 0, 3)
    2
    """
    if at >= min(end, len(tokens)) or tokens.keys[at] not in _openings(section):
        return None
    table = listed(section)
    for stop in range(min(at + _MOST_SYLLABLES, end), at, -1):
        if " ".join(tokens.keys[at:stop]) in table:
            return stop
    return None


@cache
def _openings(section: str) -> frozenset[str]:
    """The first syllables of the entries of a section."""
    return frozenset(entry.partition(" ")[0] for entry in listed(section))
