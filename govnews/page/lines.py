"""Blocks written from pieces of text: where a line ends, how it is set, what stands before it."""

from __future__ import annotations

import re

from govnews.page.block import NOWHERE, Attributes, Block, Place
from govnews.page.select import one_line
from govnews.page.styles import Style

_BREAK = "<br>"
"""Marks a `<br>`; compared by identity, for text holds newlines too."""
_INDENT = re.compile(r"^[ \t\u00a0]{15,}")
"""A name pushed to the right edge by spaces."""
_NO_INK = " \t\r\n\u00a0.:()[],-"
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "”", '"', ")", "/")

_Piece = tuple[str, Style]


class Writer:
    """Collects pieces of text into lines, and lines, pictures and rows into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[_Piece] = []
        self._broken = False
        self._place = NOWHERE
        self._gap = 0
        self._number = 0

    def next_number(self) -> int:
        """A number that no block element or frame of this body has yet."""
        self._number += 1
        return self._number

    def add(self, text: str, style: Style, place: Place) -> None:
        """Between two line ends the place is the same for all."""
        self._pieces.append((text, style))
        self._place = place

    def break_line(self, style: Style, place: Place) -> None:
        """A `<br>`."""
        self.add(_BREAK, style, place)
        self._broken = True

    def add_picture(
        self, attributes: Attributes, link: Attributes | None, style: Style, place: Place
    ) -> None:
        """A picture, and the attributes of the link round it."""
        self.end_line(blank=False)
        title = link.get("title", "").strip() if link else ""
        self._put(Block(picture=attributes, style=style, place=place, link_title=title or None))

    def add_row(self, cells: list[str], style: Style, place: Place) -> None:
        """A row of a data table."""
        self._put(Block(text=" | ".join(cells), style=style, place=place, row=True))

    def _put(self, block: Block) -> None:
        block.gap, self._gap = self._gap, 0
        self.blocks.append(block)

    def end_line(self, *, blank: bool) -> None:
        """Write what was collected; `blank` where an element without text counts as a blank line."""
        pieces = self._pieces
        if not pieces:
            return
        self._pieces = []
        if not self._broken:
            if not self._write(pieces) and blank:
                self._gap += 1
            return
        self._broken = False
        wrote = [self._write(line) for line in _lines(pieces)]
        if len(wrote) > 1 or (blank and not wrote[0]):
            self._gap += (
                len(wrote) - 1 - max((i for i, done in enumerate(wrote) if done), default=-1)
            )

    def _write(self, line: list[_Piece]) -> bool:
        raw = "".join([text for text, _ in line])
        text = one_line(raw)
        if not text:
            return False
        style = line[0][1]
        if any(other is not style for _, other in line):
            style = _of_all([style for piece, style in line if piece.strip(_NO_INK)] or [style])
        if len(text) < 80 and _INDENT.match(raw):
            style = style._replace(align="right")
        self._put(Block(text=text, style=style, place=self._place))
        return True


def _of_all(styles: list[Style]) -> Style:
    """The first of the styles; bold, italic, coloured and a link only where all are so."""
    first = styles[0]
    if all(other is first for other in styles):
        return first
    return first._replace(
        bold=all(style.bold for style in styles),
        italic=all(style.italic for style in styles),
        coloured=all(style.coloured for style in styles),
        link=all(style.link for style in styles),
    )


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
