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

_JSON = json.JSONEncoder(ensure_ascii=False)


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
        yield tuple(_JSON.encode(value) if name in lists else value for name, value in row.items())


def read_back(rows: Iterable[Mapping[str, Any]], table: str) -> pa.Table:
    """The Arrow table whose `plain_rows` or `flat_rows` these are."""
    import pyarrow as pa

    lists = [column.name for column in schema.columns(table) if column.kind == "list"]
    decoded = []
    for given in rows:
        row = schema.decode(dict(given), table)
        for name in lists:
            if isinstance(row[name], str):
                row[name] = json.loads(row[name])
        decoded.append(row)
    return pa.Table.from_pylist(decoded, schema.arrow_schema(table))
