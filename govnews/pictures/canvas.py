"""The sheet that a picture is drawn on: its size, its letters, its colours, its title and note."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from govnews.errors import DatasetError
from govnews.text.printable import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

WIDTH = 5.0
"""Inches: 360 points, so a point is a pixel where the page is 360 pixels wide."""
INK, MUTED, GRID, PAPER = "#222222", "#666666", "#d9d9d9", "#ffffff"
"""With the first of `SERIES`, the colours that `inline_svg` makes variables of the page."""
SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
"""Colours that are told apart by people who see few of them (Okabe and Ito), and a grey."""
HATCHES = ("", "////", "||||", "\\\\\\\\", "xxxx", "----", "++++")
"""What tells the series apart without colour; of lines only, as dots take much room in an SVG."""
SMALL, NORMAL, LARGE = 7.5, 8.5, 10.5
"""Sizes of letters in points."""
_TITLE_LETTERS, _NOTE_LETTERS = 54, 84
"""How many letters fit in a line."""
_LINE = 1.35
"""Height of a line in sizes of its letters."""
_MARGIN = 0.08


def sheet(
    title: str, note: str | None, height: float, *, left: float = 0.1, right: float = 0.1
) -> tuple[Figure, Axes]:
    """A figure with its title and note, and axes of `height` inches between them.

    Raises:
        DatasetError: matplotlib is not installed.

    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DatasetError("pictures need matplotlib: pip install 'govnews[analysis]'") from error
    heading = textwrap.wrap(letters(title), _TITLE_LETTERS)
    foot = textwrap.wrap(letters(note or ""), _NOTE_LETTERS)
    above = 2 * _MARGIN + len(heading) * LARGE * _LINE / 72
    below = 2 * _MARGIN + len(foot) * SMALL * _LINE / 72
    whole = above + height + below
    figure = Figure(figsize=(WIDTH, whole), facecolor=PAPER)
    start, end = _MARGIN / WIDTH, _MARGIN / whole
    for number, line in enumerate(heading):
        down = (_MARGIN + number * LARGE * _LINE / 72) / whole
        figure.text(start, 1 - down, line, size=LARGE, weight="bold", color=INK, va="top")
    for number, line in enumerate(reversed(foot)):
        up = end + number * SMALL * _LINE / 72 / whole
        figure.text(start, up, line, size=SMALL, color=MUTED, va="bottom")
    axes = figure.add_axes(
        (left / WIDTH, below / whole, 1 - (left + right) / WIDTH, height / whole)
    )
    axes.set_facecolor("none")
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL, colors=INK)
    return figure, axes


def letters(text: str) -> str:
    """A text of strangers as it stands: matplotlib reads formulas between two `$`."""
    return printable(text).replace("$", r"\$")


def blank(title: str, words: str, note: str | None) -> Figure:
    """The picture of an answer without rows: it says so."""
    figure, axes = sheet(title, note, 0.5)
    axes.set_axis_off()
    axes.text(0, 0.5, words, size=NORMAL, color=MUTED, va="center", transform=axes.transAxes)
    return figure


def legend(axes: Axes, patches: list[Patch], columns: int = 3) -> None:
    """The names of the series above the axes."""
    axes.legend(
        handles=patches,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=columns,
        frameon=False,
        fontsize=SMALL,
        labelcolor=INK,
        handlelength=1.4,
        handleheight=1.0,
        columnspacing=1.0,
        borderaxespad=0.2,
    )


def series_style(number: int) -> dict[str, Any]:
    """Fill, hatch and edge of a series; beyond the last they repeat."""
    at = number % len(SERIES)
    return {"facecolor": SERIES[at], "hatch": HATCHES[at], "edgecolor": INK, "linewidth": 0.5}


def short_number(count: int) -> str:
    """A number in at most five letters.

    >>> [short_number(count) for count in (999, 1218, 21_942, 1_300_000)]
    ['999', '1.2k', '22k', '1.3M']
    """
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count / size:.{int(count < 10 * size)}f}{letter}"
    return str(count)


def legend_height(count: int, columns: int = 3) -> float:
    """Inches that the names of so many series take."""
    return -(-count // columns) * SMALL * 1.6 / 72 + 0.06
