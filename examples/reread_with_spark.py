"""Archives read again by Spark: `spark-submit reread_with_spark.py OUT ARCHIVE…`.

Spark's workers call the same function as `govnews extract`. OUT and the archives must lie under the
same names on all machines.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyspark.sql import SparkSession

from govnews.dataset import open_run
from govnews.shards import How, merge, plan, read_shard


def main(out: Path, archives: list[str]) -> None:
    """Read the archives and store what they hold in the dataset at `out`."""
    aside = out / "reading"
    shards = list(plan(archives, How()))
    spark = SparkSession.builder.appName("govnews").getOrCreate()
    tasks = spark.sparkContext.parallelize(shards, len(shards) or 1)
    with open_run(out) as run:
        for result in tasks.map(lambda shard: read_shard(shard, aside)).collect():
            merge(result, run)
            print(f"{result.path.name}: {result.tally}")
    spark.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), [str(Path(name).absolute()) for name in sys.argv[2:]])
