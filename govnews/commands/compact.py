"""`govnews compact`: few large parts in the place of the many small ones of many runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from govnews.commands.output import say
from govnews.outcome import OK

ABOUT = "put the small files of many runs together, which keeps a dataset quick"
EXAMPLE = "  govnews compact data/haiphong"


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("dataset", metavar="DIR", type=Path, help="folder of the dataset")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing if all is well")


def run(arguments: argparse.Namespace) -> int:
    """Compact the dataset; the exit code."""
    from govnews.dataset.compaction import compact

    done = compact(arguments.dataset)
    if not arguments.quiet:
        say(
            f"{arguments.dataset}/versions: {done.files:,} files made {done.files_left:,}, "
            f"{done.bytes:,} bytes freed, {done.dropped:,} replaced readings dropped"
        )
    return OK
