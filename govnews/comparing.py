"""What a new reading of pages changes in a former one: row by row, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govnews.dataset import schema
from govnews.dataset.entries import NOT_READ
from govnews.model import TABLES

SHOWN = 3
"""Examples that are kept of each kind of change."""
_NAMED_BY = {
    "people": ("name",),
    "speakers": ("name", "speech_kind"),
    "captions": ("image_url",),
    "awards": ("award", "recipient"),
}
"""What makes two rows of an article the same one; their numbers change with every other row."""
_FOLLOWS = {
    *NOT_READ, "article_id", "content_hash", "person_no", "speech_no", "image_no", "award_no",
    "evidence_start", "evidence_end",
}  # fmt: skip
"""Columns that change only where others do, or that tell of the page and not of the reading."""

Rows = Mapping[str, list[dict[str, Any]]]
"""Table → the rows of one article."""


@dataclass(frozen=True, slots=True)
class Example:
    """One change: None stands for what is not there."""

    old: Any
    new: Any
    url: str


@dataclass(slots=True)
class Change:
    """How often a column, or the rows of a table, are read otherwise."""

    changed: int = 0
    gained: int = 0
    """Where there was nothing before."""
    lost: int = 0
    """Where there is nothing now."""
    examples: list[Example] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All of them."""
        return self.changed + self.gained + self.lost

    def add(self, old: Any, new: Any, url: str) -> None:
        """Count one."""
        if is_nothing(old):
            self.gained += 1
        elif is_nothing(new):
            self.lost += 1
        else:
            self.changed += 1
        if len(self.examples) < SHOWN:
            self.examples.append(Example(old, new, url))


@dataclass(slots=True)
class Comparison:
    """Two readings of the same pages beside each other."""

    same: int = 0
    """Articles that are read as before."""
    differing: int = 0
    added: Change = field(default_factory=Change)
    """Articles that the former reading has not; the examples are their headlines."""
    missing: Change = field(default_factory=Change)
    """Articles whose page is read as none any more."""
    unmatched: int = 0
    """Pages of another time than the former reading is of."""
    columns: dict[str, Change] = field(default_factory=dict)
    """`table.column` → how often it changed."""
    rows: dict[str, Change] = field(default_factory=dict)
    """Table → rows that are there in one reading only."""

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return not (self.differing or self.added.total or self.missing.total)

    def compare(self, old: Rows, new: Rows) -> None:
        """Count the differences between two readings of one page."""
        before = self.changes
        [old_article], [new_article] = old["articles"], new["articles"]
        url = new_article["url"]
        self._columns("articles", old_article, new_article, url)
        for table, named_by in _NAMED_BY.items():
            was, now = (_named(rows[table], named_by) for rows in (old, new))
            for name in dict.fromkeys([*was, *now]):
                if name in was and name in now:
                    self._columns(table, was[name], now[name], url)
                else:
                    one, other = (_told(rows.get(name), named_by) for rows in (was, now))
                    self.rows.setdefault(table, Change()).add(one, other, url)
        if self.changes > before:
            self.differing += 1
        else:
            self.same += 1

    @property
    def changes(self) -> int:
        """All single differences."""
        found = (*self.columns.values(), *self.rows.values())
        return sum(change.total for change in found)

    def _columns(
        self, table: str, old: Mapping[str, Any], new: Mapping[str, Any], url: str
    ) -> None:
        for column in schema.columns(table):
            name = column.name
            if name not in _FOLLOWS and old[name] != new[name]:
                self.columns.setdefault(f"{table}.{name}", Change()).add(old[name], new[name], url)


def rows_of(record: Mapping[str, Any]) -> Rows:
    """`Record.to_dict()` as rows, with times and days as Python has them."""
    single: dict[str, list[dict[str, Any]]] = {"articles": [record["article"]]}
    return {
        table: [schema.decode(dict(row), table) for row in (single | dict(record))[table]]
        for table in TABLES
    }


def _named(
    rows: list[dict[str, Any]], named_by: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by what names them; of several with one name the first, the second, …"""
    seen: Counter[tuple[Any, ...]] = Counter()
    found = {}
    for row in rows:
        name = tuple(row[column] for column in named_by)
        seen[name] += 1
        found[*name, seen[name]] = row
    return found


def _told(row: Mapping[str, Any] | None, named_by: tuple[str, ...]) -> str | None:
    if row is None:
        return None
    return ", ".join(str(row[column]) for column in named_by if row[column] is not None)


def is_nothing(value: Any) -> bool:
    """Whether a column is empty."""
    return value is None or value == []
