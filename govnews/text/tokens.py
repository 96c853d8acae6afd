"""A text cut into words, numbers and marks, with their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Any

from govnews.text.keys import fold

_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_UPPER = _LOWER[3:].upper() + "A-Z"
_TOKEN = re.compile(
    rf"""(?=\S)(
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


_LINE_BREAK = re.compile(r"\n")


class _Keys(dict[str, str]):
    """Folded words by the word; the few thousand words of the language are folded once."""

    def __missing__(self, word: str) -> str:
        key = "đ/c" if word[-2:].lower() == "/c" else fold(word)
        if len(key) > 1 and key[-1] == ".":
            key = key[:-1]
        if len(self) < _REMEMBERED:
            self[word] = key
        return key


class _Capitals(dict[str, bool]):
    """Whether a word begins with a capital letter, by the word."""

    def __missing__(self, word: str) -> bool:
        capital = word[0].isupper()
        if len(self) < _REMEMBERED:
            self[word] = capital
        return capital


_REMEMBERED = 50_000
_KEYS = _Keys()
_CAPS = _Capitals()


class Tokens:
    """The tokens of one text; lists of equal length.

    >>> tokens = Tokens("Đ/c Lê An - PGĐ Sở TT&TT")
    >>> tokens.words
    ['Đ/c', 'Lê', 'An', '-', 'PGĐ', 'Sở', 'TT&TT']
    """

    __slots__ = ("caps", "ends", "found", "keys", "starts", "text", "tight", "words")

    def __init__(self, text: str) -> None:
        pieces = _TOKEN.split(text)  # gap, token, gap, token, …, gap
        ends = list(accumulate(map(len, pieces)))
        self.text = text
        self.words: list[str] = pieces[1::2]
        self.starts: list[int] = ends[0:-1:2]
        self.ends: list[int] = ends[1::2]
        self.keys: list[str] = list(map(_KEYS.__getitem__, self.words))
        self.caps: list[bool] = list(map(_CAPS.__getitem__, self.words))
        """Whether the token begins with a capital letter."""
        self.tight: list[bool] = [True] * len(self.words)
        """Whether only spaces (no line break) part the token from the one before it."""
        for line_break in _LINE_BREAK.finditer(text):
            after = bisect_left(self.starts, line_break.start())
            self.tight[after : after + 1] = [False] * (after < len(self.words))
        self.found: Any = None
        """The phrases of a lexicon's book in this text, kept here by the book."""

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end` (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""
