"""Finding phrases in tokens: one table at a place, or all tables of a book in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from govnews.text.tokens import Tokens

_END = ""  # no token has an empty key, so this marks the end of a phrase

_Tree = dict[str, Any]
"""Word → tree of what may follow it; `_END` → what is known of the phrase that ends there."""


class Phrases:
    """A table of phrases, each with a value, matched on folded tokens, longest phrase first.

    >>> offices = Phrases({"Chủ tịch": "one", "Phó Chủ tịch": "two"})
    >>> offices.longest(Tokens("Phó chủ tịch UBND"), 0), offices.ends_at(Tokens("ông Chủ tịch"), 3)
    ((3, 'two'), (1, 'one'))
    """

    __slots__ = ("_backwards", "_tree")

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._tree: _Tree = {}
        self._backwards: _Tree = {}
        """The same from the last word to the first; `_END` marks where a phrase begins."""
        for phrase, value in phrases.items():
            keys = Tokens(phrase).keys
            _branch(self._tree, keys).setdefault(_END, value)
            _branch(self._backwards, keys[::-1])[_END] = value

    def longest(self, tokens: Tokens, start: int) -> tuple[int, str] | None:
        """The end (exclusive) and value of the longest phrase that starts at this token."""
        keys = tokens.keys
        node = self._tree.get(keys[start]) if 0 <= start < len(keys) else None
        if node is None:  # at most places
            return None
        found, tight = None, tokens.tight
        at = start + 1
        while node is not None:
            if _END in node:
                found = at, node[_END]
            if at == len(keys) or not tight[at]:
                break
            node = node.get(keys[at])
            at += 1
        return found

    def ends_at(self, tokens: Tokens, end: int) -> tuple[int, str] | None:
        """The start and value of the longest phrase that ends just before token `end`."""
        keys = tokens.keys
        at = end - 1
        node = self._backwards.get(keys[at]) if 0 <= at < len(keys) else None
        if node is None:  # at most places
            return None
        starts: list[int] = []
        while node is not None:
            if _END in node:
                starts.append(at)
            if at == 0 or not tokens.tight[at]:
                break
            at -= 1
            node = node.get(keys[at])
        for start in reversed(starts):
            match = self.longest(tokens, start)
            if match and match[0] == end:  # no longer phrase begins there and goes on
                return start, match[1]
        return None

    def scan(
        self, tokens: Tokens, start: int = 0, end: int | None = None
    ) -> list[tuple[int, int, str]]:
        """Every longest match between two tokens, left to right, without overlap."""
        stop = len(tokens) if end is None else end
        found: list[tuple[int, int, str]] = []
        at = start
        while at < stop:
            match = self.longest(tokens, at)
            if match and match[0] <= stop:
                found.append((at, *match))
                at = match[0]
            else:
                at += 1
        return found


class Matches(dict[int, tuple[int, str]]):
    """The longest phrase of a table by its first token: end (exclusive) and value."""

    __slots__ = ("_order",)
    _order: list[int]

    def keys_from(self, start: int) -> list[int]:
        """The first tokens from `start` on, in order."""
        if not hasattr(self, "_order"):  # made when first asked for: most tables never are
            self._order = list(self)
        return self._order[bisect_left(self._order, start) :]


class Book:
    """Tables of phrases that are looked for together.

    One walk over the tokens finds, for every table, the longest phrase at each place; the tables
    then only look up. So a text costs the same however many tables there are.

    >>> book = Book()
    >>> offices = book.table({"Chủ tịch": "one", "Phó Chủ tịch": "two"})
    >>> offices.scan(Tokens("Phó chủ tịch UBND, chủ tịch HĐND"))
    [(0, 3, 'two'), (5, 7, 'one')]
    """

    __slots__ = ("_count", "_tree")

    def __init__(self) -> None:
        self._tree: _Tree = {}
        self._count = 0

    def table(self, phrases: Mapping[str, str]) -> ScannedPhrases:
        """Add a table; each phrase has a value."""
        number = self._count
        self._count += 1
        for phrase, value in phrases.items():
            endings = _branch(self._tree, Tokens(phrase).keys).setdefault(_END, {})
            endings.setdefault(number, value)
        return ScannedPhrases(phrases, self, number)

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
                    for number, value in node[_END].items():
                        found[number][start] = (at, value)
                if at == count or not tight[at]:
                    break
                node = node.get(keys[at])
                at += 1
        return found


class ScannedPhrases(Phrases):
    """A table of a book: for phrases that are looked for everywhere, not only at some places."""

    __slots__ = ("_book", "_number")

    def __init__(self, phrases: Mapping[str, str], book: Book, number: int) -> None:
        super().__init__(phrases)
        self._book = book
        self._number = number

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


def _branch(tree: _Tree, keys: list[str]) -> _Tree:
    """The node of a phrase, made where it is not there yet."""
    for key in keys:
        tree = tree.setdefault(key, {})
    return tree
