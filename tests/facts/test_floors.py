"""The readers against the invented texts of `texts/`: no field falls under its recorded floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govnews.evaluate import Report, check_floors, evaluate

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def report() -> Report:
    """All texts, read and compared."""
    return evaluate(HERE / "texts")


def test_no_field_is_under_its_floor(report: Report) -> None:
    """Floors stand 0.01 under what was measured; a change that lowers a score must lower one openly."""
    assert check_floors(report, HERE / "floors.json") == []


def test_every_field_that_the_texts_judge_has_a_floor(report: Report) -> None:
    """A field that is newly judged needs a floor, or it could fall unseen."""
    judged = {field for field, score in report.scores.items() if score.value is not None}
    assert judged <= json.loads((HERE / "floors.json").read_text("utf-8")).keys()


def test_every_span_is_what_it_says(report: Report) -> None:
    """`field[start:end] == evidence_text` for every row of every text."""
    spans = report.scores["spans"]
    assert spans.right > 0
    assert spans.wrong == 0
