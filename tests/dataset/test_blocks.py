"""Blocks: every row of a table once, with its articles in the same order in every table."""

from __future__ import annotations

from datetime import datetime

import pytest

from govnews.dataset import chosen, load, open_run, publish
from govnews.dataset.parts import PartMissing
from govnews.dataset.rows import LEDGER_TABLES
from govnews.model import HANOI, TABLES

YEARS = {1: 2022, 2: 2023, 3: 2023, 4: 2024, 5: 2024}


@pytest.fixture(params=["files", "folders"])
def folder(request, tmp_path, record, monkeypatch):
    """Articles of two portals and three years, and one without a date; small or large to the writer."""
    if request.param == "folders":
        monkeypatch.setattr(publish, "LIMIT", 2)
    with open_run(tmp_path) as run:
        for number, year in YEARS.items():
            published = datetime(year, 5, number, 8, tzinfo=HANOI)
            run.add(record(number, portal=f"p{number % 2}", published_at=published))
        run.add(record(6, published_at=None))
    assert (tmp_path / "articles.parquet").is_dir() == (request.param == "folders")
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"portal": "p1"},
        {"since": "2023-05-03"},
        {"until": "2023-05-02"},
        {"as_of": "2030-01-01"},
    ],
)
def test_blocks_have_every_row_once(folder, asked):
    """Together they are the table, whatever was chosen."""
    dataset = load(folder, **asked)
    for table in (*TABLES, *LEDGER_TABLES):
        found = [row for block in dataset.blocks(table) for row in block.to_pylist()]
        expected = dataset.arrow(table).to_pylist()
        assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_tables_have_the_order_of_the_articles(folder):
    """So that they can be walked side by side."""
    dataset = load(folder)
    ids = [row for block in dataset.blocks("articles") for row in block["article_id"].to_pylist()]
    for table in TABLES[1:]:
        blocks = dataset.blocks(table)
        own = [row for block in blocks for row in block["article_id"].to_pylist()]
        assert list(dict.fromkeys(own)) == [article for article in ids if article in own]


def test_a_lost_file_is_read_from_the_parts(folder):
    """A partition that is damaged or gone changes nothing."""
    before = [b.to_pylist() for b in load(folder).blocks("people")]
    for path in [*folder.glob("people.parquet/*"), folder / "people.parquet"][:1]:
        path.unlink()
    assert [b.to_pylist() for b in load(folder).blocks("people")] == before


def test_parts_that_are_compacted_meanwhile(folder, monkeypatch):
    """A part that goes while blocks are read is taken from where its rows went; none comes twice."""
    dataset = load(folder, as_of="2030-01-01")
    expected = dataset.arrow("people").to_pylist()
    whole, calls = chosen.merged, []

    def torn(*arguments):
        calls.append(arguments)
        blocks = [part for b in whole(*arguments) for part in (b.slice(0, 4), b.slice(4))]
        yield blocks[0]
        if len(calls) == 1:
            raise PartMissing("gone")
        yield from blocks[1:]

    monkeypatch.setattr(chosen, "merged", torn)
    monkeypatch.setattr(chosen.Chosen, "_compacted", lambda self, snapshot: snapshot)
    assert [row for block in dataset.blocks("people") for row in block.to_pylist()] == expected
    assert len(calls) == 2
