"""CSV: safe in a spreadsheet, and equal to the Parquet tables when read back."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from govnews.dataset import load, read_csv
from govnews.dataset.csvfile import escape, unescape
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES

RISKY = [
    *["=1+1", "+84 912", "- Gạch đầu dòng", "@nguoi", "\t=x", "\r=x", "'trích", "''", " =1+1"],
    *["＝SUM(A1)", "\n=1", '="a","b"', "'=1+1"],
]


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_starts_a_formula(text):
    """A text that a spreadsheet would run begins with an apostrophe, and only one is added."""
    assert escape(text) == f"'{text}"


@given(st.text())
def test_escaping_is_undone(text):
    """Every text comes back as it was."""
    assert unescape(escape(text)) == text


def test_ordinary_text_stays_as_it_is():
    """Words, quotes inside and lists are not touched."""
    for text in ("Hải Phòng", "“Trích”", "a=b", "[1]", "1-2"):
        assert escape(text) == text


@pytest.mark.parametrize("text", [*RISKY, 'dòng một\r\ndòng "hai", hết', "x" * 200_000])
def test_evidence_holds_after_the_round_trip(store, record, text):
    """Whatever a body begins with, spans still point at the same words after CSV."""
    folder = store(record(1, body=text, title=text, content_hash="h"))
    body = read_csv(folder / "csv" / "articles.csv")["body"].iloc[0]
    person = read_csv(folder / "csv" / "people.csv").iloc[0]
    assert body == text
    assert body[person.evidence_start : person.evidence_end] == person.evidence_text


def test_csv_equals_parquet(store, record):
    """Every table has the same values and dtypes from either kind of file."""
    folder = store(*(record(n) for n in range(1, 6)), record(7, published_at=None, event_date=None))
    dataset = load(folder)
    for table in TABLES:
        assert_frame_equal(read_csv(folder / "csv" / f"{table}.csv"), getattr(dataset, table))


def test_form(store, record):
    """BOM for spreadsheets, CRLF and quotes as in RFC 4180, lists as JSON, times in ISO 8601."""
    folder = store(record(1))
    raw = (folder / "csv" / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfarticle_id,version,")
    assert raw.endswith(b"\r\n")
    with (folder / "csv" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["authors"] == '["Hà My", "Lê Sơn"]'
    assert row["published_at"] == record(1).article.published_at.isoformat()
    assert row["fetched_at"] == "2024-06-01T02:00:00+00:00"
    assert row["event_date"] == "2024-05-12"
    assert row["summary"] == ""


def test_empty_tables_have_their_header(store, record):
    """A table without rows is a file with columns, and reads as an empty table."""
    import dataclasses

    folder = store(dataclasses.replace(record(1), awards=()))
    awards = read_csv(folder / "csv" / "awards.csv")
    assert len(awards) == 0
    assert_frame_equal(awards, load(folder).awards)


def test_wrong_files_are_refused(tmp_path, store, record):
    """A file of other columns, an unknown table and a missing file are told apart."""
    folder = store(record(1))
    (tmp_path / "copy.csv").write_bytes((folder / "csv" / "people.csv").read_bytes())
    with pytest.raises(BadInput, match="no table is named 'copy'"):
        read_csv(tmp_path / "copy.csv")
    assert len(read_csv(tmp_path / "copy.csv", "people")) == 3
    with pytest.raises(DatasetError, match="not the columns of awards"):
        read_csv(tmp_path / "copy.csv", "awards")
    with pytest.raises(DatasetError, match="missing"):
        read_csv(tmp_path / "articles.csv")
