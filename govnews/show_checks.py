"""The check of portals for people to read: a table of 80 columns, and what to do below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from govnews.checking import ARTICLES, Check
from govnews.terminal import new_console

_WIDTH = 80


def show_checks(checks: Sequence[Check]) -> None:
    """Print the table, then each portal that needs a person with what failed."""
    screen = new_console(width=_WIDTH, markup=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("portal", overflow="fold", min_width=20)
    table.add_column("listing", no_wrap=True)
    table.add_column("read", no_wrap=True)
    table.add_column("by layout", no_wrap=True)
    table.add_column("missing", overflow="fold", min_width=18)
    table.add_column("", no_wrap=True)
    for check in checks:
        table.add_row(*_cells(check))
    screen.print(table)
    for check in checks:
        for problem in check.problems:
            screen.print(f"{check.portal.name}: {problem}", soft_wrap=True)


def _cells(check: Check) -> tuple[str, ...]:
    name = check.portal.name
    if not check.reached:
        return name, "no answer", "", "", "", "look"
    missing = ", ".join(f"{part} {count}" for part, count in check.missing.items() if count)
    return (
        name,
        f"{check.listed} listed" if check.listed else "empty",
        f"{check.read} of {ARTICLES}",
        f"{check.read - check.generic} of {check.read}" if check.read else "",
        missing,
        "look" if check.problems else "ok",
    )
