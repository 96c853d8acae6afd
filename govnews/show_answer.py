"""The answer to a question for people: a table of 80 columns with an article in every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from govnews.pictures.words import code_word, word
from govnews.terminal import new_console

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 80
_CODES = {
    "speeches": {"kind": "speech"},
    "career": {"change": "office"},
    "awards": {"kind": "award", "status": "status"},
    "events": {"kind": "event"},
    "edits": {"kind": "change"},
    "coverage": {"state": "state"},
}
"""Question → column → the table of words for its codes."""
_NUMBERS = frozenset((
    "speeches", "articles", "events", "rows", "recipients", "edits", "days", "whole", "no_news",
    "missing", "not_known", "listed", "stored", "days_no_news", "days_missing", "days_not_known",
    "median_delay_hours", "delay_hours", "year", "award_year", "rank",
))  # fmt: skip
_LONGEST = 60
"""Letters of a text that are shown of it; all of it is in the CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    heading: str
    column: str
    tell: Callable[[Mapping[str, Any]], str]


def show_answer(
    question: str, frame: pd.DataFrame, by: Sequence[str], *, lang: str, top: int
) -> None:
    """Print the first rows of an answer, then what is doubtful about them."""
    screen = new_console(width=_WIDTH, markup=False, emoji=False)
    names = _columns(question, by)
    if question == "career" and frame["person"].nunique() > 1:
        names = ["person", *names]
    columns = [_shown(question, name, lang) for name in names]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        is_number, is_id = column.column in _NUMBERS, column.column.endswith("article_id")
        table.add_column(
            column.heading,
            justify="right" if is_number else "left",
            no_wrap=is_number or is_id or column.column in ("first_seen", "last_seen"),
            overflow="fold",
            min_width=16 if is_id else None,
        )
    rows = [
        {str(key): value for key, value in row.items()}
        for row in frame.head(top).to_dict("records")
    ]
    for row in rows:
        table.add_row(*(column.tell(row) for column in columns))
    screen.print(table)
    if len(frame) > top:
        screen.print(word("more", lang, n=f"{len(frame) - top:,}"))
    for name, doubt in _doubts(rows):
        screen.print(f"? {name}: {doubt}")


def _columns(question: str, by: Sequence[str]) -> list[str]:
    """Which columns are shown: those that were counted by, the numbers, and an article."""
    dims = [
        {"person": "name", "grantor": "grantor_name", "recipient": "recipient_name"}.get(n, n)
        for n in by
    ]
    match question:
        case "speeches":
            offices = ["offices"] if "person" in by else []
            return [*dims, *offices, "speeches", "articles", "article_ids"]
        case "career":
            return ["office", "first_seen", "last_seen", "articles", "change", "last_article_id"]
        case "together":
            return ["name", "other_name", "articles", "events", "article_ids"]
        case "awards":
            return ["status", *dims, "rows", "recipients", "article_ids"]
        case "events":
            return [*dims, "events", "articles", "article_ids"]
        case "edits" if by:
            return [*dims, "edits", "articles", "median_delay_hours", "article_ids"]
        case "edits":
            return ["field", "kind", "before", "after", "delay_hours", "article_id"]
        case "coverage" if "day" in by:
            return ["portal", "day", "state", "listed", "stored", "article_id"]
        case "gaps":
            return [
                "portal",
                "first_day",
                "last_day",
                "days",
                "days_not_known",
                "before_article_id",
            ]
        case _:
            states = ["whole", "no_news", "missing", "not_known"]
            return ["portal", *by, *states, "stored", "article_id"]


_HEADINGS = {
    "name": "name", "other_name": "other", "offices": "offices", "office": "office", "speeches": "head_speeches",
    "articles": "head_articles", "events": "head_events", "edits": "head_edits", "rows": "rows",
    "recipients": "recipients", "article_ids": "article_id", "article_id": "article_id",
    "last_article_id": "article_id", "before_article_id": "article_id", "first_seen": "from",
    "last_seen": "until", "first_day": "from", "last_day": "until", "change": "change",
    "grantor_name": "grantor", "recipient_name": "recipient", "before": "before", "after": "after",
    "median_delay_hours": "hours", "delay_hours": "hours", "days": "days", "whole": "head_whole",
    "no_news": "head_no_news", "missing": "head_missing", "not_known": "head_not_known",
    "days_not_known": "head_not_known", "stored": "stored",
}  # fmt: skip


def _shown(question: str, column: str, lang: str) -> _Shown:
    heading = word(_HEADINGS.get(column, column), lang)
    codes = _CODES.get(question, {}).get(column)

    def tell(row: Mapping[str, Any]) -> str:
        value = row[column]
        if isinstance(value, list):
            return str(value[0]) if value else ""
        if value is None or value != value or str(value) in ("<NA>", "NaT"):
            return ""
        if codes:
            told = code_word(codes, str(value), lang)
            return f"{told} {row['replaces']}" if value == "replaces" else told
        if column == "month":
            return f"{value:%Y-%m}"
        if column in ("name", "other_name", "office"):
            doubt = row.get("other_may_be" if column == "other_name" else "may_be")
            return f"{value} ?" if isinstance(doubt, str) else str(value)
        if isinstance(value, int) and column not in ("year", "award_year"):
            return f"{value:,}"
        text = " ".join(str(value).split())
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    return _Shown(heading=heading, column=column, tell=tell)


def _doubts(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What is marked with `?`, and why, each once."""
    found: dict[tuple[str, str], None] = {}
    for row in rows:
        for name, doubt in (
            ("office", "may_be"),
            ("name", "may_be"),
            ("other_name", "other_may_be"),
        ):
            if isinstance(row.get(doubt), str) and isinstance(row.get(name), str):
                found[row[name], row[doubt]] = None
    return list(found)
