"""Harvests onto disks that fill up, or take no more files, and then once more, with space.

The disk is a tmpfs of a given size, which only root may mount.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interrupted import Bundles, Ended, Ground, State, differences, litter, mixed, seen, state_of

from govnews.errors import DatasetError

BLOCK = 4096
"""Bytes that a tmpfs gives out at once."""
PLENTY = "256m"
ADVICE = (
    "free some space and run", "delete some and run", "raise it and run", "limits and health",
)  # fmt: skip
"""What to do, one of which a message says."""
NAMED = re.compile(r"govnews: (/\S+?): ")
RUN = re.compile(r"\d{8}T\d{6}Z")
WALKING = {
    "the lock": ".lock",
    "the ledger": "ledger.sqlite",
    "the journal": ".jsonl.open",
    "an archive": ".warc.gz.open",
    "the log": "govnews.log",
    "the heartbeat": "heartbeat.json",
}
STORING = {
    "the quarantine": "records.jsonl",
    "a part": "/versions/.",
    "the report": "Z.json.tmp",
    "a table": "/.articles.parquet",
    "a CSV file": "/csv/.",
    "the report page": ".html.tmp",
}
"""Where the disk is filled: when a file is opened of whose path this is a part. Those of the first
table are opened before the portals are asked, or while they are."""


class Disk:
    """A mounted tmpfs, with a dataset on it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.out = place / "data"

    @contextmanager
    def mounted(self, former: Path) -> Iterator[Disk]:
        """The disk with a copy of the former dataset, and with plenty of space."""
        self.place.mkdir(exist_ok=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={PLENTY}", "govnews", str(self.place)], check=True
        )
        try:
            shutil.copytree(former, self.out)
            yield self
        finally:
            subprocess.run(["umount", "-l", str(self.place)], check=True)

    @property
    def used(self) -> tuple[int, int]:
        """Blocks and inodes that are taken."""
        state = os.statvfs(self.place)
        return state.f_blocks - state.f_bfree, state.f_files - state.f_ffree

    def leave(self, *, blocks: int | None = None, inodes: int | None = None) -> None:
        """Let so many blocks or inodes be free."""
        used_blocks, used_inodes = self.used
        options = [f"size={PLENTY}" if blocks is None else f"size={(used_blocks + blocks) * BLOCK}"]
        if inodes is not None:
            options.append(f"nr_inodes={used_inodes + inodes}")
        self._remount(options)

    def make_space(self) -> None:
        """Let there be plenty again, and nothing that only fills it."""
        (self.place / "filler").unlink(missing_ok=True)
        shutil.rmtree(self.place / "fillers", ignore_errors=True)
        self._remount([f"size={PLENTY}", "nr_inodes=100000"])

    def _remount(self, options: list[str]) -> None:
        command = ["mount", "-o", ",".join(["remount", *options]), str(self.place)]
        subprocess.run(command, check=True)


def may_mount(place: Path) -> bool:
    """Whether this user may mount a disk."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "govnews", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return False
    subprocess.run(["umount", str(place)], check=True)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How harvests onto a full disk are judged."""

    ground: Ground
    whole: State
    """What a harvest with space enough ends at."""
    true: Bundles

    def judge(self, out: Path, ended: Ended) -> Iterator[str]:
        """What is wrong with a harvest that met a full disk."""
        if ended.code in (0, 3) and not re.search("full|no more files|limit", ended.errors):
            return
        lines = ended.errors.strip().splitlines()
        if ended.code != 1 or not lines:
            yield f"exit code {ended.code}: {ended.errors.strip() or 'nothing said'}"
        elif not NAMED.match(lines[-1]) or not any(advice in lines[-1] for advice in ADVICE):
            yield f"said: {lines[-1]}"
        if "Traceback" in ended.errors or len(lines) > 4:
            yield f"said in {len(lines)} lines: {lines[0]} …"
        try:
            yield from mixed(seen(out), self.true, self.ground.former)
        except DatasetError as error:
            yield f"cannot be loaded: {error}"

    def once_there_is_space(self, out: Path) -> Iterator[str]:
        """What is wrong with where the next run ends."""
        yield from self.ground.end(out)
        yield from differences(self.whole, state_of(out))
        yield from litter(out)

    def named(self, ended: Ended, out: Path) -> str:
        """The file that the message names."""
        found = NAMED.search(ended.errors)
        return RUN.sub("RUN", found[1].removeprefix(f"{out}/")) if found else "none"


def need(disk: Disk, ground: Ground) -> tuple[int, int]:
    """The most blocks and inodes that a harvest takes beyond those taken before."""
    before = disk.used
    most = list(before)
    process = ground.start(disk.out)
    ended = threading.Event()

    def measure() -> None:
        while not ended.wait(0.002):
            most[:] = map(max, most, disk.used)

    thread = threading.Thread(target=measure)
    thread.start()
    process.communicate()
    ended.set()
    thread.join()
    return most[0] - before[0], most[1] - before[1]
