"""The article's subtree as a BeautifulSoup tree, built from the parsed page itself.

The page is parsed once, by lxml. Writing the subtree out and parsing it again would cost as much
as the whole page did; this builder hands BeautifulSoup the elements instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from lxml.etree import iterwalk
from lxml.html import HtmlElement

SILENT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "video", "audio",
    "select", "textarea", "button", "input", "svg", "map", "link", "meta", "title", "head",
))  # fmt: skip
"""Elements without text for readers; they are left out of the tree."""


def soup_of(element: HtmlElement) -> BeautifulSoup:
    """A BeautifulSoup tree of the element and what stands below it; attributes are plain strings."""
    return BeautifulSoup("", builder=_Subtree(element))


class _Subtree(TreeBuilder):
    NAME = "lxml-subtree"

    def __init__(self, element: HtmlElement) -> None:
        super().__init__(multi_valued_attributes={})
        self._element = element

    def prepare_markup(self, *_args: Any, **_options: Any) -> Iterable[Any]:
        return [("", None, None, False)]

    def feed(self, markup: str | bytes) -> None:
        soup = self.soup
        if soup is None:
            return
        walk = iterwalk(self._element, events=("start", "end"))
        skipped = None
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in SILENT or not isinstance(tag, str):
                    skipped = element
                    walk.skip_subtree()
                    continue
                soup.handle_starttag(tag, None, None, dict(element.attrib))
                if element.text:
                    soup.handle_data(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                soup.handle_endtag(tag)
            if element.tail and element is not self._element:
                soup.handle_data(element.tail)
