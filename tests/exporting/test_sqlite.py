"""SQLite: every value comes back, facts refer to their article, the file explains itself."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pandas.testing import assert_frame_equal

from govnews.dataset import load, schema
from govnews.exporting.reading import read_export
from govnews.exporting.source import ALL_TABLES
from govnews.exporting.sqlite import is_ours, write_sqlite

from .conftest import sources


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sources())
def test_round_trip(source):
    """Any values of any table come back: types, nulls, lists, zones, letters, line breaks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sqlite"
        write_sqlite(source, path)
        for table in ALL_TABLES:
            expected = schema.frame(source.tables[table])
            assert_frame_equal(read_export(path, table), expected)


@pytest.fixture
def database(store, record, tmp_path):
    """Three articles in SQLite."""
    path = tmp_path / "data.sqlite"
    write_sqlite(load(store(*(record(n) for n in (1, 2, 3)))), path, about={"cite": "xyz"})
    assert is_ours(path)
    with closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def test_facts_refer_to_their_article(database):
    """Foreign keys hold, and every fact has one."""
    assert database.execute("pragma foreign_key_check").fetchall() == []
    for table in ("people", "speakers", "captions", "awards", "states"):
        [key] = database.execute(f"pragma foreign_key_list({table})")
        assert (key["table"], key["from"]) == ("articles", "article_id")


def test_views_join_the_article(database):
    """A speech is shown with the headline and the address of its article, a person by office."""
    for row in database.execute("select * from speakers_with_articles"):
        article = database.execute(
            "select * from articles where article_id = ?", [row["article_id"]]
        ).fetchone()
        assert row["article_title"] == article["title"]
        assert row["article_canonical_url"] == article["canonical_url"]
    offices = database.execute("select position, count(*) from people_by_position group by 1")
    assert [tuple(row) for row in offices] == [("Bí thư Đảng ủy xã", 9)]


def test_the_file_explains_itself(database):
    """Each column is described, and what was given is in `about`."""
    rows = database.execute("select table_name, column_name, description from dictionary")
    described = {tuple(row)[:2]: row["description"] for row in rows}
    assert set(described) == {(t, c.name) for t in ALL_TABLES for c in schema.columns(t)}
    assert all(described.values())
    assert dict(database.execute("select name, value from about").fetchall()) == {"cite": "xyz"}


def test_a_file_of_others_is_not_ours(tmp_path):
    """A database that govnews did not write is told apart."""
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table articles (a)")
    assert not is_ours(path)
