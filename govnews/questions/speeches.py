"""Who spoke, where and how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnews.questions.names import with_doubts
from govnews.questions.query import DAY, PERSON, counted, dimensions

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

_DIMENSIONS = {
    "person": PERSON.format("s"),
    "kind": "s.speech_kind",
    "province": "a.province",
    "province_now": "a.province_now",
    "venue": "a.venue",
    "portal": "a.portal",
    "year": f"cast(year({DAY}) as integer)",
}
_OFFICES = 5
"""How many offices of a person are named, the most frequent first."""


def speeches(dataset: Dataset, by: str | Sequence[str] = "person") -> pd.DataFrame:
    """Speeches counted by one or several of person, kind, province, province_now, venue, portal, year.

    Columns: those of `by`, then `speeches`, `articles`, `first_day`, `last_day` (of publication),
    `article_ids`; most speeches first. `person` is the folded name. With it come `name` (the newest
    spelling), `offices` (the five most frequent) and `may_be`: why several people may stand behind
    the name, else null. `year` is that of publication; what an article does not say is null.

    Raises:
        BadInput: `by` names something else.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    chosen = dimensions(by, _DIMENSIONS)
    keys = ", ".join(f"{_DIMENSIONS[name]} as {name}" for name in chosen)
    facts = f"""
        select {keys}, s.name, s.article_id, s.version, {DAY} as day
        from speakers s join articles a using (article_id)
    """
    newest = ["name"] if "person" in chosen else []
    query = counted(facts, chosen, {"speeches": "count(*)"}, newest=newest)
    answer = dataset.sql(f"{query} order by speeches desc, articles desc, {', '.join(chosen)}")
    if not newest:
        return answer
    held = dataset.sql(_offices())
    offices = dict(zip(held["person"], held["offices"], strict=True))
    after = list(answer.columns).index("name") + 1
    answer.insert(after, "offices", [offices.get(person, []) for person in answer["person"]])
    return with_doubts(dataset, answer, {"person": "may_be"}, table="speakers")


def _offices() -> str:
    return f"""
    with held as (
        select {PERSON.format("s")} as person, unnest(positions) as office from speakers s
    ),
    counted as (select person, office, count(*) as n from held group by all)
    select person, list(office order by n desc, office)[:{_OFFICES}] as offices
    from counted group by person
    """
