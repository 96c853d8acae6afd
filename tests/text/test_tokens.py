"""Tokens: every word in its place, no character lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govnews.text.tokens import Tokens

PIECES = (
    "Hội", "nghị", "TP.", "Huế", "đ", "/", "c", "PGS.TS", "TT&TT", "H'Lim", "PC45", "1.234", ",", ".",
    " ", "  ", "\n", "\n\n", "\t", "\u00a0", "“", "…", "T.Ư", "-",
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    """Each word is the text at its place, in order, and only white space lies between two."""
    tokens = Tokens(text)
    before = 0
    for at, word in enumerate(tokens.words):
        start, end = tokens.start(at), tokens.ends[at]
        assert text[start:end] == word
        assert not text[before:start].strip()
        assert tokens.tight[at] == ("\n" not in text[before:start])
        assert tokens.caps[at] == word[0].isupper()
        before = end
    assert not text[before:].strip()


@given(TEXTS, st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=5))
def test_the_first_token_from_an_offset(text: str, offset: int, low: int) -> None:
    """`first_from` is the first token from `low` on that begins at the offset or later."""
    tokens = Tokens(text)
    low = min(low, len(tokens))
    later = (at for at in range(low, len(tokens)) if tokens.start(at) >= offset)
    assert tokens.first_from(offset, low) == next(later, len(tokens))
