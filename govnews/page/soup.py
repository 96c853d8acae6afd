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
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from govnews.page.styles import BLOCK_TAGS, WRAPPERS, hides, marks_of

SILENT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "video", "audio",
    "select", "textarea", "button", "input", "svg", "map", "link", "meta", "title", "head",
))  # fmt: skip
"""Elements without text for readers; they are left out of the tree."""
LINES = frozenset(("p", "div", "li"))
"""Blocks that are a blank line where they hold nothing but white space."""
_ASCII_SPACES = " \n\t\f\r"


def soup_of(element: HtmlElement) -> BeautifulSoup:
    """A BeautifulSoup tree of the element and what stands below it; attributes are plain strings.

    Silent elements, wrappers that say nothing, and white space between blocks are left out.
    """
    return BeautifulSoup("", builder=_Subtree(element))


class _Subtree(TreeBuilder):
    NAME = "lxml-subtree"

    def __init__(self, element: HtmlElement) -> None:
        super().__init__(multi_valued_attributes={})
        self._element: HtmlElement | None = element
        self._text: list[str] = []
        self._rows = 0

    def prepare_markup(self, *_args: Any, **_options: Any) -> Iterable[Any]:
        return [("", None, None, False)]

    def feed(self, markup: str | bytes) -> None:
        root, self._element = self._element, None  # the soup must not keep the whole page alive
        if root is None or self.soup is None:
            return
        soup, kept = self.soup, list[bool | None]()
        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                self._end(soup, tag, kept.pop())
                if element.tail and element is not root:
                    self._add(element.tail)
            elif tag in SILENT or not isinstance(tag, str):
                kept.append(None)
                walk.skip_subtree()
            else:
                kept.append(self._start(soup, tag, dict(element.items())))
                if element.text:
                    self._add(element.text)

    def _start(self, soup: BeautifulSoup, tag: str, attrs: dict[str, str]) -> bool:
        """Put a tag into the tree; False for a wrapper, which is left out."""
        hidden = "style" in attrs and hides(attrs["style"])
        if tag in WRAPPERS and not hidden and not marks_of(tag, attrs):
            self._part(soup)
            return False
        self._write(soup, at_break=not hidden and (tag in BLOCK_TAGS or tag == "img"))
        soup.handle_starttag(tag, None, None, attrs)
        self._rows += tag == "tr"
        return True

    def _end(self, soup: BeautifulSoup, tag: str, kept: bool | None) -> None:
        """Close a tag that is in the tree; `kept` is None for silent elements."""
        if kept:
            self._write(soup, at_break=tag in BLOCK_TAGS and tag not in LINES)
            soup.handle_endtag(tag)
            self._rows -= tag == "tr"
        elif kept is not None:
            self._part(soup)

    def _add(self, text: str) -> None:
        if not text.strip(_ASCII_SPACES):  # as BeautifulSoup itself does with each string
            text = "\n" if "\n" in text else " "
        self._text.append(text)

    def _part(self, soup: BeautifulSoup) -> None:
        """In a table the texts on either side of a wrapper are two strings."""
        if self._rows:
            self._write(soup)
            soup.endData()

    def _write(self, soup: BeautifulSoup, *, at_break: bool = False) -> None:
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            if not (at_break and text.isspace()):
                soup.handle_data(text)
