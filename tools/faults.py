"""Harvest demo portals under every fault and compare the dataset with the truth.

`make faults` keeps the table in `docs/faults.md`; names as arguments try only these faults.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from govnews.demo.articles import load_articles
from govnews.demo.faults import FAULTS
from govnews.demo.trial import table, try_faults

TABLE = Path(__file__).parents[1] / "docs" / "faults.md"
HEAD = """\
# What faults of portals do to a harvest

Written by `make faults`: for each fault a portal of its own, with the same {count} made-up articles, is
harvested sound, harvested again with the fault (all articles are fetched anew), harvested for the
first time with the fault, and harvested sound again. The rows are compared with what is read from
each article's sound page: headline, summary, text, date.

*false*: written by the run, and not what the article says; *poorer*: written without what the
article says; *missing*: articles without a row; *lost*: rows that were stored and are there no
more. Where rows are false or poorer and the run says nothing, the fault is not yet detected.

"""


def main() -> int:
    """Try the faults; exit code 1 where one loses a stored row."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("faults", metavar="FAULT", nargs="*", help="default: all")
    options.add_argument("--write", action="store_true", help="write docs/faults.md")
    arguments = options.parse_args()
    if unknown := set(arguments.faults) - set(FAULTS):
        options.error(
            f"no such fault: {', '.join(sorted(unknown))}; choose from {', '.join(FAULTS)}"
        )
    articles = [article for article in load_articles() if article.cms == "liferay"]
    with tempfile.TemporaryDirectory() as folder:
        results = try_faults(arguments.faults or list(FAULTS), articles, Path(folder))
    text = table(results)
    print(text)
    if arguments.write:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(HEAD.format(count=len(articles)) + text + "\n", encoding="utf-8")
    return int(any(result.kept.lost or result.healed.lost for result in results))


if __name__ == "__main__":
    sys.exit(main())
