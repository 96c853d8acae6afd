"""The tables of the ledger, and the order in which it lists what the five tables hold.

Layout 1 had no memory of edits, absences and walks; layout 2 did not know what the current files
show, nor parts that hold several runs. A ledger in one of them is brought up to date by the next run;
until then the first reads as if nothing had been noted, and both through their parts alone.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from govnews.errors import DatasetError

FORMAT = 3
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
_SINCE_2 = """
alter table versions add column first_fetched text;
create index versions_hash on versions (content_hash);
create table changes (
    article_id text not null,
    version integer not null,
    change_no integer not null,
    field text not null,
    kind text not null,
    before text,
    after text,
    noticed_at text,
    parser_before text,
    primary key (article_id, version, change_no)
) without rowid;
create table leads (
    portal text not null,
    key text not null,
    day text,
    article_id text,
    first_listed text,
    last_listed text,
    first_read text,
    failed_at text,
    primary key (portal, key)
) without rowid;
create index leads_article on leads (article_id);
create table sightings (
    article_id text not null,
    since text not null,
    state text not null,
    moved_to text,
    primary key (article_id, since)
) without rowid;
create table walks (
    portal text not null,
    started text not null,
    ended text not null,
    complete integer not null,
    primary key (portal, started)
) without rowid;
"""
_SINCE_3 = """
alter table seen add column year text;
update seen set year = (
    select coalesce(substr(date(published_at, '+7 hours'), 1, 4), 'undated') from versions v
    where v.article_id = seen.article_id and v.version = seen.version
);
create index seen_partition on seen (portal, year);
create table parts_by_run (
    file text not null,
    run text not null references runs (run),
    name text not null,
    rows integer not null,
    primary key (file, run)
) without rowid;
insert into parts_by_run select file, run, name, rows from parts;
drop table parts;
alter table parts_by_run rename to parts;
create table partitions (
    portal text not null,
    year text not null,
    stamp text not null,
    articles integer not null,
    people integer not null,
    speakers integer not null,
    captions integer not null,
    awards integer not null,
    primary key (portal, year)
) without rowid;
insert into partitions
select s.portal, s.year, (select run from runs order by seq desc limit 1), count(*),
    sum(v.people), sum(v.speakers), sum(v.captions), sum(v.awards)
from seen s join versions v on v.article_id = s.article_id and v.version = s.version
group by s.portal, s.year;
delete from state where key in ('published', 'told');
insert or replace into state select 'stamp', run from runs order by seq desc limit 1;
"""
ORDER = "v.published_at is null, v.published_at, v.article_id, v.version"
"""The order of every table: by publication time, undated articles last."""


def lay_out(path: Path, database: sqlite3.Connection) -> None:
    """Make the tables that the ledger lacks.

    Raises:
        DatasetError: a newer release wrote it.

    """
    number = layout_number(path, database)
    missing = (_LAYOUT, _SINCE_2, _SINCE_3)[number:]
    if missing:
        tables = " ".join(missing)
        database.executescript(f"begin; {tables} pragma user_version = {FORMAT}; commit")


def layout_number(path: Path, database: sqlite3.Connection) -> int:
    """The number of the ledger's layout; 0 where nothing was written yet.

    Raises:
        DatasetError: a newer release wrote it.

    """
    found: int = database.execute("pragma user_version").fetchone()[0]
    if found > FORMAT:
        raise DatasetError(f"{path}: written by a newer govnews: upgrade this one")
    return found
