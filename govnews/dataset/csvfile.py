"""The tables as CSV that a spreadsheet opens safely and that reads back without loss.

UTF-8 with BOM, RFC 4180; lists as JSON, times and days in ISO 8601, null as an empty cell. A
spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` (also full-width, also after spaces,
tabs or line breaks) as a formula; such a text gets one apostrophe in front. A text that begins with
an apostrophe gets one too, so that reading is: drop one leading apostrophe from a text.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govnews.dataset import schema
from govnews.dataset.disk import explained
from govnews.errors import DatasetError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_JSON = json.JSONEncoder(ensure_ascii=False)
_RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|['\t\r\n]")


def escape(text: str) -> str:
    """A text as a cell that no spreadsheet runs as a formula.

    >>> escape("=1+1"), escape("'quoted'"), escape("Hải Phòng")
    ("'=1+1", "''quoted'", 'Hải Phòng')
    """
    return f"'{text}" if is_risky(text) else text


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may read a text as something else: a formula, or its mark of a text."""
    return _RISKY.match(text) is not None


def unescape(cell: str) -> str:
    """The text that `escape` was given."""
    return cell.removeprefix("'")


def write_csv(out: BinaryIO, table: str, blocks: Iterable[pa.Table]) -> None:
    """Write blocks of a table's rows; `out` stays open."""
    columns = schema.columns(table)
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(column.name for column in columns)
        for block in blocks:
            cells = [_cells(block[column.name].to_pylist(), column.kind) for column in columns]
            writer.writerows(zip(*cells, strict=True))
        text.flush()
    finally:
        text.detach()


def read_csv(path: str | Path, table: str | None = None) -> pd.DataFrame:
    """A CSV file of a dataset with the dtypes of `load`; equal to that table.

    `table` is one of the tables; by default the file's name says it (`people.csv`).

    Raises:
        BadInput: no table has this name.
        DatasetError: the file is missing or is not a table of this kind.

    """
    import pyarrow as pa

    path = Path(path)
    table = table or path.stem
    columns = schema.columns(table)
    values: dict[str, list[Any]] = {column.name: [] for column in columns}
    with explained(path), path.open(encoding="utf-8-sig", newline="") as file, _long_cells():
        reader = csv.DictReader(file)
        if reader.fieldnames != list(values):
            raise DatasetError(f"{path}: not the columns of {table}: write the file again")
        for row in reader:
            for column in columns:
                values[column.name].append(_value(row[column.name], column))
    return schema.frame(pa.table(values, schema.arrow_schema(table)))


def _cells(values: list[Any], kind: schema.Kind) -> list[Any]:
    """One column's values as cells, null as None."""
    if kind == "int32":
        return values
    written = {"string": escape, "list": _JSON.encode}.get(kind, _iso)
    return [None if value is None else written(value) for value in values]


def _iso(moment: date) -> str:
    return moment.isoformat()


def _value(cell: str, column: schema.Column) -> Any:
    if column.kind == "list":
        return json.loads(cell)
    if cell == "" and column.nullable:
        return None
    if column.kind == "int32":
        return int(cell)
    if column.kind == "string":
        return unescape(cell)
    return schema.READERS[column.kind](cell)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's limit of 128 KiB a cell; a body may be longer."""
    limit = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(limit)
