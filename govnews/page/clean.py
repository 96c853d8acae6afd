"""The parts of a page with clean text: nothing added, nothing moved from one part to another."""

from __future__ import annotations

from dataclasses import replace

from govnews.page.parts import Page, Picture
from govnews.text import clean


def clean_page(page: Page) -> Page:
    """The page with `govnews.text.clean` run over every text; what turns out blank is dropped."""
    return replace(
        page,
        title=clean(page.title),
        summary=_maybe(page.summary),
        paragraphs=_all(page.paragraphs),
        pictures=tuple(_picture(picture) for picture in page.pictures),
        published_text=_maybe(page.published_text),
        authors=_all(page.authors),
        source_credit=_maybe(page.source_credit),
        section=_maybe(page.section),
        tags=_all(page.tags),
    )


def _picture(picture: Picture) -> Picture:
    return replace(
        picture,
        alt=_maybe(picture.alt),
        caption=_maybe(picture.caption),
        credit=_maybe(picture.credit),
    )


def _maybe(text: str | None) -> str | None:
    return clean(text) or None if text else None


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cleaned for text in texts if (cleaned := clean(text)))
