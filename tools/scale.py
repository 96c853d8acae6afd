"""Read many pages again, watch speed and memory, kill it three times, and compare.

    python tools/scale.py [--folder DIR] [--pages 20000] [--workers 2] [--source FILE.warc.gz]

Prints the pages a second in each tenth of the pages, by the clock and by the time that processors
took (which other programs on the machine do not change), the memory of the main process and of the
largest worker, and what the commit takes. With --folder the archives stay there for the next time.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil
from many import make

from govnews.commands.extract import ASIDE
from govnews.model import TABLES
from govnews.shards.shard import ShardResult

KILLS = (0.2, 0.5, 0.8)
"""Shares of the pages after which the run is killed."""
TENTHS = 10
STEADY = 0.1
"""So far the last tenth may be from the first."""
_LOOK = 0.5
_BEGUN = b'"begun":true'
"""In a line of a draft: one more page."""
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """The state of a run at a moment."""

    seconds: float
    pages: int
    processor: float
    """Seconds that all its processes have taken until now."""
    main: int
    """MiB in memory."""
    worker: int
    """MiB of the largest worker."""


def main() -> int:
    """Print the tables; exit code 1 where speed or rows are not as they should be."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--folder", type=Path)
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--source", type=Path, help="WARC whose pages are repeated")
    arguments = options.parse_args()
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        kept = (arguments.folder or folder) / f"many-{arguments.pages}"
        archives = make(kept, arguments.pages, 20_000, arguments.source)
        whole = list(watched(archives, folder / "whole", arguments.workers))
        steady = show(whole)
        for share in KILLS:
            until = int(share * arguments.pages)
            looks = list(watched(archives, folder / "killed", arguments.workers, until))
            print(f"killed after {looks[-1].pages:,} pages")
        *_, last = watched(archives, folder / "killed", arguments.workers)
        different = [name for name in FILES if not same(folder, name)]
        print(
            f"resumed, {last.seconds:,.0f} s: {', '.join(different) or 'every table as the whole'}"
        )
    return int(bool(different) or not steady)


FILES = tuple(f"csv/{table}.csv" for table in TABLES)


def same(folder: Path, name: str) -> bool:
    """Whether a file of both datasets is the same, byte for byte."""
    return filecmp.cmp(folder / "whole" / name, folder / "killed" / name, shallow=False)


def watched(
    archives: Sequence[Path], out: Path, workers: int, until: int | None = None
) -> Iterator[Look]:
    """Read the archives into a dataset and look at that again and again; kill it after so many pages."""
    command = [sys.executable, "-m", "govnews", "extract", *map(str, archives)]
    options = ["--out", str(out), "--workers", str(workers)]
    began = time.monotonic()
    read: dict[str, int] = {}
    taken: dict[int, float] = {}
    with (out.parent / "log").open("w") as log:
        process = psutil.Popen([*command, *options], stderr=log)
        while process.poll() is None:
            look = looked(process, out / ASIDE, read, taken, began)
            yield look
            if until is not None and look.pages >= until:
                children = process.children()
                process.kill()
                process.wait()
                _, left = psutil.wait_procs(children, timeout=10)
                if left:
                    sys.exit(f"{len(left)} workers outlived a killed run")
                return
            time.sleep(_LOOK)
    if process.returncode not in (0, 3):
        sys.exit((out.parent / "log").read_text())
    seconds = time.monotonic() - began
    yield Look(seconds, look.pages, look.processor, look.main, look.worker)


def looked(
    process: psutil.Process,
    aside: Path,
    read: dict[str, int],
    taken: dict[int, float],
    began: float,
) -> Look:
    """One look; `read` and `taken` remember what is known of shards and processes."""
    for path in aside.glob("*.jsonl"):
        if path.name not in read:
            read[path.name] = ShardResult.of(path).tally.pages
    begun = 0
    for path in aside.glob("*.open"):
        with contextlib.suppress(FileNotFoundError):  # finished just now
            begun += path.read_bytes().count(_BEGUN)
    sizes = {0: 0}
    for one in (process, *process.children()):
        try:
            with one.oneshot():
                sizes[one.pid] = one.memory_info().rss // _MIB
                times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        taken[one.pid] = times.user + times.system
    main = sizes.pop(process.pid, 0)
    return Look(
        seconds=time.monotonic() - began,
        pages=sum(read.values()) + begun,
        processor=sum(taken.values()),
        main=main,
        worker=max(sizes.values()),
    )


def show(looks: Sequence[Look]) -> bool:
    """Print what was seen; whether the last tenth went as fast as the first."""
    total = looks[-1].pages
    steps = [next(look for look in looks if look.pages)]  # the processes have started
    for look in looks:
        if look.pages > steps[-1].pages:
            steps.append(look)
    one = (total - steps[0].pages) / TENTHS
    marks = [between(steps, steps[0].pages + one * tenth) for tenth in range(TENTHS + 1)]
    print(f"{'pages':>10}{'pages/s':>10}{'a processor':>14}{'main MiB':>10}{'worker MiB':>12}")
    rates = []
    for (pages, began, taken), (until, ended, used) in pairwise(marks):
        due = [look for look in looks if began - _LOOK <= look.seconds <= ended + _LOOK]
        rates.append((until - pages) / (used - taken))
        print(
            f"{until:>10,.0f}{(until - pages) / (ended - began):>10.1f}{rates[-1]:>14.1f}"
            f"{max(look.main for look in due):>10,}{max(look.worker for look in due):>12,}"
        )
    read, end = steps[-1], looks[-1]
    most = max(look.main for look in looks if look.seconds >= read.seconds)
    print(
        f"{end.seconds:,.0f} s, of them {end.seconds - read.seconds:,.0f} s for the commit, which "
        f"takes {most:,} MiB; last tenth over first: {rates[-1] / rates[0]:.2f}"
    )
    return abs(rates[-1] / rates[0] - 1) <= STEADY


def between(steps: Sequence[Look], pages: float) -> tuple[float, float, float]:
    """Pages, and when so many were read, by the clock and in processor time: between two looks."""
    for before, after in pairwise(steps):
        if after.pages >= pages:
            share = (pages - before.pages) / (after.pages - before.pages)
            seconds = before.seconds + share * (after.seconds - before.seconds)
            return pages, seconds, before.processor + share * (after.processor - before.processor)
    return pages, steps[-1].seconds, steps[-1].processor


if __name__ == "__main__":
    sys.exit(main())
