"""The command line: `govnews COMMAND …`. Each command imports what it needs when it runs.

Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 finished but a person should look, 75 another run
holds the dataset, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.errors import BadInput, DatasetLocked, GovnewsError

if TYPE_CHECKING:
    from govnews.model import Record

OK, FAILED, USAGE, NEEDS_A_PERSON, LOCKED, INTERRUPTED = 0, 1, 2, 3, 75, 130

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_COLUMNS = 79


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); Python must not try to flush again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED, verbose=False)
    except Exception as error:
        return _fail(_reason(error), _code(error), verbose=arguments.verbose)
    return code


def _harvest(arguments: argparse.Namespace) -> int:
    from govnews.harvest import harvest

    result = harvest(
        arguments.portals,
        out=arguments.out,
        since=arguments.since,
        until=arguments.until,
        limit=arguments.max,
        replay=arguments.replay,
        refetch=arguments.refetch,
        contact=arguments.contact,
        keep=not arguments.no_archive,
        verbose=arguments.verbose,
    )
    return result.exit_code


def _demo(arguments: argparse.Namespace) -> int:
    from govnews.demo.run import run_demo

    return run_demo(arguments.out, serve_only=arguments.serve, verbose=arguments.verbose)


def _extract(arguments: argparse.Namespace) -> int:
    from govnews.dataset import open_run
    from govnews.saved import read_saved

    with open_run(arguments.out) if arguments.out else nullcontext() as run:
        outputs: list[Callable[[Record], object]] = []
        if run:
            outputs.append(partial(run.add, reread=True))
        if arguments.json:
            outputs.append(_print_json)
        if not outputs:
            outputs.append(_shower())
        tally = read_saved(
            arguments.inputs,
            url=arguments.url,
            portal=arguments.portal,
            use=lambda record: [output(record) for output in outputs],
            trouble=partial(_tell_trouble, verbose=arguments.verbose),
        )
        code = NEEDS_A_PERSON if tally.failed else OK
        code = code if tally.articles else FAILED
        if run:
            summary = run.finish({"exit_code": code, "read": str(tally)})
            counts = f"{summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged"
            print(f"govnews: {arguments.out}: {counts}", file=sys.stderr)
    print(f"govnews: {tally}", file=sys.stderr)
    return code


def _facts(arguments: argparse.Namespace) -> int:
    from govnews import facts
    from govnews.page.decode import decode

    record = facts(
        decode(_input_bytes(arguments.file)),
        title=arguments.title,
        published_at=arguments.published,
        portal=arguments.portal,
    )
    if arguments.json:
        _print_json(record)
    else:
        from govnews.show import screen, show_facts

        show_facts(screen(), record)
    return OK


def _portals(arguments: argparse.Namespace) -> int:
    from govnews.portals import all_portals
    from govnews.show import screen, show_portals

    show_portals(screen(), all_portals())
    return OK


def _evaluate(arguments: argparse.Namespace) -> int:
    from govnews.evaluate import check_floors, evaluate, render

    report = evaluate(arguments.gold_dir)
    if arguments.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2, default=str))
    else:
        render(report, errors=arguments.errors)
    missed = check_floors(report, arguments.floors) if arguments.floors else []
    for message in missed:
        print(f"govnews: {message}", file=sys.stderr)
    return FAILED if missed else OK


def _print_json(record: Record) -> None:
    print(json.dumps(record.to_dict(), ensure_ascii=False))


def _shower() -> Callable[[Record], object]:
    from govnews.show import screen, show_record

    return partial(show_record, screen())


def _tell_trouble(name: str, error: Exception, *, verbose: bool) -> None:
    if verbose:
        traceback.print_exception(error)
    print(f"govnews: {name}: {_reason(error)}", file=sys.stderr)


def _fail(message: str, code: int, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    print(f"govnews: {message}", file=sys.stderr)
    return code


def _reason(error: Exception) -> str:
    """An error in one line."""
    if isinstance(error, GovnewsError):
        return " ".join(str(error).split())
    return f"unexpected {type(error).__name__}: {error} (-v shows where; please report it)"


def _code(error: Exception) -> int:
    if isinstance(error, BadInput):
        return USAGE
    return LOCKED if isinstance(error, DatasetLocked) else FAILED


def _input_bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: cannot be read ({error.strerror}): check the path") from error


def _day(text: str) -> date:
    """2023-12-11, or 11/12/2023 with the day first, as Vietnam writes it.

    >>> _day("11/12/2023")
    datetime.date(2023, 12, 11)
    """
    try:
        if match := _DAY_FIRST.fullmatch(text.strip()):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2023-12-11") from None


def _moment(text: str) -> date | datetime:
    """A day, or a day and a time such as 2023-12-11T15:30 (Hanoi time unless it says otherwise)."""
    if len(text.strip()) <= len("2023-12-11"):
        return _day(text)
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: write 2023-12-11T15:30") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "-v", "--verbose", action="store_true", default=argparse.SUPPRESS,
        help="show what goes on: Scrapy's log, and where an error came from",
    )  # fmt: skip
    layout = partial(argparse.RawDescriptionHelpFormatter, width=_COLUMNS)
    parser = argparse.ArgumentParser(
        prog="govnews",
        description="Vietnam's government news portals as tables: who came, who spoke, who was "
        "honoured,\nwhere and when.",
        epilog="example:\n  govnews demo                    harvest the built-in demo portals\n"
        "  govnews harvest haiphong --max 20\n\n"
        "exit codes:\n  0 all well   1 failed   2 wrong usage   75 another run holds the dataset\n"
        "  3 finished, but a person should look: a portal changed, blocked or gave little",
        formatter_class=layout,
        parents=[common],
    )
    parser.set_defaults(verbose=False)
    parser.add_argument("--version", action="version", version=f"govnews {version('govnews')}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str, example: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".",
            epilog=f"example:\n  {example}", formatter_class=layout, parents=[common],
        )  # fmt: skip
        made.set_defaults(command=run)
        return made

    _harvest_options(
        command(
            "harvest", _harvest, "crawl portals into the dataset, only what is new or changed",
            "govnews harvest haiphong --since 2023-12-01 --max 50 --out data",
        )
    )  # fmt: skip
    demo = command(
        "demo", _demo, "harvest the demo portals on this machine and show the result",
        "govnews demo --out /tmp/demo",
    )  # fmt: skip
    _out_option(demo, Path("data"))
    demo.add_argument("--serve", action="store_true", help="only serve the portals, until Ctrl-C")
    _extract_options(
        command(
            "extract", _extract, "read saved pages, without the network",
            "govnews extract pages/ crawl.warc.gz --out data\n"
            "  govnews extract page.html --url https://haiphong.gov.vn/a-1 --json",
        )
    )  # fmt: skip
    _facts_options(
        command(
            "facts", _facts, "read the facts of a plain text",
            "govnews facts article.txt --published 2023-12-11 --portal haiphong",
        )
    )  # fmt: skip
    command("portals", _portals, "list the portals that govnews knows", "govnews portals")
    evaluate = command(
        "evaluate", _evaluate, "compare what is read with gold records, field by field",
        "govnews evaluate tests/gold --errors",
    )  # fmt: skip
    evaluate.add_argument("gold_dir", metavar="GOLD_DIR", type=Path, help="folder of gold records")
    evaluate.add_argument("--json", action="store_true", help="print the report as JSON")
    evaluate.add_argument("--errors", action="store_true", help="show every single error")
    evaluate.add_argument(
        "--floors", metavar="FILE", type=Path,
        help="JSON of field to least score; exit 1 where one is missed",
    )  # fmt: skip
    return parser


def _harvest_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("portals", metavar="PORTAL", nargs="*", help="name of a portal, as in `govnews portals`")
    add("--since", metavar="DATE", type=_day, help="first day of publication (2023-12-11)")
    add("--until", metavar="DATE", type=_day, help="last day of publication")
    add("--max", metavar="N", type=_count, help="stop after N articles a portal")
    _out_option(parser, Path("data"))
    add("--replay", metavar="FILE", type=Path, help="answer from a WARC file, not the network")
    add(
        "--refetch", choices=("recent", "all", "never"), default="recent",
        help="which known articles to fetch again for edits (default: %(default)s)",
    )  # fmt: skip
    add("--contact", metavar="TEXT", help="how portals can reach you: a mail address or URL")
    add("--no-archive", action="store_true", help="do not keep the pages as fetched")


def _extract_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "inputs", metavar="INPUT", nargs="+",
        help="HTML file, WARC file (.warc, .warc.gz), folder of either, or - for standard input",
    )  # fmt: skip
    add("--url", help="where the one page was fetched from")
    add("--portal", metavar="NAME", help="read as a page of this portal (default: by its host)")
    add("--json", action="store_true", help="print one record a line as JSON")
    _out_option(parser, None)


def _facts_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "file", metavar="FILE",
        help="text, paragraphs separated by blank lines; - for standard input",
    )  # fmt: skip
    add("--published", metavar="DATE", type=_moment, help="day of publication: dates count from it")
    add("--title", metavar="TEXT", help="the headline")
    add("--portal", metavar="NAME", help="portal whose province `thành phố` or `tỉnh` means")
    add("--json", action="store_true", help="print the record as one line of JSON")


def _out_option(parser: argparse.ArgumentParser, default: Path | None) -> None:
    shown = " (default: %(default)s)" if default else ""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=default, help=f"write to this dataset{shown}"
    )
