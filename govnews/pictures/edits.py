"""What was edited after publication, as bars of how late it was noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnews.dataset.rows import CHANGE_KINDS
from govnews.pictures.bars import bars
from govnews.pictures.canvas import blank
from govnews.pictures.words import code_word, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_DELAYS = (("within a day", 24), ("within a week", 168), ("within 30 days", 720), ("later", None))


def edits(frame: pd.DataFrame, *, lang: str = "en", note: str | None = None) -> Figure:
    """The edits of `questions.edits`, one bar a kind, its parts by the delay after publication."""
    title = word("edits", lang)
    if frame.empty:
        return blank(title, word("nothing", lang), note)
    delays = frame["delay_hours"].astype("Float64")
    at = delays.map(_delay_of, na_action="ignore")
    names = [name for name, _ in _DELAYS]
    counts = {
        kind: [int(((frame["kind"] == kind) & (at == name)).sum()) for name in names]
        + [int(((frame["kind"] == kind) & at.isna()).sum())]
        for kind in CHANGE_KINDS
    }
    ranked = sorted((k for k in counts if sum(counts[k])), key=lambda k: -sum(counts[k]))
    legend = [word(name, lang) for name in names] + [word("unknown", lang)]
    used = [n for n in range(len(legend)) if any(counts[kind][n] for kind in ranked)]
    return bars(
        title,
        note,
        [code_word("change", kind, lang) for kind in ranked],
        [[counts[kind][n] for n in used] for kind in ranked],
        [legend[n] for n in used],
    )


def _delay_of(hours: float) -> str:
    return next(name for name, end in _DELAYS if end is None or hours < end)
