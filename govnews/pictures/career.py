"""An official's offices over time, as a timeline."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from govnews.pictures.canvas import GRID, INK, MUTED, NORMAL, PAPER, SERIES, SMALL, blank, sheet
from govnews.pictures.words import word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LETTERS = 66
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
    import pandas as pd

    title = word("career", lang, name=name)
    dated = frame[frame["office"].notna() & frame["first_seen"].notna()]
    if dated.empty:
        return blank(title, word("nothing", lang), note)
    kept = dated.loc[sorted(dated.sort_values("articles", kind="stable").index[-top:])]
    if len(frame) > len(kept):
        note = "; ".join(filter(None, [note, word("more", lang, n=len(frame) - len(kept))]))
    rows = kept.sort_values("person", kind="stable").to_dict("records")
    labels = [textwrap.wrap(_label(row, lang), _LETTERS) for row in rows]
    people = list(dict.fromkeys(row["person"] for row in rows))
    several = len(people) > 1
    height = sum(len(lines) * _LABEL_LINE + _BAR for lines in labels)
    height += _HEADING * len(people) * several
    figure, axes = sheet(title, note, height + _AXIS, left=0.15, right=0.15)
    axes.set_ylim(height + _AXIS, 0)
    first = pd.Timestamp(min(row["first_seen"] for row in rows))
    last = pd.Timestamp(max(row["last_seen"] for row in rows))
    edge = max((last - first) * 0.02, pd.Timedelta(days=3))
    axes.set_xlim(first - edge, last + edge)
    _years(axes)
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


def _label(row: dict[str, Any], lang: str) -> str:
    from datetime import date

    def day(value: date) -> str:
        return f"{value:%d/%m/%Y}" if lang == "vi" else f"{value:%Y-%m-%d}"

    span = day(row["first_seen"])
    if row["last_seen"] != row["first_seen"]:
        span += f" – {day(row['last_seen'])}"
    place = f" ({row['province']})" if isinstance(row["province"], str) else ""
    sure = " ?" if isinstance(row["may_be"], str) else ""
    return f"{row['office']}{place}{sure}: {span}, {row['articles']:,} {word('articles', lang)}"


def _bar(axes: Axes, row: dict[str, Any], y: float, edge: Any) -> None:
    import pandas as pd

    start, end = pd.Timestamp(row["first_seen"]), pd.Timestamp(row["last_seen"])
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


def _years(axes: Axes) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(maxticks=7)
    axes.xaxis.set_major_locator(locator)
    # Numbers only: they are read alike in both languages.
    formats = ["%Y", "%m/%Y", "%d/%m", "%d/%m", "%d/%m", "%d/%m"]
    yearly = ["%Y", "%Y", "%m/%Y", "%d/%m", "%d/%m", "%d/%m"]
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(locator, formats=formats, zero_formats=yearly, show_offset=False)
    )
    axes.tick_params(axis="x", labelsize=SMALL, colors=MUTED, pad=-10)
    axes.set_yticks([])
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
