"""How often a portal publishes, and whether it has fallen silent against its own habit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

YEAR = timedelta(days=400)
"""A year and some weeks: Tết moves, and is in it once."""
SHORTEST = 14
"""Fewer days are never suspect: Tết takes nine or ten."""
DAYS = 10
"""Days of publication that make a habit."""
RUNS, LOOKED_AT = 5, 30
"""Former walks that are needed to say how many articles are read, and how many are looked at."""
CHANCE = 1e-4


def silent_days(days: Iterable[date], today: date) -> int | None:
    """Days since the last publication where they are more than the portal's habit allows.

    `days` are those of its articles. None: all is well, or too little is known.
    """
    known = sorted({day for day in days if today - YEAR <= day <= today})
    if len(known) < DAYS:
        return None
    longest = max((later - earlier).days for earlier, later in pairwise(known))
    silent = (today - known[-1]).days
    return silent if silent > max(SHORTEST, 2 * longest) else None


def far_fewer(
    read: int, reports: Sequence[Mapping[str, Any]], portal: str, walk: str
) -> int | None:
    """The least that a former walk of this kind read, where so few as `read` are not explained.

    The lowest of many counts has seen weekends and holidays; a walk cut by date or number says
    nothing.
    """
    if walk == "bounded":
        return None
    outcomes = (report.get("portals", {}).get(portal) for report in reports)
    counts = [
        outcome["counts"].get("articles_read", 0)
        for outcome in outcomes
        if outcome and outcome["walk"] == walk and outcome["finish_reason"] == "finished"
    ][:LOOKED_AT]
    if len(counts) < RUNS:
        return None
    least = min(counts)
    if read >= least / 2 or not least:
        return None
    chance = sum(
        math.exp(k * math.log(least) - least - math.lgamma(k + 1)) for k in range(read + 1)
    )
    return least if chance < CHANCE else None
