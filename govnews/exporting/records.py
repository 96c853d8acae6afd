"""Articles with their facts: the five tables walked side by side, an article at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained
from govnews.dataset.schema import KEYS
from govnews.errors import DatasetError
from govnews.exporting.cells import plain_rows
from govnews.exporting.files import line
from govnews.exporting.source import Source
from govnews.model import TABLES


def write_records(
    source: Source, path: Path, tables: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write one article with its facts a line, in the form of `Record.to_dict`.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    del about
    with explained(path), path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(map(line, joined(source, [t for t in tables if t in TABLES[1:]])))


def joined(source: Source, tables: Sequence[str] = TABLES[1:]) -> Iterator[dict[str, Any]]:
    """Every article as `{"article": …, TABLE: [rows], …}`, in the order of the articles.

    Facts come in the order of their articles, so one block of each table is in memory.

    Raises:
        DatasetError: a table has rows of an article that is not there.

    """
    facts = {table: _Facts(source, table) for table in tables}
    for block in source.blocks("articles"):
        for article in plain_rows(block, "articles"):
            key = tuple(article[name] for name in KEYS)
            yield {"article": article, **{t: list(f.of(key)) for t, f in facts.items()}}
    for table, rows in facts.items():
        if rows.next:
            raise DatasetError(
                f"{table}: rows of article {rows.next['article_id']}, which is not among the "
                "articles: load the dataset again, and report it if it stays"
            )


class _Facts:
    """The rows of one table, taken article by article."""

    def __init__(self, source: Source, table: str) -> None:
        self._rows = (row for block in source.blocks(table) for row in plain_rows(block, table))
        self.next = next(self._rows, None)

    def of(self, key: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
        """The rows of the article that is due, without its keys."""
        while self.next and tuple(self.next[name] for name in KEYS) == key:
            yield {name: value for name, value in self.next.items() if name not in KEYS}
            self.next = next(self._rows, None)


def is_record(path: Path) -> bool:
    """Whether the first line of a file is an article with its facts."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        keys = set(json.loads(first)) if first else {"article"}  # of an export without articles
    except (ValueError, TypeError):
        return False
    return "article" in keys and keys <= {"article", *TABLES}
