"""Where an export goes: written aside, then put in its place; what others wrote stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from govnews.dataset.disk import draft_of, explained, make_folder, sync_folder
from govnews.errors import BadInput


@contextmanager
def file_at(path: Path, is_ours: Callable[[Path], bool], *, force: bool) -> Iterator[Path]:
    """A path to write to; at the end the file there takes the place of `path` whole.

    Raises:
        BadInput: there is something at `path` that govnews did not write, and no `force`.
        DatasetError: the disk is full or cannot be written.

    """
    if path.is_dir():
        raise BadInput(f"{path}: a folder: name a file, such as {path / 'govnews'}")
    if path.exists() and not force and not _says_ours(path, is_ours):
        raise BadInput(_refusal(path, "replace it"))
    make_folder(path.absolute().parent)
    draft = draft_of(path)
    try:
        with explained(path):
            draft.unlink(missing_ok=True)
            yield draft
            _sync(draft)
            draft.replace(path)
            sync_folder(path.absolute().parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def folder_at(
    path: Path, files_of: Callable[[Path], set[str] | None], *, force: bool
) -> Iterator[Path]:
    """A folder to write into; at the end its files take their places in `path`.

    `files_of` gives the names of the files that an earlier export left in a folder, None where
    there was none: these go where the new one has no such file. Other files stay.

    Raises:
        BadInput: there is something in `path` that govnews did not write, and no `force`.
        DatasetError: the disk is full or cannot be written.

    """
    if path.exists() and not path.is_dir():
        raise BadInput(f"{path}: a file: name a folder")
    former = files_of(path) if path.is_dir() else None
    if former is None and path.is_dir() and any(path.iterdir()) and not force:
        raise BadInput(_refusal(path, "write into it and replace files of the same names"))
    make_folder(path.absolute().parent)
    draft = draft_of(path)
    try:
        with explained(path):
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            yield draft
            _move(draft, path, former or set())
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move(draft: Path, path: Path, former: set[str]) -> None:
    files = sorted(draft.iterdir(), key=lambda file: (file.suffix == ".json", file.name))
    for file in files:
        _sync(file)
    if not path.exists():
        draft.rename(path)
    else:
        # Descriptions come last: where this is cut off, they name what is no longer so.
        for file in files:
            file.replace(path / file.name)
        for name in former - {file.name for file in files}:
            (path / name).unlink(missing_ok=True)
    sync_folder(path)
    sync_folder(path.absolute().parent)


def _says_ours(path: Path, is_ours: Callable[[Path], bool]) -> bool:
    with explained(path):
        return is_ours(path)


def _refusal(path: Path, forced: str) -> str:
    return (
        f"{path}: is there already, and `govnews export` did not write it: "
        f"choose another place, or give --force to {forced}"
    )


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
