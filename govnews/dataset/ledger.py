"""The ledger: which parts exist, which versions they hold, what was seen, what each run did.

One SQLite file in WAL mode with full synchronisation; `snapshot` reads it. A run is one transaction
from its first record to its commit, so that readers see it whole or not at all and a killed run
leaves no trace here. What the ledger does not name does not exist.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from govnews.dataset import sightings
from govnews.dataset.disk import explained
from govnews.dataset.layout import ORDER, lay_out
from govnews.dataset.visits import LAYOUT as VISITS
from govnews.dataset.visits import Visits
from govnews.model import HANOI, TABLES

UNDATED = "undated"
"""Stands for the year of articles without a date of publication."""
SEVEN = timezone(timedelta(hours=7))
"""As the ledger's queries reckon days; the zone of the tables had others before 1976."""
_LINES = """
create temp table lines (
    offset integer primary key,
    article_id text not null,
    version integer not null,
    published_at text,
    unique (article_id, version)
);
create temp table touched (
    portal text not null, year text not null, primary key (portal, year)
) without rowid;
"""
_TOUCHED = """
insert or ignore into temp.touched select portal, year from seen where article_id = ?
"""
_PARTITIONS = """
insert into partitions
select s.portal, s.year, ?, count(*), sum(v.people), sum(v.speakers), sum(v.captions), sum(v.awards)
from temp.touched t join seen s on s.portal = t.portal and s.year = t.year
join versions v on v.article_id = s.article_id and v.version = s.version
group by s.portal, s.year
"""
_SEEN = """
select s.article_id, portal, s.url, canonical_url, s.version, content_hash,
       first_seen, last_seen, published_at
from seen s join versions v using (article_id, version)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the dataset remembers of one article."""

    article_id: str
    portal: str
    url: str
    """As last fetched."""
    canonical_url: str
    version: int
    """The current version."""
    content_hash: str
    """Of the current version."""
    first_seen: datetime
    """UTC."""
    last_seen: datetime
    """UTC: the last time that the portal was asked and this article was there."""
    published_at: datetime | None
    """Of the current version, +07:00."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored version of one article."""

    version: int
    url: str
    """Of the page that was read."""
    content_hash: str
    reading: str
    """Hash of everything that was read from the page, facts included."""
    published_at: str | None
    """As `utc_text` writes it, like the next one."""
    fetched_at: str | None
    """The latest time at which the page was known to say this."""
    first_fetched: str | None
    """The first such time."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One immutable Parquet file."""

    file: str
    """Name in `versions/`."""
    runs: tuple[str, ...]
    """Whose rows it holds: of one run, or what is left of several that were compacted."""
    rows: int


class Ledger:
    """An open ledger; one thread, one process writes it at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self.visits = Visits(path, connection)
        """What runs remember of their visits."""

    @classmethod
    def to_write(cls, path: Path) -> Ledger:
        """Open the ledger, or begin one.

        Raises:
            DatasetError: the file is damaged, from a newer release, or cannot be written.

        """
        with explained(path):
            database = sqlite3.connect(path, isolation_level=None, timeout=60)
            try:
                database.execute("pragma journal_mode = wal")
                database.execute("pragma synchronous = full")
                lay_out(path, database)
                database.executescript(VISITS)
                database.executescript(_LINES)
            except BaseException:
                database.close()
                raise
        return cls(path, database)

    def begin(self) -> None:
        """Begin the transaction of a run."""
        with explained(self.path):
            self._db.execute("begin immediate")
            self._db.execute("delete from temp.lines")
            self._db.execute("delete from temp.touched")

    def roll_back(self) -> None:
        """Forget the transaction in progress, if any."""
        if self._db.in_transaction:
            self._db.execute("rollback")

    def close(self) -> None:
        """Forget what is not committed and close."""
        self._db.close()

    def find(self, article_id: str) -> Seen | None:
        """What is remembered of an article."""
        return self._seen(f"{_SEEN} where s.article_id = ?", article_id)

    def find_url(self, url: str) -> Seen | None:
        """What is remembered of the article that was last fetched from this URL."""
        return self._seen(f"{_SEEN} where s.url = ? order by last_seen desc limit 1", url)

    def _seen(self, query: str, key: str) -> Seen | None:
        with explained(self.path):
            row = self._db.execute(query, (key,)).fetchone()
        if row is None:
            return None
        return Seen(
            article_id=row[0],
            portal=row[1],
            url=row[2],
            canonical_url=row[3],
            version=row[4],
            content_hash=row[5],
            first_seen=datetime.fromisoformat(row[6]),
            last_seen=datetime.fromisoformat(row[7]),
            published_at=datetime.fromisoformat(row[8]).astimezone(HANOI) if row[8] else None,
        )

    def versions(self, article_id: str) -> list[Version]:
        """Every stored version of an article, oldest first."""
        with explained(self.path):
            rows = self._db.execute(
                "select v.version, v.url, content_hash, reading, published_at, fetched_at,"
                " coalesce(first_fetched, fetched_at), v.version = s.version"
                " from versions v join seen s using (article_id)"
                " where article_id = ? order by v.version",
                (article_id,),
            ).fetchall()
        return [
            Version(
                version=row[0],
                url=row[1],
                content_hash=row[2],
                reading=row[3],
                published_at=row[4],
                fetched_at=row[5],
                first_fetched=row[6],
                current=bool(row[7]),
            )
            for row in rows
        ]

    def store(self, run: str, offset: int, reading: str, record: Mapping[str, Any]) -> None:
        """Note a version that the journal holds at `offset`; the newest reading replaces others."""
        article = record["article"]
        key = (article["article_id"], article["version"])
        published_at = utc_text(article["published_at"])
        counts = [len(record[table]) for table in TABLES[1:]]
        with explained(self.path):
            self._db.execute(
                "insert into versions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " on conflict do update set run = excluded.run, url = excluded.url,"
                " reading = excluded.reading, content_hash = excluded.content_hash,"
                " published_at = excluded.published_at,"
                " people = excluded.people, speakers = excluded.speakers,"
                " captions = excluded.captions, awards = excluded.awards,"
                " first_fetched = min(coalesce(first_fetched, fetched_at, excluded.fetched_at),"
                " coalesce(excluded.fetched_at, first_fetched, fetched_at)),"
                " fetched_at = max(coalesce(fetched_at, excluded.fetched_at),"
                " coalesce(excluded.fetched_at, fetched_at))",
                (
                    *key,
                    run,
                    article["url"],
                    article["content_hash"],
                    reading,
                    published_at,
                    utc_text(article["fetched_at"]),
                    *counts,
                    utc_text(article["fetched_at"]),
                ),
            )
            self._db.execute(
                "insert or replace into temp.lines values (?, ?, ?, ?)",
                (offset, *key, published_at),
            )

    def point(self, article: Mapping[str, Any], at: str) -> None:
        """Make a version the current one of its article."""
        with explained(self.path):
            self._db.execute(_TOUCHED, (article["article_id"],))  # it may leave its partition
            self._db.execute(
                "insert into seen values (:article_id, :portal, :url, :canonical_url, :version,"
                " :at, :at, :year) on conflict do update set portal = excluded.portal,"
                " url = excluded.url, canonical_url = excluded.canonical_url,"
                " version = excluded.version, year = excluded.year",
                {**article, "at": at, "year": year_of(article["published_at"])},
            )
            self._db.execute(_TOUCHED, (article["article_id"],))

    def see(self, article_id: str, at: str, version: int | None = None) -> None:
        """Note that an article was there at a time, and which version it showed, if known."""
        with explained(self.path):
            self._db.execute(
                "update seen set first_seen = min(first_seen, :at), last_seen = max(last_seen, :at)"
                " where article_id = :id",
                {"id": article_id, "at": at},
            )
            sightings.seen_again(self._db, article_id, at)
            if version is not None:
                self._db.execute(
                    "update versions set fetched_at = max(coalesce(fetched_at, :at), :at),"
                    " first_fetched = min(coalesce(first_fetched, fetched_at, :at), :at)"
                    " where article_id = :id and version = :version",
                    {"id": article_id, "at": at, "version": version},
                )

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """The transaction of the run, for what is noted beside the versions."""
        with explained(self.path):
            yield self._db

    def lines(self) -> Iterator[int]:
        """Offsets of the journal's lines to write, in the order of the tables."""
        rows = self._db.execute(f"select offset from temp.lines v order by {ORDER}")  # noqa: S608
        return (row[0] for row in rows)

    def commit(self, run: Mapping[str, Any], parts: Mapping[str, Part]) -> None:
        """Name the parts, close the run: from here on readers see it."""
        with explained(self.path):
            self._db.execute(
                "insert into runs (run, started, finished, new, changed, unchanged, exit_code,"
                " recovered, report) values (:run, :started, :finished, :new, :changed,"
                " :unchanged, :exit_code, :recovered, :report)",
                {**run, "report": json.dumps(run["report"], ensure_ascii=False, default=str)},
            )
            self._db.executemany(
                "insert into parts values (?, ?, ?, ?)",
                [
                    (part.file, name, table, part.rows)
                    for table, part in parts.items()
                    for name in part.runs
                ],
            )
            self._stamp(run["run"], is_new=bool(parts))
            self._db.execute("commit")

    def _stamp(self, run: str, *, is_new: bool) -> None:
        """Note which current files a run makes new, and what they will hold."""
        self._db.execute(
            "delete from partitions where (portal, year) in (select portal, year from temp.touched)"
        )
        self._db.execute(_PARTITIONS, (run,))
        if is_new or not self.state("stamp"):
            self._db.execute("insert or replace into state values ('stamp', ?)", (run,))

    def state(self, key: str) -> str | None:
        """A remembered word.

        `stamp`: the run that stored versions last. `published` and `told`: the run whose
        state the current files of the five tables, and of states and coverage, show. `files`: their
        form. What an older release wrote there is none of these.
        """
        with explained(self.path):
            row = self._db.execute("select value from state where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_published(self, **state: str) -> None:
        """Note what the current files show now."""
        with explained(self.path):
            self._db.execute("begin immediate")
            self._db.executemany("insert or replace into state values (?, ?)", state.items())
            self._db.execute("commit")

    def holds(self, run: str) -> bool:
        """Whether a run of this name was committed."""
        with explained(self.path):
            row = self._db.execute("select 1 from runs where run = ?", (run,)).fetchone()
        return row is not None

    def reports(self) -> Iterator[dict[str, Any]]:
        """The reports of the runs, newest first."""
        with explained(self.path):
            rows = self._db.execute("select report from runs order by seq desc").fetchall()
        return (json.loads(row[0]) for row in rows)

    def last_run(self) -> dict[str, Any] | None:
        """The run committed last, if any; its report is JSON."""
        with explained(self.path):
            cursor = self._db.execute("select * from runs order by seq desc limit 1")
            row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
        return None if row is None else dict(zip(names, row, strict=True))


def year_of(published_at: datetime | str | None) -> str:
    """The year of publication in Hanoi, as partitions are named.

    >>> year_of("2023-12-31T17:00:00+00:00"), year_of(None)
    ('2024', 'undated')
    """
    if published_at is None:
        return UNDATED
    if isinstance(published_at, str):
        published_at = datetime.fromisoformat(published_at)
    return f"{published_at.astimezone(SEVEN).year:04}"


def utc_text(moment: datetime | str | None) -> str | None:
    """A time as the ledger keeps it: ISO 8601 in UTC, whole seconds, so that text sorts as time.

    >>> utc_text("2023-12-11T15:30:00+07:00")
    '2023-12-11T08:30:00+00:00'
    """
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.astimezone(UTC).isoformat(timespec="seconds")
