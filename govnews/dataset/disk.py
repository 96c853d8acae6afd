"""Files that are whole or not there, and errors that say what to do about a disk."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from govnews.errors import DatasetError, WrongFolder

_INTACT = "what was stored before is intact"
_FULL = f"the disk is full: free some space and run again; {_INTACT}"
_NO_MORE_FILES = f"the disk takes no more files: delete some and run again; {_INTACT}"
_REFUSED = f"check the disk's space, limits and health, and run again; {_INTACT}"
_ADVICE = {
    errno.EDQUOT: f"the disk quota is used up: free some space and run again; {_INTACT}",
    errno.EFBIG: f"the file grew past a size limit: raise it and run again; {_INTACT}",
    errno.EACCES: "no permission: change the owner of the folder or choose another one",
    errno.EPERM: "no permission: change the owner of the folder or choose another one",
    errno.EROFS: "the file system is read-only: choose another folder",
    errno.ENOTDIR: "a part of this path is a file: choose a folder",
    errno.EEXIST: "this is a file: choose a folder",
    errno.ENOENT: "the file is missing: restore it from a backup",
}


def dataset_error(path: Path, error: Exception) -> DatasetError:
    """The error to show for a failed file or ledger operation at `path`."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DatasetError(f"{path}: {_lack(path) or _FULL}")
    if isinstance(error, OSError):
        return DatasetError(f"{path}: {_ADVICE.get(error.errno or 0, error.strerror or error)}")
    if "full" in str(error):
        return DatasetError(f"{path}: {_FULL}")
    # SQLite does not say why it cannot make the files that it needs beside a ledger.
    if "unable to open" in str(error) or "I/O" in str(error):
        return DatasetError(f"{path}: {_lack(path) or f'{error}: {_REFUSED}'}")
    if "readonly" in str(error):
        return DatasetError(f"{path}: {_ADVICE[errno.EACCES]}")
    if "not a database" in str(error) or "malformed" in str(error):
        return DatasetError(f"{path}: damaged ({error}): restore it from a backup")
    return DatasetError(f"{path}: {error}")


def _lack(path: Path) -> str | None:
    """What the disk of a file lacks, and what to do; None where it has space."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return None
    if disk.f_files and not disk.f_favail:
        return _NO_MORE_FILES
    return None if disk.f_bavail else _FULL


def make_folder(path: Path) -> None:
    """Make a folder, and those above it.

    Raises:
        WrongFolder: there is a file in the way, or this place takes no folders.
        DatasetError: no permission, or the disk is full.

    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise WrongFolder(f"{path}: no folder can be made here: choose another one") from error
        told = dataset_error(path, error)
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise WrongFolder(str(told)) from error
        raise told from error


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the disk or the ledger raises into a `DatasetError` that names `path`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise dataset_error(path, error) from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, whole and on the disk.

    Until then `path` stays as it was; on any error the new file is removed.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    draft = draft_of(path)
    try:
        with explained(path):
            with draft.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            draft.replace(path)
            sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def draft_of(path: Path) -> Path:
    """Where `replacing` writes before the file has its name."""
    return path.with_name(f".{path.name}.tmp")


def remove_drafts(folder: Path) -> None:
    """Remove what a killed `replacing` left in a folder."""
    for draft in folder.glob(".*.tmp"):
        if draft.is_dir() and not draft.is_symlink():
            shutil.rmtree(draft)
        else:
            draft.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
