"""Who held which office, as the articles say it: people, bodies, posts, and when each was seen.

Nobody is merged by name alone: one person is one `person_key` (name, body of the main office,
province), so a namesake in another body or province is another one, and an official who went to
another body is two. People without an office are left out: they are no officials. An article says
that somebody held an office on its day, not since when: there are days of sight and no beginnings.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govnews.dataset.disk import explained
from govnews.exporting.records import joined
from govnews.exporting.source import Exported, Source
from govnews.facts.keys import office_body, organisation_key
from govnews.facts.same_office import office_key

_FORMER = re.compile(r"nguyên\s", re.IGNORECASE)
_LAYOUT = """
create table held (
    person text not null, post text not null, former integer not null, role text not null,
    body text, articles integer not null, first text, last text,
    first_url text not null, first_text text not null,
    last_url text not null, last_text text not null,
    primary key (person, post, former)
) without rowid;
create table names (
    person text not null, name text not null, articles integer not null, url text not null,
    text text not null, primary key (person, name)
) without rowid;
create table bodies (body text primary key, name text not null) without rowid;
"""
_HOLD = """
insert into held values (:person, :post, :former, :role, :body, 1, :day, :day,
    :url, :text, :url, :text)
on conflict do update set articles = articles + 1,
    role = iif(length(excluded.role) > length(role), excluded.role, role),
    first_url = iif(excluded.first < first or first is null, excluded.first_url, first_url),
    first_text = iif(excluded.first < first or first is null, excluded.first_text, first_text),
    last_url = iif(excluded.last > last or last is null, excluded.last_url, last_url),
    last_text = iif(excluded.last > last or last is null, excluded.last_text, last_text),
    first = coalesce(min(first, excluded.first), first, excluded.first),
    last = coalesce(max(last, excluded.last), last, excluded.last)
"""
_NAME = """
insert into names values (:person, :name, 1, :url, :text)
on conflict do update set articles = articles + 1
"""
_BODY = """
insert into bodies values (:body, :body_name)
on conflict do update set name = iif(length(excluded.name) > length(name), excluded.name, name)
"""


class Offices:
    """The offices of a dataset, kept in a file beside the memory; `gathered` makes one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.unnamed = 0
        """Rows of people with offices that have no `person_key`: an older release read them."""

    def gather(self, source: Source) -> None:
        """Read the articles with their people."""
        for record in joined(source, ["people"]):
            for row in record["people"]:
                if not row["positions"]:
                    continue
                if row["person_key"] is None:
                    self.unnamed += 1
                else:
                    self._add(record["article"], row)

    def people(self) -> Iterator[dict[str, Any]]:
        """Key, names (most frequent first), and where the first one was read."""
        query = "select * from names order by person, articles desc, name"
        found: dict[str, Any] | None = None
        for row in self._database.execute(query):
            if found and found["key"] == row["person"]:
                found["names"].append(row["name"])
                continue
            if found:
                yield found
            found = {"key": row["person"], "names": [row["name"]]}
            found |= {"url": row["url"], "text": row["text"]}
        if found:
            yield found

    def bodies(self) -> Iterator[sqlite3.Row]:
        """`body` (its key) and `name`, the fullest way in which it is written."""
        yield from self._database.execute("select * from bodies order by body")

    def posts(self) -> Iterator[sqlite3.Row]:
        """`post` (its key), `role` and `body`: each office that somebody holds or held."""
        yield from self._database.execute(
            "select post, max(role) as role, max(body) as body from held group by post order by post"
        )

    def held(self) -> Iterator[sqlite3.Row]:
        """`person`, `post`, `former`, `role`, `body`, `articles`, and the first and the last sight."""
        yield from self._database.execute("select * from held order by person, post, former")

    def counts(self) -> dict[str, int]:
        """How many of each there are."""
        queries = {
            "people": "select count(distinct person) from names",
            "bodies": "select count(*) from bodies",
            "posts": "select count(distinct post) from held",
            "memberships": "select count(*) from held",
        }
        return {name: self._database.execute(sql).fetchone()[0] for name, sql in queries.items()}

    def _add(self, article: dict[str, Any], row: dict[str, Any]) -> None:
        key = row["person_key"]
        province = key.rpartition("/")[2] or None
        published = article["published_at"]
        values = {
            "person": key,
            "name": row["name"],
            "day": published and published[:10],
            "url": article["canonical_url"],
            "text": row["evidence_text"],
        }
        self._database.execute(_NAME, values)
        for office in row["positions"]:
            name = office_body(office)
            body = organisation_key(name, province)
            words = " ".join(office_key(office))
            values |= {
                "post": f"{words}/{body or f'/{province or str()}'}",
                "former": _FORMER.match(office) is not None,
                "role": _FORMER.sub("", office, count=1),
                "body": body,
                "body_name": name,
            }
            self._database.execute(_HOLD, values)
            if body:
                self._database.execute(_BODY, values)


@contextmanager
def gathered(source: Source) -> Iterator[Offices]:
    """The offices of a dataset; they are on the disk, for as long as this lasts."""
    with TemporaryDirectory(prefix="govnews-") as folder, explained(Path(folder)):
        database = sqlite3.connect(Path(folder) / "offices.sqlite", isolation_level=None)
        try:
            database.row_factory = sqlite3.Row
            database.executescript("pragma journal_mode = off; pragma synchronous = off;" + _LAYOUT)
            database.execute("begin")
            offices = Offices(database)
            offices.gather(source)
            yield offices
        finally:
            database.close()


def short_id(kind: str, key: str) -> str:
    """An id for other programs, the same wherever the key is the same.

    >>> short_id("person", "lê tiến châu/tỉnh/hải phòng")
    'govnews-person-372a35056e896efb'
    """
    return f"govnews-{kind}-{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"


def told(offices: Offices) -> Exported:
    """How many people, bodies, posts and memberships, and what did not go in."""
    left_out = (
        f"{offices.unnamed:,} people with offices are left out, as an older govnews read them and "
        "gave them no key: read the archive again (`govnews extract DIR/archive --out DIR`)"
    )
    return Exported(rows=offices.counts(), notes=(left_out,) if offices.unnamed else ())
