"""The SQLite file that is made for browsing."""

from __future__ import annotations

import json
import runpy
import sqlite3
import unicodedata
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from govnews import load
from govnews.browsing.database import FACTS, columns
from govnews.browsing.plugin import searched
from govnews.browsing.sentence import sentence_at
from govnews.browsing.server import prepare
from govnews.dataset import open_run, schema
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES

make_record = runpy.run_path(str(Path(__file__).parents[1] / "dataset" / "conftest.py"))[
    "make_record"
]
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@pytest.mark.parametrize("table", [*TABLES, *LEDGER_TABLES])
def test_every_value_is_there(folder, rows, table):
    """Each table has the dataset's rows and values: null stays null, lists are JSON, times ISO 8601."""
    names = [column.name for column in schema.columns(table)]
    found = rows(f"select {', '.join(names)} from {table} order by rowid")  # noqa: S608
    expected = [
        tuple(
            json.dumps(value, ensure_ascii=False)
            if isinstance(value, list)
            else value.isoformat()
            if hasattr(value, "isoformat")
            else value
            for value in row.values()
        )
        for row in load(folder).arrow(table).to_pylist()
    ]
    assert found == expected
    assert expected or table == "changes"


@pytest.mark.parametrize("table", FACTS)
def test_every_fact_has_its_sentence(rows, table):
    """The sentence of a fact stands in the article and holds the words of the evidence."""
    found = rows(f"select sentence, evidence_text from {table}")  # noqa: S608
    assert found
    assert all(text and text in sentence for sentence, text in found)


def test_a_sentence_is_one_sentence(rows):
    """Of the body the one sentence round the words, and of a caption too."""
    query = "select sentence from {} where name = ? order by article_id limit 1"
    opening = "Đồng chí Vũ Thị Đào, Bí thư Đảng ủy xã, phát biểu khai mạc."
    assert rows(query.format("speakers"), "Vũ Thị Đào") == [(opening,)]
    assert rows(query.format("people"), "Lê Văn Tám") == [("Ông Lê Văn Tám nhận Bằng khen.",)]


def test_a_span_over_two_sentences():
    """Where the words lie in two sentences, both are given, as written."""
    text = "Một.\n\nÔng Lê An dự. Bà Vũ Tư dự.\n\nBa."
    start, end = text.index("An"), text.index("Tư")
    assert sentence_at(text, start, end) == "Ông Lê An dự. Bà Vũ Tư dự."


def test_facts_know_their_article(rows):
    """A fact repeats portal, province and day of its article, and leads to it by a foreign key."""
    query = (
        "select count(*) from people p join articles a using (article_id) where p.portal = a.portal "
        "and p.province is a.province and p.published_on = substr(a.published_at, 1, 10)"
    )
    assert rows(query) == rows("select count(*) from people")
    for table in (*FACTS, "captions", "changes", "states"):
        [key] = rows(f"pragma foreign_key_list({table})")
        assert key[2:5] == ("articles", "article_id", "article_id")
    assert rows("pragma foreign_key_check") == []


@pytest.mark.parametrize(
    "query", ["Hoà Bình", "Hòa Bình", "hoa binh", "HOÀ  BÌNH", "Ho\u0300a Bi\u0300nh"]
)
def test_words_are_found_in_every_spelling(rows, query):
    """However Hòa Bình is typed, the same articles are found, in whichever spelling they have it."""
    found = rows("select rowid from articles_words where articles_words match ?", searched(query))
    assert len(found) == 3


def test_every_letter_is_indexed_as_it_is_searched(tmp_path):
    """Each Vietnamese letter with each tone, large and small, đ too, is found by its bare letter."""
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    letters |= {letter.upper() for letter in letters} | {"đ", "Đ"}
    with open_run(tmp_path / "data") as run:
        run.add(make_record(1, body=" ".join(f"x{letter}z" for letter in letters)))
    path = prepare(str(tmp_path / "data"), tmp_path / "x.sqlite", print)
    query = "select count(*) from articles_words where articles_words match ?"
    with closing(sqlite3.connect(path)) as database:
        for letter in letters:
            found = database.execute(query, (searched(f"x{letter}z"),)).fetchone()
            assert found == (1,), letter


def test_words_apart_need_a_comma():
    """Words stand together as written; a comma or a quotation mark parts what may stand apart."""
    assert searched("Lê Tiến Châu, Hải Phòng") == '"le tien chau" "hai phong"'
    assert searched('"Lê Tiến Châu" dự') == '"le tien chau" "du"'


@pytest.mark.parametrize("query", ["", '"', "*", "a OR b*", "title:x", "NEAR(a b)", "(", "-", "^a"])
def test_no_search_is_an_error(rows, query):
    """Signs of the index's own language are words or nothing, never a failed query."""
    rows("select rowid from articles_words where articles_words match ?", searched(query))


def test_a_file_that_is_true_is_kept(folder, tmp_path):
    """The file is written once, and anew after a run that stored something."""
    path, told = tmp_path / "x.sqlite", []
    prepare(str(folder), path, told.append)
    first = path.stat().st_mtime_ns
    prepare(str(folder), path, told.append)
    assert (path.stat().st_mtime_ns, len(told)) == (first, 1)
    with open_run(folder):
        pass
    prepare(str(folder), path, told.append)
    assert path.stat().st_mtime_ns > first
    assert len(told) == 2


def test_only_what_was_chosen(folder, tmp_path):
    """Of a portal or time only its articles and facts are there; another choice is another file."""
    path = tmp_path / "x.sqlite"
    first = prepare(str(folder), path, print, since=date(2024, 5, 13)).read_bytes()
    with closing(sqlite3.connect(path)) as database:
        days = "select min(published_at) >= '2024-05-13', count(*) from articles"
        [(is_later, count)] = database.execute(days)
        assert is_later
        assert 0 < count < len(load(folder).articles)
        assert database.execute("pragma foreign_key_check").fetchall() == []
    assert prepare(str(folder), path, print).read_bytes() != first


def test_another_file_is_not_touched(folder, tmp_path):
    """A file that was not written for browsing stays as it is, and the message names it."""
    path = tmp_path / "notes.sqlite"
    path.write_text("my notes")
    with pytest.raises(BadInput, match=r"notes\.sqlite.*name another file"):
        prepare(str(folder), path, print)
    assert path.read_text() == "my notes"


def test_no_dataset(tmp_path):
    """A folder without a dataset is named, with what to do."""
    with pytest.raises(DatasetError, match="govnews harvest"):
        prepare(str(tmp_path), None, print)


def test_nothing_is_left_of_a_failure(folder, tmp_path, monkeypatch):
    """Where writing fails, the former file stays and no draft is left."""
    path = prepare(str(folder), tmp_path / "out" / "x.sqlite", print)
    before = path.read_bytes()
    with open_run(folder):
        pass

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("govnews.browsing.database._index_words", fail)
    with pytest.raises(RuntimeError):
        prepare(str(folder), path, print)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["x.sqlite"]


def test_every_column_is_described():
    """Each column of each table has an English description and a Vietnamese label."""
    from govnews.browsing.labels import described

    for table in (*TABLES, *LEDGER_TABLES):
        texts = described(table)
        assert list(texts) == columns(table)
        for text in texts.values():
            english, _, vietnamese = text.rpartition(" · ")
            assert english
            assert vietnamese
