"""The body as a flat list: each line of text, each picture, each row of a data table, in page order.

Captions, byline and paragraphs are then told apart by what a block says, how it is set, and what
stands next to it.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from govnews.page.block import NOWHERE, Attributes, Block, Place
from govnews.page.frames import may_be_frame, read_frame
from govnews.page.lines import Writer
from govnews.page.soup import LINES, SILENT, plain_space
from govnews.page.styles import BLOCK_TAGS, PLAIN, WRAPPERS, Style, hides, marks_of, within


def read_blocks(body: HtmlElement) -> list[Block]:
    """The blocks of an article body."""
    return _Reader().read(body)


class _Open(NamedTuple):
    """An element whose children are being walked."""

    style: Style
    place: Place


class _Reader:
    """Walks the elements of a body once; what has to be seen as a whole is left to `read_frame`."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._text: list[str] = []
        """What stands between the last tag that means something and the next."""
        self._open = [_Open(PLAIN, NOWHERE)]

    def read(self, body: HtmlElement) -> list[Block]:
        entered: list[bool | None] = []
        """For each element from the body down to here: whether it was opened; None if passed over."""
        walk = iterwalk(body, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if entered.pop():
                    self._close(tag)
                if (tail := element.tail) and element is not body:
                    self._text.append(plain_space(tail))
                continue
            opened = None if tag in SILENT or not isinstance(tag, str) else self._enter(element)
            entered.append(opened)
            if opened is None:
                walk.skip_subtree()
            elif text := element.text:
                self._text.append(plain_space(text))
        self._writer.end_line(blank=False)
        return self._writer.blocks

    def _enter(self, element: HtmlElement) -> bool | None:
        """Whether the element is open now; None where what stands below it is done or hidden."""
        tag, attributes = element.tag, dict(element.items())
        hidden = "style" in attributes and hides(attributes["style"])
        marks = marks_of(tag, attributes)
        if tag in WRAPPERS and not hidden and not marks:
            return False
        is_block = tag in BLOCK_TAGS
        self._flush(at_break=not hidden and (is_block or tag == "img"))
        style, place = self._open[-1]
        if self._is_written_at_once(element, attributes, style, place) or hidden:
            return None
        if is_block:
            self._writer.end_line(blank=False)
            if may_be_frame(tag, attributes):
                read_frame(element, style, place, self._writer)
                return None
            place = Place(self._writer.next_number())
        self._open.append(_Open(within(style, marks) if marks else style, place))
        return True

    def _is_written_at_once(
        self, element: HtmlElement, attributes: Attributes, style: Style, place: Place
    ) -> bool:
        """Write a line break or a picture."""
        if element.tag == "br":
            self._writer.break_line(style, place)
        elif element.tag == "img":
            link = next(element.iterancestors("a"), None) if style.link else None
            around = dict(link.items()) if link is not None else None
            self._writer.add_picture(attributes, around, style, place)
        return element.tag in ("br", "img")

    def _close(self, tag: str) -> None:
        is_block = tag in BLOCK_TAGS
        self._flush(at_break=is_block and tag not in LINES)
        self._open.pop()
        if is_block:
            self._writer.end_line(blank=tag in LINES)

    def _flush(self, *, at_break: bool = False) -> None:
        """Write the text gathered so far; white space alone is nothing beside a block."""
        if self._text:
            text, self._text = "".join(self._text), []
            if not (at_break and text.isspace()):
                self._writer.add(text, *self._open[-1])
