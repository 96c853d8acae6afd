"""A row of a table as plain values, however it was taken out of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govnews.errors import BadInput


def row_values(row: Any) -> dict[str, Any]:
    """The columns and values of one row: a Series, a mapping, or what `itertuples` gives.

    Raises:
        BadInput: it is no row, or a whole table, or does not say of which article it is.

    """
    if getattr(row, "ndim", 1) != 1:
        raise BadInput("a whole table: give one row, such as data.people.iloc[0]")
    if isinstance(row, Mapping):
        values = dict(row)
    elif hasattr(row, "_asdict"):
        values = row._asdict()
    elif hasattr(row, "to_dict"):
        values = row.to_dict()
    else:
        raise BadInput(f"{type(row).__name__} is no row: give one, such as data.people.iloc[0]")
    if not isinstance(values.get("article_id"), str):
        raise BadInput("a row without article_id: give a row of one of the dataset's tables")
    return values
