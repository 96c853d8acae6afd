"""Who spoke, as bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from govnews.pictures.bars import bars
from govnews.pictures.canvas import blank
from govnews.pictures.words import code_word, further, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_TOLD = (
    "name",
    "offices",
    "may_be",
    "speeches",
    "articles",
    "first_day",
    "last_day",
    "article_ids",
)


def speeches(
    frame: pd.DataFrame, *, lang: str = "en", note: str | None = None, top: int = 20
) -> Figure:
    """The first rows of `questions.speeches` as bars; a `?` marks names that may be several people's."""
    by = [name for name in frame.columns if name not in _TOLD]
    title = word("speeches", lang)
    if by != ["person"]:
        title = word("speeches_by", lang, by=", ".join(word(name, lang) for name in by))
    if frame.empty:
        return blank(title, word("nothing", lang), note)
    shown = frame.head(top)
    names = [", ".join(_told(row, name, lang) for name in by) for row in shown.to_dict("records")]
    return bars(
        title,
        further(note, len(frame) - top, lang),
        names,
        [[int(count)] for count in shown["speeches"]],
    )


def _told(row: Mapping[Any, Any], by: str, lang: str) -> str:
    if by == "person":
        return f"{row['name']} ?" if isinstance(row["may_be"], str) else str(row["name"])
    value = row[by]
    if by == "kind":
        return code_word("speech", str(value), lang)
    return (
        word("unknown", lang)
        if value is None or value != value or str(value) == "<NA>"
        else str(value)
    )
