"""Plain text as a page: a text of one's own, or what a browser's copy of a whole page gave."""

from __future__ import annotations

import re
from datetime import datetime

from govnews.page.block import Block
from govnews.page.byline import read_byline
from govnews.page.parts import Page
from govnews.page.trim import trim

_BLANK_LINES = re.compile(r"(?:\r?\n[^\S\n]*){2,}")
_LONG_LINE = 200
"""A text with a line of this length is not wrapped: then every line is a paragraph."""
_LONGEST_TITLE = 250
_TITLE_END = re.compile(r"[^.;:,…]$")
_PLACEHOLDER = re.compile(r"^(?:anh-tin-bai|image advertisement|quảng cáo|•.*)$", re.IGNORECASE)
"""What a copied page shows in the place of pictures and lists of its chrome."""


def plain_page(
    text: str, *, title: str | None = None, published_at: datetime | None = None
) -> Page:
    """A page of plain text; `published_at` must be aware.

    Paragraphs are separated by blank lines, or by line breaks where lines are too long to be
    wrapped. Without a title, a first paragraph that is a headline (one line, no full stop) is it.
    Byline, counters and footer of a copied page are no text.

    >>> plain_page("Sáng 11/12, tại Hải Phòng\\nđã có hội nghị.\\n\\nHết.").paragraphs
    ('Sáng 11/12, tại Hải Phòng đã có hội nghị.', 'Hết.')
    """
    paragraphs = _paragraphs(text)
    if title is None and len(paragraphs) > 1 and _is_headline(*paragraphs[:2]):
        title, paragraphs = paragraphs[0], paragraphs[1:]
    byline, blocks = read_byline(trim([Block(text=paragraph) for paragraph in paragraphs]))
    return Page(
        url="",
        canonical_url="",
        layout="plain",
        title=" ".join((title or "").split()),
        paragraphs=tuple(block.text for block in blocks),
        published_at=published_at,
        published_precision=_precision(published_at),
        authors=byline.authors,
        source_credit=byline.source,
    )


def _paragraphs(text: str) -> list[str]:
    lines = text.splitlines()
    parts = lines if any(len(line) > _LONG_LINE for line in lines) else _BLANK_LINES.split(text)
    joined = (" ".join(part.split()) for part in parts)
    return [part for part in joined if part and not _PLACEHOLDER.match(part)]


def _is_headline(first: str, second: str) -> bool:
    """Whether a first paragraph has no sentence end and is followed by running text."""
    return (
        len(first) <= _LONGEST_TITLE
        and len(second) > len(first)
        and _TITLE_END.search(first) is not None
    )


def _precision(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return "minute" if moment.hour or moment.minute else "day"
