"""`govnews extract`: pages that were saved, read without the network."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from govnews.commands.output import print_line, say
from govnews.errors import BadInput
from govnews.option_values import count, host
from govnews.outcome import FAILED, NEEDS_A_PERSON, OK

if TYPE_CHECKING:
    from govnews.dataset import Run
    from govnews.shards import How, Shard, ShardResult, Tally

ABOUT = "read saved pages, without the network"
EXAMPLE = """\
  govnews extract pages/ crawl.warc.gz --out data
  govnews extract page.html --url https://haiphong.gov.vn/a-1 --json
  govnews extract CC-MAIN-*.warc.gz --host gov.vn --language vi --out data
  govnews extract /shared/warc --scheduler tcp://10.0.0.5:8786 --out /shared/vn"""
ASIDE = "reading"
"""Folder in the dataset for what is read until all is: a call after a kill goes on there."""

Use = Callable[[dict[str, Any]], object]


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes, but for `--portals`, `--out` and `--quiet`."""
    add = command.add_argument
    add(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help="HTML file, WARC file (.warc, .warc.gz), folder of either, s3://… with WARC files, "
        "or - for standard input",
    )
    add("--url", help="where the one page was fetched from (default: what the page itself says)")
    add(
        "--portal",
        metavar="NAME",
        help="read as a page of this portal (default: by its host, or its dateline)",
    )
    add("--json", action="store_true", help="print one record a line as JSON")
    add(
        "--compare",
        metavar="DIR",
        type=Path,
        help="write nothing, and say what this reading changes in that dataset, or in a file that"
        " --json printed",
    )
    many = command.add_mutually_exclusive_group().add_argument
    many("--workers", metavar="N", type=count, help="processes that read (default: one a core)")
    many(
        "--scheduler",
        metavar="ADDRESS",
        help="read on the Dask cluster of this scheduler: tcp://10.0.0.5:8786; all its machines "
        "must see INPUT and --out under the same names",
    )
    only = command.add_argument_group("only some pages of archives").add_argument
    only(
        "--host",
        metavar="HOST",
        type=host,
        action="append",
        default=[],
        help="only of this host and of those below it: haiphong.gov.vn, gov.vn (repeatable)",
    )
    only(
        "--type",
        metavar="TYPE",
        type=str.lower,
        action="append",
        default=[],
        help="only of this content type: text/html (repeatable; default: all that are HTML)",
    )
    only(
        "--language",
        metavar="CODE",
        type=str.lower,
        action="append",
        default=[],
        help="only articles in this language: vi (repeatable; default: all)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read everything and hand it on; the exit code."""
    from govnews.dataset import open_run
    from govnews.memory import use_little_memory
    from govnews.saved import check_sources

    if arguments.scheduler and not arguments.out:
        raise BadInput("--scheduler needs --out: a folder on a disk that all workers see")
    check_sources(arguments.inputs, url=arguments.url, portal=arguments.portal)
    if arguments.compare:
        return _compare(arguments)
    with ExitStack() as stack:
        run = stack.enter_context(open_run(arguments.out)) if arguments.out else None
        folder = run.path / ASIDE if run else Path(stack.enter_context(TemporaryDirectory()))
        uses: list[Use] = []
        if run:
            uses.append(_storing(run))
        if arguments.json or not run:
            uses.append(_print if arguments.json else _shower())
        elif sys.stderr.isatty() and not arguments.quiet:
            uses.append(stack.enter_context(_progress()))
        tally = _read(arguments, folder, uses, keep=run is not None)
        code = FAILED if not tally.articles else NEEDS_A_PERSON if tally.failed else OK
        if run:
            use_little_memory()
            done = run.finish({"exit_code": code, "read": str(tally)})
            shutil.rmtree(folder, ignore_errors=True)
            counts = f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged"
            if not arguments.quiet:
                say(f"{arguments.out}: {counts}")
    if code != OK or not arguments.quiet:
        say(str(tally))
    return code


def how(arguments: argparse.Namespace) -> How:
    """How the pages are to be read."""
    from govnews.shards import How

    return How(
        url=arguments.url,
        portal=arguments.portal,
        portal_files=tuple(map(str, arguments.portal_files)),
        hosts=tuple(arguments.host),
        types=tuple(arguments.type),
        languages=tuple(arguments.language),
    )


def _read(arguments: argparse.Namespace, folder: Path, uses: list[Use], *, keep: bool) -> Tally:
    """Read all sources, hand each record to `uses`, and tell what cannot be read."""
    from govnews.shards import Tally

    tally = Tally()
    for _, result in _results(arguments, folder, keep=keep):
        for line in result.lines():
            if "record" in line:
                for use in uses:
                    use(line)
            elif "reason" in line:
                _tell(line, verbose=arguments.verbose)
        tally.add(result.tally)
    return tally


def _results(
    arguments: argparse.Namespace, folder: Path, *, keep: bool = False
) -> Iterator[tuple[Shard, ShardResult]]:
    """What is read of each part; what nobody will ask for again is removed at once."""
    for shard, result in _all_read(arguments, folder):
        yield shard, result
        if not keep:
            result.path.unlink()


def _all_read(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[Shard, ShardResult]]:
    """What was read of each shard, here or on a cluster."""
    from govnews.shards import plan, read_all

    if not arguments.scheduler:
        shards = plan(arguments.inputs, how(arguments))
        yield from read_all(shards, folder, workers=arguments.workers)
        return
    from govnews.cluster import connected, read_on

    shards = plan([_everywhere(source) for source in arguments.inputs], how(arguments))
    lost = f"what was read is kept in {folder}; run the same command again, it goes on from there"
    with connected(arguments.scheduler, lost=lost) as client:
        yield from read_on(client, shards, folder)


def _compare(arguments: argparse.Namespace) -> int:
    """Read everything, write nothing, and print what is read otherwise than before."""
    from govnews.compare import compare
    from govnews.shards import Tally
    from govnews.show_comparison import told

    if arguments.out or arguments.json:
        raise BadInput("--compare writes nothing: leave out --out and --json")
    tally = Tally()
    with TemporaryDirectory() as folder:
        results = _counted(_results(arguments, Path(folder)), tally)
        comparison = compare(results, arguments.compare)
    for line in told(comparison):
        print(line)
    say(str(tally))
    if not tally.articles:
        return FAILED
    return OK if comparison.is_same else NEEDS_A_PERSON


def _counted(
    results: Iterator[tuple[Shard, ShardResult]], tally: Tally
) -> Iterator[tuple[Shard, ShardResult]]:
    for shard, result in results:
        tally.add(result.tally)
        yield shard, result


def _everywhere(source: str) -> str:
    """The name of a source in whatever folder a process works."""
    from govnews.saved import STDIN
    from govnews.storage import is_remote

    return source if source == STDIN or is_remote(source) else str(Path(source).absolute())


def _tell(line: dict[str, Any], *, verbose: bool) -> None:
    if verbose and "trace" in line:
        print(line["trace"], file=sys.stderr)
    say(f"{line.get('failed') or line['name']}: {line['reason']}")


def _storing(run: Run) -> Use:
    return lambda line: run.add_plain(line["record"], line["reading"])


def _print(line: dict[str, Any]) -> None:
    print_line(line["record"])


def _shower() -> Use:
    from govnews.dataset import schema
    from govnews.show import screen, show_record

    console = screen()
    return lambda line: show_record(console, schema.record(line["record"]))


@contextmanager
def _progress() -> Iterator[Use]:
    """A line on the terminal that names the article read last."""
    from rich.markup import escape

    from govnews.terminal import new_console

    with new_console(stderr=True).status("reading") as status:
        yield lambda line: status.update(escape(line["record"]["article"]["title"]))
