"""Archives read again by Ray: `python reread_with_ray.py OUT ARCHIVE…`.

Ray's workers call the same function as `govnews extract`. OUT and the archives must lie under the
same names on all machines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ray

from govnews.dataset import open_run
from govnews.shards import How, merge, plan, read_shard


def main(out: Path, archives: list[str]) -> None:
    """Read the archives and store what they hold in the dataset at `out`."""
    aside = out / "reading"
    ray.init()
    read = ray.remote(max_retries=3)(read_shard)
    with open_run(out) as run:
        for result in ray.get([read.remote(shard, aside) for shard in plan(archives, How())]):
            merge(result, run)
            print(f"{result.path.name}: {result.tally}")
    ray.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), [str(Path(name).absolute()) for name in sys.argv[2:]])
