"""Shards read by a cluster."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.cluster.client import each
from govnews.dataset.disk import make_folder
from govnews.errors import ClusterError
from govnews.extract import package_version
from govnews.shards import Shard, ShardResult, read_shard
from govnews.shards.reading import give_up
from govnews.shards.run import piped_first

if TYPE_CHECKING:
    from distributed import Client


def read_on(
    client: Client, shards: Iterable[Shard], folder: Path
) -> Iterator[tuple[Shard, ShardResult]]:
    """What the cluster read of each shard, in their order, as `govnews.shards.read_all` does here.

    `folder` and the files of the shards must lie under the same names on all machines.

    Raises:
        ClusterError: a worker does not see the folder, or has another version of govnews.

    """
    folder = folder.absolute()
    make_folder(folder)
    work = partial(_read, folder=folder, version=package_version())
    for shard, result in each(client, work, piped_first(shards, folder)):
        if result is None:
            yield shard, give_up(shard, folder)
        elif result.path.exists():
            yield shard, result
        else:
            raise ClusterError(_unseen(folder, "this machine sees nothing of what they wrote"))


def _read(shard: Shard, folder: Path, version: str) -> ShardResult:
    """What runs on a worker."""
    here = platform.node()
    if package_version() != version:
        raise ClusterError(
            f"the worker on {here} has govnews {package_version()}, this machine {version}: "
            "install the same one on both"
        )
    if not folder.is_dir():
        raise ClusterError(_unseen(folder, f"the one on {here} does not see it"))
    return read_shard(shard, folder)


def _unseen(folder: Path, what: str) -> str:
    return f"{folder}: is not the same folder for all workers ({what}): put it on a shared disk"
