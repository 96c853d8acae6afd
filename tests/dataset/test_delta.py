"""Delta tables give back what the dataset holds."""

from __future__ import annotations

import sys
from datetime import datetime

import pytest

from govnews.dataset import load, open_run, publish
from govnews.dataset.delta import export_delta
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.schema import arrow_schema
from govnews.errors import DatasetError
from govnews.model import HANOI, TABLES

delta = pytest.importorskip("deltalake")


@pytest.fixture(params=["files", "folders"])
def folder(request, tmp_path, record, monkeypatch):
    """Articles of two portals, one with an odd name, in two years and undated, one edited."""
    monkeypatch.setattr(publish, "LIMIT", 5 if request.param == "folders" else 50)
    for day in (0, 1):
        with open_run(tmp_path / "data") as run:
            for n in range(12):
                moment = datetime(2023 + n % 2, 12, 31, 23, 59, tzinfo=HANOI) if n > 2 else None
                portal = ("lamson", "_thị xã/b")[n % 2]
                said = {"content_hash": "x"} if n == 4 and day else {}
                run.add(record(n, portal=portal, published_at=moment, day=day, **said))
    return tmp_path / "data"


def read_back(place, table):
    """A Delta table under the schema of the dataset's table, with the two added columns apart."""
    found = delta.DeltaTable(str(place / table)).to_pyarrow_table()
    own = arrow_schema(table)
    return found.select(own.names).cast(own), found


def test_round_trip(folder, tmp_path):
    """Every value of every table: nulls, lists, days, times; partitioned by portal and year."""
    data = load(folder)
    counts = export_delta(data, tmp_path / "delta")
    assert counts == {table: len(getattr(data, table)) for table in (*TABLES, *LEDGER_TABLES)}
    for table in (*TABLES, *LEDGER_TABLES):
        rows, found = read_back(tmp_path / "delta", table)
        keys = [(name, "ascending") for name in rows.column_names[:3]]
        assert rows.sort_by(keys).to_pylist() == data.arrow(table).sort_by(keys).to_pylist()
        if table in TABLES:
            opened = delta.DeltaTable(str(tmp_path / "delta" / table))
            assert opened.metadata().partition_columns == ["portal", "published_year"]
            assert set(found["portal"].to_pylist()) == {"lamson", "_thị xã/b"}
            assert set(found["published_year"].to_pylist()) == {2023, 2024, None}


def test_a_second_export_takes_the_place_of_the_first(folder, tmp_path, record):
    """It holds the rows of now only; the former state has its version."""
    place = tmp_path / "delta"
    first = export_delta(load(folder), place)
    with open_run(folder) as run:
        run.add(record(50))
    second = export_delta(load(folder), place)
    assert second["people"] == first["people"] + 3
    articles = delta.DeltaTable(str(place / "articles"))
    assert (articles.version(), articles.to_pyarrow_table().num_rows) == (1, 13)
    articles.load_as_version(0)
    assert articles.to_pyarrow_table().num_rows == 12


def test_a_selection(folder, tmp_path):
    """Only the chosen articles and columns go in."""
    data = load(folder, portal="lamson", since="2023-06-01", columns=["name"])
    counts = export_delta(data, tmp_path / "delta")
    assert counts["articles"] == len(data.articles) < 12
    people = delta.DeltaTable(str(tmp_path / "delta" / "people")).to_pyarrow_table()
    assert people.column_names == ["article_id", "version", "name", "portal", "published_year"]
    assert set(people["portal"].to_pylist()) == {"lamson"}


def test_without_deltalake(folder, tmp_path, monkeypatch):
    """It is optional, and its absence says what to install."""
    monkeypatch.setitem(sys.modules, "deltalake", None)
    with pytest.raises(DatasetError, match=r"pip install 'govnews\[delta\]'"):
        export_delta(load(folder), tmp_path / "delta")
