"""An official's offices over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from govnews.questions.names import is_named
from govnews.questions.posts import Group, Post, Sight, posts_of
from govnews.questions.query import DAY, EXAMPLES

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

_EVIDENCE = (
    "article_id",
    "version",
    "evidence_field",
    "evidence_start",
    "evidence_end",
    "evidence_text",
)
_DTYPES = {
    "person": "Int32",
    "may_be": "string",
    "office": "string",
    "province": "string",
    "former": "boolean",
    "first_seen": "date",
    "last_seen": "date",
    "articles": "Int64",
    "change": "string",
    "replaces": "string",
    "overlaps": "object",
    "portals": "object",
    "spellings": "object",
    **{
        f"{end}_{name}": "Int32" if name.endswith(("version", "start", "end")) else "string"
        for end in ("first", "last")
        for name in _EVIDENCE
    },
    "article_ids": "object",
}


def career(dataset: Dataset, name: str) -> pd.DataFrame:
    """The offices of an official, one row each: person by person, by first day.

    Names are the same in any case and either style of tone marks (`Hoà`, `Hòa`), and otherwise
    only letter by letter. Columns:

    - `person`: 1, 2, … of the people who bear the name as far as the articles tell; null for
      articles without an office where there are several. `may_be`: what speaks for another
      person behind this row, or for one behind two rows; null where nothing does.
    - `office` (the most frequent of its `spellings`; null: articles that name none), `province`,
      `former` (`nguyên …`), `first_seen` and `last_seen`, days of publication, null where none of
      its articles has a date; `articles`, `portals`.
    - `change`: `replaces` another office of the same body, named in `replaces`, that was last seen
      before; `beside` others that go on, `new` after others, `first`. `overlaps`: the offices that
      are seen in the same time.
    - `first_article_id`, `first_version`, `first_evidence_field`, `_start`, `_end`, `_text`, and
      the same of the last; `article_ids`, the newest first, at most 20.

    Raises:
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    import pandas as pd
    import pyarrow as pa

    posts = posts_of(list(_groups(dataset, name)))
    rows = [_row(post, posts) for post in posts]
    frame = pd.DataFrame(rows, columns=list(_DTYPES))
    days = pd.ArrowDtype(pa.date32())
    return frame.astype({c: days if kind == "date" else kind for c, kind in _DTYPES.items()})


def _groups(dataset: Dataset, name: str) -> Iterator[Group]:
    """The articles that name the official, gathered by the words of the offices."""
    import pandas as pd

    columns = ("day", *_EVIDENCE)
    first = ", ".join(f"arg_min({column}, early) as first_{column}" for column in columns)
    last = ", ".join(f"arg_max({column}, late) as last_{column}" for column in columns)
    found = dataset.sql(f"""
        with named as (
            select p.article_id, p.version, p.positions, a.portal, {DAY} as day,
                coalesce(nullif(split_part(p.person_key, '/', 3), ''), lower(a.province)) as place,
                coalesce(cast({DAY} as varchar), '9999') || p.article_id as early,
                coalesce(cast({DAY} as varchar), '') || p.article_id as late,
                p.evidence_field, p.evidence_start, p.evidence_end, p.evidence_text
            from people p join articles a using (article_id)
            where {is_named("p", name)}
        )
        select positions, place, count(*) as articles, list_sort(list(distinct portal)) as portals,
            {first}, {last}, max(late, {EXAMPLES}) as newest
        from named group by positions, place order by min(early)
    """)
    for row in found.to_dict("records"):
        yield Group(
            positions=tuple(row["positions"]),
            place=None if pd.isna(row["place"]) else row["place"],
            articles=int(row["articles"]),
            portals=tuple(row["portals"]),
            newest=tuple(row["newest"]),
            first=_sight(row, "first"),
            last=_sight(row, "last"),
        )


def _sight(row: Mapping[Any, Any], end: str) -> Sight:
    import pandas as pd

    day = row[f"{end}_day"]
    evidence = {column: row[f"{end}_{column}"] for column in _EVIDENCE}
    return Sight(day=None if pd.isna(day) else day, **evidence)


def _row(post: Post, posts: Iterable[Post]) -> dict[str, Any]:
    same = [p for p in posts if p is not post and p.words and p.person == post.person]
    change, replaces = _change(post, same) if post.words else (None, None)
    row: dict[str, Any] = {
        "person": post.person or None,
        "may_be": "; ".join(dict.fromkeys(post.doubts)) or None,
        "office": post.office,
        "province": post.province,
        "former": post.former if post.words else None,
        "first_seen": post.since,
        "last_seen": post.until,
        "articles": post.articles,
        "change": change,
        "replaces": replaces,
        "overlaps": [p.office for p in same if post.words and post.meets(p)],
        "portals": sorted(post.portals),
        "spellings": [spelling for spelling, _ in post.spellings.most_common() if spelling],
        "article_ids": [late[-len(post.first.article_id) :] for late in post.newest],
    }
    for end, sight in (("first", post.first), ("last", post.last)):
        row |= {f"{end}_{name}": getattr(sight, name) for name in _EVIDENCE}
    return row


def _change(post: Post, same: Iterable[Post]) -> tuple[str | None, str | None]:
    """What the first sight of an office means beside the person's others, and which it replaces."""
    if post.former or post.since is None:
        return None, None
    earlier = [p for p in same if not p.former and p.since and p.since < post.since]
    over = [p for p in earlier if _ends(p) <= post.since and _ends(p) < _ends(post)]
    replaced = [p for p in over if (p.body, p.place) == (post.body, post.place)]
    if replaced:
        return "replaces", max(replaced, key=_ends).office
    if len(over) < len(earlier):
        return "beside", None
    return ("new" if earlier else "first"), None


def _ends(post: Post) -> date:
    return post.until or date.max
