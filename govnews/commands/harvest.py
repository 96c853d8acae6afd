"""`govnews harvest`: portals into the dataset."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from govnews.commands import spread
from govnews.commands.output import code_of
from govnews.option_values import ages, archive, count, day, duration

ABOUT = "crawl portals into the dataset: what is new, and what was edited"
EXAMPLE = "  govnews harvest haiphong --since 2023-12-01 --max 50 --out data"


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes, but for `--portals`, `--out` and `--quiet`."""
    add = command.add_argument
    add("portals", metavar="PORTAL", nargs="*", help="name of a portal, as in `govnews portals`")
    add("--since", metavar="DATE", type=day, help="first day of publication (2023-12-11)")
    add("--until", metavar="DATE", type=day, help="last day of publication")
    add("--max", metavar="N", type=count, help="stop after N articles a portal")
    add(
        "--replay",
        metavar="FILE",
        type=archive,
        help="answer from a WARC file, or a folder of them, not the network",
    )
    add(
        "--refetch",
        choices=("recent", "all", "never"),
        default="recent",
        help="which known articles to fetch again for edits: `recent` as they come to"
        " certain ages (default: %(default)s)",
    )
    add(
        "--again",
        metavar="AGES",
        type=ages,
        help="ages at which `recent` fetches an article again, once at each"
        " (default: the portal's, mostly 1h,1d,7d,30d,180d)",
    )
    add("--contact", metavar="TEXT", help="how portals can reach you: a mail address or URL")
    add("--no-archive", action="store_true", help="do not keep the pages as fetched")
    spread.options(command)
    _add_unattended(command)


def _add_unattended(command: argparse.ArgumentParser) -> None:
    add = command.add_argument_group("for a run that nobody watches").add_argument
    add("--deadline", metavar="TIME", type=duration, help="end in order after 90m, 2h or 1h30m")
    add(
        "--budget",
        metavar="N",
        type=count,
        help="ask no host more than N times a day, all runs of the dataset together",
    )
    add("--log", metavar="FILE", type=Path, help="write the log to this file too")
    add(
        "--log-size",
        metavar="MB",
        type=count,
        default=10,
        help="begin another log file at this size (default: %(default)s)",
    )
    add(
        "--log-keep",
        metavar="N",
        type=count,
        default=5,
        help="keep so many full log files: FILE.1, FILE.2, … (default: %(default)s)",
    )
    add(
        "--notify",
        metavar="COMMAND|URL",
        help="at the end run this command, with GOVNEWS_EXIT_CODE, GOVNEWS_REPORT (JSON) and "
        "GOVNEWS_PAGE (HTML) in its environment and as {exit_code}, {report}, {page} in its "
        "words; or POST the report to this URL",
    )


def run(arguments: argparse.Namespace) -> int:
    """Harvest here or on a cluster, watched over by `attended`; the exit code."""
    from govnews.unattended import attended

    if arguments.workers or arguments.scheduler:
        work = partial(spread.run, arguments)
    else:
        from govnews.harvest import harvest

        work = partial(
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
        )
    return attended(
        work,
        code_of=code_of,
        log=arguments.log,
        log_megabytes=arguments.log_size,
        log_keep=arguments.log_keep,
        target=arguments.notify,
    )
