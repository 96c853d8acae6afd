"""What the fact readers are given: the cleaned parts of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The texts of one article, cleaned, and what the page and its portal say about them."""

    title: str = ""
    summary: str | None = None
    body: str = ""
    r"""Paragraphs joined by `\n\n`."""
    captions: tuple[tuple[int, str], ...] = ()
    """`image_no` and text of each captioned picture."""
    published_on: date | None = None
    """Day of publication at +07:00."""
    province: str | None = None
    """The portal's own province: what a bare `tỉnh` or `thành phố` means."""
    authors: tuple[str, ...] = ()
    """They are no people of the article."""

    def fields(self) -> list[tuple[str, str]]:
        """Field name (as in `Evidence.field`) and text, in reading order; empty ones left out."""
        texts = [("title", self.title), ("summary", self.summary or ""), ("body", self.body)]
        texts += [(f"caption/{number}", text) for number, text in self.captions]
        return [(name, text) for name, text in texts if text]
