"""An export read back: equal to the table that it was made from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.dataset.csvfile import read_csv
from govnews.dataset.disk import explained
from govnews.errors import DatasetError
from govnews.exporting.cells import read_back
from govnews.model import TABLES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def read_export(path: str | Path, table: str) -> pd.DataFrame:
    """One table of an export with the dtypes of `govnews.load`.

    `path` is what `govnews export --to` was given: a folder of Parquet, CSV or JSON Lines files, or
    a file of SQLite, Excel or JSON Lines. A workbook gives back what it holds: texts that it had to
    cut stay cut.

    Raises:
        BadInput: no table has this name.
        DatasetError: the export is missing, is of another kind, or does not have this table.

    """
    path = Path(path)
    columns = schema.columns(table)
    for suffix, read in _FOLDERS.items():
        if (file := path / f"{table}{suffix}").is_file():
            return read(file, table)
    if path.suffix not in _FILES or not path.is_file():
        raise DatasetError(f"{path}: no export that has a table {table} and can be read back")
    with explained(path):
        return schema.frame(_FILES[path.suffix](path, table, [column.name for column in columns]))


def _parquet(path: Path, table: str) -> pd.DataFrame:
    import pyarrow.parquet as pq

    return schema.frame(schema.conform(pq.read_table(path), table))


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with explained(path), path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _flat_lines(path: Path, table: str) -> pd.DataFrame:
    return schema.frame(read_back(_lines(path), table))


def _records(path: Path, table: str, _: list[str]) -> pa.Table:
    """The rows of a table in a file of records, each with its article's keys."""
    if table not in TABLES:
        raise DatasetError(f"{path}: records have no table {table}")
    rows: list[dict[str, Any]] = []
    for record in _lines(path):
        article = record["article"]
        keys = {name: article[name] for name in schema.KEYS}
        rows += [article] if table == "articles" else [keys | row for row in record[table]]
    return read_back(rows, table)


def _sqlite(path: Path, table: str, names: list[str]) -> pa.Table:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    query = f"select {', '.join(names)} from {table} order by rowid"  # noqa: S608 names of our own
    with closing(sqlite3.connect(uri, uri=True)) as database:
        rows = (dict(zip(names, row, strict=True)) for row in database.execute(query))
        return read_back(rows, table)


_FOLDERS = {".parquet": _parquet, ".csv": read_csv, ".jsonl": _flat_lines}
_FILES = {".sqlite": _sqlite, ".jsonl": _records}
