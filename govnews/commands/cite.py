"""`govnews cite`: which data these are, and how to cite them."""

from __future__ import annotations

import argparse

from govnews.commands.export import add_choice, load_choice
from govnews.outcome import OK
from govnews.text.printable import printable

ABOUT = "say how to cite a dataset, with an id of its content"
EXAMPLE = """\
  govnews cite data
  govnews cite data --author "Nguyễn Văn A" --bibtex >> references.bib"""


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add("dataset", metavar="DIR", help="folder of the dataset, or where it was published (s3://…)")
    add_choice(command)
    add("--author", metavar="NAME", help="whose harvest it is")
    add("--bibtex", action="store_true", help="print the BibTeX entry alone")


def run(arguments: argparse.Namespace) -> int:
    """Print the line and the entry; the exit code."""
    citation = load_choice(arguments).cite(arguments.author)
    if not arguments.bibtex:
        print(f"{printable(str(citation))}\n")
    print("\n".join(map(printable, citation.bibtex.splitlines())))
    return OK
