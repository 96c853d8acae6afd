"""`govnews browse`: a dataset in the web browser, to search, filter and read."""

from __future__ import annotations

import argparse
import ipaddress
from pathlib import Path

from govnews.commands.output import say
from govnews.option_values import day
from govnews.outcome import OK

ABOUT = "open a dataset in the web browser: search, filter, read, ask in SQL"
EXAMPLE = "  govnews browse data/haiphong\n  govnews browse data --portal haiphong --since 2025-01-01 --port 8080"


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add(
        "dataset",
        metavar="DATASET",
        nargs="?",
        default="data",
        help="folder of the dataset, or its address s3://… (default: %(default)s)",
    )
    add("--host", default="127.0.0.1", help="address to answer at (default: this machine only)")
    add("--port", type=int, help="port to answer at (default: 8001, or any that is free)")
    add("--no-open", action="store_true", help="do not open the browser")
    add("--portal", metavar="NAME", action="append", help="only this portal (repeatable)")
    add("--since", metavar="DATE", type=day, help="only articles published from this day on")
    add("--until", metavar="DATE", type=day, help="only articles published up to this day")
    add(
        "--file",
        metavar="FILE",
        type=Path,
        help="keep the SQLite file that is shown here (default: in your cache)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Show the dataset until Ctrl-C; the exit code."""
    from govnews.browsing import server

    server.need_datasette()
    wanted = {name: getattr(arguments, name) for name in ("portal", "since", "until")}
    chosen = {name: value for name, value in wanted.items() if value}
    path = server.prepare(arguments.dataset, arguments.file, say, **chosen)
    if not _is_loopback(arguments.host):
        say(
            f"--host {arguments.host}: everybody who reaches this machine can read the dataset; "
            "nobody can change it"
        )

    def opened(address: str) -> None:
        print(address, flush=True)
        say("showing the dataset as it is now; Ctrl-C ends this")
        if not arguments.no_open:
            server.open_browser(address)

    server.serve(path, arguments.host, arguments.port, opened)
    return OK


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
