"""The ledger as a reader sees it: as of one moment, whatever a writer does meanwhile."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from govnews.dataset.disk import dataset_error, explained
from govnews.dataset.layout import ORDER, layout_number
from govnews.dataset.ledger import Part, utc_text
from govnews.dataset.selection import Selection
from govnews.errors import DatasetError
from govnews.model import TABLES

Key = tuple[str, int, str]
"""`(article_id, version, run)`: a version, and the run that wrote its reading."""

EVER = "9999"
"""Later than every time in the ledger."""
_COLUMNS = """v.article_id, v.version, v.run, v.published_at, v.people, v.speakers, v.captions,
    v.awards, s.portal"""
_CURRENT = f"""
select {_COLUMNS}{{year}} from seen s
join versions v on v.article_id = s.article_id and v.version = s.version
"""  # noqa: S608 only names of our own
_EVERY = f"""
select {_COLUMNS}, coalesce({{first}}, v.fetched_at, s.first_seen) as first
from versions v join seen s using (article_id)
"""  # noqa: S608 only names of our own
_AS_OF = """
select * from (select *, row_number() over
    (partition by article_id order by first desc, version desc) as place
    from ({every}) where first <= :as_of) where place = 1
"""


class Partition(NamedTuple):
    """The current articles of one portal and year of publication in Hanoi."""

    portal: str
    year: str
    """Four digits, or `undated`."""
    stamp: str
    """The run that changed it last; its files say the same, if they are of this moment."""
    rows: Mapping[str, int]
    """Table → rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Versions, and the parts that hold their rows."""

    parts: Mapping[str, tuple[Part, ...]]
    """Table → its parts, oldest first."""
    keys: tuple[Key, ...]
    """The versions to show, in the order of the tables."""


class View:
    """The ledger as one transaction sees it, for as long as it is held; parts it names never change."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at `path`. Raises `DatasetError` where it is empty, damaged, or newer."""
        self.path = path
        with explained(path):
            self._db = connect(path, to_hold=True)
            try:
                self._db.execute("begin")
                self.layout = layout_number(path, self._db)
                self.state: Mapping[str, str] = dict(self._rows("select key, value from state"))
            except BaseException:
                self._db.close()
                raise

    @cached_property
    def parts(self) -> Mapping[str, tuple[Part, ...]]:
        """Table → its parts, oldest first."""
        with explained(self.path):
            return read_parts(self._db)

    @cached_property
    def partitions(self) -> tuple[Partition, ...]:
        """What the current articles fall into; none where the ledger is of an older release."""
        if self.layout < 3:
            return ()
        query = f"select portal, year, stamp, {', '.join(TABLES)} from partitions"  # noqa: S608
        return tuple(
            Partition(portal, year, stamp, dict(zip(TABLES, rows, strict=True)))
            for portal, year, stamp, *rows in self._rows(query)
        )

    @cached_property
    def runs_by_age(self) -> Mapping[str, int]:
        """Run → its number; those of later ones are higher."""
        return dict(self._rows("select run, seq from runs"))

    @cached_property
    def last_run(self) -> str | None:
        """The run that was committed last."""
        rows = self._rows("select run from runs order by seq desc limit 1")
        return rows[0][0] if rows else None

    @cached_property
    def portals(self) -> frozenset[str]:
        """The portals that have articles."""
        if self.layout < 3:
            return frozenset(row[0] for row in self._rows("select distinct portal from seen"))
        return frozenset(partition.portal for partition in self.partitions)

    def runs(self, as_of: str | None = None, *, reports: bool = False) -> list[dict[str, Any]]:
        """The runs begun by then, oldest first; only with `reports` with the report of each."""
        names = [
            "run",
            "started",
            "finished",
            "new",
            "changed",
            "unchanged",
            "exit_code",
            "recovered",
        ]
        names += ["report"] * reports
        query = f"select {', '.join(names)} from runs where started <= :as_of order by seq"  # noqa: S608
        rows = self._rows(query, {"as_of": as_of or EVER})
        return [dict(zip(names, row, strict=True)) for row in rows]

    def keys(
        self,
        selection: Selection | None = None,
        *,
        every: bool = False,
        partitions: Sequence[Partition] | None = None,
    ) -> tuple[Key, ...]:
        """The versions of a selection in the order of the tables; with `every` also former ones.

        `partitions` leaves all others out.
        """
        if partitions is not None:
            return self.placed_keys(partitions, selection)[0]
        chosen, values = self.chosen(selection or Selection(), every=every)
        query = f"select article_id, version, run from ({chosen}) v order by {ORDER}"  # noqa: S608
        return tuple(self._rows(query, values))

    def placed_keys(
        self, partitions: Sequence[Partition], selection: Selection | None = None
    ) -> tuple[tuple[Key, ...], list[int]]:
        """The current versions in some partitions, and to each the number of its partition."""
        number = {partition[:2]: at for at, partition in enumerate(partitions)}
        query, values = self.chosen(selection or Selection())
        if len(number) < len(self.partitions):
            query += " and (portal, year) in"
            query += " (select json_extract(value, '$[0]'), json_extract(value, '$[1]')"
            query += " from json_each(:pairs))"
            values["pairs"] = json.dumps(list(number))
        rows = self._rows(
            f"select article_id, version, run, portal, year from ({query}) v order by {ORDER}",  # noqa: S608
            values,
        )
        return tuple(row[:3] for row in rows), [number[row[3:]] for row in rows]

    def counts(self, selection: Selection | None = None) -> dict[str, int]:
        """Table → rows of the selection in the five tables."""
        selection = selection or Selection()
        if selection.as_of is None and self.layout >= 3:
            found = [p for p in self.partitions if selection.touches(p.portal, p.year)]
            if not any(selection.cuts(partition.year) for partition in found):
                return {table: sum(p.rows[table] for p in found) for table in TABLES}
        chosen, values = self.chosen(selection)
        totals = ", ".join(f"total({table})" for table in TABLES[1:])
        [row] = self._rows(f"select count(*), {totals} from ({chosen})", values)  # noqa: S608
        return dict(zip(TABLES, map(int, row), strict=True))

    def chosen(self, selection: Selection, *, every: bool = False) -> tuple[str, dict[str, Any]]:
        """A query for the versions of a selection, and its values."""
        condition, values = selection.condition()
        values["as_of"] = selection.as_of or EVER
        all_versions = _EVERY.format(first="v.first_fetched" if self.layout > 1 else "null")
        current = _CURRENT.format(year=", s.year" if self.layout > 2 else "")
        shown = _AS_OF.format(every=all_versions) if selection.as_of else current
        query = f"select * from ({shown}) where {condition}"  # noqa: S608
        if every and selection.is_everything:
            query = f"select * from ({all_versions}) where first <= :as_of"  # noqa: S608
        elif every:
            query = (
                f"select * from ({all_versions}) where first <= :as_of"  # noqa: S608
                f" and article_id in (select article_id from ({query}))"
            )
        return query, values

    def rows(self, query: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The answer to a query, row by row."""
        with explained(self.path):
            cursor = self._db.execute(query, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def _rows(self, query: str, values: Mapping[str, Any] | None = None) -> list[Any]:
        with explained(self.path):
            return self._db.execute(query, values or {}).fetchall()

    def close(self) -> None:
        """Let the moment go."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_parts(database: sqlite3.Connection) -> dict[str, tuple[Part, ...]]:
    """Table → its parts, oldest first."""
    parts: dict[str, dict[str, Part]] = {table: {} for table in TABLES}
    for file, run, table, rows in database.execute(
        "select file, run, name, rows from parts join runs using (run) order by seq"
    ):
        known = parts[table].get(file, Part(file=file, runs=(), rows=0))
        parts[table][file] = Part(file=file, runs=(*known.runs, run), rows=known.rows + rows)
    return {table: tuple(found.values()) for table, found in parts.items()}


def seen_since(path: Path, moment: datetime) -> set[str]:
    """The articles that were there at `moment` or later, changed or not, by the ledger at `path`.

    Raises:
        DatasetError: the ledger is empty, damaged, or from a newer release.

    """
    query = "select article_id from seen where last_seen >= ?"
    with explained(path), closing(connect(path)) as database:
        return {row[0] for row in database.execute(query, (utc_text(moment),))}


def connect(path: Path, *, to_hold: bool = False) -> sqlite3.Connection:
    """Open the ledger to read.

    SQLite wants to write beside a ledger in WAL mode even to read it. On a full disk it can do
    without if it has the ledger for itself, which it then has: nobody can write. Where the folder
    may only be read, or takes no more files, it must be told that nobody writes, which holds as
    long as there is no log of writes. `to_hold`: it stays open, which must neither keep a writer
    out nor rest on nobody writing: in these two cases the ledger is copied into memory.
    """
    uri = path.absolute().as_uri()
    try:
        return _opened(path, f"{uri}?mode=rw")
    except sqlite3.OperationalError as error:
        if not any(text in str(error) for text in ("unable to open", "readonly", "I/O", "full")):
            raise dataset_error(path, error) from error
    try:
        database = _opened(path, f"{uri}?mode=rw", alone=True)
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise dataset_error(path, error) from error
        database = _opened(path, f"{uri}?immutable=1")
    return _in_memory(database) if to_hold else database


def _opened(path: Path, uri: str, *, alone: bool = False) -> sqlite3.Connection:
    # The library itself lets threads take turns.
    database = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=60, check_same_thread=False
    )
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


def _in_memory(database: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with closing(database):
        database.backup(copy)
    return copy
