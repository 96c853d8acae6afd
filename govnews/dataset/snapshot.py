"""The ledger as a reader sees it: as of one moment, whatever a writer does meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from govnews.dataset.disk import dataset_error, explained
from govnews.dataset.layout import ORDER, layout_number
from govnews.dataset.ledger import Part, utc_text
from govnews.errors import DatasetError
from govnews.model import TABLES

_KEYS = "select v.article_id, v.version, v.run from versions v"
_CURRENT = "join seen s using (article_id, version)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one read transaction saw; the parts it names never change."""

    parts: Mapping[str, tuple[Part, ...]]
    """Table → its parts, oldest first."""
    keys: tuple[tuple[str, int, str], ...]
    """`(article_id, version, run)` of the versions to show, in the order of the tables."""
    counts: Mapping[str, int]
    """Table → number of current rows."""
    runs: tuple[Mapping[str, Any], ...]
    """Rows of the table of runs, oldest first."""


def read_snapshot(path: Path, *, every: bool = False) -> Snapshot:
    """Read the ledger at `path`: the current versions, or every one.

    Raises:
        DatasetError: the ledger is empty, damaged, or from a newer release.

    """
    with explained(path), closing(_connect(path)) as database:
        database.execute("begin")
        parts: dict[str, list[Part]] = {table: [] for table in TABLES}
        for file, run, table, rows in database.execute(
            "select file, run, name, rows from parts join runs using (run) order by seq"
        ):
            parts[table].append(Part(file=file, run=run, rows=rows))
        keys = database.execute(f"{_KEYS} {'' if every else _CURRENT} order by {ORDER}").fetchall()
        counts = database.execute(
            "select count(*), total(people), total(speakers), total(captions), total(awards)"
            " from seen join versions using (article_id, version)"
        ).fetchone()
        cursor = database.execute("select * from runs order by seq")
        names = [column[0] for column in cursor.description]
        runs = tuple(dict(zip(names, row, strict=True)) for row in cursor)
    return Snapshot(
        parts={table: tuple(found) for table, found in parts.items()},
        keys=tuple(keys),
        counts=dict(zip(TABLES, map(int, counts), strict=True)),
        runs=runs,
    )


def seen_since(path: Path, moment: datetime) -> set[str]:
    """The articles that were there at `moment` or later, changed or not, by the ledger at `path`.

    Raises:
        DatasetError: the ledger is empty, damaged, or from a newer release.

    """
    query = "select article_id from seen where last_seen >= ?"
    with explained(path), closing(_connect(path)) as database:
        return {row[0] for row in database.execute(query, (utc_text(moment),))}


def _connect(path: Path) -> sqlite3.Connection:
    """Open the ledger to read.

    SQLite wants to write beside a ledger in WAL mode even to read it. Where the folder may only be
    read it must be told that nobody writes, which holds as long as there is no log of writes.
    """
    uri = path.absolute().as_uri()
    try:
        return _opened(path, f"{uri}?mode=rw")
    except sqlite3.OperationalError as error:
        is_readonly = "unable to open" in str(error) or "readonly" in str(error)
        if not is_readonly or path.with_name(f"{path.name}-wal").exists():
            raise dataset_error(path, error) from error
    return _opened(path, f"{uri}?immutable=1")


def _opened(path: Path, uri: str) -> sqlite3.Connection:
    database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=60)
    try:
        database.execute("pragma query_only = on")
        if layout_number(path, database) == 0:
            raise DatasetError(f"{path}: empty: run `govnews harvest` first")  # noqa: TRY301
    except BaseException:
        database.close()
        raise
    return database
