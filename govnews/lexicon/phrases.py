"""Finding phrases in tokens: a table of many phrases, one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from govnews.text.tokens import Tokens

Value = TypeVar("Value")

_END = ""  # no token has an empty key, so this marks the end of a phrase


class Phrases(Generic[Value]):
    """A set of phrases, each with a value; matched on folded tokens, longest first.

    >>> offices = Phrases({"Chủ tịch": 1, "Phó Chủ tịch": 2})
    >>> offices.longest(Tokens("Phó chủ tịch UBND"), 0)
    (3, 2)
    """

    __slots__ = ("_tree",)

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        self._tree: dict[str, Any] = {}
        for phrase, value in phrases.items():
            node = self._tree
            for key in Tokens(phrase).keys:
                node = node.setdefault(key, {})
            node.setdefault(_END, value)

    @classmethod
    def of(cls, phrases: Iterable[str], value: Value) -> Phrases[Value]:
        """All phrases with one value."""
        return cls(dict.fromkeys(phrases, value))

    def longest(self, tokens: Tokens, start: int) -> tuple[int, Value] | None:
        """The end (exclusive) and value of the longest phrase that starts at this token."""
        keys, tight = tokens.keys, tokens.tight
        node = self._tree.get(keys[start])
        found: tuple[int, Value] | None = None
        at = start + 1
        count = len(keys)
        while node is not None:
            if _END in node:
                found = (at, node[_END])
            if at >= count or not tight[at]:
                break
            node = node.get(keys[at])
            at += 1
        return found

    def ends_at(self, tokens: Tokens, end: int, reach: int = 6) -> tuple[int, Value] | None:
        """The start and value of the longest phrase that ends just before token `end`."""
        for start in range(max(0, end - reach), end):
            match = self.longest(tokens, start)
            if match and match[0] == end:
                return start, match[1]
        return None

    def scan(self, tokens: Tokens, start: int = 0, end: int | None = None) -> list[tuple[int, int, Value]]:
        """Every longest match between two tokens, left to right, without overlap."""
        stop = len(tokens) if end is None else end
        found: list[tuple[int, int, Value]] = []
        tree = self._tree
        keys = tokens.keys
        at = start
        while at < stop:
            if keys[at] in tree:
                match = self.longest(tokens, at)
                if match and match[0] <= stop:
                    found.append((at, *match))
                    at = match[0]
                    continue
            at += 1
        return found
