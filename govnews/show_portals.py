"""The registry for people to read: grouped by kind on a terminal, tab-separated where piped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import get_args

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govnews.portals import Portal
from govnews.portals.portal import Kind

_KINDS = {
    "province": "Provinces and cities",
    "commune": "Wards and communes",
    "department": "Departments of a province",
    "ministry": "Ministries",
    "government": "Government",
    "assembly": "National Assembly",
    "front": "Fatherland Front",
    "party": "Communist Party",
    "union": "Mass organisations",
    "newspaper": "Newspapers and broadcasters",
    "other": "Others",
}
_COLUMNS = ("name", "family", "rests on", "checked", "host")
_WIDTHS = (22, 10, 11, 10, None)
_FEW = 3
"""Portals up to which each is told in full."""


def show_portals(console: Console, portals: Sequence[Portal]) -> None:
    """The portals by kind; a few of them with title and evidence."""
    if not console.is_terminal:
        headings = ("kind", "name", "family", "status", "rests on", "checked", "hosts", "evidence")
        rows = ((p.kind, p.name, p.family, p.status, *_told(p), p.evidence) for p in portals)
        for row in (headings, *rows):
            print("\t".join(row), file=console.file)  # rich would expand the tabs
    elif len(portals) <= _FEW:
        for portal in portals:
            _show_whole(console, portal)
    else:
        order = get_args(Kind)
        by_kind = sorted(portals, key=lambda portal: order.index(portal.kind))
        for kind, group in groupby(by_kind, key=lambda portal: portal.kind):
            _show_kind(console, kind, list(group))
        console.print(
            f"{len(portals)} portals. * is closed: only archives of it can be read.\n"
            "`govnews portals NAME` tells more of one."
        )


def _show_kind(console: Console, kind: str, portals: list[Portal]) -> None:
    console.print(Text(f"{_KINDS[kind]} ({len(portals)})", "bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for heading, width in zip(_COLUMNS, _WIDTHS, strict=True):
        table.add_column(heading, width=width, no_wrap=True, overflow="ellipsis")
    for portal in portals:
        rests_on, checked, hosts = _told(portal)
        name = f"{portal.name}{'*' if portal.status == 'replay' else ''}"
        table.add_row(*map(Text, (name, portal.family, rests_on, checked, hosts)))
    console.print(table)
    console.print()


def _show_whole(console: Console, portal: Portal) -> None:
    rests_on, checked, hosts = _told(portal)
    lines = (
        ("called", portal.title),
        ("hosts", hosts),
        ("formerly", ", ".join(portal.former_hosts)),
        ("family", f"{portal.family} ({portal.platform.title})"),
        ("layouts", ", ".join(layout.name for layout in portal.layouts)),
        ("province", " ".join(filter(None, (portal.province, portal.code)))),
        ("status", "closed: only archives can be read" if portal.status == "replay" else ""),
        ("rests on", f"{rests_on}: {portal.evidence}"),
        ("checked", checked),
    )
    console.print(Text(portal.name, "bold"))
    grid = Table.grid(padding=(0, 2))
    for label, value in lines:
        if value:
            grid.add_row(Text(f"  {label}", "dim"), Text(value))
    console.print(grid)


def _told(portal: Portal) -> tuple[str, str, str]:
    """What it rests on, the day of the last check, and the hosts."""
    checked = portal.checked.isoformat() if portal.checked else "never"
    return portal.rests_on, checked, ", ".join(portal.hosts)
