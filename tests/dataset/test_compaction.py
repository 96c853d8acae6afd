"""Compaction: few files of many, and nothing that a reader could tell; killed anywhere, no harm."""

from __future__ import annotations

import signal

import pytest
from pandas.testing import assert_frame_equal

from govnews.cli import main
from govnews.dataset import compaction, load, open_run
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import DatasetError
from govnews.model import TABLES

MOMENTS = {"as_of": "2024-06-03"}
KILLS = {
    "while parts are written": """
real = compaction.replacing
calls = iter(range(100))
compaction.replacing = lambda path: die() if next(calls) == 3 else real(path)""",
    "before the ledger's commit": "ledger.Ledger.replace_parts = die",
    "after the ledger's commit": "ledger.Ledger.replace_parts = die_after(ledger.Ledger.replace_parts)",
    "while old parts are removed": """
from pathlib import Path
real = Path.unlink
calls = iter(range(100))
Path.unlink = lambda path, **options: die() if 'r1-' in path.name else real(path, **options)""",
}


def told(folder):
    """Everything that a reader is shown."""
    shown = {}
    for options in ({}, MOMENTS):
        data = load(folder, **options)
        shown |= {(table, *options): getattr(data, table) for table in (*TABLES, *LEDGER_TABLES)}
        shown |= {("every", table, *options): data.history(table) for table in TABLES}
    return shown


def assert_same(after, before):
    """Value for value and type for type."""
    assert after.keys() == before.keys()
    for name in before:
        assert_frame_equal(after[name], before[name])


@pytest.fixture
def folder(tmp_path, record):
    """A dataset of six runs with an edit, and with a better reading of some articles."""
    for number in range(1, 6):
        with open_run(tmp_path / "data", f"r{number}") as run:
            for article in range(number, 40, 5):
                run.add(record(article))
            run.add(record(1, body=f"Lần {number}", content_hash=str(number), day=number))
    with open_run(tmp_path / "data", "r6") as run:
        for article in (2, 3, 4, 5):
            better = record(article, venue="Hội trường xã", parser="0.2.0/test")
            assert run.add(better, reread=True) == "unchanged"
    return tmp_path / "data"


def parts(folder):
    return sorted(path.name for path in (folder / "versions").iterdir())


def test_nothing_is_told_otherwise(folder, capsys):
    """Tables, history and a past day are the same to the last value; files are few."""
    before, files = told(folder), parts(folder)
    assert main(["compact", str(folder)]) == 0
    assert f"{len(files)} files made 5" in capsys.readouterr().err
    assert len(parts(folder)) == len(TABLES)
    assert_same(told(folder), before)
    assert main(["compact", str(folder)]) == 0
    assert "5 files made 5" in capsys.readouterr().err


def test_only_readings_in_the_place_of_which_there_are_others_are_dropped(folder):
    """Four articles were read again under their version; every version stays."""
    versions = len(load(folder).history())
    done = compaction.compact(folder)
    assert (done.dropped, done.files_left) == (4, 5)
    assert len(load(folder).history()) == versions


def test_runs_go_on_after_it(folder, record):
    """New articles, edits and another compaction find all that was there."""
    compaction.compact(folder)
    with open_run(folder) as run:
        run.add(record(50))
        run.add(record(7, body="Đã sửa", content_hash="x", day=9))
    data = load(folder)
    assert len(data.articles) == 40
    assert data.changes["version"].max() > 1
    before = told(folder)
    compaction.compact(folder)
    assert_same(told(folder), before)


def test_large_parts_stay(folder, monkeypatch):
    """A set that is large enough is not written again, unless most of it is replaced."""
    monkeypatch.setattr(compaction, "VERSIONS", 6)
    before = told(folder)
    compaction.compact(folder)
    assert "r3-articles.parquet" in parts(folder)
    assert_same(told(folder), before)


@pytest.mark.parametrize("moment", KILLS)
def test_a_kill_anywhere_leaves_a_good_state(folder, moment, process):
    """Before any repair the dataset reads as before; the next run leaves no file too many."""
    before = told(folder)
    code = f"from govnews.dataset import compaction\nfrom pathlib import Path\n{KILLS[moment]}\n"
    ended = process(f"{code}\ncompaction.compact(Path(folder))", folder)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert_same(told(folder), before)
    open_run(folder).close()
    named = set(parts(folder))
    with open_run(folder) as run, run.noting() as database:
        assert named == {row[0] for row in database.execute("select file from parts")}
    assert_same(told(folder), before)


def test_a_reader_from_before_finds_the_rows_in_the_new_parts(folder):
    """Its parts are gone, the versions that it was shown are not."""
    data = load(folder, as_of="2024-06-03")
    before = load(folder, as_of="2024-06-03").articles
    compaction.compact(folder)
    assert_frame_equal(data.articles, before)


def test_a_reader_from_before_is_told_where_its_reading_is_gone(folder, record):
    """Where a version was read anew and compacted since, its former reading is nowhere."""
    data = load(folder, as_of="2024-06-03")
    with open_run(folder) as run:
        run.add(record(6, venue="Nhà văn hóa", parser="0.3.0/test"), reread=True)
    compaction.compact(folder)
    with pytest.raises(DatasetError, match="load it again"):
        _ = data.articles


def test_a_folder_without_a_dataset(tmp_path, capsys):
    """It is named, and nothing is made in it."""
    assert main(["compact", str(tmp_path)]) == 1
    assert "no dataset here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
