"""Current files of a large dataset: a folder a table, of which a run replaces what it changed."""

from __future__ import annotations

import signal
from datetime import datetime, timedelta

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import load, open_run, partitions, publish
from govnews.dataset.current import partition_name
from govnews.dataset.replaced import stored
from govnews.dataset.rows import LEDGER_TABLES
from govnews.model import HANOI, TABLES

EVERY = (*TABLES, *LEDGER_TABLES)
LARGE = "from govnews.dataset import publish, partitions\npublish.LIMIT = 5\n"
KILLS = {
    "while the folders are made": """
real = partitions.replacing
calls = iter(range(100))
partitions.replacing = lambda path: die() if next(calls) == 9 else real(path)""",
    "before a folder takes the place of a file": "partitions.sync_folder = die",
    "after the files": "ledger.Ledger.set_state = die",
}


def article(record, number, **fields):
    """One of forty articles of two portals in four years, the last ones undated."""
    published = datetime(2020 + number % 4, 1 + number % 12, 3, number % 24, tzinfo=HANOI)
    given = {
        "portal": ("lamson", "_thị xã/b")[number % 2],
        "published_at": None if number > 36 else published,
    }
    return record(number, **{**given, **fields})


def harvest(folder, record, numbers, **fields):
    with open_run(folder) as run:
        for number in numbers:
            run.add(article(record, number, **fields))


@pytest.fixture
def large(monkeypatch):
    """From six articles on a dataset is large."""
    monkeypatch.setattr(publish, "LIMIT", 5)


@pytest.fixture
def pair(tmp_path, record, large, monkeypatch):
    """The same articles as folders, and as files."""
    harvest(tmp_path / "folders", record, range(40))
    monkeypatch.setattr(publish, "LIMIT", 50)
    harvest(tmp_path / "files", record, range(40))
    monkeypatch.setattr(publish, "LIMIT", 5)
    return tmp_path / "folders", tmp_path / "files"


def state(folder):
    return {path: path.stat().st_mtime_ns for path in folder.glob("*.parquet/*")}


def assert_true(folder):
    """What the files hold is what the parts hold, row for row, and no file is too much."""
    data = load(folder)
    past = load(folder, as_of="2100-01-01")  # never from the current files
    for table in TABLES:
        assert_frame_equal(getattr(data, table), getattr(past, table))
        own = pd.read_parquet(folder / f"{table}.parquet")
        keys = ["article_id", "version"]
        expected = getattr(past, table)[keys].sort_values(keys).to_numpy().tolist()
        assert own[keys].sort_values(keys).to_numpy().tolist() == expected
    assert len(list((folder / "articles.parquet").iterdir())) == len(data._chosen.view.partitions)


def test_a_large_dataset_has_folders_and_no_csv(pair):
    """A file for each portal and year, read by pandas and DuckDB without govnews."""
    import duckdb

    folder, files = pair
    names = {path.name for path in (folder / "articles.parquet").iterdir()}
    years = [*map(str, range(2020, 2024)), "undated"]
    portals = ["lamson", "_thị xã/b"]
    assert names <= {partition_name(portal, year) for portal in portals for year in years}
    assert len(names) == 6
    assert not list((folder / "csv").glob("*"))
    assert len(pd.read_parquet(folder / "people.parquet")) == 120
    query = f"select count(*) from read_parquet('{folder}/captions.parquet/*.parquet')"  # noqa: S608
    assert duckdb.sql(query).fetchall() == [(80,)]
    for table in TABLES:
        assert_frame_equal(getattr(load(folder), table), getattr(load(files), table))


def test_a_run_replaces_what_it_changed(pair, record):
    """A new article, an edit, and one that moves into another year: the rest stays as it lies."""
    folder, _ = pair
    before = state(folder)
    moved = article(record, 3).article.published_at - timedelta(days=400)
    with open_run(folder) as run:
        run.add(article(record, 100, published_at=datetime(2020, 5, 5, tzinfo=HANOI)))
        run.add(article(record, 3, published_at=moved, content_hash="x", day=1))
    after = state(folder)
    changed = {path.name for path in after if after[path] != before.get(path)}
    other = "%5Fth%E1%BB%8B%20x%C3%A3%2Fb"
    assert changed == {"lamson-2020.parquet", f"{other}-2023.parquet", f"{other}-2022.parquet"}
    assert_true(folder)


def test_an_empty_partition_goes(tmp_path, record, large):
    """When its last article moves to another portal the file is removed."""
    harvest(tmp_path, record, range(12))
    harvest(tmp_path, record, [90], published_at=datetime(1999, 5, 5, tzinfo=HANOI))
    assert (tmp_path / "articles.parquet" / "lamson-1999.parquet").exists()
    harvest(tmp_path, record, [90], content_hash="x", day=1, portal="khác")
    assert not list(tmp_path.glob("*.parquet/lamson-1999.parquet"))
    assert_true(tmp_path)


def test_rows_are_taken_from_the_file_before(pair, record, monkeypatch):
    """Of a partition that changed only the new versions are read from the parts."""
    folder, _ = pair
    read = []
    real = partitions.ranked
    monkeypatch.setattr(
        partitions, "ranked", lambda *given: read.append(len(given[2].keys)) or real(*given)
    )
    harvest(folder, record, [200])
    assert set(read) == {1}
    assert_true(folder)


def test_many_new_versions_are_streamed(pair, record, monkeypatch):
    """Where more came than fits into memory, everything is read from the parts."""
    folder, _ = pair
    monkeypatch.setattr(partitions, "FRESH", 3)
    monkeypatch.setattr(partitions, "BUFFERED", 1)
    harvest(folder, record, range(10), content_hash="x", body="Đã sửa", day=1)
    assert_true(folder)


@pytest.mark.parametrize("damage", ["gone", "damaged", "another's"])
def test_a_file_that_is_not_ours_is_not_believed(pair, record, damage):
    """Its rows come from the parts, and the next run that changes or misses it writes it."""
    folder, files = pair
    path = folder / "people.parquet" / "lamson-2020.parquet"
    if damage == "gone":
        path.unlink()
    elif damage == "damaged":
        path.write_bytes(b"PAR1")
    else:
        rows = pq.read_table(path)
        pq.write_table(rows.slice(0, 1).replace_schema_metadata(None), path)
    assert_frame_equal(load(folder).people, load(files).people)
    assert len(load(folder).sql("select * from people")) == 120
    harvest(folder, record, [4], content_hash="x", body="Đã sửa", day=1)
    assert_true(folder)


def test_a_reader_keeps_its_moment(pair, record):
    """Tables that are read after a later run show what they showed before it, and SQL too."""
    folder, files = pair
    before = load(folder)
    harvest(folder, record, range(40), content_hash="x", body="Đã sửa", day=1)
    assert_frame_equal(before.articles, load(files).articles)
    told = before.sql("select count(*) n, count(distinct body) bodies from articles")
    assert told.to_numpy().tolist() == [[40, 40]]
    assert load(folder).sql("select distinct body from articles")["body"].tolist() == ["Đã sửa"]


def test_over_the_size_and_back(tmp_path, record, monkeypatch):
    """Files become folders and folders files, with all their rows, CSV when small."""
    monkeypatch.setattr(publish, "LIMIT", 10)
    harvest(tmp_path, record, range(10))
    assert (tmp_path / "articles.parquet").is_file()
    harvest(tmp_path, record, range(10, 12))
    assert (tmp_path / "articles.parquet").is_dir()
    assert_true(tmp_path)
    monkeypatch.setattr(publish, "LIMIT", 50)
    open_run(tmp_path).close()
    assert len(pq.read_table(tmp_path / "articles.parquet")) == 12
    assert (tmp_path / "csv" / "articles.csv").exists()
    assert len(load(tmp_path).articles) == 12


@pytest.mark.parametrize("moment", KILLS)
def test_a_kill_at_any_file_is_mended(moment, tmp_path, process, record, large, monkeypatch):
    """Crossing the size, and once across it: readers see all rows at once, the next run all files."""
    with monkeypatch.context() as small:
        small.setattr(publish, "LIMIT", 50)
        harvest(tmp_path, record, range(20))
    code = f"{LARGE}{KILLS[moment]}\n"
    assert process(f"{code}store(3, 60)", tmp_path).returncode == -signal.SIGKILL
    assert len(load(tmp_path).people) in (60, 69)
    open_run(tmp_path).close()
    assert_true(tmp_path)
    before = len(load(tmp_path).people)
    assert process(f"{code}store(3, 70)", tmp_path).returncode in (0, -signal.SIGKILL)
    assert len(load(tmp_path).people) in (before, before + 9)
    open_run(tmp_path).close()
    assert_true(tmp_path)
    left = [path.name for path in tmp_path.rglob("*") if path.name.endswith(".tmp")]
    assert left == []


def test_what_was_stored_before_is_found(pair, record):
    """A run that judges its articles finds the former ones, in folders as in files."""
    ids = [article(record, number).article.article_id for number in (3, 38)]
    for folder in pair:
        with open_run(folder) as run:
            found = stored(run._folder, [*ids, "0" * 16])
        assert sorted(found) == sorted(ids)


def test_the_ledger_of_a_former_release_gets_folders_with_the_next_run(pair, large):
    """Nothing is taken from files of another form."""
    import sqlite3

    folder, _ = pair
    with sqlite3.connect(folder / "ledger.sqlite") as database:
        database.execute("update state set value = 'folders of other columns' where key = 'files'")
    database.close()
    before = state(folder)
    assert len(load(folder).people) == 120
    open_run(folder).close()
    assert all(before[path] != now for path, now in state(folder).items())
    assert_true(folder)
