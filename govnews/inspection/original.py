"""The original page in one flat list of steps, and where in it each letter of its text stands.

A list, because pages of old editors nest thousands of elements deep.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from govnews.page.captions import picture_source

_UNSEEN = frozenset((
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "select",
    "audio", "video", "canvas", "map", "textarea", "title", "link", "meta",
))  # fmt: skip
"""Elements whose content a reader of the page does not see as text; none of it is shown."""
KEPT = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "figure",
    "figcaption", "section", "article", "header", "footer", "main", "aside", "nav", "address", "hr",
    "strong", "b", "em", "i", "u", "sub", "sup", "br",
))  # fmt: skip
"""Elements that keep their name; of all others only the text is kept."""
_BOXES = frozenset(("body", "center", "form", "fieldset"))
"""Elements that a `div` stands for."""
_SPANS = ("colspan", "rowspan")
_LONGEST_SPAN = 3
_DEEPEST = 150
"""Elements within each other that are kept; browsers themselves give up at some 500."""


@dataclass(frozen=True, slots=True)
class Start:
    """An element that is kept begins."""

    tag: str
    spans: tuple[tuple[str, str], ...] = ()
    """Its `colspan` and `rowspan`, the only attributes that are kept."""


@dataclass(frozen=True, slots=True)
class End:
    """An element that is kept ends."""

    tag: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture stands here."""

    source: str
    """Its address as written; empty where it has none."""


class PageText:
    """The steps of a page, and its letters in one string to look texts up in."""

    def __init__(self, page: HtmlElement) -> None:
        body = page.find(".//body")
        self.root: HtmlElement = page if body is None else body
        self.steps: list[Start | End | Picture | str] = []
        """Elements that begin and end, pictures, and every piece of visible text."""
        self.elements: list[HtmlElement] = []
        """The element of each step; a text's is the one it stands in."""
        for step, element in _steps(self.root):
            self.steps.append(step)
            self.elements.append(element)
        self.spots: list[tuple[int, int]] = []
        """Index of each letter → its step and its offset there."""
        found: list[str] = []
        for at, step in enumerate(self.steps):
            if isinstance(step, str):
                bare, offsets = letters(step)
                found.append(bare)
                self.spots += [(at, offset) for offset in offsets]
        self.letters = "".join(found)

    def pieces(
        self, first: int, last: int, *, punctuated: bool = False
    ) -> Iterator[tuple[int, int, int]]:
        """Step, start and end of each piece of text that the letters from `first` to `last` fill.

        `punctuated` takes the punctuation before and after it along.
        """
        at = first
        while at < last:
            step, start = self.spots[at]
            while at < last and self.spots[at][0] == step:
                end = self.spots[at][1] + 1
                at += 1
            text = str(self.steps[step])
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1  # the tone marks of a decomposed letter
            while punctuated and end < len(text) and _is_mark(text[end]):
                end += 1
            while punctuated and start and _is_mark(text[start - 1]):
                start -= 1
            yield step, start, end


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


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


@lru_cache(maxsize=4096)
def _bare(character: str) -> str:
    if character in "đĐ":
        return "d"
    parts = unicodedata.normalize("NFKD", character).lower()
    return "".join(part for part in parts if part.isalnum())


def _steps(root: HtmlElement) -> Iterator[tuple[Start | End | Picture | str, HtmlElement]]:
    kept: list[str | None] = []
    """Of each element that is open: the name under which it is kept, or None."""
    depth = 0
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            name = _name(element.tag) if depth < _DEEPEST else None
            kept.append(name)
            depth += name is not None
            if name:
                yield Start(name, tuple(_spans(element))), element
            if element.tag == "img":
                yield Picture(picture_source(dict(element.items()))), element
            if element.tag in _UNSEEN:
                walk.skip_subtree()
            elif element.text:
                yield element.text, element
        else:
            if name := kept.pop():
                depth -= 1
                yield End(name), element
            if element.tail and element is not root:
                yield element.tail, cast(HtmlElement, element.getparent())


def _name(tag: str) -> str | None:
    return "div" if tag in _BOXES else tag if tag in KEPT else None


def _spans(element: HtmlElement) -> Iterator[tuple[str, str]]:
    for name in _SPANS:
        value = element.get(name, "")
        if value.isascii() and value.isdigit() and len(value) <= _LONGEST_SPAN:
            yield name, value
