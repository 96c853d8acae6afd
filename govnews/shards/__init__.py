"""Pages read again in parts: what one worker reads at a time, and how the parts become a dataset.

`plan` cuts sources into shards, `read_shard` reads one and writes what it read aside, and `merge`
brings that into a run of a dataset. `read_shard` depends on nothing but its arguments and may be
called again, anywhere, as often as needed: under processes of this machine (`read_all`), and just
as well as a task of Dask, Spark or Ray.
"""

from __future__ import annotations

from govnews.shards.plan import plan
from govnews.shards.reading import read_shard
from govnews.shards.run import merge, read_all
from govnews.shards.shard import How, Shard, ShardResult, Tally

__all__ = ["How", "Shard", "ShardResult", "Tally", "merge", "plan", "read_all", "read_shard"]
