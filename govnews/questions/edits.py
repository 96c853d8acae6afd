"""What portals changed after publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnews.questions.query import EXAMPLES, dimensions

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

_FIELD = "split_part(c.field, '/', 1)"
_DELAY = "round(epoch(c.noticed_at - a.published_at) / 3600, 1)"
_DIMENSIONS = {
    "field": _FIELD,
    "kind": "c.kind",
    "portal": "a.portal",
    "month": "cast(date_trunc('month', c.noticed_at) as date)",
    "delay": f"""case when {_DELAY} is null then null when {_DELAY} < 24 then 'within a day'
        when {_DELAY} < 168 then 'within a week' when {_DELAY} < 720 then 'within 30 days'
        else 'later' end""",
}


def edits(dataset: Dataset, by: str | Sequence[str] = ()) -> pd.DataFrame:
    """What was edited after publication: each edit, or, with `by`, how many there are.

    Each edit: `article_id`, `version` (the new one), `portal`, `field` (of a caption `caption/2`),
    `kind`, `before`, `after`, `published_at`, `noticed_at`, `delay_hours` (from publication until
    the edit was noticed: it was made before that; null where one of the times is not known),
    `other_reader` (True: another layout or release of govnews read the version before, so the
    difference may be one of reading), `title`, `url`; the latest first.

    Counted `by` one or several of field, kind, portal, month (in which it was noticed), delay:
    those columns, `edits`, `articles`, `median_delay_hours`, `article_ids`; most edits first.

    Raises:
        BadInput: `by` names something else.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    if not by:
        return dataset.sql(f"""
            select c.article_id, c.version, a.portal, c.field, c.kind, c.before, c.after,
                a.published_at, c.noticed_at, {_DELAY} as delay_hours,
                c.parser_before is not null as other_reader, a.title, a.url
            from changes c join articles a using (article_id)
            order by c.noticed_at desc, c.article_id, c.version desc, c.change_no
        """)
    chosen = dimensions(by, _DIMENSIONS)
    keys = ", ".join(f"{_DIMENSIONS[name]} as {name}" for name in chosen)
    return dataset.sql(f"""
        with facts as (
            select {keys}, c.article_id, {_DELAY} as hours,
                coalesce(cast(c.noticed_at as varchar), '') || c.article_id as place
            from changes c join articles a using (article_id)
        )
        select {", ".join(chosen)}, count(*) as edits, count(distinct article_id) as articles,
            median(hours) as median_delay_hours,
            list_distinct(max_by(article_id, place, {EXAMPLES})) as article_ids
        from facts group by {", ".join(chosen)} order by edits desc, {", ".join(chosen)}
    """)
