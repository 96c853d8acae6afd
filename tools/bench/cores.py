"""Pages a second of one process and of two, each with its own core, and the memory they take.

Other programs on the machine disturb a measurement of wall time: one and two take turns, and the
best turn of each counts.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

from govnews.memory import peak_memory
from tools.bench.figures import Figures
from tools.bench.pages import Pages, path

_TURNS = 3
_LEAST_PAGES = 600
"""Read by one process in one turn; a few tenths of a second measure nothing."""
_pages: Pages = []


def measure(pages: Pages) -> Figures:
    """Pages a second on one core and two; peak memory of a process that does nothing but read."""
    rounds = _LEAST_PAGES // len(pages) + 1
    best = {1: 0.0, 2: 0.0}
    peak = 0
    pools = {workers: _pool(workers, pages) for workers in best}
    for _ in range(_TURNS):
        for workers, pool in pools.items():
            start = perf_counter()
            peaks = list(pool.map(_read_all, [rounds] * workers))
            speed = workers * rounds * len(pages) / (perf_counter() - start)
            best[workers], peak = max(best[workers], speed), max(peak, *peaks)
    for pool in pools.values():
        pool.shutdown()
    figures = Figures()
    figures.shown = {
        "pages a second, one core": best[1],
        "pages a second, two cores": best[2],
        "two cores over one": best[2] / best[1],
        "peak memory of a process, MiB": peak,
        "load of the machine meanwhile": os.getloadavg()[0],
    }
    if os.getloadavg()[0] < (os.cpu_count() or 1) + 1 > 2:  # else other programs have the cores
        figures.compare("two cores over one", best[2] / best[1], "more")
    return figures


def _pool(workers: int, pages: Pages) -> ProcessPoolExecutor:
    """Processes that have read every page once, so that tables and caches are there."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(pages,))
    list(pool.map(_read_all, [1] * workers))
    return pool


def _start(pages: Pages) -> None:
    _pages[:] = pages
    _read_all(1)


def _read_all(rounds: int) -> int:
    """Read all pages; the peak of memory of this process so far, in MiB."""
    for _ in range(rounds):
        for url, html in _pages:
            path.extract(html, url)
    return peak_memory()
