"""The answers as rows of plain values, and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset.csvfile import escape
from govnews.dataset.disk import replacing

if TYPE_CHECKING:
    import pandas as pd


def plain_rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Every row as plain Python: null as None, times and days in ISO 8601, lists as lists."""
    for row in frame.to_dict("records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def write_answer(frame: pd.DataFrame, path: Path) -> None:
    """Write an answer as CSV: UTF-8 with BOM, lists as JSON, and no cell starts a formula.

    Raises:
        DatasetError: the file cannot be written.

    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row.values()] for row in plain_rows(frame))
    with replacing(path) as out:
        out.write(text.getvalue().encode("utf-8-sig"))


def _plain(value: Any) -> Any:
    import pandas as pd

    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return escape(value) if isinstance(value, str) else value
