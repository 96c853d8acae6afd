"""Reading: a dataset as five DataFrames, as of the moment it was loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.dataset import schema
from govnews.dataset.folder import LEDGER
from govnews.dataset.ledger import utc_text
from govnews.dataset.parts import merged, whole
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.snapshot import Snapshot, read_snapshot
from govnews.dataset.told import told_table
from govnews.errors import BadInput, DatasetError
from govnews.model import HANOI, TABLES
from govnews.storage import is_remote

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from govnews.storage.published import Published


def load(path: str | Path = "data", *, as_of: str | date | None = None) -> Dataset:
    """Open a dataset for reading; a run that is writing to it meanwhile changes nothing here.

    `path` is its folder, or the address to which `govnews publish` copied it: `s3://bucket/path`.
    From there a table is fetched when it is first asked for, and kept in the user's cache.
    `as_of` gives it as it was known then: every table with what had been fetched by the end of a
    day in Hanoi (`"2024-01-01"` or a `date`), or by an exact time (with its offset). A version
    shows the last reading of its page, also where a newer govnews read it later.

    Raises:
        BadInput: `as_of` is no day and no time with an offset.
        DatasetError: there is no dataset at `path`, or its ledger is damaged.
        StorageError: `path` is an address, and the store cannot be asked.

    """
    moment = _moment(as_of)
    if is_remote(path):
        from govnews.storage.published import Published

        published = Published(str(path))
        snapshot = _snapshot(published.folder, told=True, as_of=moment)
        return Dataset(published.folder, snapshot, moment, published)
    folder = Path(path)
    return Dataset(folder, _snapshot(folder, told=True, as_of=moment), moment)


class Dataset:
    """The current version of every article, with the dtypes of `govnews.dataset.schema.frame`.

    A table is read when it is first asked for, through the ledger as it was at `load`: the five
    tables always fit together. Call `load` again to see what came later.
    """

    def __init__(
        self,
        path: Path,
        snapshot: Snapshot,
        as_of: str | None = None,
        published: Published | None = None,
    ) -> None:
        self.path = path
        self._published = published
        self._as_of = as_of
        self._snapshot = snapshot

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article, by publication time."""
        return schema.frame(self.arrow("articles"))

    @cached_property
    def people(self) -> pd.DataFrame:
        """One row per named person and article."""
        return schema.frame(self.arrow("people"))

    @cached_property
    def speakers(self) -> pd.DataFrame:
        """One row per speech act."""
        return schema.frame(self.arrow("speakers"))

    @cached_property
    def captions(self) -> pd.DataFrame:
        """One row per picture."""
        return schema.frame(self.arrow("captions"))

    @cached_property
    def awards(self) -> pd.DataFrame:
        """One row per award and recipient."""
        return schema.frame(self.arrow("awards"))

    @cached_property
    def changes(self) -> pd.DataFrame:
        """One row per difference between a version and the one before it."""
        return schema.frame(self.arrow("changes"))

    @cached_property
    def states(self) -> pd.DataFrame:
        """One row per article: whether it still is where it was, and since when."""
        return schema.frame(self.arrow("states"))

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """One row per portal and day of publication: what was listed, stored, and is missing."""
        return schema.frame(self.arrow("coverage"))

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run, oldest first: when it was, what it stored, how it ended."""
        import pandas as pd

        counts = dict.fromkeys(["new", "changed", "unchanged", "exit_code"], "Int32")
        dtypes = {"run": "string", **counts, "recovered": "boolean"}
        times = ["started", "finished"]
        rows = [{name: run[name] for name in [*times, *dtypes]} for run in self._snapshot.runs]
        runs = pd.DataFrame(rows, columns=["run", *times, *counts, "recovered"])
        for name in times:
            runs[name] = pd.to_datetime(runs[name], utc=True).dt.as_unit("s")
        return runs.astype(dtypes)

    def arrow(self, table: str) -> pa.Table:
        """One of the tables as Arrow data.

        Raises:
            BadInput: no table has this name.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        schema.columns(table)
        if table in LEDGER_TABLES:
            return told_table(table, self._snapshot.told[table])
        return self._whole(table, self._snapshot)

    def blocks(self, table: str) -> Iterator[pa.Table]:
        """The rows of `arrow(table)` in its order, a few hundred articles at a time.

        For tables that do not fit into memory. Raises as `arrow` does.
        """
        schema.columns(table)
        if table in LEDGER_TABLES:
            yield self.arrow(table)
            return
        self._fetch(table, self._snapshot)
        yield from merged(self.path / "versions", table, self._snapshot)

    def history(self, table: str = "articles") -> pd.DataFrame:
        """Every version ever stored, not only the current ones, as of now or of `as_of`.

        Raises:
            BadInput: none of the five tables has this name.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        if table not in TABLES:
            raise BadInput(f"no table is named {table!r}: choose one of {', '.join(TABLES)}")
        every = _snapshot(self.path, every=True, as_of=self._as_of)
        return schema.frame(self._whole(table, every))

    def _fetch(self, table: str, snapshot: Snapshot) -> None:
        if self._published:
            self._published.fetch(part.file for part in snapshot.parts[table])

    def _whole(self, table: str, snapshot: Snapshot) -> pa.Table:
        self._fetch(table, snapshot)
        return whole(self.path / "versions", table, snapshot)

    def sql(self, query: str) -> pd.DataFrame:
        """The answer to a query in DuckDB's SQL over the five tables, `changes`, `states`, `coverage`.

        Times are told in Hanoi time. Needs DuckDB: `pip install 'govnews[sql]'`.

        Raises:
            BadInput: the query is wrong; DuckDB's message says where.
            DatasetError: DuckDB is not installed.

        """
        try:
            import duckdb
        except ImportError as error:
            raise DatasetError("sql() needs DuckDB: pip install 'govnews[sql]'") from error
        with duckdb.connect() as database:
            database.execute("set timezone = 'Asia/Ho_Chi_Minh'")
            for table in (*TABLES, *LEDGER_TABLES):
                if table in query.lower():
                    database.register(table, self.arrow(table))
            try:
                answer = database.sql(query)
                if answer is None:
                    raise BadInput("sql: a statement without an answer; write a select")
                return schema.frame(_with_integers(answer.to_arrow_table()))
            except duckdb.Error as error:
                raise BadInput(f"sql: {error}") from error

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {table}" for table, count in self._snapshot.counts.items())
        runs = self._snapshot.runs
        last = f", the last at {runs[-1]['finished']}" if runs else ""
        plural = "" if len(runs) == 1 else "s"
        place = self._published.url if self._published else self.path
        return f"<govnews dataset {place}: {counts}; {len(runs)} run{plural}{last}>"


def _moment(as_of: str | date | None) -> str | None:
    """The end of a day, or a time, as the ledger writes it."""
    try:
        said = as_of if as_of is None or isinstance(as_of, date) else _day_or_time(as_of)
    except ValueError:
        said = None
    if as_of is None:
        return None
    if isinstance(said, datetime):
        if said.utcoffset() is not None:
            return utc_text(said)
    elif said is not None:
        return utc_text(datetime.combine(said, time(23, 59, 59), HANOI))
    raise BadInput(f"as_of={as_of!r}: write a day, 2024-01-01, or a time with its offset")


def _day_or_time(text: str) -> date:
    return (
        date.fromisoformat(text)
        if len(text) == len("2024-01-01")
        else (datetime.fromisoformat(text))
    )


def _snapshot(
    folder: Path, *, every: bool = False, told: bool = False, as_of: str | None = None
) -> Snapshot:
    ledger_path = folder / LEDGER
    if not ledger_path.is_file():
        raise DatasetError(
            f"{folder}: no dataset here ({LEDGER} is missing): "
            "name the folder that `govnews harvest` or `govnews demo` wrote"
        )
    return read_snapshot(ledger_path, every=every, told=told, as_of=as_of)


def _with_integers(answer: pa.Table) -> pa.Table:
    """DuckDB sums integers into 128 bits, which Arrow calls a decimal; give them back as integers."""
    import pyarrow as pa

    for number, field in enumerate(answer.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            values = answer.column(number).cast(pa.int64())
            answer = answer.set_column(number, field.name, values)
    return answer
