"""A text cut into words, numbers and marks, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import Any

from govnews.text.keys import fold

_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_UPPER = _LOWER[3:].upper() + "A-Z"
_TOKEN = re.compile(
    rf"""\s*+(?:
      [{_LOWER}]++(?![^\W_]|/[cC]\b|\s/\s?[cC]\b)        # most words
    | [{_UPPER}][{_LOWER}]++(?<!\bTh)(?<!\bTp)(?![^\W_]|['’&])             # most others
    | [,.;:!?“”"()…–-]                                 # most marks
    | [ĐđDd]\s?/\s?[cC]\b                             # đ/c
    | (?:TP|Tp|T\.P|TX|PGS\.TS|GS\.TS|PGS|GS|Th\.S|ThS|TS|BS|KS|LS|KTS|DS|HT|TT|ĐĐ)\.(?=\s?[{_UPPER}])  # TP. Huế
    | Th\.S
    | [A-ZĐƯ]{{1,4}}(?:\.[A-ZĐƯ][a-zđ]?)+(?![^\W\d_])   # T.Ư, TP.HCM, PGS.TS, P.Y
    | [A-ZĐƯ][^\W\d_]{{0,24}}+(?:[A-ZĐ-]{{0,24}}+&[A-ZĐƯ]++)++  # TT&TT, GD&ĐT, LĐ-TB&XH
    | [A-ZĐ]{{2,}}(?:-[A-ZĐ]{{2,}})+                    # KT-XH, PT-TH
    | [A-Z]['’][^\W\d_]+                               # H'Lim, K'Chi
    | [^\W\d_]++\d+[^\W_]*                            # PC45, F1
    | [^\W\d_]+
    | \d+(?:[.,]\d+)*
    | \S
    )""",
    re.VERBOSE,
)


_LINE_BREAK = re.compile(r"\n\s*+")
_REMEMBERED = 50_000


class _Pieces(dict[str, tuple[str, str, bool]]):
    """Word, key and whether it begins with a capital, by the piece of text that ends with the word.

    The few thousand words of the language are looked at once, and equal words are one string.
    """

    def __missing__(self, piece: str) -> tuple[str, str, bool]:
        word = piece.lstrip()
        key = "đ/c" if word[-2:].lower() == "/c" else fold(word)
        if len(key) > 1 and key[-1] == ".":
            key = key[:-1]
        known = word, key, word[0].isupper()
        if len(self) < _REMEMBERED:
            self[piece] = known
        return known


_PIECES = _Pieces()
_WORD, _KEY, _CAPITAL = itemgetter(0), itemgetter(1), itemgetter(2)


class Tokens:
    """The tokens of one text; lists of equal length.

    >>> tokens = Tokens("Đ/c Lê An - PGĐ Sở TT&TT")
    >>> tokens.words
    ['Đ/c', 'Lê', 'An', '-', 'PGĐ', 'Sở', 'TT&TT']
    """

    __slots__ = ("caps", "ends", "found", "keys", "text", "tight", "words")

    def __init__(self, text: str) -> None:
        # One step over all tokens after the other, none of them in Python: this is done to all text.
        pieces = _TOKEN.findall(text.rstrip())  # each a token with the white space before it
        self.text = text
        known = list(map(_PIECES.__getitem__, pieces))
        self.words: list[str] = list(map(_WORD, known))
        self.keys: list[str] = list(map(_KEY, known))
        self.ends: list[int] = list(accumulate(map(len, pieces)))
        self.caps: list[bool] = list(map(_CAPITAL, known))
        """Whether the token begins with a capital letter."""
        self.tight: list[bool] = [True] * len(self.words)
        """Whether only spaces (no line break) part the token from the one before it."""
        for line_break in _LINE_BREAK.finditer(text):
            after = self.first_from(line_break.start())
            self.tight[after : after + 1] = [False] * (after < len(self.words))
        self.found: Any = None
        """The phrases of a lexicon's book in this text, kept here by the book."""

    def __len__(self) -> int:
        return len(self.words)

    def start(self, at: int) -> int:
        """The offset of a token in the text."""
        return self.ends[at] - len(self.words[at])

    def first_from(self, offset: int, low: int = 0) -> int:
        """The first token, of those from `low` on, that begins at an offset or later."""
        at = bisect_right(self.ends, offset, low)
        return at + (at < len(self.ends) and self.start(at) < offset)

    def span(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end` (exclusive)."""
        return self.text[self.start(start) : self.ends[end - 1]] if end > start else ""
