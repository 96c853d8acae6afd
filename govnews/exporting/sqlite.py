"""A dataset as one SQLite file: typed tables that refer to their article, indexes, and views.

Lists are JSON, days and times ISO 8601 with their offset. The views join every fact with its
article; `dictionary` says what each column means, `about` what the file is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from govnews.dataset import schema
from govnews.dataset.disk import explained
from govnews.exporting.cells import flat_rows
from govnews.exporting.source import ALL_TABLES, Source
from govnews.model import TABLES

APPLICATION_ID = int.from_bytes(b"govn", "big")
"""In the file's header: an SQLite file that govnews wrote."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id",),
    "changes": ("article_id", "version", "change_no"),
    "states": ("article_id",),
}
"""Primary keys; facts have their article's and their number, coverage has none (a day may be null)."""
_INDEXED: Mapping[str, Sequence[str]] = {
    "articles": ("portal, published_at", "published_at", "event_date", "province"),
    "people": ("name", "person_key"),
    "speakers": ("name", "person_key", "speech_kind"),
    "awards": ("award_kind", "recipient", "recipient_organisation_key", "grantor_organisation_key"),
    "changes": ("kind",),
    "states": ("state",),
    "coverage": ("portal, day",),
}
_OF_ARTICLE = ("portal", "canonical_url", "title", "published_at", "event_name", "event_date",
               "province", "province_now")  # fmt: skip
"""What the views show of a fact's article."""
_LISTS = (("people", "positions", "position"), ("people", "roles", "role"))


def write_sqlite(
    source: Source,
    path: Path,
    tables: Sequence[str] = ALL_TABLES,
    about: Mapping[str, str] | None = None,
) -> None:
    """Write tables of a dataset into a new SQLite file at `path`.

    `about` is shown in the table of that name. Facts refer to their article only where `articles`
    is among the tables.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody reads the file before it is whole, so a journal would only cost time.
        database.executescript("pragma journal_mode = off; pragma synchronous = off;")
        database.execute(f"pragma application_id = {APPLICATION_ID}")
        database.execute("begin")
        for table in tables:
            database.execute(_table(table, tables))
            marks = ", ".join("?" * len(schema.columns(table)))
            insert = f"insert into {table} values ({marks})"  # noqa: S608 only names of our own
            for block in source.blocks(table):
                database.executemany(insert, flat_rows(block, table))
        for statement in _indexes_and_views(tables):
            database.execute(statement)
        _explain(database, tables, about or {})
        database.execute("commit")
        database.execute("analyze")


def is_ours(path: Path) -> bool:
    """Whether govnews wrote the file, by its header."""
    with path.open("rb") as file:
        header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == b"govn"


def _table(table: str, tables: Sequence[str]) -> str:
    columns = schema.columns(table)
    parts = [
        f"{c.name} {'integer' if c.kind == 'int32' else 'text'}{'' if c.nullable else ' not null'}"
        for c in columns
    ]
    if key := key_of(table):
        parts.append(f"primary key ({', '.join(key)})")
    if table != "articles" and "articles" in tables and columns[0].name == "article_id":
        parts.append("foreign key (article_id) references articles (article_id)")
    return f"create table {table} ({', '.join(parts)})"


def key_of(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart; none where there are no such."""
    if table in TABLES[1:]:
        return ("article_id", schema.columns(table)[2].name)
    return _KEYS.get(table, ())


def _indexes_and_views(tables: Sequence[str]) -> list[str]:
    made = [
        f"create index {table}_by_{columns.replace(', ', '_')} on {table} ({columns})"
        for table in tables
        for columns in _INDEXED.get(table, ())
    ]
    if "articles" in tables:
        shown = ", ".join(f"a.{name} as article_{name}" for name in _OF_ARTICLE)
        made += [
            f"create view {table}_with_articles as select t.*, {shown} "  # noqa: S608
            f"from {table} t join articles a using (article_id)"
            for table in TABLES[1:]
            if table in tables
        ]
    made += [
        f"create view {table}_by_{one} as select t.*, j.value as {one} "  # noqa: S608
        f"from {table} t, json_each(t.{many}) j"
        for table, many, one in _LISTS
        if table in tables
    ]
    return made


def _explain(database: sqlite3.Connection, tables: Sequence[str], about: Mapping[str, str]) -> None:
    database.execute(
        "create table dictionary (table_name text, column_name text, type text, description text, "
        "primary key (table_name, column_name))"
    )
    for table in tables:
        rows = ((table, c.name, c.kind, c.description) for c in schema.columns(table))
        database.executemany("insert into dictionary values (?, ?, ?, ?)", rows)
    database.execute("create table about (name text primary key, value text)")
    database.executemany("insert into about values (?, ?)", about.items())
