"""Kill harvests at random moments, resume each, and compare with one that nobody interrupted.

Meanwhile a reader loads the dataset again and again: it must never fail, nor see an article twice
or facts of an article that is not there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govnews.dataset import load
from govnews.demo.articles import load_articles
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer
from govnews.demo.trial import CHILD, harvest_apart
from govnews.errors import DatasetError
from govnews.model import TABLES

Tables = dict[str, list[dict[str, Any]]]

OF_THE_RUN = {"url", "fetched_at", "archive_ref"}
"""Columns that tell of the harvest and not of the article, such as which of its addresses was met
first."""


def main() -> int:
    """Print the comparison; exit code 1 where a row was lost, doubled, or seen half written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=25)
    options.add_argument("--seed", type=int, default=0)
    arguments = options.parse_args()
    chance = random.Random(arguments.seed)
    articles = [article for article in load_articles() if article.cms == "liferay"]
    with tempfile.TemporaryDirectory() as name, DemoServer(LiferaySite(articles)) as server:
        folder, hosts = Path(name), {"sound": server.url.partition("//")[2]}
        began = time.monotonic()
        harvest_apart(folder / "whole", hosts)
        seconds = time.monotonic() - began
        whole = rows_of(folder / "whole")
        wrong = 0
        for number in range(arguments.kills):
            out = folder / f"kill-{number}"
            moment = chance.uniform(0.3, 1.0) * seconds
            reader = Reader(out)
            with reader:
                ended = kill(out, hosts, moment)
                harvest_apart(out, hosts)
            troubles = [*differences(whole, rows_of(out)), *reader.troubles]
            wrong += bool(troubles)
            print(
                f"{number:2}  after {moment:4.1f} s  {'ended before' if ended else 'killed':12}"
                f"  {reader.loads:3} loads  {', '.join(troubles) or 'as the whole'}"
            )
    numbers = ", ".join(f"{len(rows)} {table}" for table, rows in whole.items())
    print(f"{arguments.kills} kills, {wrong} wrong; uninterrupted: {numbers}")
    return int(wrong > 0)


def kill(out: Path, hosts: dict[str, str], seconds: float) -> bool:
    """Kill a harvest after so many seconds; says whether it had ended before."""
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"GOVNEWS_CONTACT": "the trial on this machine"},
    )
    assert process.stdin is not None  # noqa: S101 a pipe
    process.stdin.write(json.dumps({"out": str(out), "hosts": hosts}))
    process.stdin.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def rows_of(folder: Path) -> Tables:
    """Table → its rows, without what tells of the harvest, in order."""
    data = load(folder)
    return {
        table: sorted(
            (
                {name: value for name, value in row.items() if name not in OF_THE_RUN}
                for row in data.arrow(table).to_pylist()
            ),
            key=repr,
        )
        for table in TABLES
    }


def differences(whole: Tables, resumed: Tables) -> Iterator[str]:
    """The tables that differ, with the columns that do, or with the numbers of their rows."""
    for table, rows in whole.items():
        others = resumed[table]
        if len(rows) != len(others):
            yield f"{len(others)} {table} for {len(rows)}"
            continue
        columns = {
            name
            for row, other in zip(rows, others, strict=True)
            for name in row
            if row[name] != other[name]
        }
        if columns:
            yield f"{table} differ in {', '.join(sorted(columns))}"


class Reader:
    """Loads a dataset in a loop while it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loads = 0
        self.troubles: list[str] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._ended.wait(0.1):
            if not (self.folder / "articles.parquet").exists():
                continue
            try:
                data = load(self.folder)
                tables: dict[str, list[dict[str, Any]]] = {
                    table: data.arrow(table).to_pylist() for table in TABLES
                }
            except DatasetError as error:
                self.troubles.append(f"a load failed: {error}")
                return
            self.loads += 1
            ids = [row["article_id"] for row in tables["articles"]]
            facts = {row["article_id"] for rows in tables.values() for row in rows}
            if len(ids) != len(set(ids)) or facts - set(ids):
                self.troubles.append("a load saw a mixed state")
                return


if __name__ == "__main__":
    sys.exit(main())
