"""The current files: where they lie, and which commit each of them shows.

A small dataset has one Parquet file a table. In a large one a folder stands in its place, with a
file for each portal and year of publication, so that a run makes only those new that it changed.
Every file says in its metadata which run's state it shows.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from govnews.dataset import schema
from govnews.dataset.disk import dataset_error
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import DatasetError
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

STAMP = b"govnews.run"
"""Key in the metadata of a file: the run whose state it shows."""
_LONG = 120


class File(NamedTuple):
    """A current file, as it was when it was looked at."""

    path: Path
    stamp: str | None
    """None: it was not written by govnews, or by an older release."""
    state: tuple[int, int, int]
    """What tells it from a later one in its place."""


def table_path(folder: Path, table: str) -> Path:
    """The Parquet file of a table, or the folder in its place."""
    return folder / f"{table}.parquet"


def csv_path(folder: Path, table: str) -> Path:
    """The CSV file of a table."""
    return folder / "csv" / f"{table}.csv"


def partition_name(portal: str, year: str) -> str:
    """The file of a portal and year.

    >>> partition_name("haiphong", "2024"), partition_name("_a/b", "undated")
    ('haiphong-2024.parquet', '%5Fa%2Fb-undated.parquet')
    """
    safe = quote(portal, safe="")
    if safe.startswith((".", "_", "-")):  # readers pass over files whose names begin so
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if len(safe) > _LONG:
        safe = f"{safe[:_LONG]}~{hashlib.blake2b(portal.encode(), digest_size=8).hexdigest()}"
    return f"{safe}-{year}.parquet"


def stamped(table: str, run: str) -> pa.Schema:
    """The Arrow schema of a file that shows the state after a run."""
    own = schema.arrow_schema(table)
    return own.with_metadata({**(own.metadata or {}), STAMP: run.encode()})


def look_at(path: Path) -> File | None:
    """A current file, if it is there and whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as file:
            metadata = pq.read_metadata(file).metadata or {}
            stamp = metadata.get(STAMP)
            return File(path, stamp and stamp.decode(), _state(os.fstat(file.fileno())))
    except (OSError, ValueError, pa.ArrowException):
        return None  # lost or damaged: the parts have its rows


def read_file(file: File, table: str, columns: list[str]) -> pa.Table | None:
    """Some columns of a current file; None where another one took its place since it was looked at.

    Raises:
        DatasetError: it is damaged.

    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with file.path.open("rb") as opened:
            if _state(os.fstat(opened.fileno())) != file.state:
                return None
            found = pq.ParquetFile(opened).read(columns)
            return schema.conform(found, table, columns).replace_schema_metadata()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise dataset_error(file.path, error) from error
    except pa.ArrowException as error:
        advice = "remove it; the next run makes it again"
        raise DatasetError(f"{file.path}: damaged ({error}): {advice}") from error


def is_as_it_was(file: File) -> bool:
    """Whether nothing took the place of a file since it was looked at."""
    try:
        return _state(file.path.stat()) == file.state
    except OSError:
        return False


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size


def form(*, in_folders: bool) -> str:
    """How the ledger calls current files of this kind with the columns of this release."""
    return f"{'folders' if in_folders else 'files'} {_columns()}"


def has_columns(form: str) -> bool:
    """Whether current files of this form have the columns of this release."""
    return form.endswith(f" {_columns()}")


@cache
def _columns() -> str:
    said = [(c.name, c.kind) for table in (*TABLES, *LEDGER_TABLES) for c in schema.columns(table)]
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()
