"""Events by kind and month, as a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnews.pictures.canvas import (
    GRID,
    INK,
    MUTED,
    NORMAL,
    SERIES,
    SMALL,
    blank,
    sheet,
    short_number,
)
from govnews.pictures.words import code_word, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_MONTHS = 15
"""A longer time is told in years."""
_MOST_YEARS = 15
_ROW = 0.26


def events(frame: pd.DataFrame, *, lang: str = "en", note: str | None = None) -> Figure:
    """The rows of `questions.events` that have kind and month, as a table of shaded numbers.

    Columns are months, or years where there are more than fifteen months; of more than fifteen
    years the last ones are shown.
    """
    step = "month"
    title = word("events", lang, step=word(step, lang))
    if frame.empty or not {"kind", "month"} <= set(frame.columns):
        return blank(title, word("nothing", lang), note)
    dated = frame[frame["month"].notna()]
    months = _months(dated)
    if len(months) > MOST_MONTHS:
        step = "year"
        title = word("events", lang, step=word(step, lang))
    counts: dict[tuple[str, str], int] = {}
    for kind, month, count in zip(dated["kind"], dated["month"], dated["events"], strict=True):
        column = f"{month:%Y}" if step == "year" else f"{month:%Y-%m}"
        counts[kind, column] = counts.get((kind, column), 0) + int(count)
    columns = months if step == "month" else sorted({month[:4] for month in months})[-_MOST_YEARS:]
    totals: dict[str, int] = {}
    for (kind, column), count in counts.items():
        totals[kind] = totals.get(kind, 0) + count * (column in columns)
    kinds = sorted((k for k in totals if totals[k]), key=lambda k: (k == "other", -totals[k], k))
    names = [code_word("event", kind, lang) for kind in kinds]
    left = 0.15 + max(map(len, names)) * 0.064
    figure, axes = sheet(title, note, _ROW * (len(kinds) + 1.2), left=left, right=0.1)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(kinds), -1.2)
    axes.set_xticks([])
    axes.set_yticks([])
    _heads(axes, columns)
    most = max(counts.values())
    for row, (kind, name) in enumerate(zip(kinds, names, strict=True)):
        axes.text(-0.015, row + 0.5, name, size=NORMAL, color=INK, ha="right", va="center",
                  transform=axes.get_yaxis_transform())  # fmt: skip
        for at, column in enumerate(columns):
            _cell(axes, at, row, counts.get((kind, column), 0), most)
    return figure


def _months(frame: pd.DataFrame) -> list[str]:
    """Every month from the first to the last: `2024-01`."""
    first, last = min(frame["month"]), max(frame["month"])
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def _heads(axes: Axes, columns: list[str]) -> None:
    """Years, and below them the numbers of the months."""
    year = ""
    for at, column in enumerate(columns):
        if column[:4] != year:
            year = column[:4]
            x, align = (at + 0.5, "center") if len(column) == 4 else (at + 0.1, "left")
            y = -0.35 if len(column) == 4 else -0.85
            is_crowded = len(column) == 4 and len(columns) > 10
            if not is_crowded or (len(columns) - at) % 2:
                axes.text(x, y, year, size=SMALL, color=MUTED, ha=align, va="center")
        if len(column) > 4:
            axes.text(at + 0.5, -0.3, str(int(column[5:])), size=SMALL, color=MUTED, ha="center",
                      va="center")  # fmt: skip


def _cell(axes: Axes, at: int, row: int, count: int, most: int) -> None:
    """A shaded field with its number; the shade stays pale enough for the ink on it."""
    from matplotlib.patches import Rectangle

    box = (at + 0.04, row + 0.06), 0.92, 0.88
    if not count:
        axes.add_patch(Rectangle(*box, facecolor="none", edgecolor=GRID, linewidth=0.5))
        return
    shade = 0.12 + 0.43 * (count / most) ** 0.5
    axes.add_patch(Rectangle(*box, facecolor=SERIES[0], alpha=shade, linewidth=0))
    shown = short_number(count)
    axes.text(at + 0.5, row + 0.5, shown, size=SMALL if len(shown) < 4 else SMALL - 1, color=INK,
              ha="center", va="center")  # fmt: skip
