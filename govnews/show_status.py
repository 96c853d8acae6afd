"""The state of a dataset's portals for people to read: a table of 80 columns, problems below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich import box
from rich.table import Table

from govnews.model import HANOI
from govnews.status import PortalStatus
from govnews.terminal import new_console

_WIDTH = 80
_HEADINGS = ("portal", "last run", "walk", "articles", "newest", "days", "held", "")


def show_status(found: Sequence[PortalStatus]) -> None:
    """Print the table, then what needs a person, portal by portal."""
    screen = new_console(width=_WIDTH, markup=False, emoji=False)
    if not found:
        screen.print("Nothing was harvested into this dataset yet.")
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in _HEADINGS:
        is_number = heading in ("articles", "days", "held")
        is_name = heading == "portal"
        table.add_column(
            heading,
            justify="right" if is_number else "left",
            no_wrap=heading not in ("portal", "walk"),
            overflow="fold",
            min_width=12 if is_name else len(heading) or 4,
        )
    for status in found:
        table.add_row(*_cells(status))
    screen.print(table)
    for status in found:
        for problem in status.problems:
            screen.print(f"{status.portal}: {problem}", soft_wrap=True)


def _cells(status: PortalStatus) -> tuple[str, ...]:
    last = datetime.fromisoformat(status.last_run) if status.last_run else None
    return (
        status.portal,
        _when(last) if last else "never",
        _walk(status),
        f"{status.articles:,}",
        status.newest.isoformat() if status.newest else "",
        "" if status.days_since is None else str(status.days_since),
        str(status.quarantined or ""),
        "look" if status.problems else "ok",
    )


def _walk(status: PortalStatus) -> str:
    """The kind of walk, and how it ended where it did not come to its end."""
    if status.outcome in (None, "finished"):
        return status.walk or ""
    return f"{status.walk}: {status.outcome}"


def _when(moment: datetime) -> str:
    """Day and time in Hanoi; of another year, only the day."""
    local = moment.astimezone(HANOI)
    is_this_year = local.year == datetime.now(HANOI).year
    return f"{local:%d/%m %H:%M}" if is_this_year else f"{local:%d/%m/%Y}"
