"""Full disks, wrong folders, lost files: one clear message, and nothing harmed."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import disk, journal, load, open_run
from govnews.errors import BadInput, DatasetError


def no_space(*_arguments, **_keywords):
    raise OSError(errno.ENOSPC, "No space left on device")


def drafts(folder):
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp")]


def test_disk_full_while_adding(tmp_path, record, monkeypatch):
    """The failed record is cut off cleanly, the run writes no more, the next one keeps the rest."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        with monkeypatch.context() as patched:
            patched.setattr(journal.os, "pwrite", no_space)
            with pytest.raises(DatasetError, match=r"\.open: the disk is full"):
                run.add(record(2))
        with pytest.raises(DatasetError, match="disk is full"):
            run.add(record(3))
    assert drafts(tmp_path) == []
    open_run(tmp_path).close()
    assert load(tmp_path).articles["title"].tolist() == [record(1).article.title]


@pytest.mark.parametrize("call", range(1, 16))
def test_disk_full_at_any_step_of_the_commit(call, tmp_path, record, monkeypatch):
    """Wherever the disk fills up: an error, no litter, the old state readable, nothing lost later."""
    with open_run(tmp_path) as run:
        run.add(record(1))
    before = load(tmp_path).articles
    run = open_run(tmp_path)
    run.add(record(2))
    calls = iter(range(1, 1000))
    real = os.fsync
    monkeypatch.setattr(
        disk.os, "fsync", lambda handle: no_space() if next(calls) == call else real(handle)
    )
    with pytest.raises(DatasetError, match="disk is full"):
        run.finish()
    monkeypatch.undo()
    run.close()
    assert drafts(tmp_path) == []
    dataset = load(tmp_path)
    if len(dataset.articles) == 1:
        assert_frame_equal(dataset.articles, before)
    assert len(dataset.people) == 3 * len(dataset.articles)
    open_run(tmp_path).close()
    assert len(load(tmp_path).articles) == 2


@pytest.mark.parametrize("limit", [20_000, 70_000, 200_000])
def test_the_kernel_refuses_to_write(limit, tmp_path, process, record):
    """With a real limit on file sizes the run fails with one error and the next one is whole."""
    with open_run(tmp_path) as run:
        run.add(record(500))
    result = process(
        f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, -1))\nstore(200)",
        tmp_path,
    )
    assert "govnews.errors.DatasetError" in result.stderr.strip().splitlines()[-1]
    assert drafts(tmp_path) == []
    stored = load(tmp_path)
    assert len(stored.people) == 3 * len(stored.articles)
    assert process("store(200)", tmp_path).returncode == 0
    assert len(load(tmp_path).articles) == 201


def test_a_path_under_a_file(tmp_path):
    """A folder that cannot exist is named, with what to do."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(DatasetError, match=r"(file|data): .*choose a folder"):
            open_run(path)
        with pytest.raises(DatasetError, match="no dataset here"):
            load(path)


def test_a_path_that_cannot_be_a_folder_is_wrong_usage(tmp_path):
    """The caller can correct it: exit code 2, and no talk of lost files."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(BadInput, match="choose a folder"):
            open_run(path)
    with pytest.raises(BadInput, match="no folder can be made here"):
        open_run("/proc/govnews")


def test_no_permission(tmp_path, monkeypatch):
    """A folder that may not be written says so."""

    def refuse(*_arguments, **_keywords):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DatasetError, match="no permission: change the owner"):
        open_run(tmp_path / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read(store, record):
    """Reading needs no right to write; writing there is refused."""
    folder = store(record(1))
    folder.chmod(0o500)
    try:
        assert len(load(folder).articles) == 1
        with pytest.raises(DatasetError, match="no permission"):
            open_run(folder)
    finally:
        folder.chmod(0o700)


def test_no_dataset(tmp_path):
    """Loading nothing says what to run first."""
    with pytest.raises(DatasetError, match="govnews harvest"):
        load(tmp_path / "nowhere")


def test_a_damaged_ledger(store, record):
    """A ledger that is no database is named, by reader and writer."""
    folder = store(record(1))
    (folder / "ledger.sqlite").write_bytes(b"not a database at all" * 100)
    for open_it in (load, open_run):
        with pytest.raises(DatasetError, match=r"ledger\.sqlite: damaged"):
            open_it(folder)


def test_a_lost_ledger_is_not_replaced_by_an_empty_one(store, record):
    """Without its ledger the history must not look new and be overwritten."""
    folder = store(record(1))
    (folder / "ledger.sqlite").unlink()
    with pytest.raises(DatasetError, match="restore it from a backup"):
        open_run(folder)
    assert any((folder / "versions").iterdir())


def test_a_ledger_from_the_future(store, record):
    """A newer layout is refused, not misread."""
    folder = store(record(1))
    with sqlite3.connect(folder / "ledger.sqlite") as database:
        database.execute("pragma user_version = 99")
    database.close()
    for open_it in (load, open_run):
        with pytest.raises(DatasetError, match="newer govnews"):
            open_it(folder)


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_lost_part(store, record, damage):
    """A part that the ledger names and the disk lacks is named; what rests on others still reads."""
    folder = store(record(1), run="r1")
    part = folder / "versions" / "r1-people.parquet"
    part.unlink() if damage == "missing" else part.write_bytes(b"PAR1")
    dataset = load(folder)
    assert len(dataset.history("articles")) == 1
    assert len(dataset.people) == 3
    with pytest.raises(DatasetError, match=rf"r1-people\.parquet: .*{damage}"):
        dataset.history("people")
