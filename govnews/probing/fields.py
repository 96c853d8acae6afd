"""Where on a page each field was read: by which selector of a layout, or in which element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from govnews.inspection.original import PageText
from govnews.inspection.placing import Places, place
from govnews.model import Article, Record
from govnews.page.layout import Layout
from govnews.probing.selectors import holder_of, path_of, selector_of

FIELDS = ("title", "date", "summary", "body", "author", "source", "section", "captions")
"""In the order in which they are told."""
NEEDED = ("title", "date", "body")
_PLACED = {"date": "published_text", "source": "source_credit"}
"""Field → what it is called in `Piece.field`, where that differs."""
_LONG = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFound:
    """One field of an article, and where its value comes from."""

    name: str
    value: str | None
    """For people to read, in one line, cut where it is long; None where nothing was found."""
    where: str
    """`vnpt-portal: div.PostDate`, `the generic reader, in time.date`; empty without a value."""
    element: HtmlElement | None = None
    """The smallest element that holds it; None where the page does not show it."""


def fields_of(record: Record, page: PageText, layout: Layout | None) -> tuple[FieldFound, ...]:
    """Every field of the record; `layout` is the one that read the page, if one did."""
    places = place(record, page)
    values = dict(_values(record))
    return tuple(
        _found(name, values[name], _holder(name, places, page), page.root, layout)
        for name in FIELDS
    )


def _values(record: Record) -> Iterator[tuple[str, str | None]]:
    article = record.article
    yield "title", article.title
    yield "date", _date(article)
    yield "summary", article.summary
    count = len(article.body.split("\n\n"))
    yield "body", f"{count} paragraphs: {article.body}" if article.body else None
    yield "author", ", ".join(article.authors) or None
    yield "source", article.source_credit
    yield "section", article.section
    captions = [caption.caption for caption in record.captions if caption.caption]
    told = f"{len(captions)} of {len(record.captions)} pictures: {'; '.join(captions)}"
    yield "captions", told if captions else None


def _date(article: Article) -> str | None:
    moment = article.published_at
    if moment is None:
        return None
    to_the_minute = article.published_precision == "minute"
    when = f"{moment:%Y-%m-%d %H:%M}" if to_the_minute else f"{moment:%Y-%m-%d}"
    return f"{when}, printed “{article.published_text}”"


def _holder(name: str, places: Places, page: PageText) -> HtmlElement | None:
    wanted = {"captions": "caption"}.get(name, _PLACED.get(name, name))
    elements = [
        page.elements[step]
        for piece in places.pieces
        if piece.field.partition("/")[0] == wanted and piece.stretch
        for step, _, _ in page.pieces(*piece.stretch)
    ]
    return holder_of(elements)


def _found(
    name: str,
    value: str | None,
    element: HtmlElement | None,
    root: HtmlElement,
    layout: Layout | None,
) -> FieldFound:
    if value is None:
        return FieldFound(name=name, value=None, where="")
    value = " ".join(value.split())
    value = value if len(value) <= _LONG else f"{value[:_LONG].rsplit(' ', 1)[0]} …"
    select = getattr(layout, name, None) if layout else None
    if layout and select:
        return FieldFound(
            name=name, value=value, where=f"{layout.name}: {select.css}", element=element
        )
    if element is None:
        return FieldFound(name=name, value=value, where="not seen in the page's text")
    css = selector_of(element, root) or path_of(element, root)
    where = f"found in {css}" if layout else f"the generic reader, in {css}"
    return FieldFound(name=name, value=value, where=where, element=element)
