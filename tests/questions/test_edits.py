"""What was edited after publication, and which days are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govnews import load
from govnews.dataset import Dataset, open_run
from govnews.errors import BadInput
from govnews.model import Record, content_hash
from govnews.questions import coverage, edits, gaps

Make = Callable[..., Record]
Store = Callable[..., Dataset]

FIRST = datetime(2024, 5, 1, 2, 0, tzinfo=UTC)


def version(article: Make, title: str, body: str, days: int) -> Record:
    """One article as it stood some days after its first fetch."""
    record = article(
        1,
        "2024-05-01",
        title=title,
        body=body,
        content_hash=content_hash(title, None, body, (), None),
        fetched_at=FIRST + timedelta(days=days),
    )
    return Record(article=record.article, people=(), speakers=(), captions=(), awards=())


@pytest.fixture
def edited(article: Make, tmp_path: Path) -> Dataset:
    """An article whose number was changed after ten days and whose title after forty."""
    for title, body, days in (
        ("Tin xã", "Trao 12 giấy khen.", 0),
        ("Tin xã", "Trao 15 giấy khen.", 10),
        ("Tin phường", "Trao 15 giấy khen.", 40),
    ):
        with open_run(tmp_path / "data") as run:
            run.add(version(article, title, body, days))
    return load(tmp_path / "data")


def test_every_edit_has_both_wordings_and_its_delay(edited: Dataset) -> None:
    """Field, kind, words before and after, and the hours from publication to the notice, latest first."""
    rows = edits(edited).to_dict("records")
    assert [(r["field"], r["kind"], r["version"]) for r in rows] == [
        ("title", "wording", 3),
        ("body", "number", 2),
    ]
    assert "12" in rows[1]["before"]
    assert "15" in rows[1]["after"]
    assert rows[1]["delay_hours"] == 10 * 24 + 9  # published at 00:00 in Hanoi, fetched at 09:00
    assert {row["portal"] for row in rows} == {"lamson"}
    assert not any(row["other_reader"] for row in rows)


def test_edits_are_counted_by_field_and_by_delay(edited: Dataset) -> None:
    """Counts have the median delay and the articles."""
    counted = edits(edited, "field").set_index("field")
    assert counted["edits"].to_dict() == {"title": 1, "body": 1}
    assert counted.loc["body", "median_delay_hours"] == 249
    assert counted.loc["body", "article_ids"] == edited.articles["article_id"].tolist()
    assert sorted(edits(edited, "delay")["delay"]) == ["later", "within 30 days"]


def test_days_without_a_complete_walk_are_not_known(article: Make, dataset: Store) -> None:
    """Saved pages say nothing of days that they are not of; every day between has a row."""
    days = ("2024-05-01", "2024-05-04", "2024-05-04")
    some = dataset(*(article(n, day) for n, day in enumerate(days)))
    found = coverage(some)
    assert found["day"].tolist() == [date(2024, 5, day) for day in (1, 2, 3, 4)]
    assert found["state"].unique().tolist() == ["not_known"]
    assert found["stored"].tolist() == [1, 0, 0, 2]
    assert found["article_id"].isna().tolist() == [False, True, True, False]
    [year] = coverage(some, by="year").to_dict("records")
    assert (year["year"], year["days"], year["not_known"], year["stored"]) == (2024, 4, 4, 3)
    with pytest.raises(BadInput, match="cannot count by week"):
        coverage(some, by="week")


def test_a_complete_walk_tells_days_without_news_from_days_with_missing_articles(
    article: Make, dataset: Store, time_machine: Any
) -> None:
    """After a walk to the end a day is whole, has no news, or lacks what was listed and not had."""
    time_machine.move_to(datetime(2024, 5, 4, 5, 0, tzinfo=UTC))
    record = article(1, "2024-05-01", fetched_at=datetime(2024, 5, 1, 5, tzinfo=UTC))
    folder = dataset(record).path
    with open_run(folder) as run:
        run.note_listed("lamson", [("1", None, [record.article.url]), ("9", date(2024, 5, 3), ())])
        run.note_read("lamson", "1", record.article.article_id)
        run.note_missed("lamson", "9", "failed", "https://lamson.example.vn/bai-9")
        run.note_walk("lamson", complete=True, full=True)
    found = coverage(load(folder))
    assert {day.day: state for day, state in zip(found["day"], found["state"], strict=True)} == {
        1: "whole",
        2: "no_news",
        3: "missing",
        4: "not_known",  # the walk began before the day was over
    }


def test_gaps_lie_between_the_articles_beside_them(article: Make, dataset: Store) -> None:
    """The longest spell first, with what is known of its days and the articles at both sides."""
    records = [article(n, day) for n, day in enumerate(("2024-05-01", "2024-05-04", "2024-05-10"))]
    rows = gaps(dataset(*records)).to_dict("records")
    ids = [record.article.article_id for record in records]
    assert [(r["first_day"].day, r["last_day"].day, r["days"]) for r in rows] == [
        (5, 9, 5),
        (2, 3, 2),
    ]
    assert (rows[0]["before_article_id"], rows[0]["after_article_id"]) == (ids[1], ids[2])
    assert rows[0]["days_not_known"] == 5
    assert gaps(dataset(), minimum=6).empty
