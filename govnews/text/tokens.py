"""A text cut into words, numbers and marks, with their places."""

from __future__ import annotations

import re
from functools import lru_cache

from govnews.text.keys import fold

_TOKEN = re.compile(
    r"""
      [ĐđDd]\s?/\s?[cC]\b                             # đ/c
    | [A-ZĐƯ]{1,4}(?:\.[A-ZĐƯ][a-zđ]?)+(?![^\W\d_])     # T.Ư, TP.HCM, PGS.TS, P.Y
    | [A-ZĐƯ][^\W\d_]*(?:[A-ZĐ-]*&[A-ZĐƯ]+)+            # TT&TT, GD&ĐT, LĐ-TB&XH
    | [A-ZĐ]{2,}(?:-[A-ZĐ]{2,})+                        # KT-XH, PT-TH
    | [A-Z]['’][^\W\d_]+                               # H'Lim, K'Chi
    | [^\W\d_]+\d+[^\W_]*                             # PC45, F1
    | [^\W\d_]+
    | \d+(?:[.,]\d+)*
    | \S
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return "đ/c" if word[-2:].lower() == "/c" else fold(word)


class Tokens:
    """The tokens of one text; five lists of equal length.

    >>> tokens = Tokens("Đ/c Lê An - PGĐ Sở TT&TT")
    >>> tokens.words
    ['Đ/c', 'Lê', 'An', '-', 'PGĐ', 'Sở', 'TT&TT']
    """

    __slots__ = ("caps", "ends", "keys", "starts", "text", "tight", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.caps: list[bool] = []
        """Whether the token begins with a capital letter."""
        self.tight: list[bool] = []
        """Whether only spaces (no line break) part the token from the one before it."""
        last = 0
        for match in _TOKEN.finditer(text):
            word = match.group()
            start = match.start()
            self.words.append(word)
            self.keys.append(_key(word))
            self.starts.append(start)
            self.ends.append(match.end())
            self.caps.append(word[0].isupper())
            self.tight.append(text.find("\n", last, start) < 0)
            last = match.end()

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end` (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""
