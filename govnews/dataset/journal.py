"""The journal of a run in progress: one line a record, on the disk before `add` returns.

Each line goes to the operating system at once, so that a killed process loses nothing, and is
forced to the disk every `SYNC_LINES` lines or `SYNC_SECONDS`, so that a power cut loses little.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained

SYNC_LINES = 64
SYNC_SECONDS = 2.0
SUFFIX = ".jsonl.open"

log = logging.getLogger(__name__)


class Journal:
    """An append-only file of JSON lines that knows where its last whole line ends."""

    def __init__(self, path: Path, *, forced: bool = True) -> None:
        """Open `path`, and cut off a last line that was torn.

        Without `forced` it is left to the operating system when lines go to the disk.

        Raises:
            DatasetError: the file cannot be opened or written.

        """
        self.path = path
        with explained(path):
            self._handle = os.open(
                path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644
            )
            self._end = _whole(path)
            os.ftruncate(self._handle, self._end)
        self._forced = forced
        self._unsynced = 0
        self._synced_at = time.monotonic()

    def append(self, line: bytes) -> int:
        """Store one line of JSON and return the offset at which it begins.

        Raises:
            DatasetError: the disk is full; the journal is as it was before.

        """
        start = self._end
        with explained(self.path):
            try:
                _write(self._handle, line + b"\n", start)
            except OSError:
                os.ftruncate(self._handle, start)
                raise
            self._end += len(line) + 1
            self._unsynced += 1
            if self._forced and self._is_due():
                self.sync()
        return start

    def _is_due(self) -> bool:
        late = time.monotonic() - self._synced_at > SYNC_SECONDS
        return late or self._unsynced >= SYNC_LINES

    def sync(self) -> None:
        """Force everything to the disk."""
        with explained(self.path):
            os.fsync(self._handle)
        self._unsynced = 0
        self._synced_at = time.monotonic()

    def lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every line from the first on, with its offset."""
        with explained(self.path), self.path.open("rb") as file:
            start = 0
            for line in file:
                yield start, json.loads(line)
                start += len(line)

    def read(self, offsets: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """The lines that begin at the given offsets, in that order, each with its size in bytes."""
        with explained(self.path), self.path.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                line = file.readline()
                yield len(line), json.loads(line)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _write(handle: int, data: bytes, offset: int) -> None:
    """Write all of `data`; a nearly full disk may take it in pieces before it refuses."""
    rest = memoryview(data)
    while rest:
        written = os.pwrite(handle, rest, offset)
        rest, offset = rest[written:], offset + written


def _whole(path: Path) -> int:
    """Bytes up to the end of the last line before the first one that is no JSON."""
    end = 0
    with path.open("rb") as file:
        for line in file:
            if not _is_whole(line):
                log.warning("%s: dropped a torn line at byte %d", path, end)
                break
            end += len(line)
    return end


def _is_whole(line: bytes) -> bool:
    if not line.endswith(b"\n"):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
