"""`govnews archive`: is what was kept still sound, and which page did a portal show when."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from govnews.option_values import moment
from govnews.outcome import FAILED, OK

ABOUT = "check the pages that were kept, index them, show one as it was"
EXAMPLE = """\
  govnews archive check data/haiphong
  govnews archive show data/haiphong https://haiphong.gov.vn/tin-tuc/a-1 \\
    --at 2024-01-01 > page.html
  govnews archive lose data/haiphong 20261123T081500Z-haiphong.warc.gz"""
FOLDER = "archive"
_SHOWN = 20


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verbs = command.add_subparsers(dest="verb", metavar="WHAT", required=True)
    checking = verbs.add_parser("check", help="read every record: digests, indexes, references")
    indexing = verbs.add_parser("index", help="index (CDXJ) the files that have no index")
    indexing.add_argument("--anew", action="store_true", help="index all files again")
    indexing.add_argument(
        "--merged", metavar="FILE", type=Path, help="write one index of all files too, as for pywb"
    )
    showing = verbs.add_parser("show", help="print a page as it was archived")
    losing = verbs.add_parser("lose", help="say what would be gone if a file were")
    for verb in (checking, indexing, showing, losing):
        verb.add_argument("dataset", metavar="DIR", type=Path, help="folder of the dataset")
    showing.add_argument("url", metavar="URL", help="address of the page")
    showing.add_argument(
        "--at",
        metavar="TIME",
        type=moment,
        help="as it was then: 2024-01-01, or 2024-01-01T07:30 (default: as it was seen last)",
    )
    losing.add_argument("file", metavar="FILE", type=Path, help="a WARC file of the dataset")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; the exit code."""
    folder = arguments.dataset
    if not any(folder.glob("*.warc*")):
        folder = folder / FOLDER
    return {"check": _check, "index": _index, "show": _show, "lose": _lose}[arguments.verb](
        folder, arguments
    )


def _check(folder: Path, arguments: argparse.Namespace) -> int:
    from govnews.archive.check import check

    found = check(folder, _references(arguments.dataset))
    for problem in found.problems[:_SHOWN]:
        print(problem)
    if len(found.problems) > _SHOWN:
        print(f"… and {len(found.problems) - _SHOWN} more")
    print(
        f"{_counted(found.files, 'file')}: {_counted(found.pages, 'page')}, "
        f"{found.revisits:,} seen unchanged, "
        f"{_counted(found.references, 'reading')} of articles looked for: "
        f"{_counted(len(found.problems), 'problem') if found.problems else 'no problems'}"
    )
    return FAILED if found.problems else OK


def _index(folder: Path, arguments: argparse.Namespace) -> int:
    from govnews.archive.cdxj import index_of, merge
    from govnews.archive.check import archives, make_indexes

    for path in make_indexes(folder, anew=arguments.anew):
        print(path)
    if arguments.merged:
        number = merge(map(index_of, archives(folder)), arguments.merged)
        print(f"{arguments.merged}: {_counted(number, 'capture')}")
    return OK


def _show(folder: Path, arguments: argparse.Namespace) -> int:
    from govnews.archive.check import page

    found = page(folder, arguments.url, _aware(arguments.at))
    told = found.fetched_at.isoformat() if found.fetched_at else "an unknown time"
    print(f"{found.ref}: status {found.status}, fetched at {told}", file=sys.stderr)
    sys.stdout.buffer.write(found.body)
    return OK


def _lose(folder: Path, arguments: argparse.Namespace) -> int:
    from govnews.archive.check import loss

    found = loss(folder, arguments.file.name, _references(arguments.dataset))
    print(f"pages that no other file has: {found.pages:,}")
    print(f"pages that other files have from other times: {found.states:,}")
    print(f"records in other files that rest on this one: {found.revisits:,}")
    print(f"articles that could not be read again: {len(found.articles):,}")
    for url in found.articles[:_SHOWN]:
        print(f"  {url}")
    return OK


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _references(dataset: Path) -> Iterator[tuple[str, str]]:
    """Place in the archive and address of every version in the dataset, where there is one."""
    from govnews.dataset import load

    if (dataset / "ledger.sqlite").is_file():
        articles = load(dataset).history("articles")
        for ref, url in zip(articles["archive_ref"], articles["url"], strict=True):
            if isinstance(ref, str):
                yield ref, url


def _aware(at: date | None) -> datetime | None:
    """The moment; of a day its end, in Hanoi."""
    from govnews.model import HANOI

    if isinstance(at, datetime):
        return at if at.tzinfo else at.replace(tzinfo=HANOI)
    return datetime.combine(at, time.max, HANOI) if at else None
