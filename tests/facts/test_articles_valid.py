"""The gold of `articles/` keeps its own rules, so that a red line there is never the gold's slip."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from govnews.model import (
    AWARD_KINDS,
    AWARD_STATUSES,
    PARTS_OF_DAY,
    RECIPIENT_KINDS,
    ROLES,
    SPEECH_KINDS,
)

FILES = sorted((Path(__file__).parent / "articles").glob("*.json"))


def squeezed(text: str) -> str:
    """The text as the checks compare it: NFC, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One article with its gold."""
    loaded: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return loaded


def test_there_are_articles() -> None:
    """The folder was not emptied unseen."""
    assert len(FILES) == 102


def test_words_are_the_models(case: dict[str, Any]) -> None:
    """Roles, kinds and statuses are those of the model."""
    part = case["article"].get("event_part_of_day")
    assert part is None or part in PARTS_OF_DAY
    assert all(set(person["roles"]) <= set(ROLES) for person in case["people"])
    assert all(speech["speech_kind"] in SPEECH_KINDS for speech in case["speakers"])
    for award in case["awards"]:
        assert award["award_kind"] in AWARD_KINDS
        assert award["status"] in AWARD_STATUSES
        assert award["recipient_kind"] in RECIPIENT_KINDS


def test_people_stand_in_the_text(case: dict[str, Any]) -> None:
    """Each person is one row, named as the text names them; speakers are among them."""
    printed = squeezed(f"{case['title'] or ''}\n{case['text']}")
    names = [squeezed(person["name"]) for person in case["people"]]
    assert len(set(names)) == len(names)
    assert all(name in printed for name in names)
    assert {squeezed(speech["name"]) for speech in case["speakers"]} <= set(names)
