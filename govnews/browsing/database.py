"""An SQLite file made of a dataset, for browsing: tables, links between them, and words to find."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govnews.browsing.sentence import sentence_at
from govnews.dataset import Dataset, schema
from govnews.dataset.disk import explained, sync_folder
from govnews.dataset.rows import LEDGER_TABLES
from govnews.model import TABLES

BATCH = 5_000
"""Rows that are held in memory at once."""
SEARCHED = {
    "articles": ("title", "summary", "body", "event_name", "organiser", "venue", "location"),
    "people": ("name", "positions", "evidence_text"),
    "speakers": ("name", "positions", "speech_text", "evidence_text"),
    "captions": ("caption", "alt", "credit", "people"),
    "awards": ("award", "grantor", "recipient", "reason", "evidence_text"),
    "changes": ("before", "after"),
}
"""Table → the columns in whose words a search looks."""
FACTS = ("people", "speakers", "awards")
_KEYS = {
    "articles": ("article_id",),
    "people": ("article_id", "person_no"),
    "speakers": ("article_id", "speech_no"),
    "captions": ("article_id", "image_no"),
    "awards": ("article_id", "award_no"),
    "changes": ("article_id", "version", "change_no"),
    "states": ("article_id",),
    "coverage": (),
}
_INDEXED = {
    "articles": ("portal", "province", "province_now", "published_at", "event_date"),
    "people": ("name", "portal", "province", "published_on"),
    "speakers": ("name", "speech_kind", "portal", "province", "published_on"),
    "captions": ("portal",),
    "awards": ("award_kind", "status", "recipient_kind", "year", "portal", "published_on"),
    "changes": ("article_id", "field", "kind"),
    "states": ("state", "portal"),
    "coverage": ("portal", "day"),
}
_OF_ARTICLE = ("portal", "province", "published_on")
"""Columns of the article that its facts repeat, so that facts can be counted by them."""
_TYPES: dict[schema.Kind, str] = {"int32": "integer"}


def write_database(dataset: Dataset, path: Path, about: dict[str, str]) -> None:
    """Write the dataset's tables to an SQLite file; `path` is replaced whole, at the end.

    Times are texts in ISO 8601 with their offset, days `2024-05-12`, lists JSON. `about` goes into
    a table of that name.

    Raises:
        DatasetError: a part of the dataset cannot be read, or the disk is full.

    """
    draft = path.with_name(f".{path.name}.tmp")
    draft.unlink(missing_ok=True)
    try:
        with explained(path):
            with closing(sqlite3.connect(draft, isolation_level=None)) as database:
                # A draft that is cut off is thrown away: it needs no journal.
                database.execute("pragma journal_mode = off")
                database.execute("pragma synchronous = off")
                database.execute("begin")
                _fill(database, dataset, about)
                database.execute("commit")
            draft.replace(path)
            sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection, dataset: Dataset, about: dict[str, str]) -> None:
    for table in ("articles", "captions", *FACTS, *LEDGER_TABLES):
        database.execute(_definition(table))
        _insert(database, table, _rows(database, dataset, table))
        count = database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
        about = {**about, f"rows_{table}": f"{count:,}"}
        for column in _INDEXED[table]:
            database.execute(f"create index {table}_by_{column} on {table} ({column})")
        if table in SEARCHED:
            _index_words(database, table)
    database.execute("create table about (name text primary key, value text)")
    database.executemany("insert into about values (?, ?)", about.items())
    database.execute("analyze")


def columns(table: str) -> list[str]:
    """The columns of a table in the file: the dataset's, and what browsing adds to them."""
    names = [column.name for column in schema.columns(table)]
    if table in TABLES and table != "articles":
        names += _OF_ARTICLE
    if table in FACTS:
        names.insert(names.index("evidence_field"), "sentence")
    return names


def _definition(table: str) -> str:
    kinds = {column.name: column.kind for column in schema.columns(table)}
    lines = [f'"{name}" {_TYPES.get(kinds.get(name, "string"), "text")}' for name in columns(table)]
    if _KEYS[table]:
        lines.append(f"primary key ({', '.join(_KEYS[table])})")
    if table not in ("articles", "coverage"):
        lines.append("foreign key (article_id) references articles (article_id)")
    return f"create table {table} ({', '.join(lines)})"


def _insert(database: sqlite3.Connection, table: str, rows: Iterator[Sequence[Any]]) -> None:
    marks = ", ".join("?" * len(columns(table)))
    database.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608 our own names


def _rows(database: sqlite3.Connection, dataset: Dataset, table: str) -> Iterator[list[Any]]:
    names = columns(table)
    for batch in dataset.arrow(table).to_batches(BATCH):
        for row in batch.to_pylist():
            if table in TABLES and table != "articles":
                _add_article(database, table, row)
            yield [_plain(row[name]) for name in names]


def _add_article(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """What a fact repeats of its article, and the sentence that it was read from."""
    portal, province, published = database.execute(
        "select portal, province, substr(published_at, 1, 10) from articles where article_id = ?",
        (row["article_id"],),
    ).fetchone()
    row |= {"portal": portal, "province": province, "published_on": published}
    if table in FACTS:
        text = _text(database, row["article_id"], row["evidence_field"])
        row["sentence"] = sentence_at(text, row["evidence_start"], row["evidence_end"])


def _text(database: sqlite3.Connection, article_id: str, field: str) -> str:
    column, _, number = field.partition("/")
    if number:
        query = "select caption from captions where article_id = ? and image_no = ?"
        found = database.execute(query, (article_id, int(number)))
    else:
        query = f"select {column} from articles where article_id = ?"  # noqa: S608 a column's name
        found = database.execute(query, (article_id,))
    return str(found.fetchone()[0])


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _index_words(database: sqlite3.Connection, table: str) -> None:
    """Index the words of a table without their marks; the texts are not kept a second time.

    The tokenizer takes all marks of Vietnamese letters off but the stroke of đ, which is a letter
    of its own to Unicode.
    """
    names = SEARCHED[table]
    database.execute(
        f"create virtual table {table}_words using fts5 ({', '.join(names)}, content = '', "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    bare = ", ".join(f"replace(replace({name}, 'đ', 'd'), 'Đ', 'D')" for name in names)
    database.execute(
        f"insert into {table}_words (rowid, {', '.join(names)}) select rowid, {bare} from {table}"  # noqa: S608 our own names
    )
    database.execute(f"insert into {table}_words ({table}_words) values ('optimize')")  # noqa: S608
