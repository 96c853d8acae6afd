"""The dataset's folder, locked for one writer, with its ledger open."""

from __future__ import annotations

from pathlib import Path

from govnews.dataset.current import csv_path, table_path
from govnews.dataset.disk import explained, make_folder, remove_drafts
from govnews.dataset.ledger import Ledger
from govnews.dataset.lock import release_lock, take_lock
from govnews.errors import DatasetError
from govnews.model import TABLES

LEDGER = "ledger.sqlite"
VERSIONS = "versions"


class Folder:
    """Where the files lie; made if missing, ours until `close`."""

    def __init__(self, path: Path) -> None:
        """Take the folder.

        Raises:
            DatasetLocked: another run is writing here.
            WrongFolder: the path cannot be a folder.
            DatasetError: the folder cannot be written, or its ledger is lost or damaged.

        """
        self.path = path
        self.versions = path / VERSIONS
        self.runs = path / "runs"
        for folder in (path, self.versions, self.runs):
            make_folder(folder)
        self._lock = take_lock(path / ".lock")
        try:
            self.ledger = self._open_ledger()
        except BaseException:
            release_lock(self._lock)
            raise

    def _open_ledger(self) -> Ledger:
        path = self.path / LEDGER
        if not path.exists() and any(self.versions.glob("*.parquet")):
            raise DatasetError(
                f"{path}: missing, and versions/ is not empty: restore it from a backup"
            )
        return Ledger.to_write(path)

    def tidy(self) -> None:
        """Remove files that a killed run was writing when it died."""
        folders = [table_path(self.path, table) for table in TABLES]
        folders += [self.path, self.versions, self.runs, csv_path(self.path, TABLES[0]).parent]
        for place in folders:
            if place.is_dir() and not place.is_symlink():
                with explained(place):
                    remove_drafts(place)

    def remove_parts(self, run: str) -> None:
        """Remove the parts of a run that the ledger does not name."""
        for table in TABLES:
            part = self.versions / f"{run}-{table}.parquet"
            with explained(part):
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the ledger and release the lock; safe to call twice."""
        self.ledger.close()
        if self._lock >= 0:
            release_lock(self._lock)
            self._lock = -1
