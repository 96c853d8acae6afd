"""`govnews export`: a dataset in another format, with its description, datasheet and citation."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.commands.output import say
from govnews.errors import BadInput
from govnews.model import HANOI
from govnews.option_values import day, moment
from govnews.outcome import OK

ABOUT = "write a dataset as Parquet, CSV, SQLite, Excel and more, described and citable"
EXAMPLE = """\
  govnews export data --format excel --to haiphong.xlsx
  govnews export data --format csv --to csv-2024 --since 2024-01-01 \\
    --portal haiphong"""

if TYPE_CHECKING:
    from govnews.dataset import Dataset

FORMATS = {
    "parquet": "a folder, one Parquet file a table",
    "csv": "a folder, one CSV file a table",
    "jsonl": "a file, one article with its facts a line",
    "jsonl-tables": "a folder, one file a table, one row a line",
    "sqlite": "a file with keys, and views that join facts and articles",
    "excel": "a workbook, one sheet a table",
    "popolo": "people, bodies and offices as Popolo JSON",
    "ftm": "the same as FollowTheMoney entities, one a line",
}
_DESCRIBED = """\
Parquet, CSV and JSON Lines by table come with datapackage.json (Frictionless),
croissant.json (Parquet, CSV), datasheet.md in two languages and citation.bib."""


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add("dataset", metavar="DIR", help="folder of the dataset, or where it was published (s3://…)")
    add("--format", metavar="FORMAT", choices=tuple(FORMATS), required=True, help="see below")
    add("--to", metavar="PATH", type=Path, required=True, help="file or folder to write")
    add("--tables", metavar="NAMES", default="", help="only these: articles,people (default: all)")
    add_choice(command)
    add("--author", metavar="NAME", help="whose harvest it is, for the citation and the datasheet")
    add(
        "--scores",
        metavar="FILE",
        type=Path,
        help="what `govnews evaluate --json` said of these portals, for the datasheet",
    )
    add("--force", action="store_true", help="replace what `govnews export` did not write")
    add("-q", "--quiet", action="store_true", help="say only what did not go in as it was")
    listed = "\n".join(f"  {name:<13} {about}" for name, about in FORMATS.items())
    command.epilog = f"formats:\n{listed}\n\n{_DESCRIBED}\n\n{command.epilog}"


def add_choice(command: argparse.ArgumentParser) -> None:
    """The options that choose articles, as `govnews.load` does."""
    add = command.add_argument
    add("--portal", metavar="NAME", action="append", help="only this portal (repeatable)")
    add("--since", metavar="DATE", type=day, help="only articles published on this day or later")
    add("--until", metavar="DATE", type=day, help="only articles published on this day or before")
    add("--as-of", metavar="DATE", type=moment, help="as it was known at the end of this day")


def load_choice(arguments: argparse.Namespace) -> Dataset:
    """The dataset with the articles that `add_choice` let a person choose."""
    from govnews.dataset import load

    as_of = arguments.as_of
    if isinstance(as_of, datetime) and as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=HANOI)
    return load(
        arguments.dataset,
        portal=arguments.portal,
        since=arguments.since,
        until=arguments.until,
        as_of=as_of,
    )


def run(arguments: argparse.Namespace) -> int:
    """Write what was asked; the exit code."""
    from govnews.exporting import export

    done = export(
        load_choice(arguments),
        arguments.to,
        arguments.format,
        tables=[name.strip() for name in arguments.tables.split(",") if name.strip()],
        author=arguments.author,
        force=arguments.force,
        scores=_scores(arguments.scores) if arguments.scores else None,
    )
    for note in done.notes:
        say(note)
    if not arguments.quiet:
        counts = ", ".join(f"{rows:,} {table}" for table, rows in done.rows.items())
        say(f"{arguments.to}: {counts}")
    return OK


def _scores(path: Path) -> Mapping[str, Any]:
    try:
        report = json.loads(path.read_bytes())
        fields = [{**score}["measure"] for score in report["fields"].values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{path}: no report of `govnews evaluate GOLD_DIR --json` ({error}): write it again"
        ) from error
    if not fields or not isinstance(report.get("pages"), int):
        raise BadInput(f"{path}: a report without scores: write it again")
    found: dict[str, Any] = report
    return found
