"""Values as texts, for formats that have no times and lists of their own.

Times and days are ISO 8601 (a time of publication at +07:00, a time of fetching at +00:00), lists
are JSON, null stays null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema

if TYPE_CHECKING:
    import pyarrow as pa

as_json = json.JSONEncoder(ensure_ascii=False).encode
"""A list as JSON text."""


def plain_rows(block: pa.Table, table: str) -> Iterator[dict[str, Any]]:
    """Rows with their days and times as texts, as in `Record.to_dict`; lists stay lists."""
    temporal = [column.name for column in schema.columns(table) if column.kind in schema.READERS]
    for row in block.to_pylist():
        for name in temporal:
            if row[name] is not None:
                row[name] = row[name].isoformat()
        yield row


def flat_rows(block: pa.Table, table: str) -> Iterator[tuple[Any, ...]]:
    """Rows of texts and integers, lists as JSON, in the order of the columns."""
    lists = {column.name for column in schema.columns(table) if column.kind == "list"}
    for row in plain_rows(block, table):
        yield tuple(as_json(value) if name in lists else value for name, value in row.items())


def read_back(rows: Iterable[Mapping[str, Any]], table: str) -> pa.Table:
    """The Arrow table whose `plain_rows` or `flat_rows` these are."""
    import pyarrow as pa

    columns = schema.columns(table)
    lists = [column.name for column in columns if column.kind == "list"]
    # A spreadsheet does not tell an empty text from an empty cell.
    texts = [c.name for c in columns if c.kind == "string" and not c.nullable]
    decoded = []
    for given in rows:
        row = schema.decode(dict(given), table)
        for name in lists:
            if isinstance(row[name], str):
                row[name] = json.loads(row[name])
        for name in texts:
            row[name] = row[name] or ""
        decoded.append(row)
    return pa.Table.from_pylist(decoded, schema.arrow_schema(table))
