"""Counted selection: every selector says how many elements it expects.

A page on which a selector finds another number is not the page the layout was written for, and the
message says what was expected and what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from cssselect import HTMLTranslator
from lxml.etree import XPath
from lxml.html import HtmlElement

from govnews.errors import GovnewsError

MANY = 10_000


class Mismatch(GovnewsError):
    """A selector found another number of elements than its layout expects: try another layout."""


@dataclass(frozen=True, slots=True)
class Select:
    """A CSS selector and how many elements it must find below the element it is run on."""

    css: str
    least: int = 1
    most: int = 1

    def all(self, root: HtmlElement) -> list[HtmlElement]:
        """The elements in page order; raises `Mismatch` where their number is not as expected."""
        found = cast("list[HtmlElement]", compiled(self.css)(root))
        if not self.least <= len(found) <= self.most:
            wanted = str(self.least) if self.least == self.most else f"{self.least}-{self.most}"
            raise Mismatch(f"{self.css}: expected {wanted}, found {len(found)}")
        return found

    def one(self, root: HtmlElement) -> HtmlElement | None:
        """The first element, or None where none is needed and none is there."""
        found = self.all(root)
        return found[0] if found else None


@cache
def compiled(css: str) -> XPath:
    """The selector as XPath; made when first needed, for a page meets few of the many layouts."""
    path = HTMLTranslator().css_to_xpath(css, prefix="descendant::")
    # What cssselect asks of a class first is asked again by what it asks next.
    return XPath(path.replace("@class and contains(@class, ", "contains(@class, "))


def several(css: str, least: int = 0) -> Select:
    """A selector of a part that a page may repeat."""
    return Select(css, least, MANY)


def text_of(element: HtmlElement | None) -> str | None:
    """All text below an element in one line, or None where it is blank."""
    if element is None:
        return None
    return one_line("".join(cast("Iterator[str]", element.itertext()))) or None


def one_line(text: str) -> str:
    """`text` stripped, with runs of white space made one space; most of it is so already.

    >>> one_line(" Hội\u00a0\\n nghị "), one_line("Hội nghị")
    ('Hội nghị', 'Hội nghị')
    """
    if text.isprintable() and "  " not in text:  # any white space but the plain one is not
        return text.strip(" ")
    return " ".join(text.split())
