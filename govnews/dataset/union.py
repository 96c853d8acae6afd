"""One dataset brought into another: what it holds that the other has not, and what it has seen."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from govnews.archive.cdxj import index_of
from govnews.archive.replay import is_archive
from govnews.dataset import schema
from govnews.dataset.disk import explained, make_folder
from govnews.dataset.folder import LEDGER
from govnews.dataset.parts import whole
from govnews.dataset.snapshot import Snapshot, View
from govnews.dataset.writer import Run
from govnews.model import TABLES

AT_ONCE = 5000
"""Versions that are in memory at a time."""
_COPIED = {
    "leads": "portal, key, day, article_id, first_listed, last_listed, first_read, failed_at",
    "walks": "portal, started, ended, complete",
    "sightings": "article_id, since, state, moved_to",
}

Version = tuple[str, int]


def add_dataset(source: Path, run: Run) -> int:
    """Bring the dataset in the folder `source` into a run of another one; how many versions were new.

    A version is known by article id, content hash and reading, so that the same may be brought in
    any number of times. Archives are linked, not copied: both lie on one disk.

    Raises:
        DatasetError: one of the two cannot be read or written.

    """
    with explained(source / LEDGER), closing(_opened(source / LEDGER)) as ledger:
        readings = _missing(ledger, run)
        for record, reading in _records(source, readings):
            run.add_plain(record, reading)
        _copy_notes(ledger, run)
    _link_archives(source / "archive", run.path / "archive")
    return len(readings)


def _opened(ledger: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=rw", uri=True, timeout=60)


def _missing(ledger: sqlite3.Connection, run: Run) -> dict[Version, str]:
    """The versions that the run's dataset lacks, oldest first, each with its reading."""
    rows = ledger.execute(
        "select article_id, version, content_hash, reading from versions"
        " order by article_id, version"
    )
    with run.noting() as database:
        return {
            (article_id, version): reading
            for article_id, version, content_hash, reading in rows
            if not database.execute(
                "select 1 from versions where article_id = ? and content_hash = ? and reading = ?",
                (article_id, content_hash, reading),
            ).fetchone()
        }


def _records(source: Path, readings: dict[Version, str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Those versions as `Record.to_dict()`, each with its reading; those of one article in order."""
    with View(source / LEDGER) as view:
        snapshot = Snapshot(parts=view.parts, keys=view.keys(every=True))
    wanted = [key for key in snapshot.keys if key[:2] in readings]
    wanted.sort(key=lambda key: key[1])
    for start in range(0, len(wanted), AT_ONCE):
        some = set(wanted[start : start + AT_ONCE])
        part = replace(snapshot, keys=tuple(key for key in snapshot.keys if key in some))
        rows = {table: _rows(source, table, part) for table in TABLES}
        for article_id, version, _ in wanted[start : start + AT_ONCE]:
            key = (article_id, version)
            [article] = rows["articles"][key]
            record = {table: rows[table].get(key, []) for table in TABLES[1:]}
            yield {"article": article, **record}, readings[key]


def _rows(source: Path, table: str, snapshot: Snapshot) -> dict[Version, list[dict[str, Any]]]:
    found: dict[Version, list[dict[str, Any]]] = defaultdict(list)
    for row in whole(source / "versions", table, snapshot).to_pylist():
        key = (row["article_id"], row["version"])
        found[key].append(
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row.items()
                if table == "articles" or name not in schema.KEYS
            }
        )
    return found


def _copy_notes(ledger: sqlite3.Connection, run: Run) -> None:
    """What was listed, walked, absent, and when articles were there."""
    seen = ledger.execute("select first_seen, last_seen, article_id from seen").fetchall()
    fetched = ledger.execute(
        "select first_fetched, fetched_at, article_id, content_hash from versions"
        " where fetched_at is not null"
    ).fetchall()
    with run.noting() as database:
        for table, columns in _COPIED.items():
            rows = ledger.execute(f"select {columns} from {table}").fetchall()  # noqa: S608
            marks = ", ".join("?" * len(columns.split(",")))
            database.executemany(
                f"insert or replace into {table} ({columns}) values ({marks})",  # noqa: S608
                rows,
            )
        database.executemany(
            "update seen set first_seen = min(first_seen, ?), last_seen = max(last_seen, ?)"
            " where article_id = ?",
            seen,
        )
        database.executemany(
            "update versions set first_fetched = ?, fetched_at = ?"
            " where article_id = ? and content_hash = ?",
            fetched,
        )


def _link_archives(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    make_folder(target / "index")
    for path in filter(is_archive, source.iterdir()):
        for file, link in (
            (index_of(path), index_of(target / path.name)),
            (path, target / path.name),
        ):
            if file.exists() and not link.exists():
                with explained(link):
                    os.link(file, link)
