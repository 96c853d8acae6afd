"""What is in the tables, counted while their blocks pass on their way into an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.exporting.source import Source
from govnews.health.measure import GENERIC, layout_of
from govnews.model import HANOI

if TYPE_CHECKING:
    import pyarrow as pa

_COUNTED = (
    ("articles", "portal"), ("articles", "parser"), ("articles", "published_precision"),
    ("changes", "kind"), ("states", "state"),
)  # fmt: skip
_COVERED = ("listed", "fetched", "stored", "failed", "known_missing")


class Profile:
    """Stands before a dataset; what has passed is counted in its attributes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.rows: dict[str, int] = {}
        """Table → rows."""
        self.filled: dict[str, Counter[str]] = {}
        """Table → column → rows in which it is neither null nor an empty list."""
        self.values: dict[tuple[str, str], Counter[str]] = {key: Counter() for key in _COUNTED}
        """Table and column → value → rows."""
        self.spans: dict[tuple[str, str], tuple[datetime, datetime]] = {}
        """Portal and `published_at` or `fetched_at` → first and last."""
        self.covered: dict[str, Counter[str]] = {}
        """Portal → days with a row of coverage (`days`), on which a complete walk covers them
        (`whole`), and sums of its counts."""

    def blocks(self, table: str) -> Iterator[pa.Table]:
        """The rows of a table, as its source gives them."""
        self.rows[table] = 0
        self.filled[table] = Counter({column.name: 0 for column in schema.columns(table)})
        for block in self._source.blocks(table):
            self._count(block, table)
            yield block

    def pass_through(self, tables: Sequence[str]) -> None:
        """Count tables that nothing else reads."""
        for table in tables:
            for _ in self.blocks(table):
                pass

    def general(self) -> int:
        """Articles that the general reader read, as no layout fitted."""
        parsers = self.values["articles", "parser"].items()
        return sum(count for parser, count in parsers if layout_of(parser).endswith(GENERIC))

    def readers(self) -> dict[str, int]:
        """Version of govnews → articles that it read."""
        found: Counter[str] = Counter()
        for parser, count in self.values["articles", "parser"].items():
            found[parser.partition("/")[0]] += count
        return dict(found)

    def span(self, column: str) -> tuple[datetime, datetime] | None:
        """First and last time of all portals."""
        spans = [span for (_, name), span in self.spans.items() if name == column]
        if not spans:
            return None
        return min(first for first, _ in spans), max(last for _, last in spans)

    def _count(self, block: pa.Table, table: str) -> None:
        import pyarrow.compute as pc

        self.rows[table] += block.num_rows
        for column in schema.columns(table):
            values = block[column.name]
            if column.kind == "list":
                count = pc.sum(pc.greater(pc.list_value_length(values), 0)).as_py()
            else:
                count = block.num_rows - values.null_count
            self.filled[table][column.name] += count or 0
        for name in (column for counted, column in _COUNTED if counted == table):
            for pair in pc.value_counts(block[name]).to_pylist():
                if pair["values"] is not None:
                    self.values[table, name][pair["values"]] += pair["counts"]
        if table == "articles":
            self._widen(block)
        elif table == "coverage":
            self._cover(block)

    def _widen(self, block: pa.Table) -> None:
        for column in ("published_at", "fetched_at"):
            grouped = block.select(["portal", column]).group_by("portal")
            for row in grouped.aggregate([(column, "min"), (column, "max")]).to_pylist():
                first, last = row[f"{column}_min"], row[f"{column}_max"]
                if first is None:
                    continue
                known = self.spans.get((row["portal"], column), (first, last))
                self.spans[row["portal"], column] = min(first, known[0]), max(last, known[1])

    def _cover(self, block: pa.Table) -> None:
        for row in block.to_pylist():
            if row["day"] is None:
                continue
            found = self.covered.setdefault(row["portal"], Counter())
            found["days"] += 1
            found["whole"] += _is_whole(row)
            for name in _COVERED:
                found[name] += row[name]


def _is_whole(row: dict[str, Any]) -> bool:
    """Whether a complete walk began after the day had ended."""
    until = row["complete_until"]
    return until is not None and until.astimezone(HANOI).date() > row["day"]
