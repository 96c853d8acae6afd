"""The ledger as a reader sees it: as of one moment, whatever a writer does meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from govnews.dataset.disk import dataset_error, explained
from govnews.dataset.layout import ORDER, layout_number
from govnews.dataset.ledger import Part, utc_text
from govnews.dataset.told import EMPTY, EVER, Told, read_told
from govnews.errors import DatasetError
from govnews.model import TABLES

_VERSIONS = """
select v.article_id, v.version, v.run, v.published_at, v.people, v.speakers, v.captions, v.awards,
    v.version = s.version as is_current,
    coalesce({first}, v.fetched_at, s.first_seen) as first
from versions v join seen s using (article_id)
"""
_CURRENT = "select * from ({versions}) where is_current"
_EVERY = "select * from ({versions}) where first <= :as_of"
_AS_OF = """
select * from (select *, row_number() over
    (partition by article_id order by first desc, version desc) as place
    from ({versions}) where first <= :as_of) where place = 1
"""


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
    told: Told = field(default_factory=lambda: EMPTY)
    """The rows of changes, states and coverage."""


def read_snapshot(
    path: Path, *, every: bool = False, told: bool = False, as_of: str | None = None
) -> Snapshot:
    """Read the ledger at `path`: the current versions, or every one.

    With `as_of`, a time as the ledger writes it, those that had been fetched by then. With `told`
    the three tables of the ledger's own are read too.

    Raises:
        DatasetError: the ledger is empty, damaged, or from a newer release.

    """
    with explained(path), closing(connect(path)) as database:
        database.execute("begin")
        is_old = layout_number(path, database) == 1
        parts = read_parts(database)
        chosen, time = chosen_versions(path, database, every=every, as_of=as_of)
        keys = database.execute(
            f"select article_id, version, run from ({chosen}) v order by {ORDER}",  # noqa: S608
            time,
        ).fetchall()
        totals = ", ".join(f"total({table})" for table in TABLES[1:])
        counts = database.execute(
            f"select count(*), {totals} from ({chosen})",  # noqa: S608
            time,
        ).fetchone()
        cursor = database.execute("select * from runs where started <= :as_of order by seq", time)
        names = [column[0] for column in cursor.description]
        runs = tuple(dict(zip(names, row, strict=True)) for row in cursor)
        own = read_told(database, time["as_of"]) if told and not is_old else EMPTY
    return Snapshot(
        parts=parts,
        keys=tuple(keys),
        counts=dict(zip(TABLES, map(int, counts), strict=True)),
        runs=runs,
        told=own,
    )


def chosen_versions(
    path: Path, database: sqlite3.Connection, *, every: bool = False, as_of: str | None = None
) -> tuple[str, dict[str, str]]:
    """A query for the versions to show, and the values that it takes."""
    is_old = layout_number(path, database) == 1
    chosen = (_EVERY if every else _AS_OF if as_of else _CURRENT).format(
        versions=_VERSIONS.format(first="null" if is_old else "v.first_fetched")
    )
    return chosen, {"as_of": as_of or EVER}


def read_parts(database: sqlite3.Connection) -> dict[str, tuple[Part, ...]]:
    """Table → its parts, oldest first."""
    parts: dict[str, list[Part]] = {table: [] for table in TABLES}
    for file, run, table, rows in database.execute(
        "select file, run, name, rows from parts join runs using (run) order by seq"
    ):
        parts[table].append(Part(file=file, run=run, rows=rows))
    return {table: tuple(found) for table, found in parts.items()}


def seen_since(path: Path, moment: datetime) -> set[str]:
    """The articles that were there at `moment` or later, changed or not, by the ledger at `path`.

    Raises:
        DatasetError: the ledger is empty, damaged, or from a newer release.

    """
    query = "select article_id from seen where last_seen >= ?"
    with explained(path), closing(connect(path)) as database:
        return {row[0] for row in database.execute(query, (utc_text(moment),))}


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger to read.

    SQLite wants to write beside a ledger in WAL mode even to read it. On a full disk it can do
    without if it has the ledger for itself, which it then has: nobody can write. Where the folder
    may only be read, or takes no more files, it must be told that nobody writes, which holds as
    long as there is no log of writes.
    """
    uri = path.absolute().as_uri()
    try:
        return _opened(path, f"{uri}?mode=rw")
    except sqlite3.OperationalError as error:
        if not any(text in str(error) for text in ("unable to open", "readonly", "I/O", "full")):
            raise dataset_error(path, error) from error
    try:
        return _opened(path, f"{uri}?mode=rw", alone=True)
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise dataset_error(path, error) from error
    return _opened(path, f"{uri}?immutable=1")


def _opened(path: Path, uri: str, *, alone: bool = False) -> sqlite3.Connection:
    database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=60)
    try:
        if alone:
            database.execute("pragma locking_mode = exclusive")
        database.execute("pragma query_only = on")
        if layout_number(path, database) == 0:
            raise DatasetError(f"{path}: empty: run `govnews harvest` first")  # noqa: TRY301
    except BaseException:
        database.close()
        raise
    return database
