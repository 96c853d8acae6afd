"""Invented tables with every kind of value, and a small dataset."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import strategies as st

from govnews.dataset import schema
from govnews.exporting.source import ALL_TABLES
from govnews.model import HANOI

NASTY = [
    "=1+1", "+84", "-1", "@nguoi", "'trích", "''", "01", "1e5", "TRUE", "NA", "null", "nan", " ", "_x0041_",
    'dòng một\r\ndòng "hai", hết', "\ttab", "Uỷ ban Hoà Bình, Đặng Thị Ữ", "2023-11-27", "[]", "{}", "😀",
    "\u2028", "a\rb",
]  # fmt: skip
"""Texts that one program or another takes for something else."""

# Texts of the dataset are cleaned: no control characters but tab and line breaks, no half characters.
texts = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"), min_size=1
)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "string": texts,
    "int32": st.integers(-(2**31), 2**31 - 1),
    "date": st.dates(date(1900, 3, 1)),
    "local_time": moments.map(lambda moment: moment.astimezone(HANOI)),
    "utc_time": moments,
    "list": st.lists(texts | st.just(""), max_size=3),
}


class Given:
    """Tables in memory, in place of a dataset."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self.tables = tables

    def blocks(self, table: str) -> Iterator[pa.Table]:
        """The rows, two at a time."""
        whole = self.tables[table]
        for start in range(0, whole.num_rows, 2):
            yield whole.slice(start, 2)


@st.composite
def sources(draw: st.DrawFn) -> Given:
    """Any values that the schema allows, in all eight tables; keys are unique."""
    tables = {}
    for table in ALL_TABLES:
        columns = schema.columns(table)
        rows = []
        for number in range(draw(st.integers(0, 3))):
            row = {
                c.name: draw(
                    st.none() | KINDS[c.kind] if c.nullable and c.kind != "list" else KINDS[c.kind]
                )
                for c in columns
            }
            rows.append(row | {c.name: f"{number:016x}" for c in columns if c.name == "article_id"})
        tables[table] = pa.Table.from_pylist(rows, schema.arrow_schema(table))
    return Given(tables)


RECORDS = runpy.run_path(str(Path(__file__).parents[1] / "dataset" / "conftest.py"))


@pytest.fixture
def record() -> Callable[..., Any]:
    """Makes record number n."""
    return RECORDS["make_record"]


@pytest.fixture
def store(tmp_path: Path) -> Callable[..., Path]:
    """Stores records in one run and gives the dataset's folder."""

    def stored(*records: Any) -> Path:
        from govnews.dataset import open_run

        with open_run(tmp_path / "data") as opened:
            for given in records:
                opened.add(given)
        return tmp_path / "data"

    return stored
