"""One test over all saved pages: from a page in `tests/pages` to its expected parts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from govnews.page import Page, read_page
from govnews.portals import FAMILIES, get

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def _read(name: str) -> tuple[Page, dict[str, Any]]:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    # Plain class names are believed only on the portal whose design they are.
    layouts = get(expected["portal"]).layouts if "portal" in expected else ()
    html = (PAGES / f"{name}.html").read_bytes()
    return read_page(html, expected["url"], layouts=layouts), expected


def test_every_family_has_saved_pages() -> None:
    """Each family is tested by two pages at least, and each page says where it is from."""
    pages = [json.loads((PAGES / f"{name}.json").read_text("utf-8")) for name in NAMES]
    count = Counter(page["family"] for page in pages)
    assert set(count) == set(FAMILIES)
    assert min(count.values()) >= 2
    assert {page["page"] for page in pages} <= {"synthetic", "saved"}
    assert {PAGES / f"{name}.html" for name in NAMES} == set(PAGES.glob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_the_address_is_an_article_of_its_family(name: str) -> None:
    """The crawl would ask for each saved page: its address has a native id in its portal's family."""
    _, expected = _read(name)
    family = FAMILIES[expected["family"]]
    portal = get(expected["portal"]) if "portal" in expected else None
    assert (portal or family).article_key(expected["url"])


@pytest.mark.parametrize("name", NAMES)
def test_title_and_layout(name: str) -> None:
    """The headline is read once, without the site's name, by the layout that fits."""
    page, expected = _read(name)
    assert (page.title, page.layout) == (expected["title"], expected["layout"])


@pytest.mark.parametrize("name", NAMES)
def test_printed_date(name: str) -> None:
    """The date is the article's own, day first, as precise as it is printed."""
    page, expected = _read(name)
    assert page.published_at is not None
    assert page.published_at.utcoffset() is not None
    wanted = datetime.fromisoformat(expected["published"])
    assert page.published_at.replace(tzinfo=None) == wanted
    assert page.published_precision == expected["precision"]


@pytest.mark.parametrize("name", NAMES)
def test_summary(name: str) -> None:
    """The sapo is read where the page sets it apart, and only there."""
    page, expected = _read(name)
    assert page.summary == expected["summary"]


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs(name: str) -> None:
    """The body holds its running text in order, and no caption, byline, tool or related item."""
    page, expected = _read(name)
    assert list(page.paragraphs) == expected["paragraphs"]


@pytest.mark.parametrize("name", NAMES)
def test_captions(name: str) -> None:
    """Every picture of the body has its own caption and credit, or none."""
    page, expected = _read(name)
    assert [[p.caption, p.credit] for p in page.pictures] == expected["captions"]
    assert [p.image_no for p in page.pictures] == list(range(1, len(page.pictures) + 1))
    assert all(p.url.startswith("http") for p in page.pictures)


@pytest.mark.parametrize("name", NAMES)
def test_byline(name: str) -> None:
    """Writers and source are told from accounts, units and photographers."""
    page, expected = _read(name)
    assert list(page.authors) == expected["authors"]
    assert page.source_credit == expected["source"]


@pytest.mark.parametrize("name", NAMES)
def test_links(name: str) -> None:
    """Attachments are absolute URLs; the canonical URL names the article and nothing else."""
    page, expected = _read(name)
    assert list(page.attachments) == expected["attachments"]
    assert page.canonical_url == expected.get("canonical", expected["url"].rstrip("/"))
    if "section" in expected:
        assert page.section == expected["section"]
