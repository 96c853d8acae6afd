"""The tables of the ledger, and the order in which it lists what the five tables hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from govnews.errors import DatasetError

FORMAT = 1
"""Number of the layout below, kept in `PRAGMA user_version`."""

_LAYOUT = """
create table runs (
    seq integer primary key,
    run text not null unique,
    started text not null,
    finished text not null,
    new integer not null,
    changed integer not null,
    unchanged integer not null,
    exit_code integer,
    recovered integer not null,
    report text not null
);
create table parts (
    file text primary key,
    run text not null references runs (run),
    name text not null,
    rows integer not null
);
create table versions (
    article_id text not null,
    version integer not null,
    run text not null,
    url text not null,
    content_hash text not null,
    reading text not null,
    published_at text,
    fetched_at text,
    people integer not null,
    speakers integer not null,
    captions integer not null,
    awards integer not null,
    primary key (article_id, version)
) without rowid;
create table seen (
    article_id text primary key,
    portal text not null,
    url text not null,
    canonical_url text not null,
    version integer not null,
    first_seen text not null,
    last_seen text not null
) without rowid;
create index seen_url on seen (url);
create table state (key text primary key, value text not null) without rowid;
"""
ORDER = "v.published_at is null, v.published_at, v.article_id, v.version"
"""The order of every table: by publication time, undated articles last."""


def lay_out(path: Path, database: sqlite3.Connection) -> None:
    """Make the tables in an empty ledger.

    Raises:
        DatasetError: a newer release wrote it.

    """
    if layout_number(path, database) == 0:
        database.executescript(f"begin; {_LAYOUT} pragma user_version = {FORMAT}; commit")


def layout_number(path: Path, database: sqlite3.Connection) -> int:
    """The number of the ledger's layout; 0 where nothing was written yet.

    Raises:
        DatasetError: a newer release wrote it.

    """
    found: int = database.execute("pragma user_version").fetchone()[0]
    if found > FORMAT:
        raise DatasetError(f"{path}: written by a newer govnews: upgrade this one")
    return found
