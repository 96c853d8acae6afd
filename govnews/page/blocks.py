"""The body as a flat list: each line of text, each picture, each row of a data table, in page order.

BeautifulSoup reads the article's subtree and nothing else of the page. Captions, byline and
paragraphs are then told apart by what a block says, how it is set, and what stands next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bs4.element import NavigableString, PageElement, Tag
from lxml.html import HtmlElement

from govnews.page.hints import AUTHOR, CAPTION, FRAME, hinted
from govnews.page.soup import soup_of

_BLOCK_TAGS = frozenset((
    "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "li",
    "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table",
    "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "center",
    "address", "hr", "form", "fieldset",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_ITALIC = frozenset(("i", "em", "cite"))
_STYLE_ALIGN = re.compile(r"text-align\s*:\s*(center|right|left|justify)", re.IGNORECASE)
_STYLE_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_STYLE_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_STYLE_COLOUR = re.compile(
    r"(?<![-\w])color\s*:\s*(?!black|inherit|initial|windowtext|#000000\b|#000\b|rgb\(0, ?0, ?0\))",
    re.IGNORECASE,
)
_STYLE_SMALL = re.compile(
    r"font-size\s*:\s*(?:[1-9]|1[0-3])(?:\.\d+)?px|font-size\s*:\s*(?:[1-9]|10)(?:\.\d+)?pt|font-size\s*:\s*(?:x-)?small",
    re.IGNORECASE,
)
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK = "<br>"
"""Marks a `<br>`; compared by identity, for text holds newlines too."""
_INDENT = re.compile(r"^[ \t\u00a0]{15,}")
"""A name pushed to the right edge by spaces."""
_NO_INK = " \t\r\n\u00a0.:()[],-"
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "”", '"', ")", "/")
_CELL_LIMIT = 300
"""A table cell with more text than this is a page column, not a datum."""
_FRAME_TEXT = 450
"""Text per picture up to which a table is a frame for pictures and not a page column."""


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
    frame: int = 0
    """Number of the figure or picture table that it stands in; 0 outside."""
    column: int = 0
    """Cell of the frame's row."""
    holder: int = 0
    """Number of the innermost block element."""


@dataclass(slots=True, kw_only=True)
class Block:
    """One line of the body, or one picture."""

    text: str = ""
    """One line, runs of white space made one space; empty for a picture."""
    picture: Tag | None = None
    style: Style = field(default_factory=Style)
    """Of the first words; `bold`, `italic`, `coloured`, `link` only where all words are so."""
    gap: int = 0
    """Blank lines before it."""
    row: bool = False
    """A row of a data table."""
    link_title: str | None = None
    """For a picture: the title of the link round it."""


def read_blocks(body: HtmlElement) -> list[Block]:
    """The blocks of an article body."""
    soup = soup_of(body)
    writer = _Writer()
    stack: list[tuple[Tag, Iterator[PageElement], Style]] = [(soup, iter(soup.contents), Style())]
    while stack:
        tag, children, style = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if tag.name in _BLOCK_TAGS:
                writer.end_line(blank=tag.name in ("p", "div", "li"))
        elif isinstance(child, NavigableString):
            writer.add(str(child), style)
        elif isinstance(child, Tag):
            _enter(child, style, writer, stack)
    writer.end_line(blank=False)
    return writer.blocks


def _enter(
    tag: Tag, style: Style, writer: _Writer, stack: list[tuple[Tag, Iterator[PageElement], Style]]
) -> None:
    name = tag.name
    if name == "br":
        writer.break_line(style)
        return
    if name == "img":
        writer.add_picture(tag, style)
        return
    css = str(tag.get("style") or "")
    if css and _STYLE_HIDDEN.search(css):
        return
    if name in _BLOCK_TAGS:
        writer.end_line(blank=False)
        if name == "tr" and not style.frame and (cells := _data_row(tag)):
            writer.add_row(cells, style)
            return
    stack.append((tag, iter(tag.contents), _style_of(tag, css, style, writer)))


def _style_of(tag: Tag, css: str, style: Style, writer: _Writer) -> Style:
    """What the tag changes in the style that it inherits."""
    name, attrs = tag.name, tag.attrs
    change: dict[str, object] = {}
    if name in _BOLD:
        change["bold"] = True
    if name in _ITALIC:
        change["italic"] = True
    if name in _HEADINGS:
        change["heading"] = True
    if name == "a" and attrs.get("href"):
        change["link"] = True
    if name == "center":
        change["align"] = "center"
    if name == "figcaption":
        change["role"] = CAPTION
    if attrs:
        if css:
            change |= _from_css(css)
        if align := attrs.get("align"):
            change["align"] = str(align).lower()
        if name == "font" and attrs.get("color"):
            change["coloured"] = True
        if ("class" in attrs or "id" in attrs) and (role := hinted(attrs, (CAPTION, AUTHOR))):
            change["role"] = role
    if name in _BLOCK_TAGS:
        change["holder"] = writer.next_number()
        if _is_frame(tag):
            change["frame"] = writer.next_number()
        if name in ("td", "th") and style.frame:
            change["column"] = sum(1 for _ in tag.find_previous_siblings(("td", "th")))
    return style._replace(**change) if change else style  # type: ignore[arg-type]


def _from_css(css: str) -> dict[str, object]:
    change: dict[str, object] = {}
    if align := _STYLE_ALIGN.search(css):
        change["align"] = align.group(1).lower()
    if _STYLE_BOLD.search(css):
        change["bold"] = True
    if _STYLE_ITALIC.search(css):
        change["italic"] = True
    if _STYLE_COLOUR.search(css):
        change["coloured"] = True
    if _STYLE_SMALL.search(css):
        change["small"] = True
    return change


def _is_frame(tag: Tag) -> bool:
    """Whether the tag holds pictures and their captions and nothing else."""
    if tag.name == "figure":
        return True
    framed = tag.name == "table" or (
        tag.name in ("div", "p", "li")
        and "class" in tag.attrs
        and hinted(tag.attrs, (FRAME,)) is not None
    )
    if not framed:
        return False
    pictures = len(tag.find_all("img"))
    return pictures > 0 and len(tag.get_text(strip=True)) <= _FRAME_TEXT * pictures


def _data_row(row: Tag) -> list[str] | None:
    """The cells of a row of short texts without pictures; None for a row that lays out the page."""
    cells = row.find_all(("td", "th"), recursive=False)
    if len(cells) < 2 or row.find("img") or row.find("table"):
        return None
    texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
    if max(map(len, texts)) > _CELL_LIMIT or sum(map(bool, texts)) < 2:
        return None
    return [text for text in texts if text]


class _Writer:
    """Collects pieces of text into lines."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[tuple[str, Style]] = []
        self._gap = 0
        self._number = 0

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def add(self, text: str, style: Style) -> None:
        self._pieces.append((text, style))

    def add_picture(self, tag: Tag, style: Style) -> None:
        self.end_line(blank=False)
        link = tag.find_parent("a") if style.link else None
        title = str(link.get("title") or "").strip() if link else ""
        self.blocks.append(Block(picture=tag, style=style, gap=self._gap, link_title=title or None))
        self._gap = 0

    def add_row(self, cells: list[str], style: Style) -> None:
        self.blocks.append(Block(text=" | ".join(cells), style=style, gap=self._gap, row=True))
        self._gap = 0

    def break_line(self, style: Style) -> None:
        self._pieces.append((_BREAK, style))

    def end_line(self, *, blank: bool) -> None:
        """Write what was collected; `blank` where an element without text counts as a blank line."""
        if not self._pieces:
            return
        lines = _lines(self._pieces)
        self._pieces = []
        wrote = [self._write(line) for line in lines]
        if len(wrote) > 1 or (blank and not wrote[0]):
            self._gap += (
                len(wrote) - 1 - max((i for i, done in enumerate(wrote) if done), default=-1)
            )

    def _write(self, line: list[tuple[str, Style]]) -> bool:
        raw = "".join(text for text, _ in line)
        text = " ".join(raw.split())
        if not text:
            return False
        inked = [style for piece, style in line if piece.strip(_NO_INK)] or [line[0][1]]
        style = inked[0]
        if len(inked) > 1 and any(other is not style for other in inked):
            style = style._replace(
                bold=all(s.bold for s in inked),
                italic=all(s.italic for s in inked),
                coloured=all(s.coloured for s in inked),
                link=all(s.link for s in inked),
            )
        if len(text) < 80 and _INDENT.match(raw):
            style = style._replace(align="right")
        self.blocks.append(Block(text=text, style=style, gap=self._gap))
        self._gap = 0
        return True


def _lines(pieces: list[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    """Cut at line breaks, except where one stands inside a sentence: no end before, small after."""
    lines: list[list[tuple[str, Style]]] = [[]]
    for piece in pieces:
        if piece[0] is _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    if len(lines) == 1:
        return lines
    merged = [lines[0]]
    for line in lines[1:]:
        before = "".join(text for text, _ in merged[-1]).rstrip()
        after = "".join(text for text, _ in line).lstrip()
        if before and after[:1].islower() and not before.endswith(_SENTENCE_END):
            merged[-1] += [(" ", line[0][1]), *line]
        else:
            merged.append(line)
    return merged
