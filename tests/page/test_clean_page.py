"""Cleaning changes characters and drops what is blank; plain text becomes a page."""

from __future__ import annotations

from datetime import UTC, datetime

from govnews.page import Page, Picture, clean_page
from govnews.page.plain import plain_page


def test_every_text_is_cleaned() -> None:
    """Title, summary, paragraphs, captions and names come out composed, in single spaces."""
    page = Page(
        url="https://a.vn/1",
        canonical_url="https://a.vn/1",
        layout="generic",
        title="Hội nghị\u00a0 tổng kết",
        summary=" \u200b ",
        paragraphs=("Một\u00a0hai", "\u00a0", "ba"),
        pictures=(
            Picture(
                image_no=1, url="https://a.vn/a.jpg", alt=" ", caption="A  b", credit="C\u00a0"
            ),
        ),
        authors=("Thu  Hà", " "),
    )
    cleaned = clean_page(page)
    assert cleaned.title == "Hội nghị tổng kết"
    assert cleaned.summary is None
    assert cleaned.paragraphs == ("Một hai", "ba")
    assert cleaned.pictures[0] == Picture(
        image_no=1, url="https://a.vn/a.jpg", caption="A b", credit="C"
    )
    assert cleaned.authors == ("Thu Hà",)


def test_plain_text() -> None:
    """Blank lines part paragraphs; a date without a time has the precision of a day."""
    page = plain_page(
        "Một\nhai\n\n\nba\n", title=" T ", published_at=datetime(2024, 1, 2, tzinfo=UTC)
    )
    assert page.paragraphs == ("Một hai", "ba")
    assert (page.title, page.published_precision) == ("T", "day")
