"""`load` of some portals, days and columns: every table shows those articles, as pandas would say."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import chosen, load, open_run, publish
from govnews.errors import BadInput
from govnews.model import HANOI, TABLES

CHOICES = [
    {},
    {"portal": "a"},
    {"portal": ["b", "a"], "since": "2021-03-01"},
    {"since": date(2020, 1, 1), "until": "2021-12-31"},
    {"portal": "b", "since": "2021-02-03", "until": "2022-05-04"},
    {"until": "2019-12-31"},
]


@pytest.fixture(params=["files", "folders"])
def folder(request, tmp_path, record, monkeypatch):
    """Thirty-six articles of three portals in three years, two of them undated, one edited."""
    monkeypatch.setattr(publish, "LIMIT", 5 if request.param == "folders" else 50)
    with open_run(tmp_path) as run:
        for n in range(36):
            moment = datetime(2020 + n % 3, 1 + n % 12, 1 + n % 28, 23 * (n % 2), tzinfo=HANOI)
            dated = {} if n % 18 else {"published_at": None}
            run.add(record(n, **{"portal": "abc"[n // 12], "published_at": moment, **dated}))
    with open_run(tmp_path) as run:
        moment = datetime(2021, 3, 2, tzinfo=HANOI)
        run.add(record(5, portal="a", published_at=moment, content_hash="x", day=2))
        run.note_walk("a", complete=True, full=False)
    return tmp_path


def expected(articles, portal=None, since=None, until=None):
    """The articles that pandas picks out of all."""
    days = articles["published_at"].dt.date
    keep = articles["article_id"].notna()
    if portal:
        keep &= articles["portal"].isin([portal] if isinstance(portal, str) else portal)
    if since:
        keep &= days.apply(lambda day: day == day and str(day) >= str(since)).astype(bool)
        keep &= articles["published_at"].notna()
    if until:
        keep &= articles["published_at"].notna()
        keep &= days.apply(lambda day: str(day) <= str(until)).astype(bool)
    return articles[keep].reset_index(drop=True)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("as_of", [None, "2100-01-01"])
def test_every_table_shows_the_chosen_articles(folder, choice, as_of):
    """From files, folders and parts: the same rows in the same order, counted without reading."""
    everything = load(folder)
    data = load(folder, as_of=as_of, **choice)
    articles = expected(everything.articles, **choice)
    assert_frame_equal(data.articles, articles)
    for table in (*TABLES[1:], "states"):
        whole = getattr(everything, table)
        rows = whole[whole["article_id"].isin(articles["article_id"])].reset_index(drop=True)
        assert_frame_equal(getattr(data, table), rows)
    assert data.counts == {table: len(getattr(data, table)) for table in TABLES}
    assert len(data.changes) == int("portal" in choice or "since" in choice or not choice) * (
        articles["version"].gt(1).sum() > 0
    )
    if choice:
        versions = data.history()
        assert set(versions["article_id"]) == set(articles["article_id"])
    assert set(data.coverage["portal"]) <= set(choice.get("portal", "abc"))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_sql_shows_the_same(folder, choice):
    """DuckDB's views hold the chosen rows only, in all tables."""
    data = load(folder, **choice)
    for table in (*TABLES, "changes", "states", "coverage"):
        told = data.sql(f"select count(*) n from {table}")  # noqa: S608
        assert told["n"].tolist() == [len(getattr(data, table))]


def test_columns(folder):
    """Only those asked for, and the keys; each table its own, or one list for all."""
    data = load(folder, columns=["title", "name"])
    assert list(data.articles) == ["article_id", "version", "title"]
    assert list(data.people) == ["article_id", "version", "name"]
    assert list(data.awards) == ["article_id", "version"]
    assert list(data.coverage) == ["portal", "day"]
    assert list(data.sql("select * from people")) == list(data.people)
    assert list(data.history()) == list(data.articles)
    own = load(folder, columns={"people": ["name"]}, portal="a", since="2021-01-02")
    assert list(own.people) == ["article_id", "version", "name"]
    assert "body" in own.articles


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"portal": "lamsom"}, r"no article of it"),
        ({"columns": ["titel"]}, "did you mean 'title'"),
        ({"columns": {"people": ["title"]}}, "no column of people is named 'title'"),
        ({"columns": {"peple": ["name"]}}, "no table is named 'peple'"),
        ({"since": "gestern"}, "since='gestern': write a day"),
        ({"until": 2024}, "until=2024"),
    ],
)
def test_what_the_dataset_cannot_have_is_told(folder, option, said):
    """A slip of the pen gives no empty table."""
    with pytest.raises(BadInput, match=said):
        load(folder, **option)


def test_only_what_is_needed_is_read(folder, monkeypatch):
    """Of a portal's year only its file, and of no table more than was asked for."""
    if not (folder / "articles.parquet").is_dir():
        pytest.skip("a small dataset has one file a table")
    read = []
    real = chosen.read_file
    monkeypatch.setattr(
        chosen,
        "read_file",
        lambda *given: read.append((given[0].path.name, given[2])) or real(*given),
    )
    data = load(folder, portal="a", since="2021-01-01", until="2021-12-31", columns=["name"])
    assert len(data.people) > 0
    assert read == [("a-2021.parquet", ["article_id", "version", "name"])]
