"""Who honoured whom with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnews.questions.query import DAY, counted, dimensions

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

_DIMENSIONS = {
    "kind": "w.award_kind",
    "rank": "w.rank",
    "grantor": "w.grantor_organisation_key",
    "recipient": "coalesce(w.recipient_organisation_key, lower(w.recipient))",
    "recipient_kind": "w.recipient_kind",
    "year": f"cast(year({DAY}) as integer)",
    "award_year": "w.year",
    "province": "a.province",
    "province_now": "a.province_now",
    "portal": "a.portal",
}
_UNCOUNTED = "w.recipient_count is null and (w.recipient_kind = 'group' or w.recipient is null)"
"""Groups of which the text does not say how many they are."""


def awards(dataset: Dataset, by: str | Sequence[str] = ("kind", "year")) -> pd.DataFrame:
    """Awards counted by `status` and one or several other columns.

    `by`: kind, rank, grantor, recipient, recipient_kind, year (of publication), award_year (the
    year that the award is for), province, province_now, portal. Columns: `status` (what was only
    proposed, or revoked, is never counted with what was granted), those of `by`, `rows` of the
    table of awards, `recipients` (a row of `12 tập thể` counts 12), `uncounted` (rows of groups of
    which the text does not say how many they are; they are in no sum), `articles`, `first_day`,
    `last_day`, `article_ids`; granted first, then by recipients. `grantor` and `recipient` are keys
    of organisations; `grantor_name` and `recipient_name` have the newest spelling. An award that
    two articles report has two rows.

    Raises:
        BadInput: `by` names something else.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    chosen = dimensions(by, _DIMENSIONS)
    keys = ", ".join(f"{_DIMENSIONS[name]} as {name}" for name in chosen)
    facts = f"""
        select w.status, {keys}, w.grantor as grantor_name, w.recipient as recipient_name,
            w.article_id, w.version, {DAY} as day, {_UNCOUNTED} as is_uncounted,
            case when {_UNCOUNTED} then 0 else coalesce(w.recipient_count, 1) end as number
        from awards w join articles a using (article_id)
    """
    sums = {
        "rows": "count(*)",
        "recipients": "sum(number)",
        "uncounted": "count_if(is_uncounted)",
    }
    named = [f"{name}_name" for name in ("grantor", "recipient") if name in chosen]
    query = counted(facts, ("status", *chosen), sums, newest=named)
    order = "status <> 'granted', status, recipients desc, rows desc"
    return dataset.sql(f"{query} order by {order}, {', '.join(chosen)}")
