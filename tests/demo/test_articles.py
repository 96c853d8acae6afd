"""The demo's articles keep their own format, and the check of it sees faults."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from govnews.demo.articles import SHAPES, load_articles, parse_article
from govnews.errors import BadInput

ARTICLES = load_articles()


def raw(code: str) -> dict[str, Any]:
    """A fresh copy of one article's file."""
    source = files("govnews.demo") / "articles" / f"{code}.json"
    content: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return content


def test_every_file_is_loaded_and_valid() -> None:
    """`load_articles` checks each file on the way: all of them pass."""
    folder = files("govnews.demo") / "articles"
    assert len(ARTICLES) == sum(f.name.endswith(".json") for f in folder.iterdir())
    assert len(ARTICLES) >= 60


def test_ids_are_unique_over_both_portals() -> None:
    """An article is known by its number alone."""
    assert max(Counter(a.id for a in ARTICLES).values()) == 1


def test_articles_come_newest_first() -> None:
    """The listings show them in the order of the loader."""
    assert [a.posted for a in ARTICLES] == sorted((a.posted for a in ARTICLES), reverse=True)


def test_the_demo_covers_the_genre() -> None:
    """Both platforms, all shapes of captions, and pages without text or event are there."""
    assert {a.cms for a in ARTICLES} == {"vnpt", "liferay"}
    pictures = [image for a in ARTICLES for image in a.images]
    assert {image.shape for image in pictures} == set(SHAPES)
    assert any(image.caption is None for image in pictures)
    assert any(not a.paragraphs and a.attachments for a in ARTICLES)
    assert any(not a.paragraphs and a.images for a in ARTICLES)
    assert sum(a.gold["article"]["event_name"] is None for a in ARTICLES) >= 5
    kinds = {award["award_kind"] for a in ARTICLES for award in a.gold["awards"]}
    assert kinds >= {"order", "badge", "merit_certificate", "commendation", "prize", "letter"}
    statuses = {award["status"] for a in ARTICLES for award in a.gold["awards"]}
    assert statuses >= {"granted", "proposed", "posthumous"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda r: r.update(cms="drupal"), "unknown cms"),
        (lambda r: r["gold"]["article"].update(title="Tin khác"), "gold title"),
        (lambda r: r["gold"]["article"].update(event_date_text="Sáng 1/1"), "event_date_text"),
        (
            lambda r: r["gold"]["article"].update(event_date="11/01/2024"),
            "not in the demo's format",
        ),
        (lambda r: r["gold"]["captions"].pop(), "gold captions"),
        (lambda r: r["gold"]["people"][0].update(name="Lê Văn Vắng"), "does not occur"),
        (lambda r: r["gold"]["people"][0].update(roles=["guest"]), "unknown role"),
        (lambda r: r["gold"]["speakers"][0].update(name="Lê Văn Vắng"), "gold speech"),
        (lambda r: r["gold"]["awards"][0].update(award_kind="gift"), "unknown kind"),
        (lambda r: r["gold"].update(body_paragraphs=["Một câu khác."]), "body_paragraphs"),
        (lambda r: r["blocks"].append({"video": "a.mp4"}), "not in the demo's format"),
        (lambda r: r.pop("posted"), "not in the demo's format"),
    ],
)
def test_a_fault_is_named(fault: Any, said: str) -> None:
    """A file that breaks the format is refused, with its name and what is wrong."""
    content = raw("a01")
    fault(content)
    with pytest.raises(BadInput, match=said) as caught:
        parse_article("a01", content)
    assert "articles/a01.json" in str(caught.value)
