"""The current versions as plain files, for those who open them without govnews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govnews.dataset import schema
from govnews.dataset.csvfile import write_csv
from govnews.dataset.disk import replacing
from govnews.dataset.folder import Folder
from govnews.dataset.parts import COMPRESSION, merged
from govnews.dataset.snapshot import Snapshot
from govnews.dataset.told import Told, told_table
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


def publish(folder: Folder, snapshot: Snapshot) -> None:
    """Write the current files of all tables, each taking the place of the old one whole.

    Raises:
        DatasetError: the disk is full; the files not yet replaced are as they were.

    """
    import pyarrow.parquet as pq

    for table in TABLES:
        parquet, csv = folder.current_files(table)
        with (
            replacing(parquet) as parquet_out,
            replacing(csv) as csv_out,
            pq.ParquetWriter(
                parquet_out, schema.arrow_schema(table), compression=COMPRESSION
            ) as writer,
        ):
            write_csv(csv_out, table, _teed(merged(folder.versions, table, snapshot), writer))


def publish_told(folder: Folder, told: Told, tables: Iterable[str]) -> None:
    """Write the files of some of changes, states and coverage, in the same way."""
    import pyarrow.parquet as pq

    for table in tables:
        rows = told_table(table, told[table])
        parquet, csv = folder.current_files(table)
        with replacing(parquet) as parquet_out, replacing(csv) as csv_out:
            pq.write_table(rows, parquet_out, compression=COMPRESSION)
            write_csv(csv_out, table, [rows])


def _teed(blocks: Iterator[pa.Table], writer: pq.ParquetWriter) -> Iterator[pa.Table]:
    for block in blocks:
        writer.write_table(block)
        yield block
