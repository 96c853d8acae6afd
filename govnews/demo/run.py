"""The demo from start to end: serve both portals, harvest them, show and check what was written."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.demo.articles import load_articles
from govnews.demo.sites import NAMES, running_sites

if TYPE_CHECKING:
    from rich.console import Console

    from govnews.harvest import HarvestResult


def run_demo(out: Path = Path("data"), *, serve_only: bool = False, verbose: bool = False) -> int:
    """Harvest the demo portals into the dataset at `out` and show the result.

    With `serve_only` the portals only answer, until interrupted. `verbose` shows the crawl's log.
    Returns an exit code: that of the harvest, or 1 where the dataset lacks an article of the demo.
    Once in a process, as `govnews.harvest.harvest`. Raises what that raises: `DatasetLocked`,
    `DatasetError`.
    """
    from govnews.demo.show import console
    from govnews.harvest import harvest

    screen = console()
    with running_sites(with_traps=serve_only) as portals:
        for portal in portals:
            address = f"http://{portal.hosts[0]}/"
            screen.print(f"{portal.name:<13} {address}  a portal on {portal.platform.title}")
        if serve_only:
            return _serve(screen)
        result = harvest(portals, out=out, contact="the demo on this machine", verbose=verbose)
    _tell(screen, result)
    if result.exit_code not in (0, 3):
        return result.exit_code
    return _show(screen, out) or result.exit_code


def _serve(screen: Console) -> int:
    screen.print("They answer until you press Ctrl-C.")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        screen.print("Stopped.")
    return 0


def _tell(screen: Console, result: HarvestResult) -> None:
    """New, changed and unchanged articles, in a sentence."""
    new, changed = (result.report.get(name, 0) for name in ("new", "changed"))
    if new or changed:
        screen.print(f"\nRun {result.run} wrote {new} new and {changed} changed articles.")
    else:
        screen.print(f"\nRun {result.run} found nothing new: all articles were known.")


def _show(screen: Console, out: Path) -> int:
    """The dataset and its check; 1 where an article of the demo is not in it."""
    from govnews.dataset import load
    from govnews.demo import show
    from govnews.demo.check import check_harvest, read_records

    dataset = load(out)
    records = read_records(dataset, portals=NAMES)
    check = check_harvest(dataset, load_articles())
    show.show_rows(screen, dataset, NAMES)
    show.show_examples(screen, records)
    show.show_check(screen, check)
    show.show_next(screen, out)
    return 1 if check.missing or check.unexpected else 0
