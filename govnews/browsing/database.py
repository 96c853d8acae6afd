"""An SQLite file made of a dataset, for browsing: its export, and what browsing adds to the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from govnews.browsing.sentence import sentence_at
from govnews.dataset import Dataset, schema
from govnews.dataset.disk import explained, sync_folder
from govnews.exporting.source import ALL_TABLES
from govnews.exporting.sqlite import write_sqlite
from govnews.model import TABLES

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
_OF_ARTICLE = {
    "portal": "a.portal",
    "province": "a.province",
    "published_on": "substr(a.published_at, 1, 10)",
}
"""What facts repeat of their article, so that they can be counted and sorted by it."""
_COUNTED = {
    "articles": ("province_now",),
    "people": ("portal", "province", "published_on"),
    "speakers": ("portal", "province", "published_on"),
    "awards": ("status", "recipient_kind", "year", "portal", "published_on"),
    "captions": ("portal", "published_on"),
    "changes": ("field",),
    "states": ("portal",),
}
_TEXT = """
case t.evidence_field when 'title' then a.title when 'summary' then a.summary
when 'body' then a.body else (select caption from captions c where c.article_id = t.article_id
    and c.image_no = cast(substr(t.evidence_field, 9) as integer)) end
"""


def write_database(dataset: Dataset, path: Path, about: Mapping[str, str]) -> None:
    """Write the dataset into an SQLite file; `path` is replaced whole, at the end.

    Raises:
        DatasetError: a part of the dataset cannot be read, or the disk is full.

    """
    draft = path.with_name(f".{path.name}.tmp")
    draft.unlink(missing_ok=True)
    try:
        write_sqlite(dataset, draft, about=about)
        with explained(path):
            with closing(sqlite3.connect(draft, isolation_level=None)) as database:
                _add(database)
            draft.replace(path)
            sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def columns(table: str) -> list[str]:
    """The columns of a table in the file: the dataset's, and what browsing adds to them."""
    return [*(column.name for column in schema.columns(table)), *_added(table)]


def _added(table: str) -> list[str]:
    facts = list(_OF_ARTICLE) if table in TABLES[1:] else []
    return [*facts, "sentence"] if table in FACTS else facts


def _add(database: sqlite3.Connection) -> None:
    # A draft that is cut off is thrown away: it needs no journal.
    database.executescript("pragma journal_mode = off; pragma synchronous = off;")
    database.execute("begin")
    database.create_function("sentence_at", 3, sentence_at, deterministic=True)
    for table in ALL_TABLES:
        if added := _added(table):
            _add_columns(database, table, added)
        for column in _COUNTED.get(table, ()):
            database.execute(f"create index {table}_counted_by_{column} on {table} ({column})")
        if table in SEARCHED:
            _index_words(database, table)
        count = f"insert into about select 'rows_{table}', count(*) from {table}"  # noqa: S608
        database.execute(count)
    database.execute("commit")
    database.execute("analyze")


def _add_columns(database: sqlite3.Connection, table: str, names: list[str]) -> None:
    """What a fact repeats of its article, and the sentence that it was read from."""
    values = _OF_ARTICLE | {"sentence": f"sentence_at({_TEXT}, t.evidence_start, t.evidence_end)"}
    for name in names:
        database.execute(f"alter table {table} add column {name} text")
    settings = ", ".join(f"{name} = {values[name]}" for name in names)
    database.execute(
        f"update {table} as t set {settings} from articles a where a.article_id = t.article_id"  # noqa: S608 our own names
    )


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
