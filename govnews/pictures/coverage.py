"""Which days of a portal are known, as calendars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from govnews.pictures.words import further, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

_CELL = 0.083
"""Inches of a day."""
_HEAD, _GAP = 0.34, 0.12
_SHADES = (0.25, 0.45, 0.7, 1.0)
_WEEKDAYS = {"en": ("Mon", "Wed", "Fri"), "vi": ("T2", "T4", "T6")}
_LEFT = 0.38

_Point = tuple[float, float]


def coverage(
    frame: pd.DataFrame, *, lang: str = "en", note: str | None = None, blocks: int = 6
) -> Figure:
    """The rows of `questions.coverage` as one calendar a portal and year, weeks from left to right.

    Of one portal the last years are shown, of several the last year of those with most articles;
    `blocks` is the most there may be. Filled: known whole, the more articles (for this portal) the
    darker; hollow: known to have had no news; crossed: articles are missing; a dot: not known
    whole. A day with articles that is not known whole is filled and has a dot.
    """
    title = word("coverage", lang)
    if frame.empty:
        return blank(title, word("nothing", lang), note)
    chosen = _chosen(frame, blocks)
    more = frame.assign(year=[day.year for day in frame["day"]])
    left_out = len(more[["portal", "year"]].drop_duplicates()) - len(chosen)
    note = further(note, left_out, lang)
    height = len(chosen) * (_HEAD + 7 * _CELL + _GAP) + 0.36
    figure, axes = sheet(title, note, height, left=_LEFT, right=0.1)
    axes.set_xlim(0, 53.4)
    axes.set_ylim(height / _CELL, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    top = 0.0
    for portal, year in chosen:
        own = more[more["portal"] == portal]
        days = own[own["year"] == year]
        steps = _steps(own["stored"])
        axes.text(-_LEFT / _CELL + 1, top + 1.2, letters(f"{portal} {year}"), size=NORMAL, weight="bold",
                  color=INK, va="center")  # fmt: skip
        _calendar(axes, days.to_dict("records"), top + _HEAD / _CELL, year, steps, lang)
        top += (_HEAD + 7 * _CELL + _GAP) / _CELL
    _key(axes, top + 1.5, lang)
    return figure


def _chosen(frame: pd.DataFrame, blocks: int) -> list[tuple[str, int]]:
    rows = [
        (portal, day.year, stored)
        for portal, day, stored in zip(frame["portal"], frame["day"], frame["stored"], strict=True)
    ]
    stored: dict[str, int] = {}
    years: dict[str, set[int]] = {}
    for portal, year, count in rows:
        stored[portal] = stored.get(portal, 0) + int(count)
        if count:
            years.setdefault(portal, set()).add(year)
    ranked = sorted(stored, key=lambda portal: (-stored[portal], portal))
    years = {
        portal: years.get(portal) or {max(y for p, y, _ in rows if p == portal)}
        for portal in ranked
    }
    if len(ranked) == 1:
        return [(ranked[0], year) for year in sorted(years[ranked[0]])[-blocks:]]
    return [(portal, max(years[portal])) for portal in ranked[:blocks]]


def _steps(stored: pd.Series[int]) -> list[int]:
    """From which number of articles on a day is filled in each shade: the quarters of the days."""
    some = stored[stored > 0]
    if some.empty:
        return [1]
    return sorted({max(1, int(some.quantile(share))) for share in (0, 0.25, 0.5, 0.75)})


def _calendar(
    axes: Axes,
    days: Iterable[Mapping[Any, Any]],
    top: float,
    year: int,
    steps: list[int],
    lang: str,
) -> None:
    start = date(year, 1, 1).weekday()
    shades: dict[int, list[Path]] = {}
    hollow: list[Path] = []
    marks: dict[str, list[_Point]] = {"missing": [], "not_known": [], "not_known_stored": []}
    for row in days:
        week, weekday = divmod((row["day"] - date(year, 1, 1)).days + start, 7)
        x, y, state = week, top + weekday, row["state"]
        if row["stored"]:
            shade = sum(row["stored"] >= step for step in steps) - 1 + len(_SHADES) - len(steps)
            # A cross would not be seen on a dark field.
            shades.setdefault(0 if state == "missing" else shade, []).append(_square(x, y))
        elif state == "no_news":
            hollow.append(_square(x, y))
        if state == "not_known" and row["stored"]:
            state = "not_known_stored"
        if state in marks:
            marks[state].append((x + 0.5, y + 0.5))
    for shade, squares in sorted(shades.items()):
        _fill(axes, squares, facecolor=SERIES[0], alpha=_SHADES[shade])
    _fill(axes, hollow, facecolor="none", edgecolor=GRID, linewidth=0.5)
    _mark(axes, marks)
    for month in range(1, 13):
        x = ((date(year, month, 1) - date(year, 1, 1)).days + start) / 7
        axes.text(x + 0.3, top - 0.9, str(month), size=SMALL - 0.5, color=MUTED, va="center")
    for weekday, name in zip((0, 2, 4), _WEEKDAYS[lang], strict=True):
        axes.text(
            -0.4, top + weekday + 0.5, name, size=SMALL - 1, color=MUTED, ha="right", va="center"
        )


def _square(x: float, y: float) -> Path:
    from matplotlib.path import Path

    near, far = 0.08, 0.92
    corners = [(x + near, y + near), (x + far, y + near), (x + far, y + far), (x + near, y + far)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path([*corners, corners[0]], codes)


def _fill(axes: Axes, squares: list[Path], **style: Any) -> None:
    """All days of a shade as one shape, which keeps the file small."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if squares:
        style = {"linewidth": 0} | style
        axes.add_patch(PathPatch(Path.make_compound_path(*squares), **style))


def _mark(axes: Axes, marks: Mapping[str, list[_Point]]) -> None:
    for state, marker, size, colour in (
        ("missing", "x", 9, INK),
        ("not_known", "o", 1.5, INK),
        ("not_known_stored", "o", 1.5, PAPER),
    ):
        if points := marks.get(state):
            x, y = zip(*points, strict=True)
            width = 0.9 if marker == "x" else 0
            axes.scatter(x, y, marker=marker, s=size, color=colour, linewidths=width)


def _key(axes: Axes, top: float, lang: str) -> None:
    """What the fields mean, below the calendars."""
    for number, state in enumerate(("whole", "no_news", "missing", "not_known")):
        x, y = (number % 2) * 27.0, top + (number // 2) * 2.0
        if state == "whole":
            for at, shade in enumerate(_SHADES):
                _fill(axes, [_square(x + at, y)], facecolor=SERIES[0], alpha=shade)
        elif state == "no_news":
            _fill(axes, [_square(x + 3, y)], facecolor="none", edgecolor=GRID, linewidth=0.5)
        else:
            if state == "missing":
                _fill(axes, [_square(x + 3, y)], facecolor=SERIES[0], alpha=_SHADES[0])
            _mark(axes, {state: [(x + 3.5, y + 0.5)]})
        axes.text(x + 4.6, y + 0.5, word(state, lang), size=SMALL, color=INK, va="center")
