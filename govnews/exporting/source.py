"""What an export reads: the tables of a dataset, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from govnews.dataset.rows import LEDGER_TABLES
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

ALL_TABLES = (*TABLES, *LEDGER_TABLES)
"""Every table of a dataset, in the order in which they are written and shown."""


class Source(Protocol):
    """A `Dataset`, or what stands before one and looks at its blocks as they pass."""

    def blocks(self, table: str) -> Iterator[pa.Table]:
        """The rows of a table in its order, under `arrow_schema(table)`."""
