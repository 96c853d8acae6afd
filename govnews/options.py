"""The command line's words: which commands there are, what each takes, and an example of each."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from govnews.commands import (
    archive,
    ask,
    browse,
    cite,
    compact,
    export,
    extract,
    harvest,
    publish,
    report,
    show,
)
from govnews.option_values import moment

_WIDTH = 79
_ABOUT = """\
Vietnam's government news portals as tables: who came, who spoke, who was
honoured, where and when."""
_NOTES = """\
example:
  govnews demo                          harvest the demo portals
  govnews harvest haiphong --max 20     harvest 20 articles of a real one

exit codes:
  0   all well
  1   failed: no network, a full disk, nothing to read
  2   wrong usage: an option, a name or a file is not right
  3   done, but a person should look: a portal changed, blocked, gave little
  75  another run holds the dataset
  130 interrupted: what was stored until then is kept"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    about: str
    example: str
    options: Callable[[argparse.ArgumentParser], None]


def parser() -> argparse.ArgumentParser:
    """The parser; its result has `command`, `verbose`, and what the command takes."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show what goes on: Scrapy's log, and where an error came from",
    )
    layout = partial(argparse.RawDescriptionHelpFormatter, width=_WIDTH)
    whole = argparse.ArgumentParser(
        prog="govnews",
        description=_ABOUT,
        epilog=_NOTES,
        formatter_class=layout,
        parents=[common],
    )
    whole.set_defaults(verbose=False)
    whole.add_argument("--version", action="version", version=f"govnews {version('govnews')}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        made = commands.add_parser(
            name,
            help=command.about,
            description=f"{command.about.capitalize()}.",
            epilog=f"example:\n{command.example}",
            formatter_class=layout,
            parents=[common],
        )
        command.options(made)
    return whole


def _harvest(command: argparse.ArgumentParser) -> None:
    harvest.options(command)
    _add_out(command, Path("data"))
    _add_portals(command)
    _add_quiet(command)


def _demo(command: argparse.ArgumentParser) -> None:
    _add_out(command, Path("data"))
    command.add_argument("--serve", action="store_true", help="only serve them, until Ctrl-C")
    command.add_argument(
        "--faults",
        metavar="FAULT",
        nargs="*",
        help="harvest a demo portal under each of these faults, or all, and show what the run says "
        "and the dataset holds; nothing is kept. `--faults list` names them",
    )


def _extract(command: argparse.ArgumentParser) -> None:
    extract.options(command)
    _add_portals(command)
    _add_out(command, None)
    _add_quiet(command)


def _facts(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("file", metavar="FILE", help="paragraphs separated by blank lines; - for standard input")
    add(
        "--published",
        metavar="DATE",
        type=moment,
        help="day of publication, from which the dates in the text count",
    )
    add("--title", metavar="TEXT", help="the headline")
    add("--portal", metavar="NAME", help="portal whose province `thành phố` or `tỉnh` means")
    _add_portals(command)
    add("--json", action="store_true", help="print the record as one line of JSON")


def _inspect(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "page",
        metavar="PAGE",
        help="address, HTML file, WARC file with --url, plain text (.txt), or - for standard input",
    )
    add("--url", help="where a saved page was fetched from; which page of a WARC file")
    add("--portal", metavar="NAME", help="read as a page of this portal (default: by its host)")
    add("--contact", metavar="TEXT", help="how portals can reach you: a mail address or URL")
    add(
        "--out",
        metavar="FILE",
        type=Path,
        help="where to write (default: beside the page, ending in .inspect.html)",
    )
    _add_portals(command)


def _probe(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("page", metavar="ARTICLE", help="address of an article, or a saved page of one")
    add("listing", metavar="LISTING", nargs="?", help="address or saved page of a listing")
    add("--url", help="where a saved article was fetched from")
    add("--listing-url", metavar="URL", help="where a saved listing was fetched from")
    add(
        "--write",
        metavar="DIR",
        type=Path,
        help="write NAME.toml, the declaration, with NAME.html and NAME.json, a test of it",
    )
    add("--name", help="name of the portal (default: made from its host)")
    add("--contact", metavar="TEXT", help="how portals can reach you: a mail address or URL")
    _add_portals(command)


def _portals(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("patterns", metavar="NAME", nargs="*", help="part of a name or host, or *haiphong*")
    add("--kind", metavar="KIND", help="only portals of this kind: province, ministry, …")
    add("--family", metavar="FAMILY", help="only portals on this platform: vnpt, liferay, …")
    _add_portals(command)
    add("--json", action="store_true", help="print one portal a line as JSON, all fields")
    add(
        "--check",
        action="store_true",
        help="harvest a listing and three articles of each, and say what is wrong with it",
    )
    add("--contact", metavar="TEXT", help="how portals can reach you: a mail address or URL")
    add("--out", metavar="DIR", type=Path, help="keep what a check reads in this dataset")


def _status(command: argparse.ArgumentParser) -> None:
    _add_dataset(command)
    command.add_argument("--json", action="store_true", help="print one portal a line as JSON")


def _retry(command: argparse.ArgumentParser) -> None:
    _add_dataset(command)
    command.add_argument(
        "--only",
        metavar="PORTAL",
        action="append",
        default=[],
        help="only this portal (repeatable)",
    )
    command.add_argument(
        "--accept",
        metavar="PORTAL",
        action="append",
        default=[],
        help="store what is held back of this portal as it is, and measure it anew from now on",
    )
    _add_portals(command)


def _add_dataset(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "dataset",
        metavar="DIR",
        type=Path,
        nargs="?",
        default=Path("data"),
        help="folder of the dataset (default: %(default)s)",
    )


def _evaluate(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("gold_dir", metavar="GOLD_DIR", type=Path, help="folder of gold records")
    add("--json", action="store_true", help="print the report as JSON")
    add("--errors", action="store_true", help="show every single error")
    add(
        "--floor",
        dest="floors",
        metavar="FILE",
        type=Path,
        help="JSON of field to least score; exit 1 where one is missed",
    )


def _add_out(command: argparse.ArgumentParser, default: Path | None) -> None:
    shown = " (default: %(default)s)" if default else ""
    command.add_argument(
        "--out", metavar="DIR", type=Path, default=default, help=f"write to this dataset{shown}"
    )


def _add_portals(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--portals",
        metavar="FILE",
        dest="portal_files",
        action="append",
        default=[],
        help="TOML file that declares portals of your own (may be repeated)",
    )


def _add_quiet(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-q", "--quiet", action="store_true", help="print only what needs a person, as for cron"
    )


COMMANDS = {
    "harvest": _Command(
        about=harvest.ABOUT,
        example=harvest.EXAMPLE,
        options=_harvest,
    ),
    "demo": _Command(
        about="harvest the demo portals on this machine and show the result",
        example="  govnews demo --out /tmp/demo",
        options=_demo,
    ),
    "extract": _Command(
        about=extract.ABOUT,
        example=extract.EXAMPLE,
        options=_extract,
    ),
    "facts": _Command(
        about="read the facts of a plain text",
        example="  govnews facts article.txt --published 2023-12-11 --portal haiphong",
        options=_facts,
    ),
    "inspect": _Command(
        about="show a page with every part and fact that is read marked in its place",
        example="  govnews inspect page.html --url https://haiphong.gov.vn/a-1\n"
        "  govnews inspect https://haiphong.gov.vn/tin-tuc/a-1 --contact a@b.vn",
        options=_inspect,
    ),
    "probe": _Command(
        about="say what is read of a site that is not declared, and write its declaration",
        example="  govnews probe https://xa.gov.vn/tin/a-123456 https://xa.gov.vn/tin \\\n"
        "    --write ~/portals --contact a@b.vn",
        options=_probe,
    ),
    "portals": _Command(
        about="list the portals that govnews knows, and what each declaration rests on",
        example="  govnews portals --kind province\n  govnews portals haiphong",
        options=_portals,
    ),
    "status": _Command(
        about="say how each portal of a dataset is: last run, newest article, health",
        example="  govnews status data/haiphong",
        options=_status,
    ),
    "show": _Command(about=show.ABOUT, example=show.EXAMPLE, options=show.options),
    "archive": _Command(about=archive.ABOUT, example=archive.EXAMPLE, options=archive.options),
    "ask": _Command(about=ask.ABOUT, example=ask.EXAMPLE, options=ask.options),
    "compact": _Command(about=compact.ABOUT, example=compact.EXAMPLE, options=compact.options),
    "browse": _Command(about=browse.ABOUT, example=browse.EXAMPLE, options=browse.options),
    "report": _Command(about=report.ABOUT, example=report.EXAMPLE, options=report.options),
    "publish": _Command(about=publish.ABOUT, example=publish.EXAMPLE, options=publish.options),
    "export": _Command(about=export.ABOUT, example=export.EXAMPLE, options=export.options),
    "cite": _Command(about=cite.ABOUT, example=cite.EXAMPLE, options=cite.options),
    "retry": _Command(
        about="read the articles that were held back again, and store what is sound",
        example="  govnews retry data/haiphong\n  govnews retry data/haiphong --accept haiphong",
        options=_retry,
    ),
    "evaluate": _Command(
        about="compare what is read with gold records, field by field",
        example="  govnews evaluate gold/ --errors",
        options=_evaluate,
    ),
}
"""Name → the command, in the order of `govnews --help`."""
