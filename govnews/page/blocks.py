"""The body as a flat list: each line of text, each picture, each row of a data table, in page order.

BeautifulSoup reads the article's subtree and nothing else of the page. Captions, byline and
paragraphs are then told apart by what a block says, how it is set, and what stands next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from bs4.element import NavigableString, PageElement, Tag
from lxml.html import HtmlElement

from govnews.page.block import NOWHERE, Block, Place
from govnews.page.hints import FRAME, hinted
from govnews.page.select import one_line
from govnews.page.soup import LINES, soup_of
from govnews.page.styles import BLOCK_TAGS, PLAIN, Style, hides, marks_of, within

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

_Piece = tuple[str, Style]
_Open = tuple[Tag, Iterator[PageElement], Style, Place]
"""A tag whose children are being walked."""


def read_blocks(body: HtmlElement) -> list[Block]:
    """The blocks of an article body."""
    writer = _Writer()
    soup = soup_of(body)
    stack: list[_Open] = [(soup, iter(soup.contents), PLAIN, NOWHERE)]
    while stack:
        tag, children, style, place = stack[-1]
        for child in children:
            if isinstance(child, NavigableString):
                writer.add(child, style, place)
            elif isinstance(child, Tag) and (opened := _enter(child, style, place, writer)):
                stack.append(opened)
                break
        else:
            stack.pop()
            if tag.name in BLOCK_TAGS:
                writer.end_line(blank=tag.name in LINES)
    writer.end_line(blank=False)
    return writer.blocks


def _enter(tag: Tag, style: Style, place: Place, writer: _Writer) -> _Open | None:
    """The tag as one to walk through; None where it is written at once, or hidden."""
    name, attrs = tag.name, cast("dict[str, str]", tag.attrs)
    if name == "br":
        writer.break_line(style, place)
        return None
    if name == "img":
        writer.add_picture(tag, style, place)
        return None
    if attrs and "style" in attrs and hides(attrs["style"]):
        return None
    if name in BLOCK_TAGS:
        writer.end_line(blank=False)
        if name == "tr" and not place.frame and (cells := _data_row(tag)):
            writer.add_row(cells, style, place)
            return None
        place = _place_of(tag, place, writer)
    marks = marks_of(name, attrs)
    return tag, iter(tag.contents), within(style, marks) if marks else style, place


def _place_of(tag: Tag, outer: Place, writer: _Writer) -> Place:
    number = writer.next_number()
    frame = writer.next_number() if _is_frame(tag) else outer.frame
    column = outer.column
    if outer.frame and tag.name in ("td", "th"):
        column = sum(1 for _ in tag.find_previous_siblings(("td", "th")))
    return Place(number, frame, column)


def _is_frame(tag: Tag) -> bool:
    """Whether the tag holds pictures and their captions and nothing else."""
    if tag.name == "figure":
        return True
    attrs = cast("dict[str, str]", tag.attrs)
    named = tag.name in LINES and "class" in attrs and hinted(attrs, (FRAME,))
    if not (named or tag.name == "table"):
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
        self._pieces: list[_Piece] = []
        self._broken = False
        self._place = NOWHERE
        self._gap = 0
        self._number = 0

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def add(self, text: str, style: Style, place: Place) -> None:
        """Between two line ends the place is the same for all."""
        self._pieces.append((text, style))
        self._place = place

    def break_line(self, style: Style, place: Place) -> None:
        self.add(_BREAK, style, place)
        self._broken = True

    def add_picture(self, tag: Tag, style: Style, place: Place) -> None:
        self.end_line(blank=False)
        link = tag.find_parent("a") if style.link else None
        title = str(link.get("title") or "").strip() if link else ""
        self._put(Block(picture=tag, style=style, place=place, link_title=title or None))

    def add_row(self, cells: list[str], style: Style, place: Place) -> None:
        self._put(Block(text=" | ".join(cells), style=style, place=place, row=True))

    def _put(self, block: Block) -> None:
        block.gap, self._gap = self._gap, 0
        self.blocks.append(block)

    def end_line(self, *, blank: bool) -> None:
        """Write what was collected; `blank` where an element without text counts as a blank line."""
        pieces = self._pieces
        if not pieces:
            return
        lines = _lines(pieces) if self._broken else [pieces]
        self._pieces, self._broken = [], False
        wrote = [self._write(line) for line in lines]
        if len(wrote) > 1 or (blank and not wrote[0]):
            self._gap += (
                len(wrote) - 1 - max((i for i, done in enumerate(wrote) if done), default=-1)
            )

    def _write(self, line: list[_Piece]) -> bool:
        raw = "".join([text for text, _ in line])
        text = one_line(raw)
        if not text:
            return False
        inked = [style for piece, style in line if piece.strip(_NO_INK)] or [line[0][1]]
        style = inked[0]
        if any(other is not style for other in inked):
            style = style._replace(
                bold=all(s.bold for s in inked),
                italic=all(s.italic for s in inked),
                coloured=all(s.coloured for s in inked),
                link=all(s.link for s in inked),
            )
        if len(text) < 80 and _INDENT.match(raw):
            style = style._replace(align="right")
        self._put(Block(text=text, style=style, place=self._place))
        return True


def _lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Cut at line breaks, except where one stands inside a sentence: no end before, small after."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece[0] is _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    merged = [lines[0]]
    before = _text_of(lines[0]).rstrip()
    for line in lines[1:]:
        text = _text_of(line)
        if before and text.lstrip()[:1].islower() and not before.endswith(_SENTENCE_END):
            merged[-1] += [(" ", line[0][1]), *line]
        else:
            merged.append(line)
        before = text.rstrip()  # of a line made of many, its end is that of the last
    return merged


def _text_of(line: list[_Piece]) -> str:
    return "".join(text for text, _ in line)
