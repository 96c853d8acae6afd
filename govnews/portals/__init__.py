"""The portals govnews knows: a portal is data, its family (the CMS) carries the code."""

from __future__ import annotations

from govnews.portals.families import FAMILIES, Family
from govnews.portals.links import is_trap, tidy
from govnews.portals.portal import Portal
from govnews.portals.registry import all_portals, for_url, get, select, use_files

__all__ = [
    "FAMILIES",
    "Family",
    "Portal",
    "all_portals",
    "for_url",
    "get",
    "is_trap",
    "select",
    "tidy",
    "use_files",
]
