"""Interrupt harvests of portals in trouble in every way, resume them, and compare.

Killed at random moments, killed at steps of the commit and once more while the next run recovers,
on a disk that fills up, on one that takes no more files, and on one that fills up just when a
certain file is written (the last three need the right to mount). Each time the tables must end
equal to those of a harvest that nobody interrupted; meanwhile a reader loads the dataset again and
again, and must see every article either as it was before or as it is after.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from full_disk import STORING, WALKING, Disk, Trial, may_mount, need
from interrupted import (
    CUT,
    WALKED,
    Bundles,
    Ended,
    Ground,
    Reader,
    State,
    all_read,
    differences,
    either,
    litter,
    state_of,
)

COMMIT = "/versions/"
"""The first step of the commit is on a file there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    series: str
    when: str
    came: str
    """What the interruption came to."""
    loads: int
    troubles: tuple[str, ...]


class Bench:
    """The portals, what is true of them, and one interrupted harvest after the other."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground = ground
        self.chance = random.Random(seed)
        whole = self.fresh("whole")
        began = time.monotonic()
        ended = ground.harvest(whole, begin=COMMIT)
        self.seconds = time.monotonic() - began
        self.steps = ended.steps
        if not all_read(whole) and (troubles := list(ground.end(whole))):
            raise RuntimeError("\n".join(troubles))
        self.whole: State = state_of(whole)
        self.true: Bundles = either(ground.former, whole)
        self.trial = Trial(ground=ground, whole=self.whole, true=self.true)

    def __str__(self) -> str:
        counts = ", ".join(f"{len(rows)} {table}" for table, rows in self.whole.items())
        return f"uninterrupted, {self.seconds:.0f} s: {counts}\n"

    def fresh(self, name: str) -> Path:
        """The dataset from before, and the portals as at the first request."""
        out = self.ground.folder / name
        shutil.copytree(self.ground.former, out)
        self.ground.let_loose()
        return out

    def killed(self, number: int, interrupt: Callable[[Path], str], series: str, when: str) -> Row:
        """A harvest that is killed, and resumed, while a reader looks on."""
        out = self.fresh(f"{series}-{number}".replace(" ", "-"))
        reader = Reader(out, self.true, self.ground.former)
        with reader.reading():
            came = interrupt(out)
            troubles = list(self.ground.end(out))
        troubles += [*differences(self.whole, state_of(out)), *litter(out), *reader.troubles]
        shutil.rmtree(out)
        return Row(
            series=series, when=when, came=came, loads=reader.loads, troubles=tuple(troubles)
        )

    def moments(self, kills: int) -> Iterator[Row]:
        """Killed at random moments."""
        for number in range(kills):
            moment = self.chance.uniform(0.1, 1.0) * self.seconds

            def interrupt(out: Path, moment: float = moment) -> str:
                process = self.ground.start(out)
                try:
                    process.communicate(timeout=moment)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    return f"killed {where(out)}"
                return "ended before"

            yield self.killed(number, interrupt, "moment", f"{moment:4.1f} s")

    def commits(self, kills: int) -> Iterator[Row]:
        """Killed at steps of the commit, evenly spread, and once more in the recovery."""
        for number in range(kills):
            step = 1 + number * self.steps // kills
            again = self.chance.randrange(1, self.steps)

            def interrupt(out: Path, step: int = step, again: int = again) -> str:
                first = self.ground.harvest(out, act="die", begin=COMMIT, step=step)
                state = where(out)
                second = self.ground.harvest(out, act="die", begin="", step=again)
                ends = (how(first.code), how(second.code))
                return f"{ends[0]} {state}, {ends[1]} again {where(out)}"

            yield self.killed(number, interrupt, "commit", f"{step:2}/{self.steps} and {again:2}")

    def disks(self, sizes: int, *, inodes: bool) -> Iterator[Row]:
        """Onto a disk with too little space, from none to nearly enough."""
        if not sizes:
            return
        place = self.ground.folder / "disk"
        with Disk(place).mounted(self.ground.former) as disk:
            self.ground.let_loose()
            most = need(disk, self.ground)[inodes]
        for number in range(sizes):
            left = number * most // sizes
            unit = "files" if inodes else "blocks"
            leave = {"inodes": left} if inodes else {"blocks": left}
            with Disk(place).mounted(self.ground.former) as disk:
                disk.leave(**leave)
                self.ground.let_loose()
                ended = self.ground.harvest(disk.out)
                when = f"{left}/{most} {unit}"
                yield self._judged("full disk", when, disk.out, ended, disk.make_space)

    def filled(self, files: Mapping[str, str]) -> Iterator[Row]:
        """Onto a disk that is full from the moment when a certain file is written."""
        place = self.ground.folder / "disk"
        for file, part in files.items():
            for act in ("fill bytes", "fill inodes"):
                with Disk(place).mounted(self.ground.former) as disk:
                    if act == "fill inodes":
                        disk.leave(inodes=1000)
                    self.ground.let_loose()
                    ended = self.ground.harvest(disk.out, act=act, begin=part, step=1)
                    yield self._judged(
                        "filled", f"{act[5:]}, {file}", disk.out, ended, disk.make_space
                    )

    def refused(self, files: Mapping[str, str]) -> Iterator[Row]:
        """With a limit on the sizes of files from that moment on, which needs no right."""
        for file, part in files.items():
            out = self.fresh(f"refused-{part.replace('/', '')}")
            ended = self.ground.harvest(out, act="refuse", begin=part, step=1)
            yield self._judged("size limit", file, out, ended)
            shutil.rmtree(out)

    def _judged(
        self,
        series: str,
        when: str,
        out: Path,
        ended: Ended,
        make_space: Callable[[], None] = lambda: None,
    ) -> Row:
        troubles = list(self.trial.judge(out, ended))
        came = f"exit {ended.code}, {self.trial.named(ended, out)}"
        make_space()
        troubles += self.trial.once_there_is_space(out)
        return Row(series=series, when=when, came=came, loads=1, troubles=tuple(troubles))


def how(code: int) -> str:
    """How a process ended."""
    return "killed" if code == -9 else f"ended with {code}"


def where(out: Path) -> str:
    """Where a killed run was, by what it left."""
    if list((out / "runs").glob(".*.html.tmp")):
        return "at the report page"
    if list(out.glob(".*.tmp")) or list((out / "csv").glob(".*.tmp")):
        return "at the tables"
    if list((out / "versions").glob(".*.tmp")):
        return "at the parts"
    return "before its commit" if list((out / "runs").glob("*.open")) else "after its commit"


def main() -> int:
    """Print the table; exit code 1 where anything is not as with the uninterrupted harvest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--moments", type=int, default=25, help="kills at random moments")
    options.add_argument("--commits", type=int, default=25, help="kills at steps of the commit")
    options.add_argument("--sizes", type=int, default=16, help="sizes of disks")
    options.add_argument("--inodes", type=int, default=12, help="numbers of inodes")
    options.add_argument(
        "--files", type=int, default=6, help="files of each part at which a disk is filled"
    )
    options.add_argument("--limits", type=int, default=6, help="the same with a limit on sizes")
    options.add_argument("--articles", type=int, help="default: all of the demo")
    options.add_argument("--seed", type=int, default=0)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        arguments.mounts = may_mount(Path(name) / "disk")
        if not arguments.mounts:
            print("full disks are left out: only root may mount one")
        wrong = while_walking(Path(name) / "cut", arguments)
        wrong += while_storing(Path(name) / "walked", arguments)
    return int(wrong > 0)


def while_walking(folder: Path, arguments: argparse.Namespace) -> int:
    """Interruptions at any time, which may cut a walk off; gives how many came out wrong."""
    with Ground(folder, CUT, arguments.articles) as ground:
        bench = Bench(ground, arguments.seed)
        wrong = show(bench.moments(arguments.moments))
        wrong += show(bench.refused(some(WALKING, arguments.limits)))
        if arguments.mounts:
            wrong += show(bench.disks(arguments.sizes, inodes=False))
            wrong += show(bench.disks(arguments.inodes, inodes=True))
            wrong += show(bench.filled(some(WALKING, arguments.files)))
    print(bench)
    return wrong


def while_storing(folder: Path, arguments: argparse.Namespace) -> int:
    """Interruptions after the walk."""
    filled, refused = some(STORING, arguments.files), some(STORING, arguments.limits)
    if not (arguments.commits or filled or refused):
        return 0
    with Ground(folder, WALKED, arguments.articles) as ground:
        bench = Bench(ground, arguments.seed)
        wrong = show(bench.commits(arguments.commits))
        wrong += show(bench.refused(refused))
        if arguments.mounts:
            wrong += show(bench.filled(filled))
    print(bench)
    return wrong


def some(files: Mapping[str, str], number: int) -> dict[str, str]:
    """The first of them."""
    return dict(list(files.items())[:number])


def show(rows: Iterable[Row]) -> int:
    """Print the lines as they come; gives the number of those in which something is wrong."""
    number = wrong = 0
    for row in rows:
        number, wrong = number + 1, wrong + bool(row.troubles)
        end = "; ".join(row.troubles) or "as the whole"
        print(f"{row.series:10} {row.when:22} {row.came:60} {row.loads:3} loads  {end}", flush=True)
    if number:
        print(f"{row.series}: {number}, {wrong} wrong\n", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
