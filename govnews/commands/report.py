"""`govnews report`: a dataset told on one HTML page."""

from __future__ import annotations

import argparse
from pathlib import Path

from govnews.option_values import day
from govnews.outcome import OK

ABOUT = "write one page on a dataset: what is in it, what it answers, how good it is"
EXAMPLE = """\
  govnews report data/haiphong
  govnews report data --lang vi --portal haiphong --since 2024-01-01 \\
    --out haiphong.html"""


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add(
        "dataset",
        metavar="DATASET",
        nargs="?",
        default="data",
        help="folder of the dataset, or its address s3://… (default: %(default)s)",
    )
    add(
        "--out",
        metavar="FILE",
        type=Path,
        default=Path("report.html"),
        help="where to write (default: %(default)s)",
    )
    add("--lang", choices=("en", "vi"), default="en", help="language of the page (default: en)")
    add(
        "--portal",
        metavar="NAME",
        action="append",
        default=[],
        help="only articles of this portal (repeatable)",
    )
    add("--since", metavar="DATE", type=day, help="only articles published from this day on")
    add("--until", metavar="DATE", type=day, help="only articles published up to this day")


def run(arguments: argparse.Namespace) -> int:
    """Write the page; the exit code."""
    from govnews.reporting import write_report

    write_report(
        arguments.dataset,
        arguments.out,
        lang=arguments.lang,
        portal=arguments.portal,
        since=arguments.since,
        until=arguments.until,
    )
    print(arguments.out)
    return OK
