"""Finding phrases in tokens: all tables of a book in one pass over the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from govnews.text.tokens import Tokens

_END = ""  # no token has an empty key, so this marks the end of a phrase


class Matches(dict[int, tuple[int, str]]):
    """The longest phrase of a table by its first token: end (exclusive) and value."""

    __slots__ = ("_ends", "_order")
    _ends: dict[int, tuple[int, str]]
    _order: list[int]

    def keys_from(self, start: int) -> list[int]:
        """The first tokens from `start` on, in order."""
        if not hasattr(self, "_order"):  # made when first asked for: most tables never are
            self._order = list(self)
        return self._order[bisect_left(self._order, start) :]

    def by_end(self) -> dict[int, tuple[int, str]]:
        """The phrases by the token after them: first token and value of the longest."""
        if not hasattr(self, "_ends"):
            self._ends = {}
            for start, (end, value) in self.items():
                self._ends.setdefault(end, (start, value))
        return self._ends


class Book:
    """Tables of phrases that are looked for together.

    One walk over the tokens finds, for every table, the longest phrase at each place; the tables
    then only look up. So a text costs the same however many tables there are.

    >>> book = Book()
    >>> offices = book.table({"Chủ tịch": "one", "Phó Chủ tịch": "two"})
    >>> offices.longest(Tokens("Phó chủ tịch UBND"), 0)
    (3, 'two')
    """

    __slots__ = ("_count", "_tree")

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}
        self._count = 0

    def table(self, phrases: Mapping[str, str]) -> Phrases:
        """Add a table; each phrase has a value."""
        number = self._count
        self._count += 1
        for phrase, value in phrases.items():
            node = self._tree
            for key in Tokens(phrase).keys:
                node = node.setdefault(key, {})
            endings = node.setdefault(_END, [])
            if all(other != number for other, _ in endings):
                endings.append((number, value))
        return Phrases(self, number)

    def found(self, tokens: Tokens) -> list[Matches]:
        """The matches of every table in these tokens; made once, kept with the tokens."""
        if tokens.found is None:
            tokens.found = self._walk(tokens)
        return tokens.found  # type: ignore[no-any-return]

    def _walk(self, tokens: Tokens) -> list[Matches]:
        found = [Matches() for _ in range(self._count)]
        root, keys, tight = self._tree, tokens.keys, tokens.tight
        count = len(keys)
        for start, node in enumerate(map(root.get, keys)):
            at = start + 1
            while node is not None:
                if _END in node:
                    for number, value in node[_END]:
                        found[number][start] = (at, value)
                if at == count or not tight[at]:
                    break
                node = node.get(keys[at])
                at += 1
        return found


class Phrases:
    """One table of a book, matched on folded tokens, longest phrase first."""

    __slots__ = ("_book", "_number")

    def __init__(self, book: Book, number: int) -> None:
        self._book = book
        self._number = number

    def longest(self, tokens: Tokens, start: int) -> tuple[int, str] | None:
        """The end (exclusive) and value of the longest phrase that starts at this token."""
        found = tokens.found or self._book.found(tokens)
        return found[self._number].get(start)

    def ends_at(self, tokens: Tokens, end: int) -> tuple[int, str] | None:
        """The start and value of the longest phrase that ends just before token `end`."""
        found = tokens.found or self._book.found(tokens)
        return found[self._number].by_end().get(end)

    def starts(self, tokens: Tokens) -> Matches:
        """Every token at which a phrase starts, in order, with its end and value."""
        return (tokens.found or self._book.found(tokens))[self._number]

    def scan(
        self, tokens: Tokens, start: int = 0, end: int | None = None
    ) -> list[tuple[int, int, str]]:
        """Every longest match between two tokens, left to right, without overlap."""
        matches = self.starts(tokens)
        if not matches:
            return []
        stop = len(tokens) if end is None else end
        found: list[tuple[int, int, str]] = []
        taken = start
        keys = matches if start == 0 else matches.keys_from(start)
        for first in keys:
            if first >= stop:
                break
            last, value = matches[first]
            if first >= taken and last <= stop:
                found.append((first, last, value))
                taken = last
        return found
