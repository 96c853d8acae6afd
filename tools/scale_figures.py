"""What reading and harvesting an archive takes, for `scale_plan.py`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawl_speed import HARVEST

from govnews.archive import ArchiveWriter, Exchange, read_warc
from govnews.dataset import open_run
from govnews.shards import How, merge, plan, read_all


def measured(archive: Path, portal: str) -> dict[str, Any]:
    """What reading and harvesting an archive takes: processor time, memory, bytes."""
    with tempfile.TemporaryDirectory(prefix="govnews-") as name:
        read, harvested = Path(name, "read"), Path(name, "harvested")
        extract = [sys.executable, "-m", "govnews", "extract", str(archive), "--out", str(read),
                   "--workers", "1", "--quiet"]  # fmt: skip
        _, reading = _run(extract, "")
        job = {"out": str(harvested), "portal": portal, "host": "", "replay": str(archive)}
        said, harvesting = _run([sys.executable, "-c", HARVEST], json.dumps(job))
        crawl = json.loads(said.splitlines()[-1])
        requests, articles = len(crawl["urls"]), crawl["new"]
        kept = sum(path.stat().st_size for path in (harvested / "archive").rglob("*"))
        parts = sum(path.stat().st_size for path in (harvested / "versions").iterdir())
        one = Path(name, "one.warc.gz")
        _first_page(archive, one)
        job |= {"out": str(Path(name, "one")), "replay": str(one)}
        _, starting = _run([sys.executable, "-c", HARVEST], json.dumps(job))
        committing, committed = _committing(archive, Path(name))
        current = sum(path.stat().st_size for path in harvested.glob("*.parquet"))
        csv = sum(path.stat().st_size for path in (harvested / "csv").iterdir())
        ledger = (harvested / "ledger.sqlite").stat().st_size
    return {
        "archive": archive.name,
        "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "pages": sum(1 for _ in read_warc(archive)),
        "read_seconds": round(reading, 2),
        "requests": requests,
        "articles": articles,
        "harvest_seconds": round(harvesting, 2),
        "start_seconds": round(starting, 2),
        "committed": committed,
        "commit_seconds": round(committing, 2),
        "harvest_mb": crawl["memory"],
        "archive_bytes": kept,
        "part_bytes": parts,
        "current_bytes": current + csv,
        "ledger_bytes": ledger,
    }


def _first_page(archive: Path, one: Path) -> None:
    """Write an archive of the first page alone: what a crawl costs before it has done anything."""
    page = next(read_warc(archive))
    with ArchiveWriter(one) as writer:
        writer.add(
            Exchange(
                url=page.url,
                status=page.status,
                headers=list(page.headers.items()),
                body=page.body,
                fetched_at=page.fetched_at or datetime.now(UTC),
            )
        )


def _committing(archive: Path, folder: Path) -> tuple[float, int]:
    """Processor time that bringing what was read into a dataset takes, and of how many articles."""
    results = [result for _, result in read_all(plan([str(archive)], How()), folder / "aside")]
    began = time.process_time()
    with open_run(folder / "committed") as run:
        for result in results:
            merge(result, run)
    return time.process_time() - began, sum(result.tally.articles for result in results)


def _run(command: list[str], given: str) -> tuple[str, float]:
    """What a process printed, and its processor time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, spent
