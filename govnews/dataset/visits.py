"""What a run remembers of its visits for the next one: validators of HTTP, looks, places in listings
and in the archive.

Four small tables of the ledger, written in the transaction of the run: what a killed run had noted
here is forgotten, and asked for once more. They say nothing of the data itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govnews.dataset.disk import explained

LAYOUT = """
create table if not exists validators (
    url text primary key,
    article_id text,
    etag text,
    modified text,
    entries integer not null
) without rowid;
create table if not exists looks (url text primary key, at text not null) without rowid;
create table if not exists windows (
    portal text not null,
    listing text not null,
    pages integer not null,
    next integer,
    url text,
    form text,
    primary key (portal, listing)
) without rowid;
create table if not exists archived (
    url text primary key,
    ref text not null,
    digest text not null,
    at text not null
) without rowid;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What a host said of the state of one address, to be asked whether it has changed."""

    article_id: str | None
    """The article that was read there; None for a feed or sitemap."""
    etag: str | None
    modified: str | None
    """The header Last-Modified, as it came."""
    entries: int = 0
    """Articles that the feed or sitemap showed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where in a listing the deep check goes on."""

    pages: int
    """Pages that the listing was seen to have; 0 where nobody knows."""
    next: int | None = None
    """The page to go on with; None: begin anew."""
    url: str | None = None
    """Where that page was."""
    form: str | None = None
    """What was to be posted there, as JSON; None where it is simply fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where the page of an address lies in the archive."""

    ref: str
    digest: str
    at: datetime
    """Aware, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """A known article's address and times."""

    url: str
    canonical_url: str
    published_at: datetime | None
    looked_at: datetime
    """When it was last had, or last found to be gone."""


class Visits:
    """The tables, for one run; raises `DatasetError` where the disk fails."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._db = database

    def known(self, portal: str) -> Iterator[KnownRow]:
        """The articles of a portal in the dataset."""
        with explained(self.path):
            rows = self._db.execute(
                "select s.url, s.canonical_url, v.published_at, max(s.last_seen, coalesce(l.at, ''))"
                " from seen s join versions v using (article_id, version)"
                " left join looks l on l.url = s.url where s.portal = ?",
                (portal,),
            )
            for url, canonical, published, looked in rows:
                yield KnownRow(
                    url=url,
                    canonical_url=canonical,
                    published_at=datetime.fromisoformat(published) if published else None,
                    looked_at=datetime.fromisoformat(looked),
                )

    def validator(self, url: str) -> Validator | None:
        """What the host said of an address; None where it said nothing."""
        with explained(self.path):
            row = self._db.execute(
                "select article_id, etag, modified, entries from validators where url = ?", (url,)
            ).fetchone()
        if row is None:
            return None
        return Validator(article_id=row[0], etag=row[1], modified=row[2], entries=row[3])

    def remember(self, url: str, validator: Validator) -> None:
        """Note what the host says of an address now, in place of what it said before."""
        with explained(self.path):
            if validator.etag is None and validator.modified is None:
                self._db.execute("delete from validators where url = ?", (url,))
                return
            self._db.execute(
                "insert or replace into validators values (?, ?, ?, ?, ?)",
                (
                    url,
                    validator.article_id,
                    validator.etag,
                    validator.modified,
                    validator.entries,
                ),
            )

    def archived(self, url: str) -> Archived | None:
        """Where the page of an address was archived last; None where it was not."""
        with explained(self.path):
            row = self._db.execute(
                "select ref, digest, at from archived where url = ?", (url,)
            ).fetchone()
        if row is None:
            return None
        return Archived(ref=row[0], digest=row[1], at=datetime.fromisoformat(row[2]))

    def note_archived(self, url: str, place: Archived) -> None:
        """Note where the page of an address is archived now."""
        with explained(self.path):
            self._db.execute(
                "insert or replace into archived values (?, ?, ?, ?)",
                (url, place.ref, place.digest, place.at.isoformat()),
            )

    def look(self, url: str, at: str) -> None:
        """Note that a known article was asked for and is not there any more."""
        with explained(self.path):
            self._db.execute("insert or replace into looks values (?, ?)", (url, at))

    def window(self, portal: str, listing: str) -> Window | None:
        """Where the deep check of a listing goes on; None where there was none."""
        with explained(self.path):
            row = self._db.execute(
                "select pages, next, url, form from windows where portal = ? and listing = ?",
                (portal, listing),
            ).fetchone()
        return Window(pages=row[0], next=row[1], url=row[2], form=row[3]) if row else None

    def keep_window(self, portal: str, listing: str, window: Window) -> None:
        """Note where the next run's deep check goes on."""
        with explained(self.path):
            self._db.execute(
                "insert or replace into windows values (?, ?, ?, ?, ?, ?)",
                (portal, listing, window.pages, window.next, window.url, window.form),
            )

    def next_turn(self, portal: str) -> int:
        """Count one more walk through a portal: 1, 2, …"""
        key = f"turn/{portal}"
        with explained(self.path):
            row = self._db.execute("select value from state where key = ?", (key,)).fetchone()
            turn = int(row[0]) + 1 if row else 1
            self._db.execute("insert or replace into state values (?, ?)", (key, str(turn)))
        return turn
