"""Every format gives back every value: types, nulls, lists, zones, letters, line breaks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pandas.testing import assert_frame_equal

from govnews.dataset import load, schema
from govnews.exporting.files import write_csvs, write_flat_lines, write_parquet
from govnews.exporting.reading import read_export
from govnews.exporting.records import joined, write_records
from govnews.exporting.source import ALL_TABLES
from govnews.exporting.sqlite import write_sqlite
from govnews.exporting.workbook import write_workbook
from govnews.model import TABLES

from .conftest import sources

WRITERS: dict[str, Callable[..., object]] = {
    "parquet": write_parquet,
    "csv": write_csvs,
    "flat lines": write_flat_lines,
    "data.sqlite": write_sqlite,
    "data.xlsx": write_workbook,
}
"""A name with a suffix is a file's, another one a folder's."""


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sources())
def test_any_table(name, source):
    """Whatever the schema allows comes back equal, dtypes included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if not path.suffix:
            path.mkdir()
        WRITERS[name](source, path, ALL_TABLES, {"cite": "Một, hai"})
        for table in ALL_TABLES:
            assert_frame_equal(read_export(path, table), schema.frame(source.tables[table]))


def test_records(store, record, tmp_path):
    """JSON Lines has one article with its facts a line, as `Record.to_dict` gives it."""
    records = [record(n) for n in range(1, 6)]
    dataset = load(store(*records))
    path = tmp_path / "records.jsonl"
    write_records(dataset, path, TABLES, {})
    by_id = {given.article.article_id: given.to_dict() for given in records}
    written = list(joined(dataset))
    assert {row["article"]["article_id"]: row for row in written} == by_id
    for table in TABLES:
        assert_frame_equal(read_export(path, table), getattr(dataset, table))
