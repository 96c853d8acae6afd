"""A dataset's folder that somebody else has been in: links out of it, and files of another making."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from govnews.dataset import load, open_run
from govnews.errors import DatasetError
from govnews.report_page import write_page

LINES = {
    "a list": b"[]",
    "nothing": b"null",
    "a number": b"1",
    "no keys": b"{}",
    "no record": b'{"status": "new", "record": 1}',
    "no article": b'{"status": "new", "record": {"article": {}}}',
    "no walks": b'{"walks": 1}',
    "no note": b'{"note": "listed"}',
    "other values": b'{"status": "new", "at": [], "record": {"article": {"article_id": []}}}',
}


def _outside(folder: Path) -> dict[Path, Path]:
    """Every file of a dataset that is replaced → a file elsewhere that a link in its place names."""
    links = {}
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    replaced = [*folder.glob("*.parquet"), *folder.glob("csv/*"), *folder.glob("runs/*.json")]
    for number, path in enumerate(replaced):
        target = elsewhere / str(number)
        target.write_text("mine")
        for name in (path, path.with_name(f".{path.name}.tmp")):
            name.unlink(missing_ok=True)
            name.symlink_to(target)
        links[path] = target
    return links


def test_links_are_replaced_and_not_followed(store: Any, record: Any) -> None:
    """A link in the place of a table, a report or a draft keeps its target as it is."""
    folder = store(record(1), run="r1")
    links = _outside(folder)
    with open_run(folder, "r2") as run:
        run.add(record(2))
        run.finish({})
    assert len(links) > 15
    assert {target.read_text() for target in links.values()} == {"mine"}
    assert len(load(folder).articles) == 2
    tables = [path for path in links if path.suffix in (".parquet", ".csv")]
    assert not any(path.is_symlink() for path in tables)


def test_a_link_in_the_place_of_a_journal(tmp_path: Path, store: Any, record: Any) -> None:
    """Nothing is written through it, and the error names it."""
    folder = store(record(1), run="r1")
    target = tmp_path / "mine"
    target.write_text("mine")
    (folder / "runs" / "r2.jsonl.open").symlink_to(target)
    with pytest.raises(DatasetError, match=r"r2\.jsonl\.open"):
        open_run(folder)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("run", ["../r2", "a/b", "/tmp/r2"])  # noqa: S108 nothing is written there
def test_the_report_lies_in_the_dataset(tmp_path: Path, run: str) -> None:
    """Names of runs are made by us; one that is a path is refused by the disk or the dataset."""
    with pytest.raises((DatasetError, KeyError)):
        write_page(tmp_path / "data", run, {})
    assert list(tmp_path.rglob("*.html")) == []


@pytest.mark.parametrize("kind", LINES)
def test_a_journal_that_no_run_wrote(store: Any, record: Any, kind: str) -> None:
    """It is named with what to do, nothing of it is stored, and what was stored is intact."""
    folder = store(record(1), run="r1")
    journal = folder / "runs" / "r2.jsonl.open"
    head = b'{"run":"r2","started":"2026-11-23T21:34:02+00:00"}\n'
    journal.write_bytes(head + LINES[kind] + b"\n")
    with pytest.raises(DatasetError, match=r"r2\.jsonl\.open: damaged .* or remove it"):
        open_run(folder)
    assert len(load(folder).articles) == 1
    journal.unlink()
    open_run(folder).close()


def test_a_journal_nested_without_end(store: Any, record: Any) -> None:
    """The line counts as torn."""
    folder = store(record(1), run="r1")
    (folder / "runs" / "r2.jsonl.open").write_bytes(b"[" * 100_000 + b"\n")
    open_run(folder).close()
    assert len(load(folder).articles) == 1


@pytest.mark.parametrize(
    "change",
    ["drop table parts", "update parts set file = '../../../../etc/' || file", "delete from parts"],
)
def test_a_ledger_that_was_changed(store: Any, record: Any, change: str) -> None:
    """Reading it fails with the name of a file in the dataset, or finds no rows; never others."""
    folder = store(record(1), run="r1")
    with sqlite3.connect(folder / "ledger.sqlite") as database:
        database.execute("pragma foreign_keys = off")
        database.execute(change)
    database.close()
    if change.startswith("delete"):
        assert len(load(folder).history()) == 0
        return
    with pytest.raises(DatasetError, match=re.escape(str(folder))):
        load(folder).history()
