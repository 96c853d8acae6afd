"""Who appears with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnews.errors import BadInput, DatasetError
from govnews.model import ROLES
from govnews.questions.names import is_named, keys_of, with_doubts
from govnews.questions.query import DAY, EXAMPLES, PERSON, texts

if TYPE_CHECKING:
    import networkx
    import pandas as pd

    from govnews.dataset import Dataset

PRESENT = ("speaker", "chair", "attendee", "presenter")
"""The roles of people who were there: not of those whom the article only mentions."""


def together(
    dataset: Dataset,
    name: str | None = None,
    *,
    roles: Sequence[str] = PRESENT,
    minimum: int = 1,
    top: int | None = 1000,
) -> pd.DataFrame:
    """Pairs of people in the same articles, the most frequent first; with `name`, only that name's.

    Counted are people with one of `roles`, by their folded names, in at least `minimum` articles
    together; the `top` most frequent pairs (None: all, which may be a million). Columns: `person` and `other` (folded; with `name`, `person` is that one), `name` and
    `other_name` (the newest spellings), `articles`, `events` (several articles of an event of one
    name and day are one; an article without an event counts by itself), `first_day`, `last_day`,
    `article_ids`, and `may_be`, `other_may_be`: why the name may be that of several people.

    Raises:
        BadInput: there is no such role.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    wrong = [role for role in roles if role not in ROLES]
    if wrong or not roles:
        raise BadInput(f"no role {', '.join(wrong) or 'given'}: choose of {', '.join(ROLES)}")
    present = " or ".join(f"list_contains(p.roles, '{role}')" for role in roles)
    condition, with_name = "one.person < other.person", ""
    if name:
        condition = f"one.person in {texts(keys_of(name))} and one.person <> other.person"
        with_name = f"and bool_or({is_named('p', name)})"
    # Lists of the people of each article take less memory than a table joined with itself.
    found = dataset.sql(f"""
        with there as (
            select p.article_id, list(struct_pack(person := {PERSON.format("p")}, name := p.name)) as people
            from people p where {present} group by p.article_id having count(*) > 1 {with_name}
        ),
        first as (select article_id, people, unnest(people) as one from there),
        twice as (select article_id, one, unnest(people) as other from first),
        pairs as not materialized (
            select article_id, one.person as person, other.person as other, one.name as name,
                other.name as other_name
            from twice where {condition}
        ),
        often as (
            select person, other from pairs group by all having count(*) >= {int(minimum)}
            order by count(*) desc, person, other {f"limit {int(top)}" if top else ""}
        ),
        chosen as (select * from pairs semi join often using (person, other)),
        told as (
            select chosen.*, {DAY} as day,
                coalesce(lower(a.event_name) || coalesce(cast(a.event_date as varchar), ''),
                    a.article_id) as event,
                coalesce(cast({DAY} as varchar), '') || a.article_id as place
            from chosen join articles a using (article_id)
        )
        select person, other, arg_max(name, place) as name, arg_max(other_name, place) as other_name,
            count(*) as articles, count(distinct event) as events,
            min(day) as first_day, max(day) as last_day,
            max_by(article_id, place, {EXAMPLES}) as article_ids
        from told group by person, other order by articles desc, events desc, person, other
    """)
    return with_doubts(dataset, found, {"person": "may_be", "other": "other_may_be"})


def graph(pairs: pd.DataFrame, top: int = 30, minimum: int = 1) -> networkx.Graph:
    """The answer of `together` as a graph of at most `top` people: those with most shared articles.

    Nodes are folded names with `name`, `articles` (shared with others of the graph, as a sum) and
    `may_be`; edges have `articles` and `events`. Pairs of fewer than `minimum` articles are left
    out.

    Raises:
        DatasetError: networkx is not installed.

    """
    try:
        import networkx
    except ImportError as error:
        raise DatasetError("a graph needs networkx: pip install 'govnews[analysis]'") from error
    made = networkx.Graph()
    for row in pairs[pairs["articles"] >= minimum].itertuples():
        made.add_node(row.person, name=row.name, may_be=_or_none(row.may_be))
        made.add_node(row.other, name=row.other_name, may_be=_or_none(row.other_may_be))
        made.add_edge(row.person, row.other, articles=row.articles, events=row.events)
    weight = dict(made.degree(weight="articles"))
    kept = sorted(weight, key=lambda person: (-weight[person], person))[:top]
    networkx.set_node_attributes(made, weight, "articles")
    tied = {person for edge in made.subgraph(kept).edges for person in edge}
    chosen = networkx.Graph()  # in this order; a subgraph's would be that of a set
    chosen.add_nodes_from((person, made.nodes[person]) for person in kept if person in tied)
    chosen.add_edges_from(made.subgraph(kept).edges(data=True))
    return chosen


def _or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
