"""The readers against invented texts: no field falls under its recorded floor.

`texts/` holds short texts, each about one thing; `articles/` holds whole articles as portals and
newspapers write them, by authors who knew nothing of the rules.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govnews.evaluate import Report, check_floors, evaluate

HERE = Path(__file__).parent


@pytest.fixture(scope="module", params=["texts", "articles"])
def judged(request: pytest.FixtureRequest) -> tuple[Report, Path]:
    """All texts of a folder, read and compared; the file of its floors."""
    return evaluate(HERE / request.param), HERE / f"{request.param}.floors.json"


def test_no_field_is_under_its_floor(judged: tuple[Report, Path]) -> None:
    """Floors stand 0.01 under what was measured; a change that lowers a score must lower one openly."""
    assert check_floors(*judged) == []


def test_every_field_that_the_texts_judge_has_a_floor(judged: tuple[Report, Path]) -> None:
    """A field that is newly judged needs a floor, or it could fall unseen."""
    report, floors = judged
    fields = {field for field, score in report.scores.items() if score.value is not None}
    assert fields <= json.loads(floors.read_text("utf-8")).keys()


def test_every_span_is_what_it_says(judged: tuple[Report, Path]) -> None:
    """`field[start:end] == evidence_text` for every row of every text."""
    spans = judged[0].scores["spans"]
    assert spans.right > 0
    assert spans.wrong == 0
