"""Which days are known, portal by portal, and where the gaps are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnews.questions.query import DAY, dimensions

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

DAY_STATES = ("whole", "no_news", "missing", "not_known")
"""What is known of a portal's day; see `coverage`."""

_DAYS = f"""
    with bounds as (
        select portal, min(day) as first, max(day) as last from coverage group by portal
    ),
    days as (
        select portal, cast(unnest(generate_series(first, last, interval 1 day)) as date) as day
        from bounds where first is not null
    ),
    news as (
        select portal, {DAY} as day, max(article_id) as article_id
        from articles a where published_at is not null group by 1, 2
    ),
    known as (
        select d.portal, d.day, coalesce(c.listed, 0) as listed, coalesce(c.stored, 0) as stored,
            coalesce(c.known_missing, 0) as known_missing,
            coalesce(cast(c.complete_until as date) > d.day, false) as is_whole, n.article_id
        from days d left join coverage c on c.portal = d.portal and c.day = d.day
            left join news n on n.portal = d.portal and n.day = d.day
    ),
    told as (
        select portal, day, case when known_missing > 0 then 'missing'
            when not is_whole then 'not_known' when listed + stored = 0 then 'no_news'
            else 'whole' end as state, listed, stored, known_missing, article_id
        from known
    )
"""


def coverage(dataset: Dataset, by: str = "day") -> pd.DataFrame:
    """One row per portal and day, from the portal's first to its last, without a break.

    With `by="month"` or `"year"` one row per portal and month (its first day) or year: `days`, how
    many of them are in each state, the sums, and the last `article_id`.

    Columns: `portal`, `day`, `state`, `listed`, `stored`, `known_missing`, `article_id` (an article
    of the day, null where there is none). `state` is `whole` (every article that was listed is
    there), `no_news` (a complete walk found none), `missing` (some that were listed are not there)
    or `not_known` (no complete walk covers the day to its end).

    Raises:
        BadInput: `by` is something else.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    [step] = dimensions(by, dict.fromkeys(("day", "month", "year"), ""))
    if step == "day":
        return dataset.sql(f"{_DAYS} select * from told order by portal, day")
    of_day = {
        "month": "cast(date_trunc('month', day) as date)",
        "year": "cast(year(day) as integer)",
    }
    states = ", ".join(f"count_if(state = '{state}') as {state}" for state in DAY_STATES)
    return dataset.sql(f"""{_DAYS}
        select portal, {of_day[step]} as {step}, count(*) as days, {states},
            cast(sum(listed) as bigint) as listed, cast(sum(stored) as bigint) as stored,
            cast(sum(known_missing) as bigint) as known_missing,
            arg_max(article_id, day) as article_id
        from told group by portal, {of_day[step]} order by portal, {step}
    """)


def gaps(dataset: Dataset, minimum: int = 2) -> pd.DataFrame:
    """Spells of days of one portal without any article in the dataset, the longest first.

    Columns: `portal`, `first_day`, `last_day`, `days`, `days_no_news` (known to have had none),
    `days_missing`, `days_not_known`, and `before_article_id`, `after_article_id`: the articles
    between which the gap lies. Spells of fewer than `minimum` days are left out.

    Raises:
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    return dataset.sql(f"""{_DAYS},
        marked as (
            select *, lag(article_id ignore nulls) over series as before_article_id,
                lead(article_id ignore nulls) over series as after_article_id,
                count_if(stored > 0) over (partition by portal order by day) as spell
            from told window series as (partition by portal order by day)
        )
        select portal, min(day) as first_day, max(day) as last_day, count(*) as days,
            count_if(state = 'no_news') as days_no_news, count_if(state = 'missing') as days_missing,
            count_if(state = 'not_known') as days_not_known,
            arg_min(before_article_id, day) as before_article_id,
            arg_max(after_article_id, day) as after_article_id
        from marked where stored = 0 group by portal, spell having count(*) >= {int(minimum)}
        order by days desc, portal, first_day
    """)
