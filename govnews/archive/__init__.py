"""WARC archives: written by harvests, read by everything that reads pages again."""

from __future__ import annotations

from govnews.archive.reader import TOO_LARGE, ArchivedPage, read_ref, read_warc
from govnews.archive.replay import Replay
from govnews.archive.writer import ArchiveWriter, Exchange, mend

__all__ = [
    "TOO_LARGE",
    "ArchiveWriter",
    "ArchivedPage",
    "Exchange",
    "Replay",
    "mend",
    "read_ref",
    "read_warc",
]
