"""The portals govnews knows: a portal is data, its family (the CMS) carries the code."""

from __future__ import annotations

from govnews.portals.families import FAMILIES, Family
from govnews.portals.links import is_trap, tidy
from govnews.portals.registry import Portal, all_portals, for_url, get

__all__ = [
    "FAMILIES",
    "Family",
    "Portal",
    "all_portals",
    "for_url",
    "get",
    "is_trap",
    "tidy",
]
