"""What a report says, and the floors that it is held against."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from govnews.errors import BadInput
from govnews.evaluate import Reading, Report, check_floors, compare, render
from govnews.model import Record

Read = Callable[..., Reading]


@pytest.fixture
def report(read: Read, record: Record) -> Report:
    """One page on which one of two required people was missed, and one is false."""
    ghost = replace(record.people[0], name="Lễ Hội")
    return compare([read(replace(record, people=(ghost, *record.people[1:])))])


def test_counts_stand_beside_every_score(report: Report) -> None:
    """A set shows tp, fp, fn; a value right and total."""
    fields = report.to_dict()["fields"]
    assert fields["people"] == {
        "measure": "f1", "value": 2 / 3, "precision": 2 / 3, "recall": 2 / 3,
        "tp": 2, "fp": 1, "fn": 1,
    }  # fmt: skip
    assert fields["title"] == {"measure": "accuracy", "value": 1.0, "right": 1, "total": 1}


def test_counts_are_added_up_over_pages(read: Read, record: Record) -> None:
    """Micro-averaged: two pages count as one long page."""
    twice = compare([read(record), replace(read(record), file="a-2.json")])
    assert twice.pages == 2
    assert twice.scores["people"].right == 6


def test_the_report_is_json(read: Read, change: Callable[..., Record]) -> None:
    """`--json` can print it as it is, dates in ISO 8601."""
    report = compare([read(change("article", event_date=date(2024, 5, 3)))])
    (error,) = json.loads(json.dumps(report.to_dict()))["errors"]
    assert (error["file"], error["gold"], error["ours"]) == ("a-1.json", "2024-03-05", "2024-05-03")


def test_nothing_to_compare_has_no_score(read: Read, record: Record) -> None:
    """No summary in gold and none found: neither 0 nor 1."""
    assert compare([read(record)]).scores["summary"].value is None


def test_the_table_fits_a_terminal(report: Report) -> None:
    """80 columns hold every line; the errors name file, field and rule."""
    out = StringIO()
    render(report, Console(file=out, width=80), errors=True)
    table, _, errors = out.getvalue().partition("\n\n")
    assert all(len(line.rstrip()) <= 80 for line in table.splitlines())
    assert "people" in table
    assert "0.667" in table
    assert "a-1.json  people  false\n  ours: Lễ Hội" in errors
    assert "rule: test.rule" in errors


def test_floors_name_what_is_under_them_or_missing(report: Report, tmp_path: Path) -> None:
    """One message a field; a field that was not compared is under any floor."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"people": 0.9, "title": 1, "summary": 0.5, "wisdom": 0.1}', "utf-8")
    messages = check_floors(report, floors)
    assert [message.partition(":")[0] for message in messages] == ["people", "summary", "wisdom"]
    assert "0.667" in messages[0]


def test_floors_that_hold_say_nothing(report: Report, tmp_path: Path) -> None:
    """A score equal to its floor holds."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"title": 1.0, "people": 0.6}', "utf-8")
    assert check_floors(report, floors) == []


@pytest.mark.parametrize("text", ["", "[]", '{"people": "high"}', "{"])
def test_a_file_without_floors_is_bad_input(report: Report, tmp_path: Path, text: str) -> None:
    """The message names the file."""
    floors = tmp_path / "floors.json"
    floors.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=r"floors\.json"):
        check_floors(report, floors)
