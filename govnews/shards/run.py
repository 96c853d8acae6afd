"""Shards read on this machine: one here, several by processes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

from govnews.dataset import Run
from govnews.saved import STDIN
from govnews.shards.reading import give_up, progress, read_shard
from govnews.shards.shard import PAGE_SECONDS, Shard, ShardResult
from govnews.shards.workers import Workers, cores

_PATIENCE = 2 * PAGE_SECONDS + 30
"""Seconds after which a process that has not got any further hangs, as some C library does."""


def read_all(
    shards: Iterable[Shard], folder: Path, *, workers: int | None = None
) -> Iterator[tuple[Shard, ShardResult]]:
    """Each shard with what was read of it, in their order; by as many processes as there are cores, or as said.

    What is finished in `folder` is not read again. Raises what `read_shard` does, and whatever
    `shards` raises.
    """
    rest = iter(shards)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from ((shard, read_shard(shard, folder)) for shard in first)
        return
    work, place = partial(read_shard, folder=folder), partial(progress, folder=folder)
    with Workers(workers or cores(), work, progress=place, patience=_PATIENCE) as pool:
        for shard, result in pool.each(piped_first(chain(first, rest), folder)):
            yield shard, result or give_up(shard, folder)


def merge(result: ShardResult, run: Run) -> None:
    """Bring what was read into a run of a dataset. Raises `DatasetError` where the disk fails."""
    for line in result.lines():
        if "record" in line:
            run.add_plain(line["record"], line["reading"])


def piped_first(shards: Iterable[Shard], folder: Path) -> Iterator[Shard]:
    """The shards, after reading what comes through standard input: no other process has that."""
    for shard in shards:
        if shard.files == (STDIN,):
            read_shard(shard, folder)
        yield shard
