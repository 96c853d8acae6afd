"""`govnews show`: one article of a dataset, with its facts marked in the text."""

from __future__ import annotations

import argparse
from pathlib import Path

from govnews.option_values import count
from govnews.outcome import OK

ABOUT = "show an article of a dataset with its facts marked, its versions and edits"
EXAMPLE = """\
  govnews show data/haiphong https://haiphong.gov.vn/tin-tuc/a-1
  govnews show data/haiphong 12f10af920f749a1 --html article.html --lang vi"""


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add("dataset", metavar="DIR", help="folder of the dataset, or where it was published (s3://…)")
    add("article", metavar="ARTICLE", help="its article_id, or its address")
    add("--version", metavar="N", type=count, help="an older version (default: the current one)")
    add("--html", metavar="FILE", type=Path, help="write it as a page of HTML instead of printing")
    add("--lang", choices=("en", "vi"), default="en", help="language of the labels")


def run(arguments: argparse.Namespace) -> int:
    """Print the article, or write it and print where; the exit code."""
    from govnews.dataset import load

    shown = load(arguments.dataset).show(arguments.article, arguments.version, lang=arguments.lang)
    print(shown.save(arguments.html) if arguments.html else shown)
    return OK
