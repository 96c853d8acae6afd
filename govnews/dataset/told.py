"""Changes, states and coverage as a reader of the ledger sees them, now or as of a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.dataset.selection import Selection
from govnews.dataset.sightings import LATEST
from govnews.dataset.snapshot import EVER, View
from govnews.model import HANOI

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 20_000
"""Rows that are in memory at a time."""

_CHANGES = """
select c.* from changes c join versions v using (article_id, version)
where coalesce(c.noticed_at, '') <= :as_of
    and {chosen}
order by v.published_at is null, v.published_at, c.article_id, c.version, c.change_no
"""
_STATES = f"""
with latest as ({LATEST}),
listed as (select article_id, max(last_listed) as at from leads group by article_id),
fetched as (select article_id, max(fetched_at) as at from versions group by article_id)
select s.article_id, s.portal, coalesce(n.state, 'seen') as state,
    coalesce(n.since, s.first_seen) as since,
    nullif(max(iif(s.last_seen <= :as_of, s.last_seen, s.first_seen),
        iif(l.at <= :as_of, l.at, '')), '') as last_seen,
    iif(f.at <= :as_of, f.at, null) as last_fetched, n.moved_to
from seen s left join latest n using (article_id) left join listed l using (article_id)
left join fetched f using (article_id)
where s.first_seen <= :as_of and {{chosen}} order by s.portal, s.article_id
"""  # noqa: S608 only names of our own
_COVERAGE = """
with stored as (
    select s.article_id, s.portal, date(v.published_at, '+7 hours') as day,
        (select count(*) from versions o where o.article_id = s.article_id
            and coalesce(o.first_fetched, o.fetched_at, '') <= :as_of) = 1 as unchanged
    from seen s join versions v on v.article_id = s.article_id and v.version = s.version
    where s.first_seen <= :as_of
), lead as (
    select l.portal, coalesce(l.article_id, l.key) as name, max(s.article_id) as stored,
        iif(max(s.article_id) is null, max(l.day), max(s.day)) as day,
        max(l.first_read <= :as_of) as fetched,
        min(l.failed_at <= :as_of) as failed
    from leads l left join stored s on s.article_id = l.article_id
    where l.first_listed <= :as_of group by 1, 2
)
select portal, day, sum(listed) as listed, sum(fetched) as fetched, sum(stored) as stored,
    sum(unchanged) as unchanged, sum(failed) as failed, sum(missing) as known_missing
from (
    select portal, day, 1 as listed, coalesce(fetched, 0) as fetched, 0 as stored,
        0 as unchanged, coalesce(failed, 0) as failed, stored is null as missing
    from lead
    union all
    select portal, day, 0, 0, 1, unchanged, 0, 0 from stored
) group by portal, day order by portal, day is null, day
"""
_WHOLE = """
select portal, max(started) as started from walks where complete and ended <= :as_of group by portal
"""


def told(view: View, table: str, selection: Selection | None = None) -> Iterator[pa.Table]:
    """The rows of one of the three tables, of the articles of a selection, a block at a time."""
    import pyarrow as pa

    selection = selection or Selection()
    rows = iter(()) if view.layout < 2 else _rows(view, table, selection)
    while block := list(islice(rows, BLOCK)):
        decoded = [schema.decode(row, table) for row in block]
        yield pa.Table.from_pylist(decoded, schema.arrow_schema(table))


def told_table(view: View, table: str, selection: Selection | None = None) -> pa.Table:
    """The same as one table."""
    import pyarrow as pa

    empty = schema.arrow_schema(table).empty_table()
    return pa.concat_tables([empty, *told(view, table, selection)])


def _rows(view: View, table: str, selection: Selection) -> Iterator[dict[str, Any]]:
    if table == "coverage":
        return _coverage(view, selection)
    values: dict[str, Any] = {"as_of": selection.as_of or EVER}
    chosen = "true"
    if not selection.is_everything:
        query, values = view.chosen(selection)
        chosen = f"{table[0]}.article_id in (select article_id from ({query}))"  # noqa: S608
    return view.rows({"changes": _CHANGES, "states": _STATES}[table].format(chosen=chosen), values)


def _coverage(view: View, selection: Selection) -> Iterator[dict[str, Any]]:
    """The days of a selection."""
    values = {"as_of": selection.as_of or EVER}
    walks = {
        row["portal"]: datetime.fromisoformat(row["started"]).astimezone(HANOI)
        for row in view.rows(_WHOLE, values)
    }
    first, last = selection.since or date.min, selection.until or date.max
    for row in _covered(view.rows(_COVERAGE, values), walks):
        day = date.fromisoformat(row["day"]) if row["day"] else None
        if selection.portals is not None and row["portal"] not in selection.portals:
            continue
        if not selection.has_days or (day is not None and first <= day <= last):
            yield row


def _covered(
    counted: Iterable[dict[str, Any]], walks: Mapping[str, datetime]
) -> Iterator[dict[str, Any]]:
    """The counted days, and between them those on which a whole walk found nothing."""
    portals: dict[str, list[dict[str, Any]]] = {}
    for row in counted:
        portals.setdefault(row["portal"], []).append(row)
    for portal, rows in portals.items():
        walk = walks.get(portal)
        yield from (
            _filled(rows, walk) if walk else ({**row, "complete_until": None} for row in rows)
        )


def _filled(rows: list[dict[str, Any]], walk: datetime) -> Iterator[dict[str, Any]]:
    until, nothing = (
        walk.isoformat(),
        {name: 0 for name in rows[0] if name not in ("portal", "day")},
    )
    due: date | None = None
    for row in rows:
        day = date.fromisoformat(row["day"]) if row["day"] else None
        last = min(day, walk.date() + timedelta(days=1)) if day else walk.date() + timedelta(days=1)
        while due and due < last:
            yield {
                **nothing,
                "portal": row["portal"],
                "day": due.isoformat(),
                "complete_until": until,
            }
            due += timedelta(days=1)
        yield {**row, "complete_until": until if day and day <= walk.date() else None}
        due = day + timedelta(days=1) if day else None
    while due and due <= walk.date():
        yield {
            **nothing,
            "portal": rows[0]["portal"],
            "day": due.isoformat(),
            "complete_until": until,
        }
        due += timedelta(days=1)
