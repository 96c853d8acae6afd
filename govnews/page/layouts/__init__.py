"""The registered layouts, read once from the tables in this folder: selectors are data.

A file holds the layouts of one platform, or of the portals that have a design of their own. How
a table is written says `govnews.page.declared`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType

from govnews.page.declared import layout_of
from govnews.page.layout import Layout

_FILES = (
    "vnpt", "liferay", "vccorp", "epi", "sharepoint", "agencies", "newspapers", "portals-2019",
    "newspapers-2019",
)  # fmt: skip
"""In this order the layouts are tried on a page of a portal that names none."""


def _declared() -> Iterator[Layout]:
    folder = files("govnews.page.layouts")
    for file in _FILES:
        tables = tomllib.loads(folder.joinpath(f"{file}.toml").read_text("utf-8"))
        for name, fields in tables.items():
            yield layout_of(name, fields, where=f"{file}.toml")


LAYOUTS: Mapping[str, Layout] = MappingProxyType({lay.name: lay for lay in _declared()})
"""By name, in the order in which they are tried."""
