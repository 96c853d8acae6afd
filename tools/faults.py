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
article says; *stale*: as they were, of articles that have changed; *missing*: articles without a
row; *lost*: rows that were stored and are there no more. *exit* and *the run says* are those of the
harvest over stored rows, *first exit*, *its rows* and *it says* those of a first harvest; *over* are
the rows once the fault is over.

No stored row is lost or made false or poorer by any of these faults. What they still do:

- **`date-format`**: `09/21/2023` has no reading with the day first, so the `09/11/2023` beside it is
  in doubt. All such articles wait in the quarantine until the portal is declared with
  `month_first = true`; then `govnews retry` reads them in that order. Where every date of a run has
  two readings, the stored dates of the same articles tell the order, or which reading is near the
  day of the fetch, or else the last run that showed it. A first harvest in which all dates have
  two readings and hardly one is of these days shows nothing of the order, and is read with the day
  first.
- **`redesign-field`, `future-clock`**: the date of a first harvest is empty, never guessed. It is
  told, and once the layout is mended the next harvest with `--refetch all` fills it in.
- **`redesign`**: the reader of pages of any layout goes on. What it would write over a better
  reading waits in the quarantine; a first harvest stores what it reads, and says so.
- **`duplicate-id`**: the number is all that the portal itself goes by, so it shows one of the two
  articles at both addresses, and the other cannot be had. The stored one stays; the new one waits
  in the quarantine until a person looks (`govnews retry --accept PORTAL` takes it as a new version).
- **`slow-drip`**: the next run asks again. A few are only named under "not stored"; more than a
  tenth of all pages, or the same ones in two runs, end the run with 3.
- **`huge-page`, `gzip-bomb`**: no page of more than 10 MB is read. Such pages end the run with 3 when
  they are met; later runs name them under "not stored" and alarm nobody unless there are more of
  them. The table `coverage` counts them as `failed` and `known_missing`.
- **`short-pager`**: that nobody names a further page is told where several listings show the same
  number of articles. Listings that are cut at different lengths cannot be told from short ones in
  a first harvest; later ones see that fewer articles are listed than before.
- **`deleted`**: the portal says that these articles are gone, and it is believed. What is stored
  stays, with the state `not_found`; the others are named under "not stored" and counted in
  `coverage`. A first harvest ends with 3 where more than a fifth of the listed articles are gone,
  later ones where more than half are.
- **`soft-404`, `login`, `block-page`, `cookie-stub`, `empty-listing`, `tls`, `robots-forbids`,
  `robots-fails`**: there is nothing to read, and the run says why.

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
