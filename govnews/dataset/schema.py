"""The columns of the tables, derived from the model and the rows of the ledger, nowhere else.

`columns` says them in plain Python, `arrow_schema` in Arrow, `frame` gives them to pandas.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import sys
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from govnews import model
from govnews.dataset import rows as ledger_rows
from govnews.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Kind = Literal["string", "int32", "date", "local_time", "utc_time", "list"]

KEYS = ("article_id", "version")
"""The columns that open every table and join it to the others."""

_KINDS: dict[Any, Kind] = {
    str: "string",
    int: "int32",
    date: "date",
    model.LocalTime: "local_time",
    model.UtcTime: "utc_time",
    tuple[str, ...]: "list",
}
_PYTHON: dict[Kind, type] = {
    "string": str,
    "int32": int,
    "date": date,
    "local_time": datetime,
    "utc_time": datetime,
    "list": tuple,
}
_INT32 = range(-(2**31), 2**31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one table."""

    name: str
    kind: Kind
    nullable: bool
    """Whether it may be null; a list is never null, only empty."""
    description: str
    """The docstring under the field of the model."""


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in the order in which they are stored.

    >>> [column.name for column in columns("captions")][:4]
    ['article_id', 'version', 'image_no', 'image_url']
    """
    if table in ledger_rows.LEDGER_ROW_TYPES:
        return tuple(_derived(ledger_rows.LEDGER_ROW_TYPES[table]))
    if table not in model.ROW_TYPES:
        known = ", ".join((*model.TABLES, *ledger_rows.LEDGER_TABLES))
        raise BadInput(f"no table is named {table!r}: choose one of {known}")
    own = tuple(_derived(model.ROW_TYPES[table]))
    if table == "articles":
        return own
    return tuple(c for c in columns("articles") if c.name in KEYS) + own


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; each field carries its `description` as metadata."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int32": pa.int32(),
        "date": pa.date32(),
        "local_time": pa.timestamp("s", tz=model.HANOI.key),
        "utc_time": pa.timestamp("s", tz="UTC"),
        "list": pa.list_(pa.string()),
    }
    return pa.schema(
        [
            pa.field(
                column.name,
                kinds[column.kind],
                nullable=column.nullable,
                metadata={"description": column.description},
            )
            for column in columns(table)
        ]
    )


def check(record: model.Record) -> None:
    """Refuse a record that the tables cannot hold.

    A value of the wrong type must not reach the journal of a run, where it would be met only when
    the whole run is written.

    Raises:
        BadInput: names the page, the column and the value.

    """
    rows = [("articles", record.article)]
    rows += [(table, row) for table in model.TABLES[1:] for row in getattr(record, table)]
    for table, row in rows:
        values = model.flat(row)
        for column in columns(table):
            if column.name in values and not _fits(values[column.name], column):
                raise BadInput(
                    f"{record.article.url}: {table}.{column.name} cannot hold "
                    f"{values[column.name]!r}; it takes {column.kind}"
                    f"{' or null' if column.nullable else ''}"
                )


def decode(row: dict[str, Any], table: str) -> dict[str, Any]:
    """A row of `Record.to_dict()` with its dates and times read back from ISO 8601."""
    for name, read in _temporal(table):
        if row.get(name) is not None:
            row[name] = read(row[name])
    return row


def record(plain: Mapping[str, Any]) -> model.Record:
    """The record whose `to_dict()` this is."""
    rows = {
        table: tuple(_row(values, table) for values in plain[table]) for table in model.TABLES[1:]
    }
    return model.Record(article=_row(plain["article"], "articles"), **rows)


def _row(plain: Mapping[str, Any], table: str) -> Any:
    row_type = model.ROW_TYPES[table]
    values = decode(dict(plain), table)
    given: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in values.items()
    }
    names = {field.name for field in dataclasses.fields(row_type)}
    if "evidence" in names:
        given["evidence"] = model.Evidence(
            rule=given["rule"],
            **{part: given[f"evidence_{part}"] for part in ("field", "start", "end", "text")},
        )
    return row_type(**{name: value for name, value in given.items() if name in names})


def conform(data: pa.Table, table: str, names: Sequence[str] | None = None) -> pa.Table:
    """Stored rows under today's schema, or under some columns of it.

    Columns that an older release did not have yet come back null (lists: empty), and times come
    back in seconds, which Parquet cannot say and stores as milliseconds.
    """
    import pyarrow as pa

    schema = arrow_schema(table)
    if names is not None:
        schema = pa.schema([schema.field(name) for name in names])
    for field in schema:
        if field.name not in data.column_names:
            empty: list[str] | None = [] if pa.types.is_list(field.type) else None
            filler = pa.array([empty] * data.num_rows, field.type)
            data = data.append_column(field, filler)
    return data.select(schema.names).cast(schema)


def frame(data: pa.Table) -> pd.DataFrame:
    """Arrow data as a DataFrame with nullable dtypes.

    Strings are `string`, integers `Int32`/`Int64`, truth values `boolean`, times
    `datetime64[s, zone]`, days `date32[day][pyarrow]` (a plain `datetime.date` in each cell), lists
    plain Python lists. Missing is `pd.NA` (`NaT` for a time), never a float `nan` or a string.
    """
    import pandas as pd
    import pyarrow as pa

    nullable: dict[pa.DataType, Any] = {
        pa.string(): pd.StringDtype("pyarrow"),
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
        pa.date32(): pd.ArrowDtype(pa.date32()),
    }
    result: pd.DataFrame = data.to_pandas(types_mapper=nullable.get)
    for number, field in enumerate(data.schema):
        if pa.types.is_list(field.type):
            lists = pd.Series(data.column(number).to_pylist(), dtype=object)
            result.isetitem(number, lists.to_numpy())
    return result


def _derived(row_type: type) -> typing.Iterator[Column]:
    """The columns of one dataclass; its evidence becomes five columns, as in `model.flat`."""
    described = _descriptions(row_type.__module__)[row_type.__name__]
    for name, hint in typing.get_type_hints(row_type, include_extras=True).items():
        if hint is model.Evidence:
            for part in _derived(model.Evidence):
                flat_name = part.name if part.name == "rule" else f"evidence_{part.name}"
                yield Column(
                    name=flat_name,
                    kind=part.kind,
                    nullable=part.nullable,
                    description=part.description,
                )
            continue
        inner, nullable = _without_none(hint)
        yield Column(
            name=name, kind=_KINDS[inner], nullable=nullable, description=described.get(name, "")
        )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint, False
    return next(arg for arg in typing.get_args(hint) if arg is not types.NoneType), True


@cache
def _descriptions(module: str) -> dict[str, dict[str, str]]:
    """Class → field → the docstring under the field, read from a module's source."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if not isinstance(node, ast.ClassDef):
            continue
        texts = found.setdefault(node.name, {})
        for field, text in zip(node.body, node.body[1:], strict=False):
            match field, text:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(said))),
                ):
                    texts[name] = inspect.cleandoc(said)
    return found


def _seconds(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0)


READERS: dict[Kind, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "local_time": _seconds,
    "utc_time": _seconds,
}
"""How a stored text of each temporal kind is read back."""


@cache
def _temporal(table: str) -> tuple[tuple[str, Any], ...]:
    return tuple((c.name, READERS[c.kind]) for c in columns(table) if c.kind in READERS)


def _fits(value: Any, column: Column) -> bool:
    if value is None:
        return column.nullable
    if column.kind == "list":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if column.kind in {"local_time", "utc_time"}:
        return isinstance(value, datetime) and value.utcoffset() is not None
    if column.kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if column.kind == "int32":
        return type(value) is int and value in _INT32
    return isinstance(value, str)
