"""Horizontal bars with their names before and their numbers behind them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnews.pictures.canvas import (
    GRID,
    INK,
    NORMAL,
    SERIES,
    SMALL,
    WIDTH,
    legend,
    legend_height,
    letters,
    series_style,
    sheet,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAME_LETTERS = 27
_LETTER = 0.071
"""Inches of a letter of a name, on average."""
_ROW, _FURTHER_LINE = 0.25, 0.13
"""Inches of a row with a name of one line, and of each further line."""


def bars(
    title: str,
    note: str | None,
    names: Sequence[str],
    parts: Sequence[Sequence[int]],
    part_names: Sequence[str] = (),
) -> Figure:
    """One bar a name, the first on top; each is made of one or several parts."""
    from matplotlib.patches import Patch

    wrapped = [textwrap.wrap(letters(name), _NAME_LETTERS)[:3] or [""] for name in names]
    longest = max((len(line) for lines in wrapped for line in lines), default=1)
    left = min(0.2 + longest * _LETTER, 0.42 * WIDTH)
    heights = [_ROW + _FURTHER_LINE * (len(lines) - 1) for lines in wrapped]
    above = legend_height(len(part_names)) if part_names else 0.0
    figure, axes = sheet(title, note, sum(heights) + above, left=left, right=0.1)
    whole = axes.get_position()
    bottom = whole.height * sum(heights) / (sum(heights) + above)
    axes.set_position((whole.x0, whole.y0, whole.width, bottom))
    totals = [sum(row) for row in parts]
    axes.set_xlim(0, max([*totals, 1]) * 1.14)
    axes.set_ylim(sum(heights), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    top = 0.0
    for lines, height, row, total in zip(wrapped, heights, parts, totals, strict=True):
        middle = top + height / 2
        start = 0
        for number, size in enumerate(row):
            style = series_style(number) if part_names else {"color": SERIES[0]}
            axes.barh(middle, size, left=start, height=0.15, **style)
            start += size
        axes.text(-0.01, middle, "\n".join(lines), size=NORMAL, color=INK, ha="right", va="center",
                  transform=axes.get_yaxis_transform(), linespacing=1.0)  # fmt: skip
        axes.annotate(f"{total:,}", (total, middle), xytext=(4, 0), textcoords="offset points",
                      size=SMALL, color=INK, va="center")  # fmt: skip
        top += height
    axes.axvline(0, color=GRID, linewidth=0.8)
    if part_names:
        legend(axes, [Patch(label=n, **series_style(i)) for i, n in enumerate(part_names)])
    return figure
