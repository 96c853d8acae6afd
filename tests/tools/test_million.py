"""A large dataset of made-up articles."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import govnews
from govnews.dataset import schema
from govnews.dataset.reader import Dataset
from govnews.lexicon.provinces import find_province
from govnews.text import fold

ROOT = Path(__file__).parents[2]
ARTICLES = 2_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset of one call."""
    folder = tmp_path_factory.mktemp("million") / "data"
    command = [sys.executable, "tools/million.py", folder, "--articles", str(ARTICLES)]
    done = subprocess.run(
        [*command, "--runs", "6"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return govnews.load(folder)


def test_the_tables_fit_together(made: Dataset) -> None:
    """So many articles as asked for, of 30 portals and 13 calendar years; no row without its article."""
    articles = made.articles
    assert len(articles) == articles["article_id"].nunique() == ARTICLES
    assert articles["portal"].nunique() == 30
    assert set(articles["published_at"].dt.year.dropna()) == set(range(2014, 2027))
    assert 0 < articles["published_at"].isna().sum() < 0.05 * ARTICLES
    keys = list(schema.KEYS)
    for table in ("people", "speakers", "captions", "awards"):
        rows = getattr(made, table)
        number = rows.columns[2]
        assert len(rows.merge(articles[keys], on=keys)) == len(rows) > 500
        assert not rows.duplicated([*keys, number]).any()
    assert len(made.runs) == 6


def test_every_fact_stands_at_its_span(made: Dataset) -> None:
    """In every version: what a row says it was read from is what the text says there."""
    bodies = made.history("articles").set_index(list(schema.KEYS))["body"]
    for table in ("people", "speakers", "awards"):
        for row in made.history(table).itertuples():
            body = bodies[row.article_id, row.version]
            assert body[row.evidence_start : row.evidence_end] == row.evidence_text
            assert fold(getattr(row, "name", None) or row.recipient) in fold(row.evidence_text)


def test_edits_are_noted(made: Dataset) -> None:
    """Some articles have two versions, each edit of them in the table of changes."""
    edited = made.articles[made.articles["version"] > 1]
    assert len(edited) > 10
    assert set(made.changes["article_id"]) == set(edited["article_id"])
    assert set(made.changes["field"]) > {"title", "body"}


def test_people_are_as_in_the_news(made: Dataset) -> None:
    """Careers, namesakes in two provinces, two spellings of one name."""
    people = made.people.merge(made.articles[["article_id", "province_now"]], on="article_id")
    people["office"] = people["positions"].str[0]
    one = people.groupby(["name", "province_now"])["office"].nunique()
    assert (one > 1).sum() > 50
    provinces = people.groupby("name")["province_now"].nunique()
    assert (provinces > 1).sum() > 50
    spellings = people.groupby(people["name"].map(fold))["name"].nunique()
    assert spellings.max() == 2
    counts = people["name"].value_counts()
    assert counts.iloc[0] > 20 * counts.median()


def test_provinces_are_those_of_the_day(made: Dataset) -> None:
    """Before the reform and since, by the days on which they stood."""
    dated = made.articles.dropna(subset=["published_at"])
    for row in dated.itertuples():
        province = find_province(row.province, row.published_at.date())
        assert province is not None
        assert (province.code, province.now) == (row.province_code, row.province_now)
    late = dated["published_at"].dt.date >= date(2025, 7, 1)
    assert (dated["province"] == "Bình Dương").sum() > 0
    assert not (dated.loc[late, "province"] == "Bình Dương").any()


def test_no_dataset_is_written_over(made: Dataset) -> None:
    """A folder with a dataset is refused."""
    done = subprocess.run(
        [sys.executable, "tools/million.py", made.path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "name a new folder" in done.stderr
