"""The parts that the questions' SQL is put together from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from govnews.errors import BadInput

EXAMPLES = 20
"""How many article ids a row of an answer names at most."""

DAY = "cast(a.published_at as date)"
"""The day of publication in Hanoi; `Dataset.sql` tells times so."""

PERSON = "coalesce(split_part({0}.person_key, '/', 1), lower({0}.name))"
"""The folded name, which opens the key of a person; rows of an old release have no key."""


def text(value: str) -> str:
    """A string of SQL.

    >>> text("H'Lim")
    "'H''Lim'"
    """
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Several strings of SQL between brackets, for `in`.

    >>> texts([])
    '(null)'
    """
    return f"({', '.join(map(text, values)) or 'null'})"


def dimensions(by: str | Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The columns to count by, as a tuple.

    Raises:
        BadInput: one of them is not among the `known` ones, or none is given.

    """
    chosen = tuple(dict.fromkeys([by] if isinstance(by, str) else by))
    wrong = [name for name in chosen if name not in known]
    if wrong or not chosen:
        said = ", ".join(wrong) or "nothing"
        raise BadInput(f"cannot count by {said}: choose of {', '.join(known)}")
    return chosen


def counted(
    facts: str,
    by: Collection[str],
    sums: Mapping[str, str],
    *,
    newest: Collection[str] = (),
    different: Mapping[str, str] | None = None,
) -> str:
    """The query that counts facts by dimensions, with the articles behind each count.

    `facts` is a query with the columns `by`, `article_id` and `day`. `sums` are further columns,
    each an aggregate of facts that is summed over articles; of the columns `newest` the value in
    the newest article is shown, of those of `different` how many values there are.
    """
    keys = ", ".join(by)
    different = different or {}
    within = "".join(f", {formula} as {name}" for name, formula in sums.items())
    kept = "".join(f", max({name}) as {name}" for name in (*newest, *different.values()))
    over = "".join(f"cast(sum({name}) as bigint) as {name}, " for name in sums)
    over += "".join(f"count(distinct {told}) as {name}, " for name, told in different.items())
    shown = "".join(f"arg_max({name}, place) as {name}, " for name in newest)
    return f"""
    with facts as ({facts}),
    told as (
        select {keys}, article_id, min(day) as day{within}{kept},
            coalesce(cast(min(day) as varchar), '') || article_id as place
        from facts group by {keys}, article_id
    )
    select {keys}, {shown}{over}count(*) as articles,
        min(day) as first_day, max(day) as last_day,
        max_by(article_id, place, {EXAMPLES}) as article_ids
    from told group by {keys}
    """
