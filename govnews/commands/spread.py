"""`govnews harvest --workers N` and `--scheduler ADDRESS`: portals harvested by a cluster."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.commands.output import say
from govnews.errors import BadInput
from govnews.option_values import count
from govnews.outcome import OK

if TYPE_CHECKING:
    from govnews.cluster.harvesting import Done
    from govnews.result import HarvestResult


def options(command: argparse.ArgumentParser) -> None:
    """What `harvest` takes for this."""
    spread = command.add_argument_group("many portals, on Dask: each in a process of its own")
    add = spread.add_mutually_exclusive_group().add_argument
    add("--workers", metavar="N", type=count, help="N portals at a time, on this machine")
    add(
        "--scheduler",
        metavar="ADDRESS",
        help="on the cluster of this scheduler, tcp://10.0.0.5:8786; all its machines must see "
        "--out under the same name",
    )


def run(arguments: argparse.Namespace) -> HarvestResult:
    """Harvest, and say what became of each portal as it is done."""
    from govnews.cluster import connected, harvest_on, on_this_machine
    from govnews.order import find

    if arguments.replay:
        raise BadInput("--replay answers from one file: leave out --workers and --scheduler")
    portals = find(arguments.portals, None)
    lost = f"what was harvested is kept in {arguments.out}; run the same command again"
    cluster = (
        on_this_machine(arguments.workers)
        if arguments.workers
        else connected(arguments.scheduler, lost=lost)
    )
    seconds = arguments.deadline.total_seconds() if arguments.deadline else None
    tell = partial(_tell, quiet=arguments.quiet)
    with cluster as client:
        words = list(_words(arguments))
        result = harvest_on(client, portals, arguments.out, words, seconds=seconds, tell=tell)
    if not arguments.quiet:
        counts = ", ".join(f"{result.report[name]} {name}" for name in _COUNTS)
        say(f"run {result.run} → {result.out}: {counts}")
    return result


def _tell(done: Done, *, quiet: bool) -> None:
    if done.exit_code == OK:
        if not quiet:
            say(f"{done.job.portal}: done")
        return
    for line in done.said.splitlines() or [f"ended with exit code {done.exit_code}"]:
        say(f"{done.job.portal}: {line.removeprefix('govnews: ')}")


_COUNTS = ("new", "changed", "unchanged")


def _words(arguments: argparse.Namespace) -> Iterator[str]:
    """The options that each portal's own harvest gets."""
    given = {
        "--since": arguments.since,
        "--until": arguments.until,
        "--max": arguments.max,
        "--refetch": arguments.refetch,
        "--again": ",".join(arguments.again) if arguments.again else None,
        "--contact": arguments.contact,
        "--budget": arguments.budget,
    }
    for option, value in given.items():
        if value is not None:
            yield from (option, str(value))
    if arguments.no_archive:
        yield "--no-archive"
    for file in arguments.portal_files:
        yield from ("--portals", str(Path(file).absolute()))
