"""Pages that are read again, beside what a dataset or a file of records says of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from govnews.archive.replay import is_archive
from govnews.comparing import Comparison, rows_of
from govnews.dataset.former import Former, Key
from govnews.errors import BadInput
from govnews.shards import Shard, ShardResult
from govnews.shards.shard import Line

_AT_ONCE = 500
"""So many articles are looked up together."""


def compare(results: Iterable[tuple[Shard, ShardResult]], path: Path) -> Comparison:
    """What the new reading changes in a dataset, or in what `govnews extract --json` printed.

    Nothing is written.

    Raises:
        BadInput: the file holds no records.
        DatasetError: there is no dataset, or it is damaged.

    """
    former = _Records(path) if path.is_file() else _Dataset(path)
    for shard, result in results:
        for line in result.lines():
            if "record" in line:
                former.read(line)
            else:
                former.leave_out(_place(shard, line["at"]))
    return former.compared()


def _place(shard: Shard, at: int) -> str:
    """Where a page lies: as in the column `archive_ref`, or as the URL of a file."""
    path = Path(shard.files[0])
    if is_archive(path):
        return f"{path.name}#{at}"
    return Path(shard.files[at]).absolute().as_uri()


class _Dataset:
    """A former reading that is a dataset: its hashes tell which articles are to be looked up."""

    def __init__(self, path: Path) -> None:
        self._former = Former(path)
        self._comparison = Comparison()
        self._waiting: list[tuple[Key, dict[str, Any]]] = []
        self._left_out: set[str] = set()

    def read(self, line: Line) -> None:
        article, reading = line["record"]["article"], line["reading"]
        found = self._former.find(article, reading)
        if found is None and self._former.knows(article["article_id"]):
            self._comparison.unmatched += 1
        elif found is None:
            self._comparison.added.add(None, article["title"], article["url"])
        elif found.reading == reading:
            self._comparison.same += 1
        else:
            self._waiting.append((found.key, line["record"]))
            if len(self._waiting) == _AT_ONCE:
                self._look_up()

    def leave_out(self, place: str) -> None:
        self._left_out.add(place)

    def compared(self) -> Comparison:
        self._look_up()
        for article in self._former.places():
            if self._left_out & {article.archive_ref, article.url}:
                self._comparison.missing.add(article.title, None, article.url)
        self._former.close()
        return self._comparison

    def _look_up(self) -> None:
        rows = self._former.rows([key for key, _ in self._waiting])
        for key, record in self._waiting:
            self._comparison.compare(rows[key], rows_of(record))
        self._waiting.clear()


class _Records:
    """A former reading that is a file of records, one a line; they are known by their addresses."""

    def __init__(self, path: Path) -> None:
        try:
            records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            self._records = {record["article"]["url"]: record for record in records}
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"{path}: no records of `govnews extract --json`: name such a file, or a dataset"
            ) from error
        self._comparison = Comparison()

    def read(self, line: Line) -> None:
        article = line["record"]["article"]
        if former := self._records.pop(article["url"], None):
            self._comparison.compare(rows_of(former), rows_of(line["record"]))
        else:
            self._comparison.added.add(None, article["title"], article["url"])

    def leave_out(self, place: str) -> None:
        """Whatever stays is missing: the file has the readings of these pages alone."""

    def compared(self) -> Comparison:
        for record in self._records.values():
            article = record["article"]
            self._comparison.missing.add(article["title"], None, article["url"])
        return self._comparison
