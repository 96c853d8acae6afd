"""What took place: by kind, province and month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from govnews.lexicon.tables import table
from govnews.questions.query import DAY, counted, dimensions, text
from govnews.text import fold, tone_style

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

EVENT_KINDS = (*table("event_kinds"), "other")
"""The kinds of events; `other` where the name begins with none of the words of the table."""

_HELD = f"coalesce(cast(a.event_date as date), {DAY})"
_DIMENSIONS = {
    "kind": "",
    "province": "a.province",
    "province_now": "a.province_now",
    "month": f"cast(date_trunc('month', {_HELD}) as date)",
    "year": f"cast(year({_HELD}) as integer)",
    "organiser": "a.organiser",
    "portal": "a.portal",
}


def events(
    dataset: Dataset, by: str | Sequence[str] = ("kind", "province", "province_now", "month")
) -> pd.DataFrame:
    """Events counted by one or several of kind, province, province_now, month, year, organiser, portal.

    Columns: those of `by`, then `events`, `articles`, `first_day`, `last_day` (of publication),
    `article_ids`. An event is a name, a day and a province: several articles of it are one event.
    `kind` is one of `EVENT_KINDS`, `province` the unit of that day and `province_now` the one that
    holds it since 2025-07-01, `month` the first day of the month of the event, or of publication
    where the day of the event is not known. Articles without an event are not counted.

    Raises:
        BadInput: `by` names something else.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    chosen = dimensions(by, _DIMENSIONS)
    formulas = _DIMENSIONS | {"kind": _kind("a.event_name")}
    keys = ", ".join(f"{formulas[name]} as {name}" for name in chosen)
    facts = f"""
        select {keys}, a.article_id, {DAY} as day,
            lower(a.event_name) || '/' || coalesce(cast({_HELD} as varchar), a.article_id) || '/'
                || coalesce(a.province, '') as event
        from articles a where a.event_name is not null
    """
    query = counted(facts, chosen, {}, different={"events": "event"})
    return dataset.sql(f"{query} order by events desc, articles desc, {', '.join(chosen)}")


@cache
def _kind(column: str) -> str:
    """The formula of SQL for the kind of an event by its name."""
    kinds = {
        spelling: section.name
        for section in table("event_kinds").values()
        for entry in section.entries
        for spelling in (fold(entry), tone_style(fold(entry), "new"))
    }
    longest_first = sorted(kinds, key=len, reverse=True)
    heads = "|".join(map(re.escape, longest_first)).replace("\\ ", " ")
    head = f"regexp_extract(lower({column}), '^[^\\pL]*({heads})(?:[^\\pL]|$)', 1)"
    pairs = ", ".join(f"{text(spelling)}: {text(kind)}" for spelling, kind in kinds.items())
    return f"coalesce(map {{{pairs}}}[{head}], 'other')"
