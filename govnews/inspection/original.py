"""The original page as its visible text, and where in its elements each letter stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

UNSEEN = frozenset((
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "select",
    "audio", "video", "canvas", "map",
))  # fmt: skip
"""Elements whose content a reader of the page does not see as text; none of it is shown."""


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of text: an element's first text, or what follows the element."""

    element: HtmlElement
    is_tail: bool
    text: str


class PageText:
    """The text nodes of a page in order, and its letters in one string to look texts up in."""

    def __init__(self, page: HtmlElement) -> None:
        body = page.find(".//body")
        self.root: HtmlElement = page if body is None else body
        self.nodes: list[Node] = list(_nodes(self.root))
        """Every piece of visible text."""
        self.number = {(id(n.element), n.is_tail): at for at, n in enumerate(self.nodes)}
        """Element and whether it is its tail → index of the node."""
        found: list[str] = []
        self.spots: list[tuple[int, int]] = []
        """Index of each letter → its node and its offset there."""
        for at, node in enumerate(self.nodes):
            bare, offsets = letters(node.text)
            found.append(bare)
            self.spots += [(at, offset) for offset in offsets]
        self.letters = "".join(found)

    def pieces(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Node, start and end of each piece of text that the letters from `first` to `last` fill."""
        at = first
        while at < last:
            node, start = self.spots[at]
            end = start
            while at < last and self.spots[at][0] == node:
                end = self.spots[at][1] + 1
                at += 1
            yield node, start, end


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text without marks and case, and the offset of each.

    Cleaning changes white space, dashes, tone placement and composition, and none of these.

    >>> letters("Hoà – B")
    ('hoab', [0, 1, 2, 6])
    """
    found: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for bare in _bare(character):
            found.append(bare)
            offsets.append(offset)
    return "".join(found), offsets


@lru_cache(maxsize=4096)
def _bare(character: str) -> str:
    if character in "đĐ":
        return "d"
    parts = unicodedata.normalize("NFKD", character).lower()
    return "".join(part for part in parts if part.isalnum())


def _nodes(element: HtmlElement) -> Iterator[Node]:
    if element.text:
        yield Node(element, False, element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            yield from _nodes(child)
        if child.tail:
            yield Node(child, True, child.tail)
