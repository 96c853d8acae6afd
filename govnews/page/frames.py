"""Tables and figures of a body: rows of data, and pictures with their captions.

Whether a table holds data, pictures or the layout of the page is seen only from the whole of it, so
BeautifulSoup reads its subtree, and nothing else of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bs4.element import NavigableString, PageElement, Tag
from lxml.html import HtmlElement

from govnews.page.block import Attributes, Place
from govnews.page.hints import FRAME, hinted
from govnews.page.lines import Writer
from govnews.page.soup import LINES, soup_of
from govnews.page.styles import BLOCK_TAGS, Style, hides, marks_of, within

_CELL_LIMIT = 300
"""A table cell with more text than this is a page column, not a datum."""
_FRAME_TEXT = 450
"""Text per picture up to which a table is a frame for pictures and not a page column."""

_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
"""Tags of a table whose `<table>` lies outside of the body."""

_Open = tuple[Tag, Iterator[PageElement], Style, Place]
"""A tag whose children are being walked."""


def may_be_frame(tag: str, attributes: Attributes) -> bool:
    """Whether an element has to be seen as a whole: a table, a figure, a box named as one."""
    if tag in ("table", "figure") or tag in _ROWS:
        return True
    return tag in LINES and "class" in attributes and bool(hinted(attributes, (FRAME,)))


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
            elif isinstance(child, Tag):
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
    link = picture.find_parent("a")
    return _attributes(link) if link is not None else outer


def _enter(tag: Tag, style: Style, place: Place, writer: Writer) -> _Open | None:
    """The tag as one to walk through; None where it is written at once, or hidden."""
    name, attrs = tag.name, _attributes(tag)
    if name == "br":
        writer.break_line(style, place)
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


def _place_of(tag: Tag, outer: Place, writer: Writer) -> Place:
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
    if tag.name in _ROWS or not may_be_frame(tag.name, _attributes(tag)):
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
