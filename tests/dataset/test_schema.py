"""The columns that the contract names, derived from the model."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa
import pytest

from govnews.dataset import arrow_schema
from govnews.dataset.schema import check, columns
from govnews.errors import BadInput
from govnews.model import TABLES

EVIDENCE = ["evidence_field", "evidence_start", "evidence_end", "evidence_text", "rule"]


def test_rows_begin_with_the_keys_and_end_with_the_evidence():
    """People rows have the keys of their article first, then their own columns, then evidence."""
    assert arrow_schema("people").names == [
        *["article_id", "version", "person_no", "name", "honorific", "rank"],
        *["positions", "roles", "person_key", *EVIDENCE],
    ]


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("articles", "published_at", pa.timestamp("s", tz="Asia/Ho_Chi_Minh")),
        ("articles", "fetched_at", pa.timestamp("s", tz="UTC")),
        ("articles", "event_date", pa.date32()),
        ("articles", "version", pa.int32()),
        ("articles", "authors", pa.list_(pa.string())),
        ("awards", "rank", pa.int32()),
        ("captions", "people", pa.list_(pa.string())),
    ],
)
def test_types_follow_the_model(table, column, kind):
    """Every type of the model has the Arrow type that the contract names."""
    assert arrow_schema(table).field(column).type == kind


def test_only_optional_fields_are_nullable():
    """What the model requires is not nullable, nor is a list."""
    schema = arrow_schema("awards")
    assert not schema.field("article_id").nullable
    assert not schema.field("evidence_text").nullable
    assert schema.field("recipient").nullable
    assert not arrow_schema("people").field("positions").nullable


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table):
    """The docstring under each field travels with the data; only the portal's own words lack one."""
    missing = [column.name for column in columns(table) if not column.description]
    assert missing == []


def test_unknown_table_is_refused():
    """A wrong table name says which ones there are."""
    with pytest.raises(BadInput, match="articles, people"):
        arrow_schema("persons")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": None},
        {"title": 7},
        {"published_at": datetime(2024, 5, 1)},  # noqa: DTZ001
        {"event_date": datetime.fromisoformat("2024-05-01T00:00:00+07:00")},
        {"authors": ("Hà My", None)},
        {"authors": None},
        {"version": 2**31},
    ],
    ids=lambda fields: f"{next(iter(fields.items()))}",
)
def test_a_record_that_no_table_can_hold_is_refused(record, fields):
    """A value of a wrong type is named with its page and column, before anything is stored."""
    with pytest.raises(BadInput, match=rf"bai-1: articles\.{next(iter(fields))} cannot hold"):
        check(record(**fields))


def test_a_wrong_row_is_refused_too(record):
    """Rows of the other tables are checked like the article."""
    good = record()
    bad = dataclasses.replace(good.awards[0], year=2**40)
    with pytest.raises(BadInput, match=r"awards\.year"):
        check(dataclasses.replace(good, awards=(bad,)))
    check(good)
