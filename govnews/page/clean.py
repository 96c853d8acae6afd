"""The parts of a page with clean text: nothing added, nothing moved from one part to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from govnews.page.parts import Page, Picture
from govnews.page.urls import shown_address
from govnews.text import clean
from govnews.text.cleaning import LEGACY_LETTER
from govnews.text.legacy import page_decoder

Cleaner = Callable[[str], str]
_FIRST, _SAMPLE = 3, 500
"""Paragraphs and characters in which an old encoding shows, if the page is in one."""


def clean_page(page: Page) -> Page:
    """The page with `govnews.text.clean` run over every text; what turns out blank is dropped.

    Texts in an encoding from before Unicode are decoded by what the whole page is in.
    """
    cleaner = _cleaner(page)
    texts = {
        "url": shown_address(page.url),
        "canonical_url": shown_address(page.canonical_url),
        "attachments": tuple(map(shown_address, page.attachments)),
        "title": cleaner(page.title),
        "summary": _maybe(page.summary, cleaner),
        "paragraphs": _all(page.paragraphs, cleaner),
        "pictures": tuple(_picture(picture, cleaner) for picture in page.pictures),
        "published_text": _maybe(page.published_text, cleaner),
        "authors": _all(page.authors, cleaner),
        "source_credit": _maybe(page.source_credit, cleaner),
        "section": _maybe(page.section, cleaner),
        "tags": _all(page.tags, cleaner),
    }
    changed = {name: text for name, text in texts.items() if text != getattr(page, name)}
    return replace(page, **changed) if changed else page  # type: ignore[arg-type]


def _cleaner(page: Page) -> Cleaner:
    start = "\n".join((page.title, *page.paragraphs[:_FIRST]))
    if not LEGACY_LETTER.search(start, 0, _SAMPLE):
        return clean
    decode = page_decoder("\n".join((page.title, page.summary or "", *page.paragraphs)))
    if decode is None:
        return clean
    return lambda text: clean(decode(text))


def _picture(picture: Picture, cleaner: Cleaner) -> Picture:
    texts = picture.alt, picture.caption, picture.credit
    url = shown_address(picture.url)
    alt, caption, credit = cleaned = tuple(_maybe(text, cleaner) for text in texts)
    if (url, *cleaned) == (picture.url, *texts):
        return picture
    return replace(picture, url=url, alt=alt, caption=caption, credit=credit)


def _maybe(text: str | None, cleaner: Cleaner) -> str | None:
    return cleaner(text) or None if text else None


def _all(texts: tuple[str, ...], cleaner: Cleaner) -> tuple[str, ...]:
    return tuple(filter(None, map(cleaner, texts)))
