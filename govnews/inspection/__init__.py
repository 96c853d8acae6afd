"""One self-contained HTML page that shows an article page with all that was read from it.

The original stands on the left, without its scripts, styles and pictures, each extracted part and
fact marked in its place; the records stand on the right. Every fact leads to its row, every row to
its place in the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from govnews.inspection.document import counts_of, document
from govnews.inspection.marks import marks_of
from govnews.inspection.original import PageText
from govnews.inspection.placing import place
from govnews.model import Record
from govnews.page.decode import parse

__all__ = ["Inspection", "inspect_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """The page of inspection, and how much of the record it shows."""

    html: str
    counts: str
    """`20 of 20 parts and 17 of 17 facts are marked in the page`."""


def inspect_page(
    html: bytes | str, record: Record, *, content_type: str | None = None
) -> Inspection:
    """Show where in the page each part and fact of `record` stands, which was read from `html`.

    Raises `UnreadablePage` where the bytes are no page.
    """
    page = PageText(parse(html, content_type))
    places = place(record, page)
    marks = marks_of(record, places)
    return Inspection(html=document(record, page, places, marks), counts=counts_of(places, marks))
