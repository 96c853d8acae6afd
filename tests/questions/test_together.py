"""Who appears with whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govnews.dataset import Dataset
from govnews.errors import BadInput
from govnews.model import Record
from govnews.questions import graph, together

Make = Callable[..., Record]
Store = Callable[..., Dataset]


def people(*names: str) -> list[tuple[str, list[str]]]:
    """People without offices."""
    return [(name, []) for name in names]


def test_pairs_have_their_articles_and_events(article: Make, dataset: Store) -> None:
    """Two articles of one event are one event; the pair is there once, with its articles."""
    event = {"event_name": "Lễ hội Đền Hùng"}
    records = [
        article(1, "2024-04-01", people("Lê An", "Vũ Bình"), **event),
        article(2, "2024-04-02", people("Vũ Bình", "Lê An"), **event),
        article(3, "2024-05-01", people("Lê An", "Vũ Bình", "Trần Cúc")),
    ]
    rows = together(dataset(*records)).to_dict("records")
    assert [(r["name"], r["other_name"], r["articles"], r["events"]) for r in rows] == [
        ("Lê An", "Vũ Bình", 3, 2),
        ("Lê An", "Trần Cúc", 1, 1),
        ("Trần Cúc", "Vũ Bình", 1, 1),
    ]
    assert rows[0]["article_ids"] == [record.article.article_id for record in reversed(records)]


def test_who_is_only_mentioned_was_not_there(article: Make, dataset: Store) -> None:
    """A mention counts only where its role is asked for."""
    some = dataset(article(1, "2024-04-01", people("Lê An", "Vũ Bình"), role="mentioned"))
    assert together(some).empty
    assert len(together(some, roles=["mentioned"])) == 1
    with pytest.raises(BadInput, match="no role boss"):
        together(some, roles=["boss"])


def test_one_official_stands_first_in_every_pair(article: Make, dataset: Store) -> None:
    """With a name, in any spelling, only the pairs of that name, and never with itself."""
    records = [
        article(1, "2024-04-01", people("Lý Hoà", "Vũ Bình")),
        article(2, "2024-04-02", people("Vũ Bình", "Trần Cúc")),
        article(3, "2024-04-03", people("Lý Hòa", "An Nam", "Vũ Bình")),
    ]
    found = dataset(*records).together("LÝ HÒA")
    assert set(found["person"]) == {"lý hòa"}
    assert list(zip(found["other_name"], found["articles"], strict=True)) == [
        ("Vũ Bình", 2),
        ("An Nam", 1),
    ]


def test_limits_of_pairs_and_of_the_graph(article: Make, dataset: Store) -> None:
    """`minimum` and `top` cut the pairs; the graph holds the people with most shared articles."""
    records = [
        article(1, "2024-04-01", people("Lê An", "Vũ Bình", "Trần Cúc")),
        article(2, "2024-04-02", people("Lê An", "Vũ Bình")),
    ]
    some = dataset(*records)
    assert len(together(some, minimum=2)) == 1
    assert together(some, top=1)["articles"].tolist() == [2]
    whole = graph(together(some))
    assert dict(whole.degree(weight="articles")) == {"lê an": 3, "vũ bình": 3, "trần cúc": 2}
    small = graph(together(some), top=2)
    assert list(small.edges(data="articles")) == [("lê an", "vũ bình", 2)]
    assert small.nodes["lê an"]["name"] == "Lê An"
    assert graph(together(some), minimum=2).number_of_nodes() == 2
