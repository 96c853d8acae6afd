"""Immutable Parquet parts: a run's journal in, sorted tables out, both in bounded memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.dataset.disk import explained, replacing
from govnews.dataset.journal import Journal
from govnews.dataset.ledger import Part
from govnews.dataset.snapshot import Snapshot
from govnews.errors import DatasetError
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_RECORDS = 400
BATCH_BYTES = 8 << 20
"""A batch of records becomes a row group; at most this much JSON is in memory at once."""
BLOCK = 400
"""Articles in one block of a sorted table."""
COMPRESSION = "zstd"
RANK = "_rank"

Rows = dict[str, list[dict[str, Any]]]


class PartMissing(DatasetError):
    """A part is not where the ledger said: lost, or compacted since the ledger was read."""


def write_parts(
    folder: Path, run: str, journal: Journal, offsets: Iterable[int]
) -> dict[str, Part]:
    """Write the journal's lines at `offsets` as one part per table that has rows.

    The rows keep the order of `offsets`, which is the order of the tables: `merged` relies on it.

    Raises:
        DatasetError: the disk is full; a part may be left behind, which no ledger names.

    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts: dict[str, Part] = {}
    writers: dict[str, pq.ParquetWriter] = {}
    with ExitStack() as files:
        for batch in _batches(journal, offsets):
            for table, rows in batch.items():
                file = f"{run}-{table}.parquet"
                written = pa.Table.from_pylist(rows, schema.arrow_schema(table))
                if table not in writers:
                    out = files.enter_context(replacing(folder / file))
                    writers[table] = files.enter_context(
                        pq.ParquetWriter(out, written.schema, compression=COMPRESSION)
                    )
                    parts[table] = Part(file=file, runs=(run,), rows=0)
                with explained(folder / file):
                    writers[table].write_table(written)
                parts[table] = Part(file=file, runs=(run,), rows=parts[table].rows + len(rows))
    return parts


def merged(
    folder: Path, table: str, snapshot: Snapshot, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The rows of a table that a snapshot shows, sorted, a block of articles at a time.

    Articles come by publication time (undated ones last), then by id; the rows of an article by
    their number. Every part is sorted that way, so each is read once, from front to back, and is
    open only while its articles are due.

    Raises:
        PartMissing: a part is not there (any more).
        DatasetError: a part is damaged.

    """
    for block in ranked(folder, table, snapshot, columns):
        yield block.drop_columns(RANK)


def ranked(
    folder: Path, table: str, snapshot: Snapshot, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The same with the place of each row's version among the keys of the snapshot, as `RANK`."""
    import pyarrow as pa

    ranks = _ranks(snapshot, table)
    own = schema.columns(table)
    number = [] if table == "articles" else [own[2].name]
    wanted = tuple(
        column.name
        for column in own
        if columns is None or column.name in {*columns, *schema.KEYS, *number}
    )
    parts = [
        _Stream(_ranked(folder / part.file, table, ranks[part.file], wanted), ranks[part.file])
        for part in snapshot.parts[table]
    ]
    order = [(name, "ascending") for name in (RANK, *number)]
    shown = [name for name in wanted if columns is None or name in columns]
    for stop in range(BLOCK, len(snapshot.keys) + BLOCK, BLOCK):
        due = [piece for part in parts for piece in part.until(stop)]
        if due:
            yield pa.concat_tables(due).sort_by(order).select([*shown, RANK])


def whole(
    folder: Path, table: str, snapshot: Snapshot, columns: Sequence[str] | None = None
) -> pa.Table:
    """What `merged` gives, as one table in memory."""
    import pyarrow as pa

    empty = schema.arrow_schema(table).empty_table()
    if columns is not None:
        empty = empty.select([name for name in empty.column_names if name in columns])
    return pa.concat_tables([empty, *merged(folder, table, snapshot, columns)])


class _Stream:
    """The rows of one part that a snapshot shows, with their rank, read as far as asked."""

    def __init__(self, tables: Iterator[pa.Table], ranks: Mapping[str, int]) -> None:
        self._first = next(iter(ranks.values()), None)
        self._tables = tables
        self._rest: pa.Table | None = None

    def until(self, stop: int) -> Iterator[pa.Table]:
        """The rows up to a rank that were not given yet."""
        import numpy as np

        if self._first is None or self._first >= stop:
            return
        while True:
            rest = next(self._tables, None) if self._rest is None else self._rest
            if rest is None:
                return
            count = int(np.searchsorted(rest[RANK].to_numpy(), stop))
            yield rest.slice(0, count)
            self._rest = rest.slice(count) if count < rest.num_rows else None
            if self._rest is not None:
                return


def _ranked(
    path: Path, table: str, ranks: Mapping[str, int], columns: tuple[str, ...]
) -> Iterator[pa.Table]:
    """A part's rows that have a rank, a batch at a time."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        with explained(path), pq.ParquetFile(path) as part:
            there = [name for name in columns if name in part.schema_arrow.names]
            for batch in part.iter_batches(batch_size=4 * BLOCK, columns=there):
                rows = pa.Table.from_batches([batch])
                version = rows["version"].cast(pa.string())
                key = pc.binary_join_element_wise(rows["article_id"], version, "/")
                # A dictionary: Arrow would hash all keys anew for each batch.
                rank = pa.array([ranks.get(name) for name in key.to_pylist()], pa.int64())
                known = schema.conform(rows, table, columns).append_column(RANK, rank)
                yield known.filter(pc.is_valid(rank))
    except DatasetError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise PartMissing(str(error)) from error
        raise
    except pa.ArrowInvalid as error:
        raise DatasetError(f"{path}: damaged ({error}): restore it from a backup") from error


def _ranks(snapshot: Snapshot, table: str) -> Mapping[str, Mapping[str, int]]:
    """Part → `article_id/version` → place in the order of the tables, ascending."""
    file_of = {run: part.file for part in snapshot.parts[table] for run in part.runs}
    ranks: dict[str, dict[str, int]] = defaultdict(dict)
    for rank, (article_id, version, run) in enumerate(snapshot.keys):
        if run in file_of:
            ranks[file_of[run]][f"{article_id}/{version}"] = rank
    return ranks


def _batches(journal: Journal, offsets: Iterable[int]) -> Iterator[Rows]:
    rows: Rows = defaultdict(list)
    size = 0
    for length, line in journal.read(offsets):
        _spread(line["record"], rows)
        size += length
        if len(rows["articles"]) >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield rows
            rows, size = defaultdict(list), 0
    if rows:
        yield rows


def _spread(record: dict[str, Any], rows: Rows) -> None:
    """Add a record's rows to their tables, each with the article's keys."""
    article = schema.decode(record["article"], "articles")
    rows["articles"].append(article)
    keys = {name: article[name] for name in schema.KEYS}
    for table in TABLES[1:]:
        if record[table]:
            rows[table] += [keys | schema.decode(row, table) for row in record[table]]
