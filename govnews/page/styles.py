"""How a stretch of text is set, as tags and their attributes say it.

Editors write the same few style attributes on every paragraph and span of a page, so what one of
them means is looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from govnews.page.hints import AUTHOR, CAPTION, FRAME, hinted

BLOCK_TAGS = frozenset((
    "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "li",
    "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table",
    "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "center",
    "address", "hr", "form", "fieldset",
))  # fmt: skip
LINES = frozenset(("p", "div", "li"))
"""Blocks that are a blank line where they hold nothing but white space."""
ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
"""Tags of a table whose `<table>` lies outside of the body."""
_WRAPPERS = frozenset(("span", "font", "u", "small", "big", "label", "sup", "sub", "ins"))
"""Inline tags that mean nothing by themselves."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "th")) | _HEADINGS
_ITALIC = frozenset(("i", "em", "cite"))
_MEANT = {
    **dict.fromkeys(_BOLD, (("bold", True),)),
    **dict.fromkeys(_ITALIC, (("italic", True),)),
    **dict.fromkeys(_HEADINGS, (("bold", True), ("heading", True))),
    "center": (("align", "center"),),
    "figcaption": (("role", CAPTION),),
}
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|left|justify)", re.IGNORECASE)
_CSS_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_CSS_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_COLOUR = re.compile(
    r"(?<![-\w])color\s*:\s*(?!black|inherit|initial|windowtext|#000000\b|#000\b|rgb\(0, ?0, ?0\))",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"font-size\s*:\s*(?:[1-9]|1[0-3])(?:\.\d+)?px|font-size\s*:\s*(?:[1-9]|10)(?:\.\d+)?pt|font-size\s*:\s*(?:x-)?small",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_UTILITY_CLASSES: Mapping[str, tuple[str, object]] = {
    **dict.fromkeys(
        ("text-center", "has-text-align-center", "align-center", "ql-align-center", "rtecenter"),
        ("align", "center"),
    ),
    **dict.fromkeys(
        ("text-right", "text-end", "has-text-align-right", "ql-align-right", "rteright"),
        ("align", "right"),
    ),
    **dict.fromkeys(("font-bold", "font-semibold", "fw-bold", "fw-bolder"), ("bold", True)),
    **dict.fromkeys(("italic", "fst-italic", "font-italic"), ("italic", True)),
    **dict.fromkeys(("text-sm", "text-xs", "small", "has-small-font-size"), ("small", True)),
}
"""Classes of Bootstrap, Tailwind, WordPress, Quill and Drupal's editor that say how a text is set."""

Marks = tuple[tuple[str, object], ...]
"""Fields of a `Style` that a tag sets, with their values."""


class Style(NamedTuple):
    """How a stretch of text is set, inherited from the tags round it."""

    align: str | None = None
    bold: bool = False
    italic: bool = False
    coloured: bool = False
    small: bool = False
    link: bool = False
    heading: bool = False
    role: str | None = None
    """`caption` or `author`, where a tag or class says so."""


PLAIN = Style()


class Meaning(NamedTuple):
    """What tag and attributes say of an element."""

    is_block: bool
    is_hidden: bool
    is_idle: bool
    """A wrapper that says nothing."""
    may_be_frame: bool
    """To be seen as a whole: a table, a figure, a box named as one."""
    marks: Marks


@lru_cache(maxsize=8192)
def meaning(tag: str, attributes: tuple[tuple[str, str], ...]) -> Meaning:
    """What an element means, by its tag and the names and values of its attributes.

    >>> meaning("span", ()).is_idle, meaning("span", (("style", "font-weight: bold"),)).is_idle
    (True, False)
    >>> meaning("div", (("class", "hinhanh"),)).may_be_frame
    True
    """
    attrs = dict(attributes)
    marks = marks_of(tag, attrs)
    is_hidden = hides(attrs.get("style", ""))
    is_box = tag in LINES and "class" in attrs and hinted(attrs, (FRAME,)) is not None
    return Meaning(
        is_block=tag in BLOCK_TAGS,
        is_hidden=is_hidden,
        is_idle=tag in _WRAPPERS and not is_hidden and not marks,
        may_be_frame=is_box or tag in ROWS or tag in ("table", "figure"),
        marks=marks,
    )


def marks_of(tag: str, attrs: Mapping[str, str]) -> Marks:
    """What a tag changes in the style that it inherits."""
    if not attrs:
        return _MEANT.get(tag, ())
    css, align = attrs.get("style", ""), attrs.get("align", "")
    names = f"{attrs.get('class', '')} {attrs.get('id', '')}"
    link = tag == "a" and bool(attrs.get("href"))
    coloured = tag == "font" and bool(attrs.get("color"))
    return _marks(tag, css, align, names, link, coloured)


@lru_cache(maxsize=4096)
def _marks(tag: str, css: str, align: str, names: str, link: bool, coloured: bool) -> Marks:
    marks = dict(_MEANT.get(tag, ()))
    if link:
        marks["link"] = True
    marks |= dict(_UTILITY_CLASSES[name] for name in names.split() if name in _UTILITY_CLASSES)
    marks |= _from_css(css)
    if align:
        marks["align"] = align.lower()
    if coloured:
        marks["coloured"] = True
    if role := hinted({"class": names}, (CAPTION, AUTHOR)):
        marks["role"] = role
    return tuple(marks.items())


def _from_css(css: str) -> dict[str, object]:
    marks: dict[str, object] = {}
    if align := _ALIGN.search(css):
        marks["align"] = align.group(1).lower()
    if _CSS_BOLD.search(css):
        marks["bold"] = True
    if _CSS_ITALIC.search(css):
        marks["italic"] = True
    if _COLOUR.search(css):
        marks["coloured"] = True
    if _SMALL.search(css):
        marks["small"] = True
    return marks


@lru_cache(maxsize=4096)
def within(style: Style, marks: Marks) -> Style:
    """The style inside a tag that sets `marks`.

    >>> within(Style(bold=True), (("italic", True),))
    Style(align=None, bold=True, italic=True, coloured=False, small=False, link=False, heading=False, role=None)
    """
    return style._replace(**dict(marks))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def hides(css: str) -> bool:
    """Whether a style attribute takes its element off the page.

    >>> hides("display: none"), hides("display:block")
    (True, False)
    """
    return _HIDDEN.search(css) is not None
