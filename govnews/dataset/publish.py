"""The current versions as plain files, for those who open them without govnews.

Up to `LIMIT` articles a table is one Parquet file and one CSV file, above it a folder of Parquet
files, of which a run replaces those of the portals and years that it changed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from govnews.dataset.csvfile import write_csv
from govnews.dataset.current import csv_path, form, stamped, table_path
from govnews.dataset.disk import explained, make_folder, replacing
from govnews.dataset.folder import Folder
from govnews.dataset.partitions import remove_partitions, write_partitions
from govnews.dataset.parts import COMPRESSION, merged
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.snapshot import Snapshot, View
from govnews.dataset.told import told
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

LIMIT = 50_000
"""Articles up to which a table is one file."""

log = logging.getLogger(__name__)


def publish(folder: Folder, view: View) -> None:
    """Bring the current files up to a view of the ledger, each taking the place of the old one whole.

    Raises:
        DatasetError: the disk is full; the files not yet replaced are as they were.

    """
    in_folders = view.counts()["articles"] > LIMIT
    wanted, stamp, run = form(in_folders=in_folders), view.state["stamp"], view.last_run or ""
    is_other = view.state.get("files") != wanted
    is_behind = is_other or view.state.get("published") != stamp
    is_behind = is_behind or not _exist(folder, (*TABLES, "changes"), with_csv=not in_folders)
    is_untold = is_other or view.state.get("told") != run
    if is_behind or is_untold or not _exist(folder, LEDGER_TABLES, with_csv=not in_folders):
        # Only parts bring changes: the file of a run without any stays as it is.
        for table in LEDGER_TABLES if is_behind else ("states", "coverage"):
            by = stamp if table == "changes" else run
            _write(folder, table, told(view, table), by, with_csv=not in_folders)
    if in_folders:
        write_partitions(folder.path, folder.versions, view, anew=is_other)
        _remove_csv(folder)
    elif is_behind:
        remove_partitions(folder.path)
        snapshot = Snapshot(parts=view.parts, keys=view.keys())
        for table in TABLES:
            rows = merged(folder.versions, table, snapshot)
            _write(folder, table, rows, stamp, with_csv=True)
    said = {"published": stamp, "told": run, "files": wanted}
    if any(view.state.get(key) != value for key, value in said.items()):
        folder.ledger.set_published(**said)


def _exist(folder: Folder, tables: Iterable[str], *, with_csv: bool) -> bool:
    return all(
        table_path(folder.path, table).exists()
        and (not with_csv or csv_path(folder.path, table).exists())
        for table in tables
    )


def _write(
    folder: Folder, table: str, blocks: Iterator[pa.Table], stamp: str, *, with_csv: bool
) -> None:
    """Write the one file of a table, and the same rows as CSV."""
    import pyarrow.parquet as pq

    with ExitStack() as files:
        out = files.enter_context(replacing(table_path(folder.path, table)))
        writer = pq.ParquetWriter(out, stamped(table, stamp), compression=COMPRESSION)
        rows = _teed(blocks, files.enter_context(writer))
        if with_csv:
            path = csv_path(folder.path, table)
            make_folder(path.parent)
            write_csv(files.enter_context(replacing(path)), table, rows)
        else:
            for _ in rows:
                pass


def _teed(blocks: Iterator[pa.Table], writer: pq.ParquetWriter) -> Iterator[pa.Table]:
    for block in blocks:
        writer.write_table(block)
        yield block


def _remove_csv(folder: Folder) -> None:
    """Remove the CSV files of a time when the dataset was smaller: no run keeps them up any more."""
    stale = [csv_path(folder.path, table) for table in (*TABLES, *LEDGER_TABLES)]
    stale = [path for path in stale if path.exists()]
    for path in stale:
        with explained(path):
            path.unlink()
    if stale:
        log.info(
            "%s: removed, as the tables are folders now; govnews export writes CSV", stale[0].parent
        )
