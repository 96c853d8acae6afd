"""An official's offices over time, as a timeline."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from govnews.pictures.canvas import (
    GRID,
    INK,
    MUTED,
    NORMAL,
    PAPER,
    SERIES,
    SMALL,
    blank,
    letters,
    sheet,
)
from govnews.pictures.words import further, number_of_articles, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LETTERS = 68
_STEPS = (1, 2, 3, 6, 12, 24, 60)
"""Months between two marks of time, of which there are at most so many:"""
_MOST_MARKS = 6
_LABEL_LINE, _BAR, _HEADING = 0.15, 0.26, 0.24
_AXIS = 0.25


def career(
    frame: pd.DataFrame, name: str, *, lang: str = "en", note: str | None = None, top: int = 24
) -> Figure:
    """The rows of `questions.career` as bars from the first to the last article that gives the office.

    A filled bar is an office, a hollow one a former office, a hatched one (with `?`) may be
    another person's; a triangle at its beginning: it replaces another office of the body. Rows
    beyond `top` (those with the fewest articles) and offices without any date are left out.
    """
    title = word("career", lang, name=name)
    dated = frame[frame["office"].notna() & frame["first_seen"].notna()]
    if dated.empty:
        return blank(title, word("nothing", lang), note)
    kept = dated.loc[sorted(dated.sort_values("articles", kind="stable").index[-top:])]
    note = further(note, len(frame) - len(kept), lang)
    rows = kept.sort_values("person", kind="stable").to_dict("records")
    labels = [textwrap.wrap(letters(_label(row, lang)), _LETTERS) for row in rows]
    people = list(dict.fromkeys(row["person"] for row in rows))
    several = len(people) > 1
    height = sum(len(lines) * _LABEL_LINE + _BAR for lines in labels)
    height += _HEADING * len(people) * several
    figure, axes = sheet(title, note, height + _AXIS, left=0.15, right=0.15)
    axes.set_ylim(height + _AXIS, 0)
    first = _at(min(row["first_seen"] for row in rows))
    last = _at(max(row["last_seen"] for row in rows))
    edge = max((last - first) * 0.02, 3.0)
    axes.set_xlim(first - edge, last + edge)
    _mark_time(axes, first - edge, last + edge)
    y, person = 0.0, None
    for row, lines in zip(rows, labels, strict=True):
        if several and row["person"] != person:
            person = row["person"]
            axes.text(0, y + _HEADING / 2, word("person_no", lang, n=person), size=NORMAL, weight="bold",
                      color=INK, va="center", transform=axes.get_yaxis_transform())  # fmt: skip
            y += _HEADING
        for line in lines:
            axes.text(0, y + _LABEL_LINE / 2, line, size=SMALL + 0.5, color=INK, va="center",
                      transform=axes.get_yaxis_transform())  # fmt: skip
            y += _LABEL_LINE
        _bar(axes, row, y + 0.09, edge)
        y += _BAR
    return figure


def _label(row: Mapping[Any, Any], lang: str) -> str:
    def day(value: date) -> str:
        return f"{value:%d/%m/%Y}" if lang == "vi" else f"{value:%Y-%m-%d}"

    span = day(row["first_seen"])
    if row["last_seen"] != row["first_seen"]:
        span += f"\u00a0– {day(row['last_seen'])}"
    place = f" ({row['province']})" if isinstance(row["province"], str) else ""
    sure = " ?" if isinstance(row["may_be"], str) else ""
    return f"{row['office']}{place}{sure}: {span}, {number_of_articles(row['articles'], lang)}"


def _at(day: date) -> float:
    """A day as matplotlib counts them."""
    from matplotlib.dates import date2num

    return float(date2num(day))


def _bar(axes: Axes, row: Mapping[Any, Any], y: float, edge: float) -> None:
    start, end = _at(row["first_seen"]), _at(row["last_seen"])
    doubtful = isinstance(row["may_be"], str)
    colour = PAPER if row["former"] else SERIES[4] if doubtful else SERIES[0]
    axes.barh(
        y,
        max(end - start, edge / 3),
        left=start,
        height=0.11,
        facecolor=colour,
        edgecolor=INK,
        linewidth=0.6,
        linestyle="--" if row["former"] else "-",
        hatch="////" if doubtful else "",
    )
    if row["change"] == "replaces":
        axes.plot([start], [y], marker=">", color=INK, markersize=5)


def _mark_time(axes: Axes, first: float, last: float) -> None:
    """Lines at the beginnings of years, or of months where there are few years."""
    from matplotlib.dates import num2date

    start, end = num2date(first).date(), num2date(last).date()
    months = (end.year - start.year) * 12 + end.month - start.month
    step = next((step for step in _STEPS if months / step <= _MOST_MARKS), 120)
    count = start.year * 12 + start.month - 1
    starts = range(-(-count // step) * step, end.year * 12 + end.month, step)
    days = [date(number // 12, number % 12 + 1, 1) for number in starts]
    days = [day for day in days if start <= day <= end] or [start]
    yearly = "%Y" if step >= 12 else "%m/%Y"
    form = "%d/%m/%Y" if days == [start] else yearly  # numbers are read alike in both languages
    axes.set_xticks([_at(day) for day in days], [f"{day:{form}}" for day in days])
    axes.tick_params(axis="x", labelsize=SMALL, colors=MUTED, pad=-10)
    axes.set_yticks([])
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
