"""Tables and figures of a body: rows of data, and pictures with their captions.

Whether a table holds data, pictures or the layout of the page is seen only from the whole of it, so
BeautifulSoup reads its subtree, and nothing else of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import cast

from bs4.element import NavigableString, PageElement, Tag
from lxml.html import HtmlElement

from govnews.page.block import Attributes, Place
from govnews.page.lines import Writer
from govnews.page.soup import LeanTag, soup_of
from govnews.page.styles import BLOCK_TAGS, LINES, ROWS, Style, within

_CELL_LIMIT = 300
"""A table cell with more text than this is a page column, not a datum."""
_FRAME_TEXT = 450
"""Text per picture up to which a table is a frame for pictures and not a page column."""

_CELLS = frozenset(("td", "th"))

_Open = tuple[Tag, Iterator[PageElement], Style, Place]
"""A tag whose children are being walked."""


def is_plain(element: HtmlElement) -> bool:
    """Whether an element that may be a frame holds neither pictures nor a row of cells.

    Such a table only puts an article into its place on the page, and is read like any other block.
    """
    cells = islice(element.iter("td", "th"), 2)
    return len(list(cells)) < 2 and next(element.iter("img", "figure"), None) is None


def read_frame(element: HtmlElement, style: Style, place: Place, writer: Writer) -> None:
    """Write the blocks of a table, a figure or a box; `style` and `place` are those round it."""
    link = next(element.iterancestors("a"), None) if style.link else None
    outer_link = dict(link.items()) if link is not None else None
    soup = soup_of(element)
    stack: list[_Open] = [(soup, iter(soup.contents), style, place)]
    while stack:
        tag, children, style, place = stack[-1]
        for child in children:
            if isinstance(child, NavigableString):
                writer.add(child, style, place)
            elif isinstance(child, LeanTag):
                if child.name == "img":
                    writer.add_picture(_attributes(child), _link(child, outer_link), style, place)
                elif opened := _enter(child, style, place, writer):
                    stack.append(opened)
                    break
        else:
            stack.pop()
            if tag.name in BLOCK_TAGS:
                writer.end_line(blank=tag.name in LINES)


def _attributes(tag: Tag) -> Attributes:
    return cast("Attributes", tag.attrs)


def _link(picture: Tag, outer: Attributes | None) -> Attributes | None:
    link = next((tag for tag in picture.parents if tag.name == "a"), None)
    return _attributes(link) if link is not None else outer


def _enter(tag: LeanTag, style: Style, place: Place, writer: Writer) -> _Open | None:
    """The tag as one to walk through; None where it is written at once, or hidden."""
    if tag.name == "br":
        writer.break_line(style, place)
        return None
    is_block, is_hidden, _, _, marks = tag.meaning
    if is_hidden:
        return None
    if is_block:
        writer.end_line(blank=False)
        if tag.name == "tr" and not place.frame and (cells := _data_row(tag)):
            writer.add_row(cells, style, place)
            return None
        place = _place_of(tag, place, writer)
    return tag, iter(tag.contents), within(style, marks) if marks else style, place


def _place_of(tag: LeanTag, outer: Place, writer: Writer) -> Place:
    number = writer.next_number()
    frame = writer.next_number() if _is_frame(tag) else outer.frame
    column = outer.column
    if outer.frame and tag.name in _CELLS:
        column = sum(1 for before in tag.previous_siblings if _name(before) in _CELLS)
    return Place(number, frame, column)


def _is_frame(tag: LeanTag) -> bool:
    """Whether the tag holds pictures and their captions and nothing else."""
    if tag.name == "figure":
        return True
    if tag.name in ROWS or not tag.meaning.may_be_frame:
        return False
    pictures = sum(1 for below in tag.descendants if _name(below) == "img")
    return pictures > 0 and len(tag.get_text(strip=True)) <= _FRAME_TEXT * pictures


def _data_row(row: Tag) -> list[str] | None:
    """The cells of a row of short texts without pictures; None for a row that lays out the page."""
    cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in _CELLS]
    if len(cells) < 2 or any(_name(below) in ("img", "table") for below in row.descendants):
        return None
    texts = [" ".join(cell.get_text(" ").split()) for cell in cells]
    if max(map(len, texts)) > _CELL_LIMIT or sum(map(bool, texts)) < 2:
        return None
    return [text for text in texts if text]


def _name(node: PageElement) -> str | None:
    """The name of a tag; BeautifulSoup's own search would take ten times as long."""
    return node.name if isinstance(node, Tag) else None
