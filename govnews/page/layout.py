"""A layout: which elements of a platform's article page hold which part, declared as data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from lxml.html import HtmlElement

from govnews.page.select import Mismatch, Select, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The selectors of one platform's article page; each says how many elements it expects.

    A redesign adds a layout; the old one stays for the pages of its time, with `until` set.
    """

    name: str
    """Stands in the records that it reads, after the `/` of `parser`."""
    marker: str
    """A string that every page of this layout holds: what lacks it is not even searched."""
    root: Select
    """The article with title, date and body; all other selectors are run below it."""
    body: Select
    title: Select | None = None
    """None: the headline is found as the generic reader finds it."""
    date: Select | None = None
    summary: Select | None = None
    author: Select | None = None
    source: Select | None = None
    section: Select | None = None
    tags: Select | None = None
    attachments: Select | None = None
    lead_picture: Select | None = None
    """A picture that the template puts above the body; it has no caption."""
    junk: Select | None = None
    """What stands inside the body and is no part of it."""
    own: bool = False
    """Tried only on the portals that name it: its classes and ids mean other things elsewhere."""
    head: bool = False
    """Whether the head (meta tags, JSON-LD), the breadcrumb and a date printed elsewhere are
    believed where the selectors find nothing; some platforms fill their head with constants."""
    until: datetime.date | None = None
    """Last day on which portals were seen to serve it; None while they do."""
    checked: Literal["live", "saved page", "described"] = "described"
    """What the selectors were last checked against."""


@dataclass(slots=True, kw_only=True)
class Found:
    """The elements and lines of one article page, from a layout or from the generic reader."""

    layout: str
    title: str
    """Empty where the layout does not say which element holds it."""
    body: list[HtmlElement]
    headline: HtmlElement | None = None
    """The element that holds the title."""
    date_text: str | None = None
    modified_text: str | None = None
    summary: str | None = None
    authors: list[str] = field(default_factory=list)
    """Byline as printed outside the body."""
    source: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    attachments: list[HtmlElement] = field(default_factory=list)
    lead_picture: HtmlElement | None = None
    junk: list[HtmlElement] = field(default_factory=list)


def apply_layout(layout: Layout, page: HtmlElement) -> Found:
    """The parts of a page by a layout; raises `Mismatch` where the page is not of this layout."""
    root = layout.root.one(page)
    if root is None:
        raise Mismatch(f"{layout.name}: the page has no {layout.root.css}")
    headline = layout.title.one(root) if layout.title else None
    title = text_of(headline)
    if layout.title and title is None:
        raise Mismatch(f"{layout.name}: {layout.title.css} is blank")
    body = _outermost(layout.body.all(root))
    named = [e for select in (layout.author, layout.source) if select for e in select.all(root)]
    junk = [found for part in body for found in layout.junk.all(part)] if layout.junk else []
    return Found(
        layout=layout.name,
        title=title or "",
        headline=headline,
        date_text=_text(layout.date, root),
        summary=_text(layout.summary, root),
        body=body,
        authors=_texts(layout.author, root),
        source=_text(layout.source, root),
        section=_text(layout.section, page),
        tags=_texts(layout.tags, root),
        attachments=layout.attachments.all(root) if layout.attachments else [],
        lead_picture=layout.lead_picture.one(root) if layout.lead_picture else None,
        junk=junk + [e for e in named if any(part in body for part in e.iterancestors())],
    )


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Editors paste whole articles, their templates included, into the body of another."""
    chosen: list[HtmlElement] = []
    for element in elements:
        if not chosen or not any(other in chosen for other in element.iterancestors()):
            chosen.append(element)
    return chosen


def _text(select: Select | None, root: HtmlElement) -> str | None:
    return text_of(select.one(root)) if select else None


def _texts(select: Select | None, root: HtmlElement) -> list[str]:
    return [text for element in select.all(root) if (text := text_of(element))] if select else []
