"""Reading: dtypes, one consistent state, SQL."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

import govnews
from govnews.dataset import load, open_run
from govnews.dataset.schema import frame
from govnews.errors import BadInput, DatasetError
from govnews.model import HANOI, TABLES


def test_dtypes(store, record):
    """Nullable strings and integers, times with their zone, days as days, lists as lists."""
    articles = load(store(record(1))).articles
    assert articles.dtypes.astype(str).loc[
        ["article_id", "version", "published_at", "fetched_at", "event_date", "authors"]
    ].tolist() == [
        *["string", "Int32", "datetime64[s, Asia/Ho_Chi_Minh]", "datetime64[s, UTC]"],
        *["date32[day][pyarrow]", "object"],
    ]
    row = articles.iloc[0]
    assert row.authors == ["Hà My", "Lê Sơn"]
    assert row.tags == []
    assert row.event_date == date(2024, 5, 12)
    assert row.published_at == record(1).article.published_at
    assert row.summary is pd.NA
    assert row.modified_at is pd.NaT


def test_tables_give_back_the_record(store, record):
    """What was stored comes back value for value."""
    first = record(1)
    dataset = load(store(first))
    for table in TABLES[1:]:
        rows = dataset.arrow(table).drop_columns(["article_id", "version"]).to_pylist()
        assert len(rows) == len(getattr(first, table))
        for row, plain in zip(rows, first.to_dict()[table], strict=True):
            assert row == plain
    stored = dataset.arrow("articles").to_pylist()[0]
    assert stored["published_at"] == first.article.published_at
    assert stored["published_at"].utcoffset() == datetime.now(HANOI).utcoffset()
    assert {k: v for k, v in stored.items() if k in ("title", "body", "content_hash")} == {
        "title": first.article.title,
        "body": first.article.body,
        "content_hash": first.article.content_hash,
    }


def test_current_files_hold_the_same_rows(store, record):
    """The plain Parquet files show what `load` shows."""
    folder = store(*(record(n) for n in range(1, 9)))
    store(record(3, body="Đã sửa", content_hash="b", day=1), record(20))
    dataset = load(folder)
    for table in TABLES:
        plain = frame(pq.read_table(folder / f"{table}.parquet").cast(dataset.arrow(table).schema))
        assert_frame_equal(plain, getattr(dataset, table))


def test_many_parts_are_one_sorted_table(tmp_path, record, monkeypatch):
    """Rows of many runs, edits among them, merge into the order that one run would give."""
    from govnews.dataset import parts

    monkeypatch.setattr(parts, "BLOCK", 4)
    for run_number in range(5):
        with open_run(tmp_path / "many") as run:
            for n in range(run_number, 40, 5):
                run.add(record(n))
            run.add(
                record(
                    0, body=f"Lần {run_number}", content_hash=str(run_number), day=run_number + 1
                )
            )
    with open_run(tmp_path / "one") as run:
        for n in range(1, 40):
            run.add(record(n))
        run.add(record(0, body="Lần 4", content_hash="4", day=5))
    many, one = load(tmp_path / "many"), load(tmp_path / "one")
    for table in TABLES:
        left, right = (getattr(d, table).drop(columns="version") for d in (many, one))
        assert_frame_equal(left, right)


def test_a_dataset_is_as_of_its_load(store, record):
    """Tables read after a later run still show the moment of `load`."""
    folder = store(record(1))
    before = load(folder)
    store(record(1, body="Đã sửa", content_hash="b", day=1), record(2))
    assert len(before.people) == 3
    assert before.articles["body"].tolist() == [record(1).article.body]
    assert len(load(folder).people) == 6


def test_an_open_run_is_invisible(tmp_path, record):
    """Readers see a run only when it is committed, and never wait for it."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        run.finish()
    with open_run(tmp_path) as run:
        run.add(record(2))
        assert len(load(tmp_path).articles) == 1
    assert len(load(tmp_path).articles) == 2


def test_readers_never_see_a_mixed_state(tmp_path, record):
    """While runs commit, every load has three people for each article, of the same version."""
    with open_run(tmp_path) as run:
        run.add(record(0))
    done = threading.Event()
    states = []

    def read():
        while not done.is_set():
            dataset = load(tmp_path)
            people = dataset.people.groupby(["article_id", "version"]).size()
            articles = dataset.articles.set_index(["article_id", "version"]).index
            states.append(len(people) == len(articles) and (people == 3).all())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 8):
            with open_run(tmp_path) as run:
                run.add(record(number))
                run.add(record(0, body=f"Lần {number}", content_hash=str(number), day=number))
    finally:
        done.set()
        reader.join()
    assert states
    assert all(states)


def test_sql(store, record):
    """SQL over the five tables, in the same dtypes, times in Hanoi time."""
    dataset = load(store(record(1), record(2)))
    answer = dataset.sql(
        "select count(*) as n, sum(version) as total, min(a.published_at) as first, "
        "any_value(roles) as roles from articles a join people using (article_id, version)"
    )
    assert answer.dtypes.astype(str)["n"] == "Int64"
    row = answer.iloc[0]
    assert (row.n, row.total, row.roles) == (6, 6, ["speaker", "chair"])
    assert not isinstance(row.total, Decimal)
    assert row["first"] == min(record(n).article.published_at for n in (1, 2))
    assert row["first"].utcoffset().total_seconds() == 7 * 3600


def test_sql_over_a_column_without_values(store, record):
    """A column that is null in every row may be asked for by any function."""
    data = load(store(record()))
    assert data.people["person_key"].isna().all()
    found = data.sql("select * from people where split_part(person_key, '/', 3) <> ''")
    assert len(found) == 0


def test_wrong_sql(store, record):
    """A wrong query is the caller's to correct."""
    with pytest.raises(BadInput, match="nosuch"):
        load(store(record(1))).sql("select nosuch from articles")


def test_sql_without_duckdb(store, record, monkeypatch):
    """DuckDB is optional, and its absence says what to install."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(DatasetError, match=r"pip install 'govnews\[sql\]'"):
        load(store(record(1))).sql("select 1")


def test_repr_and_runs(store, record):
    """The dataset says how much it holds; runs are a table with their times."""
    folder = store(record(1), record(2), run="r1")
    dataset = govnews.load(folder)
    assert "2 articles, 6 people, 2 speakers, 4 captions, 2 awards; 1 run," in repr(dataset)
    assert dataset.runs["started"].iloc[0] <= pd.Timestamp(datetime.now(UTC))
    assert str(dataset.runs.dtypes["exit_code"]) == "Int32"
    assert dataset.path == folder


def test_a_dataset_before_its_first_commit(tmp_path):
    """While the very first run is open there is a dataset, and it is empty."""
    with open_run(tmp_path):
        dataset = load(tmp_path)
    assert "0 articles" in repr(dataset)
    assert "0 runs>" in repr(dataset)
    assert len(dataset.runs) == 0


def test_an_empty_dataset(tmp_path):
    """A run without a record makes five empty tables with all their columns."""
    with open_run(tmp_path):
        pass
    dataset = load(tmp_path)
    assert [len(getattr(dataset, table)) for table in TABLES] == [0] * 5
    assert dataset.articles.dtypes["version"] == "Int32"
    assert len(pq.read_table(tmp_path / "articles.parquet")) == 0


def test_a_column_added_later_reads_as_missing(store, record):
    """Parts of an older release lack a newer column; it reads as null, a list as empty."""
    folder = store(record(1), run="r1")
    part = folder / "versions" / "r1-articles.parquet"
    pq.write_table(pq.read_table(part).drop_columns(["attachments", "location"]), part)
    row = load(folder).articles.iloc[0]
    assert row.attachments == []
    assert row.location is pd.NA


def test_importing_the_package_is_light(process, tmp_path):
    """`import govnews` and opening a run need neither pandas nor Scrapy."""
    code = "import govnews\nheavy = {'pandas', 'pyarrow', 'scrapy'} & set(sys.modules)\nassert not heavy, heavy"
    assert process(code, tmp_path).returncode == 0
