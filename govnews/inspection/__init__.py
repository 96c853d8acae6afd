"""One self-contained HTML page that shows an article page with all that was read from it.

The original stands on the left, without its scripts, styles and pictures, each extracted part and
fact marked in its place; the records stand on the right. Every fact leads to its row, every row to
its place in the page.
"""

from __future__ import annotations

from govnews.inspection.document import document
from govnews.inspection.marks import marks_of
from govnews.inspection.original import PageText
from govnews.inspection.placing import place
from govnews.model import Record
from govnews.page.decode import parse

__all__ = ["inspect_page"]


def inspect_page(html: bytes | str, record: Record, *, content_type: str | None = None) -> str:
    """The page of inspection, as HTML; `record` is what `govnews.extract` read from `html`.

    Raises `UnreadablePage` where the bytes are no page.
    """
    page = PageText(parse(html, content_type))
    places = place(record, page)
    return document(record, page, places, marks_of(record, places))
