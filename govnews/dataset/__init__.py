"""The dataset on disk: immutable Parquet parts, named by a ledger, and the files made from them.

`open_run` writes, `load` reads, `read_csv` reads a CSV file back without loss.
"""

from __future__ import annotations

from govnews.dataset.csvfile import read_csv
from govnews.dataset.ledger import Seen
from govnews.dataset.reader import Dataset, load
from govnews.dataset.schema import arrow_schema
from govnews.dataset.writer import Run, Summary, open_run

__all__ = ["Dataset", "Run", "Seen", "Summary", "arrow_schema", "load", "open_run", "read_csv"]
