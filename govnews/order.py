"""What a harvest was asked for, checked before anything is opened."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from govnews import portals as registry
from govnews.again import read_ages
from govnews.browser import check_browser
from govnews.errors import BadInput, UnknownPortal
from govnews.portals import Portal

Refetch = Literal["recent", "all", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for."""

    portals: tuple[Portal, ...]
    out: Path
    since: date | None
    until: date | None
    limit: int | None
    replay: Path | None
    refetch: Refetch
    again: tuple[str, ...] | None
    contact: str | None
    keep: bool
    deadline: float | None
    """On the clock of `time.monotonic`."""
    budget: int | None
    verbose: bool
    quiet: bool
    progress: bool

    @property
    def bounded(self) -> bool:
        """Whether a date or a number cuts the walk."""
        return bool(self.since or self.until or self.limit)

    @property
    def on_terminal(self) -> bool:
        """Whether progress is drawn there."""
        return self.progress and not self.verbose and sys.stderr.isatty()


def find(portals: Sequence[str | Portal], replay: str | Path | None) -> list[Portal]:
    """The portals, each once. Raises `UnknownPortal`, and `BadInput` for a closed one."""
    found: dict[str, Portal] = {}
    for item in portals:
        portal = registry.get(item) if isinstance(item, str) else item
        if portal.status == "replay" and not replay:
            raise BadInput(f"{portal.name}: the portal is closed; read an archive with --replay")
        found[portal.name] = portal
    if not found:
        raise UnknownPortal("name a portal to harvest; `govnews portals` lists them")
    return list(found.values())


def check(order: Order) -> None:
    """Raises `BadInput` for what cannot be meant."""
    if order.since and order.until and order.since > order.until:
        raise BadInput(f"since {order.since} lies after until {order.until}")
    if order.limit is not None and order.limit < 1:
        raise BadInput(f"a limit of {order.limit} articles leaves nothing to do")
    if order.budget is not None and order.budget < 1:
        raise BadInput(f"a budget of {order.budget} requests leaves nothing to do")
    if not order.replay and all(portal.browser for portal in order.portals):
        check_browser(order.portals)
    if order.refetch not in ("recent", "all", "never"):
        raise BadInput(f"refetch={order.refetch!r}: choose recent, all or never")
    read_ages(order.again or ())
