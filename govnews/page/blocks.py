"""The body as a flat list: each line of text, each picture, each row of a data table, in page order.

Captions, byline and paragraphs are then told apart by what a block says, how it is set, and what
stands next to it.
"""

from __future__ import annotations

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from govnews.page.block import NOWHERE, Block, Place
from govnews.page.frames import is_plain, read_frame
from govnews.page.lines import Writer
from govnews.page.soup import SILENT, plain_space
from govnews.page.styles import BLOCK_TAGS, LINES, PLAIN, Style, hides, meaning, within


def read_blocks(body: HtmlElement) -> list[Block]:
    """The blocks of an article body."""
    return _Reader().read(body)


class _Reader:
    """Walks the elements of a body once; what has to be seen as a whole is left to `read_frame`."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._text: list[str] = []
        """What stands between the last tag that means something and the next."""
        self._open: list[tuple[Style, Place]] = [(PLAIN, NOWHERE)]
        """For each open element how its text is set, and where."""
        self._within_plain = 0
        """How many elements were open outside of the plain table that is being walked; 0: of none."""

    def read(self, body: HtmlElement) -> list[Block]:
        text = self._text
        entered: list[str | None] = []
        """For each element from the body down to here: its tag where it was opened."""
        walk = iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if opened := entered.pop():
                    self._close(opened)
                if (tail := element.tail) and element is not body:
                    text.append(plain_space(tail))
                continue
            tag = element.tag
            goes_on, opened = self._enter(element, tag) if isinstance(tag, str) else _PASSED_OVER
            entered.append(opened)
            if not goes_on:
                walk.skip_subtree()
            elif first := element.text:
                text.append(plain_space(first))
        self._writer.end_line(blank=False)
        return self._writer.blocks

    def _enter(self, element: HtmlElement, tag: str) -> tuple[bool, str | None]:
        """Whether there is something to read below an element, and its tag if it is open now."""
        if tag in SILENT:
            return _PASSED_OVER
        if tag in ("br", "img"):
            self._write_at_once(element, tag)
            return _PASSED_OVER
        is_block, is_hidden, is_idle, may_be_frame, marks = meaning(tag, tuple(element.items()))
        if is_idle:
            return _WALKED_THROUGH
        self._flush(at_break=is_block and not is_hidden)
        if is_hidden:
            return _PASSED_OVER
        style, place = self._open[-1]
        if is_block:
            self._writer.end_line(blank=False)
            if may_be_frame and not self._within_plain:
                if not is_plain(element):
                    read_frame(element, style, place, self._writer)
                    return _PASSED_OVER
                self._within_plain = len(self._open)
            place = Place(self._writer.next_number())
        self._open.append((within(style, marks) if marks else style, place))
        return True, tag

    def _write_at_once(self, element: HtmlElement, tag: str) -> None:
        """Write a line break or a picture."""
        style, place = self._open[-1]
        if tag == "br":
            self._flush()
            self._writer.break_line(style, place)
        else:
            attributes = dict(element.items())
            self._flush(at_break=not hides(attributes.get("style", "")))
            link = next(element.iterancestors("a"), None) if style.link else None
            around = dict(link.items()) if link is not None else None
            self._writer.add_picture(attributes, around, style, place)

    def _close(self, tag: str) -> None:
        is_block = tag in BLOCK_TAGS
        self._flush(at_break=is_block and tag not in LINES)
        self._open.pop()
        if len(self._open) == self._within_plain:
            self._within_plain = 0
        if is_block:
            self._writer.end_line(blank=tag in LINES)

    def _flush(self, *, at_break: bool = False) -> None:
        """Write the text gathered so far; white space alone is nothing beside a block."""
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            if not (at_break and text.isspace()):
                self._writer.add(text, *self._open[-1])


_PASSED_OVER = (False, None)
_WALKED_THROUGH = (True, None)
