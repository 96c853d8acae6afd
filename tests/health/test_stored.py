"""What would be written over stored articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from govnews.health import Measures, Stored, judge

BEFORE = Stored(
    title="Khai mạc lễ hội hoa xuân", layout="test", day=date(2023, 9, 21), marks=frozenset({"a"})
)


def changed(**traits: Any) -> Measures:
    """A run that changes one article."""
    measures = Measures()
    plain: Mapping[str, Any] = {
        "layout": "test", "url": "https://thu.gov.vn/1", "chars": 1000, "marks": ["b"],
        "has": ["own_layout", "body", "published_at"], "dated": True,
        "title": "Mưa lớn ở vùng núi phía Bắc", "day": "2023-12-01",
    }  # fmt: skip
    measures.add("1", {**plain, **traits}, stored=True, changed=True)
    return measures


def verdict(measures: Measures) -> Any:
    """What a run over `BEFORE` says."""
    return judge(measures, [], "thu", "brief", lambda _: {"1": BEFORE})


def test_another_article_at_the_same_address_is_told_and_held_back() -> None:
    """Headline, text and day all differ: the stored article stays."""
    said = verdict(changed())
    assert "another one at the same address, e.g. https://thu.gov.vn/1" in said.problems[0]
    assert [cause.title for cause in said.held["1"]] == [BEFORE.title]


@pytest.mark.parametrize(
    "traits",
    [
        {"title": "Bế mạc lễ hội hoa xuân"},
        {"marks": ["a", "b"]},
        {"marks": []},
        {"day": "2023-09-21"},
    ],
)
def test_an_edit_is_stored(traits: dict[str, Any]) -> None:
    """A new headline alone, or a new text, or a new date, is the portal's right."""
    said = verdict(changed(**traits))
    assert said.problems == ()
    assert not said.held


def test_the_generic_reader_writes_nothing_over_a_better_reading() -> None:
    """A single page is enough: it was of the layout before."""
    said = verdict(changed(layout="vnpt/generic", has=["body", "published_at"], title=BEFORE.title))
    assert "written over by the generic reader" in said.problems[0]
    assert [cause.field for cause in said.held["1"]] == ["own_layout"]


def test_a_stored_date_is_not_lost() -> None:
    """However few articles a run has read, as one that was cut off: the dated version stays."""
    said = verdict(changed(day="", title=BEFORE.title))
    assert "1 stored article would lose the date, e.g. https://thu.gov.vn/1" in said.problems[0]
    assert [cause.field for cause in said.held["1"]] == ["published_at"]
    taken = [{"accepted": ["thu"]}]
    said = judge(
        changed(day="", title=BEFORE.title), taken, "thu", "brief", lambda _: {"1": BEFORE}
    )
    assert not said.held
