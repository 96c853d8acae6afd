"""`govnews harvest` as its user calls it, but that something happens at a chosen step.

A step is whatever changes a file of the dataset: opening one to write, renaming, cutting, removing
it, and the ledger's commit. Python's audit hooks tell of each before it is done, so that the
product needs no hook of its own.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from govnews.cli import main
from govnews.demo.trial import hurry

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir", "open"}


class Watched:
    """Counts the steps from the first one on a file that `begin` is a part of."""

    def __init__(self, folder: str, begin: str, step: int, act: Callable[[], None]) -> None:
        self.folder = folder
        self.begin = begin
        self.step = step
        self.act = act
        self.steps = 0
        self._acting = False
        self._opened: sqlite3.Connection | None = None

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook."""
        if self._opened:  # it can be watched only after the event that told of it
            opened, self._opened = self._opened, None
            with suppress(sqlite3.ProgrammingError):  # closed by now
                opened.set_trace_callback(self._sql)
        if event == "sqlite3.connect/handle":
            self._opened = arguments[0]
        if event not in CHANGES or self._acting:
            return
        if event == "open" and not arguments[2] & WRITING:
            return
        if isinstance(arguments[0], str | os.PathLike):
            self._took(os.fspath(arguments[0]))

    def _sql(self, statement: str) -> None:
        if statement == "commit":
            self._took(f"{self.folder}/ledger.sqlite")

    def _took(self, path: str) -> None:
        is_ours = path.startswith(self.folder) and path.find(self.begin, len(self.folder)) >= 0
        if not (is_ours or (self.steps and path.startswith(self.folder))):
            return
        self.steps += 1
        if self.steps == self.step:
            self._acting = True
            self.act()
            self._acting = False


def die() -> None:
    """As when the machine kills it."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse_writes() -> None:
    """As on a full disk, but without one: no file may grow any more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def fill_bytes(folder: Path) -> None:
    """Let no byte more fit on the disk."""
    handle = os.open(folder / "filler", os.O_WRONLY | os.O_CREAT)
    for size in (1 << 20, 4096, 1):
        until_full(lambda size=size: os.write(handle, bytes(size)))
    os.close(handle)


def fill_inodes(folder: Path) -> None:
    """Let no file more fit on the disk."""
    names = count()
    (folder / "fillers").mkdir()
    until_full(lambda: (folder / "fillers" / str(next(names))).touch())


def until_full(add: Callable[[], object]) -> None:
    """Add to the disk until it refuses."""
    try:
        while True:
            add()
    except OSError:
        return


def run() -> int:
    """Harvest as the first argument says, in JSON, with the arguments that follow."""
    job = json.loads(sys.argv[1])
    acts: dict[str, Callable[[], None]] = {
        "nothing": lambda: None,
        "die": die,
        "refuse": refuse_writes,
        "fill bytes": lambda: fill_bytes(Path(job["folder"]).parent),
        "fill inodes": lambda: fill_inodes(Path(job["folder"]).parent),
    }
    watched = Watched(job["folder"], job["begin"], job["step"], acts[job["act"]])
    sys.addaudithook(watched.hook)
    hurry(2.0)
    code = main(sys.argv[2:])
    print(json.dumps({"steps": watched.steps}))
    return code


if __name__ == "__main__":
    sys.exit(run())
