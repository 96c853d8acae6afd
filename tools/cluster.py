"""Work on a cluster of this machine while a worker is killed, beside the same work without.

First portals on loopback are harvested by workers of which one is killed (SIGKILL) in the middle:
every article must be there once, no host asked faster than its delay by its own log, and no process
left. Then archives are read again by a cluster: with a worker killed the rows must be those of one
process, and without, the time is compared with plain processes, in turns. Ends with 1 where
anything is otherwise, or Dask costs more than `--most`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
from distributed import LocalCluster

from govnews import load
from govnews.archive import ArchiveWriter, Exchange, read_warc
from govnews.demo.many import SmallPortal, declare, small_portals
from govnews.model import TABLES
from govnews.settings import DOWNLOAD_DELAY_JITTER

DELAY = 1.0
EARLY = 0.1
"""Seconds by which a server may see a request early: sockets and threads take turns."""
GOVNEWS = (sys.executable, "-m", "govnews")


def workers_of(process: psutil.Process) -> list[psutil.Process]:
    """The workers of a cluster that this process has started."""
    return [p for p in process.children(recursive=True) if "multiprocessing.spawn" in command(p)]


def command(process: psutil.Process) -> str:
    """How a process was started; empty for one that is gone."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def left(mark: str) -> list[int]:
    """Processes that have something in their command line, and are not this one."""
    return [
        p.pid
        for p in psutil.process_iter()
        if mark in command(p) and p.pid != os.getpid() and p.status() != psutil.STATUS_ZOMBIE
    ]


def harvested(folder: Path, portals: int, articles: int, workers: int) -> Iterator[str]:
    """Harvest with a worker killed in the middle; gives what is wrong."""
    out, declared = folder / "harvest", folder / "portals.toml"
    with small_portals(portals, articles=articles) as sites:
        declare(sites, declared, delay=DELAY)
        names = [site.name for site in sites]
        words = ["harvest", *names, "--portals", str(declared), "--out", str(out)]
        began = time.monotonic()
        with subprocess.Popen(
            [*GOVNEWS, *words, "--workers", str(workers)], stderr=subprocess.PIPE, text=True
        ) as run:
            while sum(len(site.asked) for site in sites) < portals * articles // 3:
                time.sleep(0.05)
                if run.poll() is not None:
                    yield f"it ended before the kill: {run.stderr and run.stderr.read()}"
                    return
            busy = [p.parent() for p in psutil.Process(run.pid).children(recursive=True)
                    if "govnews.cluster.tied" in command(p)]  # fmt: skip
            victim = busy[0]
            children = victim.children(recursive=True)
            victim.send_signal(signal.SIGKILL)
            time.sleep(1)
            orphans = [p.pid for p in children if p.is_running() and p.status() != "zombie"]
            said = run.communicate()[1]
        seconds = time.monotonic() - began
        if orphans:
            yield f"outlived their worker: {orphans}"
        if run.returncode:
            yield f"exit code {run.returncode}: {said}"
    yield from _missing(out, sites)
    gaps = [b[0] - a[0] for site in sites for a, b in pairwise(site.asked)]
    shortest = DELAY * (1 - DOWNLOAD_DELAY_JITTER)
    if min(gaps) < shortest - EARLY:
        yield f"a host was asked again after {min(gaps):.3f} s"
    if rest := left(str(out)):
        yield f"still running: {rest}"
    total = sum(len(site.asked) for site in sites)
    print(f"harvest: {portals} portals, {workers} workers, one killed: {len(load(out).articles)} "
          f"articles of {portals * articles}, {total} requests, shortest gap {min(gaps):.3f} s "
          f"(delay {DELAY} s, with jitter at least {shortest:.3f} s), {seconds:.0f} s")  # fmt: skip


def _missing(out: Path, sites: list[SmallPortal]) -> Iterator[str]:
    """Whether every article of every portal is there once."""
    urls = sorted(load(out).articles.url)
    true = sorted(
        f"http://{site.host}/vi/tin/-/view_content/{101 + number}-bai"
        for site in sites
        for number in range(site.articles)
    )
    if urls != true:
        yield f"{len(urls)} articles, {len(set(urls))} different ones, of {len(true)}"


def copies(archive: Path, folder: Path, number: int, pages: int) -> Path:
    """So many archives, of the pages of one in turn, each page under an address of its own."""
    folder.mkdir()
    answers = [page for page in read_warc(archive) if page.status == 200]
    for at in range(number):
        with ArchiveWriter(folder / f"part-{at:02}.warc.gz") as writer:
            for turn in range(pages):
                page = answers[(at * pages + turn) % len(answers)]
                path = page.url.partition("://")[2].partition("/")[2]
                writer.add(
                    Exchange(
                        url=f"https://so-{at}-{turn}.example.vn/{path}",
                        status=200,
                        headers=[*page.headers.items()],
                        body=page.body,
                        fetched_at=page.fetched_at,
                    )
                )
    return folder


def rows(out: Path) -> dict[str, list[Any]]:
    """All rows of a dataset."""
    data = load(out)
    return {table: data.arrow(table).to_pylist() for table in TABLES}


def read(archives: Path, out: Path, *options: str) -> float:
    """Seconds of reading archives into a new dataset."""
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    done = subprocess.run(
        [*GOVNEWS, "extract", str(archives), "--out", str(out), "--quiet", *options],
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return time.monotonic() - began


def reread(folder: Path, archives: Path, workers: int, rounds: int, most: float) -> Iterator[str]:
    """Read archives by a cluster, beside plain processes; gives what is wrong."""
    one = folder / "one"
    read(archives, one, "--workers", "1")
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as cluster:
        scheduler = ("--scheduler", cluster.scheduler_address)
        plain, spread = [], []
        for _ in range(rounds):
            plain.append(read(archives, folder / "plain", "--workers", str(workers)))
            spread.append(read(archives, folder / "spread", *scheduler))
        if rows(folder / "spread") != rows(one):
            yield "the cluster's rows are not those of one process"
        killed = kill_while(archives, folder / "killed", scheduler, workers)
        if not killed:
            yield "no worker was reading when one was to be killed"
        if rows(folder / "killed") != rows(one):
            yield "with a worker killed the rows are not those of one process"
    ratio = statistics.median(spread) / statistics.median(plain)
    print(f"re-reading: {len(list(archives.glob('*.gz')))} archives, {len(load(one).articles)} articles, "
          f"{workers} workers, one killed: rows as by one process; {statistics.median(spread):.1f} s "
          f"on Dask, {statistics.median(plain):.1f} s by plain processes: ratio {ratio:.2f} "
          f"({rounds} rounds in turns)")  # fmt: skip
    if ratio > most:
        yield f"Dask takes {ratio:.2f} times as long as plain processes"


def kill_while(archives: Path, out: Path, scheduler: tuple[str, ...], workers: int) -> bool:
    """Read, and kill a worker that has begun a shard; whether there was one."""
    mine = psutil.Process()
    with subprocess.Popen(
        [*GOVNEWS, "extract", str(archives), "--out", str(out), "--quiet", *scheduler]
    ) as reading:
        while len(list((out / "reading").glob("*.jsonl"))) < 2 * workers:
            time.sleep(0.02)
            if reading.poll() is not None:
                return False
        nannies_and_workers = workers_of(mine)
        busiest = max(nannies_and_workers, key=lambda p: sum(p.cpu_times()[:2]))
        busiest.send_signal(signal.SIGKILL)
    return reading.returncode in (0, 3)


def main() -> int:
    """Measure and print; exit code 1 where anything is not as it should be."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("archive", type=Path, nargs="?", help="whose pages are read again")
    options.add_argument("--portals", type=int, default=20)
    options.add_argument("--articles", type=int, default=20, help="of each portal")
    options.add_argument("--workers", type=int, default=4, help="that harvest")
    options.add_argument("--readers", type=int, default=2, help="that read")
    options.add_argument("--archives", type=int, default=40)
    options.add_argument("--pages", type=int, default=100, help="of each archive")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--most", type=float, default=1.1, help="times as long as plain processes")
    asked = options.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the beginning")
    with tempfile.TemporaryDirectory(prefix="govnews-") as name:
        folder = Path(name)
        wrong = list(harvested(folder, asked.portals, asked.articles, asked.workers))
        if asked.archive:
            archives = copies(asked.archive, folder / "warc", asked.archives, asked.pages)
            wrong += reread(folder, archives, asked.readers, asked.rounds, asked.most)
        else:
            print("re-reading: left out, name an archive (make cluster ARCHIVE=…)")
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    for line in wrong:
        print(f"WRONG: {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
