"""An element of lxml as a BeautifulSoup tree, built from the parsed page itself.

The page is parsed once, by lxml. Writing the subtree out and parsing it again would cost as much
as the whole page did; this builder hands BeautifulSoup the elements instead, and only those that
mean something: editors wrap a word in three spans that say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from bs4.element import NavigableString, PageElement, Tag
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from govnews.page.styles import BLOCK_TAGS, LINES, Meaning, meaning

SILENT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "video", "audio",
    "select", "textarea", "button", "input", "svg", "map", "link", "meta", "title", "head",
))  # fmt: skip
"""Elements without text for readers; they are left out of the tree."""
_ASCII_SPACES = " \n\t\f\r"


def soup_of(element: HtmlElement) -> BeautifulSoup:
    """A BeautifulSoup tree of the element and what stands below it; attributes are plain strings.

    Silent elements, wrappers that say nothing, and white space between blocks are left out.
    """
    return BeautifulSoup("", builder=_Subtree(element))


def plain_space(text: str) -> str:
    """White space alone as one space or line break, as BeautifulSoup has it; other text as it is."""
    if not text.isspace() or text.strip(_ASCII_SPACES):
        return text
    return "\n" if "\n" in text else " "


class LeanTag(Tag):
    """A tag that stores what is its own; BeautifulSoup's stores 21 values, most of them common."""

    meaning: Meaning

    def __init__(self, name: str, attrs: dict[str, str], meaning: Meaning) -> None:
        self.name = name
        self.attrs = attrs  # type: ignore[assignment]
        self.meaning = meaning
        self.contents = []


for _name, _value in vars(Tag(builder=TreeBuilder(multi_valued_attributes={}), name="p")).items():
    setattr(LeanTag, _name, _value)


class _Subtree(TreeBuilder):
    NAME = "lxml-subtree"

    def __init__(self, element: HtmlElement) -> None:
        super().__init__(multi_valued_attributes={})
        self._element: HtmlElement | None = element
        self._text: list[str] = []
        self._open: list[Tag] = []
        self._last: PageElement | None = None
        self._rows = 0

    def prepare_markup(self, *_args: Any, **_options: Any) -> Iterable[Any]:
        return [("", None, None, False)]

    def feed(self, markup: str | bytes) -> None:
        root, self._element = self._element, None  # the soup must not keep the whole page alive
        if root is None or self.soup is None:
            return
        self._open.append(self.soup)
        self._last = self.soup
        kept: list[bool | None] = []
        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                self._end(tag, kept.pop())
                if (tail := element.tail) and element is not root:
                    self._add(tail)
            elif tag in SILENT or not isinstance(tag, str):
                kept.append(None)
                walk.skip_subtree()
            else:
                kept.append(self._start(tag, element.items()))
                if text := element.text:
                    self._add(text)

    def _start(self, tag: str, attributes: list[tuple[str, str]]) -> bool:
        """Put a tag into the tree; False for a wrapper, which is left out."""
        meant = meaning(tag, tuple(attributes))
        if meant.is_idle:
            if self._rows:
                self._write()
            return False
        if self._text:
            self._write(at_break=not meant.is_hidden and (meant.is_block or tag == "img"))
        self._rows += tag == "tr"
        opened = LeanTag(tag, dict(attributes), meant)
        self._put(opened)
        self._open.append(opened)
        return True

    def _end(self, tag: str, kept: bool | None) -> None:
        """Close a tag; `kept` is None for silent elements."""
        if kept:
            if self._text:
                self._write(at_break=tag in BLOCK_TAGS and tag not in LINES)
            self._open.pop()
            self._rows -= tag == "tr"
        elif kept is not None and self._rows:  # cells keep the texts round a wrapper apart
            self._write()

    def _add(self, text: str) -> None:
        self._text.append(plain_space(text))

    def _write(self, *, at_break: bool = False) -> None:
        pieces, self._text = self._text, []
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if text and not (at_break and text.isspace()):
            # The class itself would set the links of a string twice.
            string = str.__new__(NavigableString, text)
            string.hidden = False
            self._put(string)

    def _put(self, node: PageElement) -> None:
        parent = self._open[-1]
        node.setup(parent, self._last)
        parent.contents.append(node)
        self._last = node
