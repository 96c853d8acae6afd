"""Layouts as tables: what a TOML file says of a page's parts, made a `Layout`.

    [moj]
    marker = "box-content-news-detail"
    root = "div.news-details"
    title = "h1"
    body = { css = "div.news-content", most = 1 }
    checked = "described"

A part is a CSS selector, or a table of one with the `least` and `most` elements that it must find
below the root. Without them, root and title must be there once, the body at least once, and the
other parts may be missing; date, summary, source, section and lead picture stand there once at
most.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from cssselect import SelectorError

from govnews.errors import BadInput
from govnews.page.layout import Layout
from govnews.page.select import MANY, Select, compiled

_COUNTS = {
    "root": (1, 1),
    "title": (1, 1),
    "date": (0, 1),
    "body": (1, MANY),
    "summary": (0, 1),
    "author": (0, MANY),
    "source": (0, 1),
    "section": (0, 1),
    "tags": (0, MANY),
    "attachments": (0, MANY),
    "lead_picture": (0, 1),
    "junk": (0, MANY),
}
"""Part → the least and the most elements of it, unless its table says otherwise."""
_PLAIN: dict[str, Callable[[Any], bool]] = {
    "marker": lambda value: isinstance(value, str),
    "own": lambda value: isinstance(value, bool),
    "head": lambda value: isinstance(value, bool),
    "until": lambda value: isinstance(value, datetime.date),
    "checked": lambda value: value in ("live", "saved page", "described"),
}
"""What else a layout's table may say → whether a value can be used."""


def layout_of(name: str, fields: Mapping[str, Any], *, where: str, own: bool = False) -> Layout:
    """The layout that a table declares; `where` is named in errors, `own` is as in `Layout`.

    Raises `BadInput` for what no layout has, a selector that is none, and a missing body.
    """
    where = f"{where}: layout {name}"
    values: dict[str, Any] = {"name": name, "root": Select("body"), "own": own}
    for key, value in fields.items():
        if key in _COUNTS:
            values[key] = _select(key, value, where)
        elif not (key in _PLAIN and _PLAIN[key](value)):
            known = ", ".join((*_COUNTS, *_PLAIN))
            raise BadInput(f"{where}: {key} = {value!r} cannot be used; a layout has {known}")
        else:
            values[key] = value
    if "body" not in values:
        raise BadInput(f"{where}: says of no element that it holds the text; add body = '…'")
    if not values.setdefault("marker", "") and not values["own"]:
        raise BadInput(f"{where}: has no marker; add a string that all its pages hold")
    return Layout(**values)


def _select(part: str, value: Any, where: str) -> Select:
    table: Any = {"css": value} if isinstance(value, str) else value
    if not isinstance(table, Mapping) or not {"css"} <= set(table) <= {"css", "least", "most"}:
        raise BadInput(f"{where}: {part} must be a CSS selector, or a table of css, least and most")
    usual = dict(zip(("least", "most"), _COUNTS[part], strict=True))
    css, least, most = (({**usual, **table})[key] for key in ("css", "least", "most"))
    if not isinstance(css, str) or not isinstance(least, int) or not isinstance(most, int):
        raise BadInput(f"{where}: {part}: css is a string, least and most are numbers")
    try:
        compiled(css)
    except SelectorError as error:
        raise BadInput(f"{where}: {part} = {css!r} is no CSS selector ({error})") from None
    return Select(css, least, most)
