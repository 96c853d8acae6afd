"""The parts of a page with clean text: nothing added, nothing moved from one part to another."""

from __future__ import annotations

from dataclasses import replace

from govnews.page.parts import Page, Picture
from govnews.text import clean


def clean_page(page: Page) -> Page:
    """The page with `govnews.text.clean` run over every text; what turns out blank is dropped."""
    texts = {
        "title": clean(page.title),
        "summary": _maybe(page.summary),
        "paragraphs": _all(page.paragraphs),
        "pictures": tuple(map(_picture, page.pictures)),
        "published_text": _maybe(page.published_text),
        "authors": _all(page.authors),
        "source_credit": _maybe(page.source_credit),
        "section": _maybe(page.section),
        "tags": _all(page.tags),
    }
    changed = {name: text for name, text in texts.items() if text != getattr(page, name)}
    return replace(page, **changed) if changed else page  # type: ignore[arg-type]


def _picture(picture: Picture) -> Picture:
    texts = picture.alt, picture.caption, picture.credit
    alt, caption, credit = cleaned = tuple(map(_maybe, texts))
    return (
        picture if cleaned == texts else replace(picture, alt=alt, caption=caption, credit=credit)
    )


def _maybe(text: str | None) -> str | None:
    return clean(text) or None if text else None


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, texts)))
