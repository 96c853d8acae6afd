"""The parts of an article page, before facts are read from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture inside the article."""

    image_no: int
    """1, 2, … in order of the page."""
    url: str
    """Absolute."""
    alt: str | None = None
    """As on the page."""
    caption: str | None = None
    """Without the credit; None where the page gives the picture no text."""
    credit: str | None = None
    """The bare name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page says, part by part."""

    url: str
    """As fetched."""
    canonical_url: str
    """See `govnews.page.urls.canonical_url`."""
    layout: str
    """Name of the layout that read it (`vnpt-portal`, `liferay-6`, `generic`)."""
    title: str
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()
    """Running text in order: paragraphs, in-body headings, list items, table rows."""
    pictures: tuple[Picture, ...] = ()
    published_at: datetime | None = None
    """Aware, +07:00."""
    modified_at: datetime | None = None
    """Aware, +07:00."""
    published_precision: str | None = None
    """`minute` or `day`."""
    published_text: str | None = None
    """The date exactly as printed."""
    authors: tuple[str, ...] = ()
    source_credit: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Absolute URLs."""
    language: str = "vi"
