"""A folder with one file a table: Parquet, CSV or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.dataset import schema
from govnews.dataset.csvfile import write_csv
from govnews.dataset.disk import explained
from govnews.dataset.parts import COMPRESSION
from govnews.exporting.cells import plain_rows
from govnews.exporting.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP_BYTES = 32 << 20
"""A row group of an export; larger ones read faster, and this much is in memory at once."""


def write_parquet(
    source: Source, folder: Path, tables: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write `TABLE.parquet` with the dtypes and descriptions of the dataset's own files.

    `about` goes into each file's metadata.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    import pyarrow.parquet as pq

    for table in tables:
        path = folder / f"{table}.parquet"
        columns = schema.arrow_schema(table).with_metadata(dict(about))
        with explained(path), pq.ParquetWriter(path, columns, compression=COMPRESSION) as writer:
            for group in _gathered(source.blocks(table)):
                writer.write_table(group.replace_schema_metadata(dict(about)))


def write_csvs(
    source: Source, folder: Path, tables: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write `TABLE.csv` as `govnews.dataset.csvfile` says; CSV has no place for `about`.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    del about
    for table in tables:
        path = folder / f"{table}.csv"
        with explained(path), path.open("wb") as out:
            write_csv(out, table, source.blocks(table))


def write_flat_lines(
    source: Source, folder: Path, tables: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write `TABLE.jsonl`, one row a line; JSON Lines has no place for `about`.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    del about
    for table in tables:
        path = folder / f"{table}.jsonl"
        with explained(path), path.open("w", encoding="utf-8", newline="\n") as out:
            for block in source.blocks(table):
                out.writelines(map(line, plain_rows(block, table)))


def line(value: object) -> str:
    r"""One line of JSON Lines.

    >>> line({"name": "Hà"})
    '{"name": "Hà"}\n'
    """
    return json.dumps(value, ensure_ascii=False) + "\n"


def _gathered(blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
    import pyarrow as pa

    held: list[pa.Table] = []
    size = 0
    for block in blocks:
        held.append(block)
        size += block.nbytes
        if size >= ROW_GROUP_BYTES:
            yield pa.concat_tables(held)
            held, size = [], 0
    if held:
        yield pa.concat_tables(held)
