"""Text cut into numbers, words and signs, so that the grammar never meets a character.

Offsets are those of the text as given: nothing is normalised before it is cut, only the `key` of
a token is. White space of any kind (no-break, newline, several) only shows as a token that is
not `tight`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import not_
from typing import NamedTuple, TypeVar

from govnews.text.keys import fold

T = TypeVar("T")


class Token(NamedTuple):
    """One number, word or sign."""

    kind: str
    """`n` number, `w` word, `p` any other single character, and nothing at the end of the text."""
    key: str
    """What the grammar compares: digits, the `word_key` of a word, a sign in its plain form."""
    start: int
    end: int
    tight: bool
    """No white space between the token before and this one."""


PhraseTable = dict[str, list[tuple[tuple[str, ...], T]]]
"""Phrases by their first word, longest first."""

# Latin letters and combining marks only: a text in another script has no Vietnamese date words.
_LETTERS = r"[A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ]"
_LETTER = re.compile(_LETTERS)
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(rf"([0-9]+|{_LETTERS}+|[^\s\u00ad\u200b-\u200f\u2060\ufeff])")
_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("’‘′`´", "'"),
    **dict.fromkeys("⁄∕／", "/"),
}
# The longest date word has eight letters; a longer run of letters is not worth a place in the cache.
_LONGEST_WORD = 24
# Enough for every look-ahead, and, being last, also what index -1 finds before the first token.
_END = [Token("", "", -1, -1, False)] * 8


@lru_cache(maxsize=8192)
def word_key(word: str) -> str:
    """A word without its case, its Unicode form and the place of its tone mark.

    >>> word_key("SÁNG") == word_key("sa\u0301ng"), word_key("quý") == word_key("qúy")
    (True, True)
    >>> word_key("tối") == word_key("tôi"), word_key("Ðêm") == word_key("đêm")
    (False, True)
    """
    return fold(word.replace("Ð", "Đ").replace("ð", "đ"))


class _Keys(dict[str, str]):
    """The key of a token by its text; each is made once."""

    def __missing__(self, raw: str) -> str:
        if _KINDS[raw] == "n" or len(raw) > _LONGEST_WORD:
            return raw
        key = word_key(raw) if _KINDS[raw] == "w" else _SIGNS.get(raw, raw)
        if len(self) < _REMEMBERED:
            self[raw] = key
        return key


class _Kinds(dict[str, str]):
    """The kind of a token by its text."""

    def __missing__(self, raw: str) -> str:
        kind = "n" if raw[0] in _DIGITS else "w" if _LETTER.match(raw) else "p"
        if len(self) < _REMEMBERED and len(raw) <= _LONGEST_WORD:
            self[raw] = kind
        return kind


_REMEMBERED = 20_000
_KEYS = _Keys()
_KINDS = _Kinds()


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, with some empty ones at the end to look ahead into.

    >>> [token.key for token in tokenise("15h30 – 11/12")][:7]
    ['15', 'h', '30', '-', '11', '/', '12']
    """
    # One step over all tokens after the other, none of them in Python: this is called very often.
    pieces = _TOKEN.split(text)  # gap, token, gap, token, …, gap
    ends = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    kinds, keys = map(_KINDS.__getitem__, words), map(_KEYS.__getitem__, words)
    gapless = map(not_, pieces[0::2])
    parts = zip(kinds, keys, ends[0::2], ends[1::2], gapless, strict=False)  # a gap more at the end
    return [*map(Token._make, parts), *_END]


def small(token: Token) -> int | None:
    """The value of a number of one or two digits.

    >>> small(tokenise("05")[0]), small(tokenise("2023")[0]), small(tokenise("năm")[0])
    (5, None, None)
    """
    return int(token.key) if token.kind == "n" and len(token.key) <= 2 else None


def phrase_table(phrases: Mapping[str, T]) -> PhraseTable[T]:
    """A table of phrases ready for `read_phrase`."""
    table: PhraseTable[T] = {}
    for phrase, value in phrases.items():
        keys = tuple(token.key for token in tokenise(phrase) if token.kind)
        table.setdefault(keys[0], []).append((keys, value))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def read_phrase(tokens: Sequence[Token], at: int, table: PhraseTable[T]) -> tuple[T, int] | None:
    """The value of the longest phrase that begins at a token, and the index after it.

    >>> read_phrase(tokenise("rạng sáng 5/9"), 0, phrase_table({"rạng sáng": "morning"}))
    ('morning', 2)
    """
    for keys, value in table.get(tokens[at].key, ()):
        if all(tokens[at + n].key == key for n, key in enumerate(keys)):
            return value, at + len(keys)
    return None
