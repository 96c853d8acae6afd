"""A dataset as Delta Lake tables, for clusters: Spark, Databricks, Trino, DuckDB and Polars read them.

The five tables are partitioned by `portal` and `published_year` (in Hanoi; null: undated), which
tables without these columns get for it. Delta keeps times as microseconds in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.dataset import schema
from govnews.dataset.remembered import UNDATED
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import DatasetError
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

    from govnews.dataset.reader import Dataset

ARTICLES, ROWS = 250, 2_000
"""In a row group: files of all partitions are open at once, and what is not yet one is in memory."""
PARTITIONED_BY = ("portal", "published_year")


def export_delta(dataset: Dataset, folder: Path) -> dict[str, int]:
    """Write each table of a dataset as a Delta table `folder/TABLE`; table → its rows.

    Each is one transaction, which takes the place of all rows that were there: readers see the
    former state until then, and find it later by its version. Delta's `VACUUM` frees its space.

    Raises:
        DatasetError: deltalake is not installed, the folder cannot be written, or the dataset is
            damaged.

    """
    try:
        from deltalake import WriterProperties, write_deltalake
        from deltalake.exceptions import DeltaError
    except ImportError as error:
        raise DatasetError("Delta tables need deltalake: pip install 'govnews[delta]'") from error
    import pyarrow as pa

    counts = {}
    for table in (*TABLES, *LEDGER_TABLES):
        blocks = _Counted(dataset, table)
        size = ARTICLES if table == "articles" else ROWS
        try:
            write_deltalake(
                str(folder / table),
                pa.RecordBatchReader.from_batches(blocks.schema, blocks),
                partition_by=list(PARTITIONED_BY) if table in TABLES else None,
                mode="overwrite",
                schema_mode="overwrite",
                writer_properties=WriterProperties(compression="ZSTD", max_row_group_size=size),
            )
        except (DeltaError, OSError) as error:
            raise DatasetError(f"{folder / table}: cannot be written as Delta: {error}") from error
        counts[table] = blocks.count
    return counts


class _Counted:
    """The rows of a table as they are written, and how many they were."""

    def __init__(self, dataset: Dataset, table: str) -> None:
        self.count = 0
        self._blocks = _blocks(dataset, table)
        self._first = next(self._blocks)
        self.schema = self._first.schema

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for block in chain([self._first], self._blocks):
            self.count += block.num_rows
            yield from block.to_batches()


def _blocks(dataset: Dataset, table: str) -> Iterator[pa.Table]:
    """The rows of a table, the five with their place; one block at least."""
    if table in LEDGER_TABLES:
        yield dataset.arrow(table)
        return
    own = schema.arrow_schema(table)
    names = [name for name in own.names if name in dataset.column_names[table]]
    yield _placed(own.empty_table().select(names), ("", UNDATED))
    for place, rows in dataset.placed(table):
        yield _placed(rows, place) if place else _placed_by_article(rows, dataset)


def _placed(rows: pa.Table, place: tuple[str, str]) -> pa.Table:
    """The rows of one portal and year."""
    import pyarrow as pa

    portal, year = place
    number = None if year == UNDATED else int(year)
    return _with(
        rows,
        pa.repeat(pa.scalar(portal, pa.string()), rows.num_rows),
        pa.repeat(pa.scalar(number, pa.int32()), rows.num_rows),
    )


def _placed_by_article(rows: pa.Table, dataset: Dataset) -> pa.Table:
    """Rows of several, whose places their articles tell."""
    import pyarrow as pa
    import pyarrow.compute as pc

    articles = dataset.places()
    at = pc.index_in(rows["article_id"], value_set=articles["article_id"].combine_chunks())
    place = articles.take(at)
    return _with(rows, place["portal"], pc.year(place["published_at"]).cast(pa.int32()))


def _with(rows: pa.Table, portals: pa.Array, years: pa.Array) -> pa.Table:
    if "portal" not in rows.column_names:
        rows = rows.append_column("portal", portals)
    return rows.append_column("published_year", years)
