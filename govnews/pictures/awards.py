"""Awards by kind and year, as stacked columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnews.pictures.canvas import (
    INK,
    MUTED,
    SERIES,
    SMALL,
    blank,
    legend,
    legend_height,
    series_style,
    sheet,
    short_number,
)
from govnews.pictures.words import code_word, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT = 2.6
GRANTED = ("granted", "posthumous")


def awards(frame: pd.DataFrame, *, lang: str = "en", note: str | None = None) -> Figure:
    """The rows of `questions.awards` by kind and year, or by kind alone, in columns of recipients.

    The six most frequent kinds have parts of their own. What was proposed or revoked stands beside
    as a hollow column and is in no sum.
    """
    from matplotlib.patches import Patch

    title = word("awards", lang)
    if frame.empty or "kind" not in frame or "year" not in frame:
        return blank(title, word("nothing", lang), note)
    counted = frame[frame["year"].notna()]
    given = counted[counted["status"].isin(GRANTED)]
    waiting = counted[~counted["status"].isin(GRANTED)]
    years = _years(counted)
    ranked = given.groupby("kind")["recipients"].sum().sort_values(ascending=False, kind="stable")
    kinds = [str(kind) for kind in ranked.index if ranked[kind]][: len(SERIES) - 1]
    names = [code_word("award", kind, lang) for kind in kinds]
    rest = not given[~given["kind"].isin(kinds)].empty
    if rest:
        names.append(word("others", lang))
    patches = [Patch(label=label, **series_style(n)) for n, label in enumerate(names)]
    if not waiting.empty:
        patches.append(
            Patch(label=word("not_granted", lang), facecolor="none", edgecolor=INK, linestyle="--")
        )
    above = legend_height(len(patches), 2)
    figure, axes = sheet(title, note, _HEIGHT + above, left=0.15, right=0.15)
    whole = axes.get_position()
    share = _HEIGHT / (_HEIGHT + above)
    down = whole.height * share * 0.08  # room for the years
    axes.set_position((whole.x0, whole.y0 + down, whole.width, whole.height * share - down))
    _columns(axes, given, waiting, years, kinds, rest)
    legend(axes, patches, 2)
    return figure


def _years(frame: pd.DataFrame) -> list[int]:
    found = [int(year) for year in frame["year"]]
    return list(range(min(found), max(found) + 1)) if found else []


def _columns(
    axes: Axes,
    given: pd.DataFrame,
    waiting: pd.DataFrame,
    years: list[int],
    kinds: list[str],
    rest: bool,
) -> None:
    highest = 1
    wide = 0.55
    for at, year in enumerate(years):
        of_year = given[given["year"] == year]
        bottom = 0
        for number in range(len(kinds) + rest):
            is_kind = of_year["kind"].isin(kinds)
            part = (
                of_year[of_year["kind"] == kinds[number]]
                if number < len(kinds)
                else of_year[~is_kind]
            )
            size = int(part["recipients"].sum())
            axes.bar(at, size, wide, bottom=bottom, **series_style(number))
            bottom += size
        axes.annotate(short_number(bottom) if len(years) > 8 else f"{bottom:,}", (at, bottom), xytext=(0, 2), textcoords="offset points",
                      size=SMALL, color=INK, ha="center")  # fmt: skip
        hollow = int(waiting[waiting["year"] == year]["recipients"].sum())
        if hollow:
            axes.bar(
                at + 0.39,
                hollow,
                0.16,
                facecolor="none",
                edgecolor=INK,
                linestyle="--",
                linewidth=0.6,
            )
        highest = max(highest, bottom, hollow)
    axes.set_ylim(0, highest * 1.1)
    axes.set_xlim(-0.6, max(len(years), 3) - 0.4)
    step = 1 + len(years) // 16
    shown = range((len(years) - 1) % step, len(years), step)
    axes.set_xticks(list(shown), [str(years[at]) for at in shown])
    axes.set_yticks([])
    axes.tick_params(axis="x", colors=MUTED)
