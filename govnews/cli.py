"""The command line: `govnews COMMAND …`. Each command imports what it needs when it runs.

Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 finished but a person should look, 75 another run
holds the dataset, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.commands import archive
from govnews.errors import BadInput, DatasetLocked, GovnewsError
from govnews.options import parser
from govnews.outcome import FAILED, INTERRUPTED, LOCKED, NEEDS_A_PERSON, OK, USAGE
from govnews.text.printable import printable

if TYPE_CHECKING:
    from govnews.model import Record
    from govnews.portals import Portal


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    _print_anything()
    arguments = parser().parse_args(argv)
    try:
        _declare(arguments)
        code = _COMMANDS[arguments.command](arguments)
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


def _declare(arguments: argparse.Namespace) -> None:
    """Let the files of `--portals` declare portals, for commands that take it."""
    if hasattr(arguments, "portal_files"):
        from govnews.portals import use_files

        use_files(arguments.portal_files)


def _harvest(arguments: argparse.Namespace) -> int:
    from govnews.harvest import harvest
    from govnews.unattended import attended

    return attended(
        partial(
            harvest,
            arguments.portals,
            out=arguments.out,
            since=arguments.since,
            until=arguments.until,
            limit=arguments.max,
            replay=arguments.replay,
            refetch=arguments.refetch,
            again=arguments.again,
            contact=arguments.contact,
            keep=not arguments.no_archive,
            deadline=arguments.deadline,
            budget=arguments.budget,
            verbose=arguments.verbose,
            quiet=arguments.quiet,
        ),
        code_of=_code,
        log=arguments.log,
        log_megabytes=arguments.log_size,
        log_keep=arguments.log_keep,
        target=arguments.notify,
    )


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.faults is not None:
        from govnews.demo.faults_shown import show_faults

        return show_faults(arguments.faults)
    from govnews.demo.run import run_demo

    return run_demo(arguments.out, serve_only=arguments.serve, verbose=arguments.verbose)


def _extract(arguments: argparse.Namespace) -> int:
    from govnews.dataset import open_run
    from govnews.saved import check_sources, read_saved

    sources, hints = arguments.inputs, {"url": arguments.url, "portal": arguments.portal}
    check_sources(sources, **hints)
    with ExitStack() as stack:
        run = stack.enter_context(open_run(arguments.out)) if arguments.out else None
        outputs: list[Callable[[Record], object]] = []
        if run:
            outputs.append(partial(run.add, reread=True))
        if arguments.json or not run:
            outputs.append(_print_json if arguments.json else _shower())
        elif sys.stderr.isatty() and not arguments.quiet:
            outputs.append(stack.enter_context(_progress()))
        trouble = partial(_tell_trouble, verbose=arguments.verbose)
        tally = read_saved(
            sources, use=lambda record: [out(record) for out in outputs], trouble=trouble, **hints
        )
        code = FAILED if not tally.articles else NEEDS_A_PERSON if tally.failed else OK
        if run:
            done = run.finish({"exit_code": code, "read": str(tally)})
            counts = f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged"
            if not arguments.quiet:
                _say(f"{arguments.out}: {counts}")
    if code != OK or not arguments.quiet:
        _say(str(tally))
    return code


def _facts(arguments: argparse.Namespace) -> int:
    from govnews import facts
    from govnews.saved import plain_text

    record = facts(
        plain_text(arguments.file, _input_bytes(arguments.file)),
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


def _inspect(arguments: argparse.Namespace) -> int:
    from govnews import portals
    from govnews.inspection.file import inspect_source, place_beside, write_inspection
    from govnews.sources import Source, open_pages

    source = Source(name=arguments.page, url=arguments.url)
    if arguments.portal:
        portals.get(arguments.portal)  # before anything is fetched
    if source.is_remote:
        _ask_for_contact(arguments)
    [page] = open_pages([source], contact=arguments.contact, verbose=arguments.verbose)
    inspection = inspect_source(page, arguments.portal)
    path = arguments.out or place_beside(source)
    write_inspection(inspection, path)
    print(path)
    _say(inspection.counts)
    return OK


def _probe(arguments: argparse.Namespace) -> int:
    from govnews.probing import probe
    from govnews.probing.written import read_back, write_declaration
    from govnews.show import screen
    from govnews.show_probe import show_probe
    from govnews.sources import Source, open_pages

    sources = [Source(name=arguments.page, url=arguments.url)]
    if arguments.listing:
        sources.append(Source(name=arguments.listing, url=arguments.listing_url))
    if any(source.is_remote for source in sources):
        _ask_for_contact(arguments)
    pages = open_pages(sources, contact=arguments.contact, verbose=arguments.verbose)
    live = all(source.is_remote for source in sources)
    found = probe(*pages, name=arguments.name, live=live)
    show_probe(screen(), found)
    changed: tuple[str, ...] = ()
    if arguments.write:
        for path in write_declaration(found, arguments.write):
            print(path)
        changed = read_back(found, arguments.write)
        _say(
            f"read back otherwise: {', '.join(changed)}"
            if changed
            else "read back: the page reads the same with the declaration"
        )
    return NEEDS_A_PERSON if found.problems or changed else OK


def _portals(arguments: argparse.Namespace) -> int:
    from govnews.portals import get, select
    from govnews.show import screen
    from govnews.show_portals import show_portals

    found: dict[str, Portal] = {}
    for pattern in arguments.patterns or [None]:
        # A check asks the network: there a name means this portal, not all that it is a part of.
        only = arguments.check and pattern and "*" not in pattern
        wanted = {"kind": arguments.kind, "family": arguments.family}
        matching = [get(pattern)] if only else select(pattern, **wanted)
        found |= {portal.name: portal for portal in matching}
    if arguments.check:
        return _check(list(found.values()), arguments)
    if arguments.json:
        for portal in found.values():
            _print_line(portal.to_dict())
    else:
        show_portals(screen(), list(found.values()))
    return OK


def _ask_for_contact(arguments: argparse.Namespace) -> None:
    """Remind a person who is about to ask portals for pages that these should know whom to write to."""
    if not (arguments.contact or os.environ.get("GOVNEWS_CONTACT")):
        _say("portals cannot reach you: give --contact, or set GOVNEWS_CONTACT")


def _check(portals: Sequence[Portal], arguments: argparse.Namespace) -> int:
    from govnews.checking import check_portals, exit_code
    from govnews.show_checks import show_checks

    live = [portal for portal in portals if portal.status != "replay"]
    if closed := len(portals) - len(live):
        _say(f"{closed} closed portals are left out: only archives of them can be read")
    if not live:
        raise BadInput("no portal is left to check: name one that is open")
    _ask_for_contact(arguments)
    _say(f"checking {len(live)} portals: a listing and three articles of each")
    checks = check_portals(
        live, contact=arguments.contact, out=arguments.out, verbose=arguments.verbose
    )
    show_checks(checks)
    return exit_code(checks)


def _status(arguments: argparse.Namespace) -> int:
    from govnews.show_status import show_status
    from govnews.status import status

    found = status(arguments.dataset)
    if arguments.json:
        for portal in found:
            _print_line(portal.to_dict())
    else:
        show_status(found)
    return NEEDS_A_PERSON if any(portal.problems for portal in found) else OK


def _retry(arguments: argparse.Namespace) -> int:
    from govnews.reread import reread

    done = reread(
        arguments.dataset,
        arguments.only,
        accept=arguments.accept,
        trouble=partial(_tell_trouble, verbose=arguments.verbose),
    )
    for line in done.told():
        _say(line)
    return NEEDS_A_PERSON if done.left else OK


def _evaluate(arguments: argparse.Namespace) -> int:
    from govnews.evaluate import check_floors, evaluate, render

    report = evaluate(arguments.gold_dir)
    if arguments.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2, default=str))
    else:
        render(report, errors=arguments.errors)
    missed = check_floors(report, arguments.floors) if arguments.floors else []
    for message in missed:
        _say(message)
    return FAILED if missed else OK


def _print_json(record: Record) -> None:
    _print_line(record.to_dict())


def _print_line(value: object) -> None:
    """One line of JSON; an encoding without Vietnamese letters gets JSON's own escapes."""
    is_ascii = not (sys.stdout.encoding or "").lower().startswith("utf")
    print(printable(json.dumps(value, ensure_ascii=is_ascii, default=str)))


def _shower() -> Callable[[Record], object]:
    from govnews.show import screen, show_record

    return partial(show_record, screen())


@contextmanager
def _progress() -> Iterator[Callable[[Record], object]]:
    """A line on the terminal that names the article read last."""
    from rich.markup import escape

    from govnews.terminal import new_console

    with new_console(stderr=True).status("reading") as status:
        yield lambda record: status.update(escape(record.article.title))


def _print_anything() -> None:
    """Let what the terminal's encoding lacks be shown as an escape: cron often has ASCII only."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(message: str) -> None:
    print(f"govnews: {printable(message)}", file=sys.stderr)


def _tell_trouble(name: str, error: Exception, *, verbose: bool) -> None:
    if verbose:
        traceback.print_exception(error)
    _say(f"{name}: {_reason(error)}")


def _fail(message: str, code: int, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    _say(message)
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


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "harvest": _harvest,
    "demo": _demo,
    "extract": _extract,
    "facts": _facts,
    "inspect": _inspect,
    "probe": _probe,
    "portals": _portals,
    "status": _status,
    "archive": archive.run,
    "retry": _retry,
    "evaluate": _evaluate,
}
