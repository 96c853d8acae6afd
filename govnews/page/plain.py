"""Plain text as a page: paragraphs separated by blank lines, and nothing else known of it."""

from __future__ import annotations

import re
from datetime import datetime

from govnews.page.parts import Page

_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*){2,}")


def plain_page(
    text: str, *, title: str | None = None, published_at: datetime | None = None
) -> Page:
    """A page of plain text; `published_at` must be aware. Without a title the title is empty.

    >>> plain_page("Sáng 11/12, tại Hải Phòng\\nđã có hội nghị.\\n\\nHết.").paragraphs
    ('Sáng 11/12, tại Hải Phòng đã có hội nghị.', 'Hết.')
    """
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINES.split(text))
    return Page(
        url="",
        canonical_url="",
        layout="plain",
        title=" ".join((title or "").split()),
        paragraphs=tuple(part for part in paragraphs if part),
        published_at=published_at,
        published_precision=("minute" if published_at.hour or published_at.minute else "day")
        if published_at
        else None,
    )
