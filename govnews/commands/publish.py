"""`govnews publish`: a dataset copied to an object store, for readers elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from govnews.commands.output import say
from govnews.errors import BadInput
from govnews.outcome import OK

ABOUT = "copy a dataset to an object store, from which others load it"
EXAMPLE = """\
  govnews publish data s3://bucket/vietnam
  python -c 'import govnews; print(govnews.load("s3://bucket/vietnam"))'"""


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("dataset", metavar="DIR", type=Path, help="folder of the dataset")
    command.add_argument("address", metavar="ADDRESS", help="where to: s3://bucket/path")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing if all is well")


def run(arguments: argparse.Namespace) -> int:
    """Copy what is not there yet; the exit code."""
    from govnews.storage import is_remote
    from govnews.storage.published import publish

    if not is_remote(arguments.address):
        raise BadInput(
            f"{arguments.address}: no address of an object store: write s3://bucket/path"
        )
    done = publish(arguments.dataset, arguments.address)
    if not arguments.quiet:
        say(
            f"{arguments.address}: {done.files:,} files put there ({done.bytes:,} bytes), "
            f"{done.kept:,} were there"
        )
    return OK
