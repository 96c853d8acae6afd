"""Make a dataset of made-up articles, as large as wanted, to try on it what should stay quick.

    python tools/million.py FOLDER [--articles 1000000] [--runs 144] [--seed 1]

Thirty portals publish over twelve years, the busiest ten times as much as the last; one run takes up
what a month brought. Officials hold their offices for some years, rise and move, under one key or
several; two spellings of a name are mixed as portals mix them. Every fact stands in the text at its
span. The articles go into parts and the ledger by the code of every run, but through no reader and
no journal: a hundred times faster than reading as many pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from made_up_news import Newsroom, Record, portal_name
from made_up_officials import rosters
from made_up_words import PROVINCES

from govnews.dataset import schema, sightings
from govnews.dataset.changes import note_changes
from govnews.dataset.commit import catch_up
from govnews.dataset.disk import replacing
from govnews.dataset.folder import Folder
from govnews.dataset.ledger import Ledger, Part, utc_text
from govnews.dataset.parts import BATCH_RECORDS, COMPRESSION, Rows
from govnews.extract import package_version
from govnews.model import HANOI, TABLES

BEGIN, YEARS = datetime(2014, 7, 1, tzinfo=HANOI), 12
MONTHS = 12 * YEARS
EDITED, MISSING, GONE = 0.02, 0.005, 0.001
"""Shares of a run's articles: edited before the next one, listed but never had, gone soon."""
_PORTAL_WEIGHTS = tuple(accumulate(1 / (3 + number) for number in range(len(PROVINCES))))
_CACHE_KIB = 512 * 1024


def main() -> None:
    """Write the dataset and say what is in it."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=MONTHS)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    began = time.monotonic()
    counts = make(given.folder, given.articles, runs=given.runs, seed=given.seed)
    told = ", ".join(f"{count:,} {table}" for table, count in counts.items())
    print(f"{given.folder}: {told}; {time.monotonic() - began:,.0f} s")


def make(folder: Path, articles: int, *, runs: int = MONTHS, seed: int = 1) -> dict[str, int]:
    """A dataset with so many articles in a new folder; table → rows written, all versions counted."""
    if (folder / "ledger.sqlite").exists():
        sys.exit(f"{folder}: there is a dataset already; name a new folder")
    place = Folder(folder)
    counts = dict.fromkeys(TABLES, 0)
    try:
        with place.ledger.noting() as database:  # nothing here is worth waiting for the disk
            database.execute("pragma synchronous = off")
            database.execute(f"pragma cache_size = -{_CACHE_KIB}")
        for number, records in enumerate(_harvests(articles, runs, Random(seed)), 1):
            parts = _commit(place, _run_end(number, runs), records)
            for table, part in parts.items():
                counts[table] += part.rows
            if sys.stderr.isatty():
                sys.stderr.write(f"\rrun {number} of {runs}, {counts['articles']:,} articles")
        catch_up(place)
    finally:
        place.close()
    return counts


def _run_end(number: int, runs: int) -> datetime:
    """When a run was over; the first one is number 1."""
    return BEGIN + timedelta(days=number * YEARS * 365.25 / runs + 2)


def _harvests(articles: int, runs: int, chance: Random) -> Iterator[list[Record]]:
    """The records of each run, in the order of the tables: new ones, and edits of the run before."""
    offices = rosters(MONTHS, chance)
    newsroom = Newsroom(chance, package_version())
    edits: list[Record] = []
    for run in range(runs):
        numbers = range(articles * run // runs, articles * (run + 1) // runs)
        seconds = YEARS * 365.25 * 86_400 / runs
        portals = chance.choices(range(len(PROVINCES)), cum_weights=_PORTAL_WEIGHTS, k=len(numbers))
        records: list[Record] = []
        for number, portal in zip(numbers, portals, strict=True):
            moment = BEGIN + timedelta(minutes=int((run + chance.random()) * seconds) // 60)
            month = min((moment - BEGIN).days * 12 // 366, MONTHS - 1)
            records.append(newsroom.article(number, portal, moment, offices[month][portal]))
        later = [newsroom.edited(record) for record in records if chance.random() < EDITED]
        yield sorted([*records, *edits], key=_order)
        edits = later


def _order(record: Record) -> tuple[bool, str, str, int]:
    """As `govnews.dataset.layout.ORDER` says it."""
    article = record["article"]
    published = utc_text(article["published_at"])
    return published is None, published or "", article["article_id"], article["version"]


def _commit(folder: Folder, end: datetime, records: Sequence[Record]) -> dict[str, Part]:
    """What a run's commit does, without the journal and the current files."""
    run = f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    ledger = folder.ledger
    ledger.begin()
    for offset, record in enumerate(records):
        _note(ledger, run, offset, record)
    _note_lists(ledger, end, records)
    parts = _write_parts(folder.versions, run, records)
    note_changes(folder.versions, ledger, parts)
    with ledger.noting() as database:
        sightings.settle(database, utc_text(end) or "")
    changed = sum(record["article"]["version"] > 1 for record in records)
    row = {
        "run": run, "started": utc_text(end - timedelta(hours=5)), "finished": utc_text(end),
        "new": len(records) - changed, "changed": changed, "unchanged": 0, "exit_code": 0,
        "recovered": False, "report": {"exit_code": 0},
    }  # fmt: skip
    ledger.commit(row, parts)
    return parts


def _note(ledger: Ledger, run: str, offset: int, record: Record) -> None:
    article = record["article"]
    fetched_at = utc_text(article["fetched_at"]) or ""
    ledger.store(run, offset, article["content_hash"], record)
    ledger.point(article, fetched_at)
    ledger.see(article["article_id"], fetched_at)


def _note_lists(ledger: Ledger, end: datetime, records: Sequence[Record]) -> None:
    """What the lists of each portal named, what was had of it, and that they were walked."""
    at, started = utc_text(end), utc_text(end - timedelta(hours=5))
    portals: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        portals[record["article"]["portal"]].append(record)
    with ledger.noting() as database:
        for number in range(len(PROVINCES)):
            portal = portal_name(number)
            listed, read = _listed(portals[portal])
            line = {"portal": portal, "at": at}
            sightings.note(database, {**line, "note": "listed", "articles": listed})
            for key, article_id, outcome in read:
                said = {"key": key, "article_id": article_id, "outcome": outcome, "moved_to": None}
                sightings.note(database, {**line, "note": "asked", **said})
            walk = {"note": "walked", "started": started, "ended": at, "complete": 1, "full": 0}
            sightings.note(database, {**line, **walk})


def _listed(
    records: Iterable[Record],
) -> tuple[list[tuple[str, str | None, str | None]], list[tuple[str, str, str]]]:
    """Entries of the lists, and what became of the pages that they led to."""
    listed: list[tuple[str, str | None, str | None]] = []
    asked: list[tuple[str, str, str]] = []
    for record in records:
        article = record["article"]
        key = article["url"].rpartition("-")[2]
        day = f"{article['published_at']:%Y-%m-%d}" if article["published_at"] else None
        chance = int(article["article_id"][:6], 16) / 0x1000000
        listed.append((key, day, article["article_id"]))
        if chance < MISSING:
            listed.append((f"{key}x", day, None))
        asked.append((key, article["article_id"], "read"))
        if chance > 1 - GONE:
            asked.append((key, article["article_id"], "not_found"))
    return listed, asked


def _write_parts(folder: Path, run: str, records: Sequence[Record]) -> dict[str, Part]:
    """As `govnews.dataset.parts.write_parts` does it from a journal."""
    parts: dict[str, Part] = {}
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for start in range(0, len(records), BATCH_RECORDS):
            for table, rows in _spread(records[start : start + BATCH_RECORDS]).items():
                file, schema_ = f"{run}-{table}.parquet", schema.arrow_schema(table)
                if table not in writers:
                    out = files.enter_context(replacing(folder / file))
                    writers[table] = files.enter_context(
                        pq.ParquetWriter(out, schema_, compression=COMPRESSION)
                    )
                    parts[table] = Part(file=file, runs=(run,), rows=0)
                writers[table].write_table(pa.Table.from_pylist(rows, schema_))
                parts[table] = Part(file=file, runs=(run,), rows=parts[table].rows + len(rows))
    return parts


def _spread(records: Iterable[Record]) -> Rows:
    rows: Rows = defaultdict(list)
    for record in records:
        article = record["article"]
        rows["articles"].append(article)
        keys = {name: article[name] for name in schema.KEYS}
        for table in TABLES[1:]:
            if record[table]:
                rows[table] += [keys | row for row in record[table]]
    return rows


if __name__ == "__main__":
    main()
