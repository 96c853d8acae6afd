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
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

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
from govnews.commands.output import code_of, print_line, say
from govnews.errors import BadInput, reason
from govnews.options import parser
from govnews.outcome import FAILED, INTERRUPTED, NEEDS_A_PERSON, OK

if TYPE_CHECKING:
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
        return _fail(reason(error), code_of(error), verbose=arguments.verbose)
    return code


def _declare(arguments: argparse.Namespace) -> None:
    """Let the files of `--portals` declare portals, for commands that take it."""
    if hasattr(arguments, "portal_files"):
        from govnews.portals import use_files

        use_files(arguments.portal_files)


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.faults is not None:
        from govnews.demo.faults_shown import show_faults

        return show_faults(arguments.faults)
    from govnews.demo.run import run_demo

    return run_demo(arguments.out, serve_only=arguments.serve, verbose=arguments.verbose)


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
        print_line(record.to_dict())
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
    say(inspection.counts)
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
        say(
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
            print_line(portal.to_dict())
    else:
        show_portals(screen(), list(found.values()))
    return OK


def _ask_for_contact(arguments: argparse.Namespace) -> None:
    """Remind a person who is about to ask portals for pages that these should know whom to write to."""
    if not (arguments.contact or os.environ.get("GOVNEWS_CONTACT")):
        say("portals cannot reach you: give --contact, or set GOVNEWS_CONTACT")


def _check(portals: Sequence[Portal], arguments: argparse.Namespace) -> int:
    from govnews.checking import check_portals, exit_code
    from govnews.show_checks import show_checks

    live = [portal for portal in portals if portal.status != "replay"]
    if closed := len(portals) - len(live):
        say(f"{closed} closed portals are left out: only archives of them can be read")
    if not live:
        raise BadInput("no portal is left to check: name one that is open")
    _ask_for_contact(arguments)
    say(f"checking {len(live)} portals: a listing and three articles of each")
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
            print_line(portal.to_dict())
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
        say(line)
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
        say(message)
    return FAILED if missed else OK


def _print_anything() -> None:
    """Let what the terminal's encoding lacks be shown as an escape: cron often has ASCII only."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell_trouble(name: str, error: Exception, *, verbose: bool) -> None:
    if verbose:
        traceback.print_exception(error)
    say(f"{name}: {reason(error)}")


def _fail(message: str, code: int, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    say(message)
    return code


def _input_bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: cannot be read ({error.strerror}): check the path") from error


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "harvest": harvest.run,
    "demo": _demo,
    "extract": extract.run,
    "facts": _facts,
    "inspect": _inspect,
    "probe": _probe,
    "portals": _portals,
    "status": _status,
    "show": show.run,
    "archive": archive.run,
    "ask": ask.run,
    "compact": compact.run,
    "browse": browse.run,
    "report": report.run,
    "publish": publish.run,
    "export": export.run,
    "cite": cite.run,
    "retry": _retry,
    "evaluate": _evaluate,
}
