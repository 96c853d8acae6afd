"""The readings that a dataset holds, looked up for pages that are read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from govnews.dataset.disk import explained
from govnews.dataset.folder import LEDGER, VERSIONS
from govnews.dataset.layout import layout_number
from govnews.dataset.ledger import utc_text
from govnews.dataset.parts import merged, whole
from govnews.dataset.snapshot import Snapshot, View, connect, read_parts
from govnews.errors import DatasetError
from govnews.model import TABLES

Rows = Mapping[str, list[dict[str, Any]]]
"""Table → the rows of one version of one article, with times and days as Python has them."""

_FOUND = """
select v.version, v.run, v.published_at, v.reading, v.content_hash, v.url, v.fetched_at,
    coalesce({first}, v.fetched_at) as first, v.version = s.version as current
from versions v join seen s using (article_id) where v.article_id = ?
"""


class Key(NamedTuple):
    """A version of an article, and the run that wrote it."""

    article_id: str
    version: int
    run: str
    published_at: str | None

    @property
    def place(self) -> tuple[bool, str, str, int]:
        """Where it stands in the order of the tables."""
        published = self.published_at
        return published is None, published or "", self.article_id, self.version


class Found(NamedTuple):
    """A version, and the hash of what was read."""

    key: Key
    reading: str


class Place(NamedTuple):
    """Where the page of an article lies."""

    archive_ref: str | None
    url: str
    title: str


class Former:
    """A dataset as it is now; nothing is written."""

    def __init__(self, path: Path) -> None:
        """Open the dataset. Raises `DatasetError` where there is none, or it is damaged."""
        self._path = path / LEDGER
        self._folder = path / VERSIONS
        if not self._path.is_file():
            raise DatasetError(f"{path}: no dataset here: name the folder of one")
        with explained(self._path):
            self._db = connect(self._path)
            self._db.row_factory = sqlite3.Row
            self._db.execute("begin")  # what is seen first is what is seen until the end
            self._parts = read_parts(self._db)
        first = "null" if layout_number(self._path, self._db) == 1 else "v.first_fetched"
        self._query = _FOUND.format(first=first)

    def find(self, article: Mapping[str, Any], reading: str) -> Found | None:
        """The version that was read from the same page as this article, or reads the same.

        None where the article is not there, or the page is of a time at which nobody knows what the
        dataset would say of it.
        """
        with explained(self._path):
            rows = self._db.execute(self._query, (article["article_id"],)).fetchall()
        at = utc_text(article["fetched_at"])
        for row in rows:
            if row["url"] == article["url"] and _is_of(row, at):
                break
        else:
            row = next((row for row in rows if row["reading"] == reading), None)
        if row is None:
            return None
        key = Key(article["article_id"], row["version"], row["run"], row["published_at"])
        return Found(key, row["reading"])

    def knows(self, article_id: str) -> bool:
        """Whether the article is there at all."""
        with explained(self._path):
            return self._db.execute(self._query, (article_id,)).fetchone() is not None

    def rows(self, keys: Collection[Key]) -> dict[Key, Rows]:
        """The rows of these versions. Raises `DatasetError` where a part is missing or damaged."""
        by_version = {key[:2]: key for key in keys}
        ordered = sorted(by_version.values(), key=lambda key: key.place)
        shown = tuple((key.article_id, key.version, key.run) for key in ordered)
        snapshot = Snapshot(parts=self._parts, keys=shown)
        found: dict[Key, dict[str, list[dict[str, Any]]]] = {
            key: {table: [] for table in TABLES} for key in keys
        }
        for table in TABLES:
            for row in whole(self._folder, table, snapshot).to_pylist():
                found[by_version[row["article_id"], row["version"]]][table].append(row)
        return dict(found)

    def places(self) -> Iterator[Place]:
        """Where the pages of the current articles lie."""
        names = ("archive_ref", "url", "title")
        with View(self._path) as view:
            snapshot = Snapshot(parts=view.parts, keys=view.keys())
        for block in merged(self._folder, "articles", snapshot, names):
            for row in zip(*(block[name].to_pylist() for name in names), strict=True):
                yield Place(*row)

    def close(self) -> None:
        """Close the ledger."""
        self._db.close()


def _is_of(row: sqlite3.Row, at: str | None) -> bool:
    """Whether a version was read from the answer of this time; without one, from the last."""
    return bool(row["current"]) if at is None else at in (row["first"], row["fetched_at"])
