"""Changes, states and coverage as a reader of the ledger sees them, now or as of a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.sightings import LATEST
from govnews.model import HANOI

if TYPE_CHECKING:
    import pyarrow as pa

Told = Mapping[str, tuple[Mapping[str, Any], ...]]
"""Table → its rows, times and days as the ledger writes them."""
EMPTY: Told = dict.fromkeys(LEDGER_TABLES, ())
EVER = "9999"
"""Later than every time in the ledger."""

_CHANGES = """
select c.* from changes c join versions v using (article_id, version)
where coalesce(c.noticed_at, '') <= :as_of
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
where s.first_seen <= :as_of order by s.portal, s.article_id
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
select portal, max(started) from walks where complete and ended <= ? group by portal
"""


def read_told(database: sqlite3.Connection, as_of: str = EVER) -> Told:
    """The rows of the three tables; call it inside the transaction that reads the rest."""
    values = {"as_of": as_of}
    found = {
        table: tuple(_rows(database.execute(query, values)))
        for table, query in (("changes", _CHANGES), ("states", _STATES))
    }
    walks = {
        portal: datetime.fromisoformat(started).astimezone(HANOI)
        for portal, started in database.execute(_WHOLE, (as_of,))
    }
    counted = _rows(database.execute(_COVERAGE, values))
    return {**found, "coverage": tuple(_covered(counted, walks))}


def told_table(table: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """One of the three tables as Arrow data."""
    import pyarrow as pa

    decoded = [schema.decode(dict(row), table) for row in rows]
    return pa.Table.from_pylist(decoded, schema.arrow_schema(table))


def _rows(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


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
