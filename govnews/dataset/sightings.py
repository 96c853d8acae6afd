"""What the ledger notes of lists, absences and walks, in the transaction of the run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from govnews.dataset.rows import ABSENCES

LATEST = (
    "select article_id, state, moved_to, max(since) as since from sightings"
    " where since <= :as_of group by article_id"
)
"""The state of each article at a time; SQLite takes the other columns from the row of the maximum."""
_LISTED = """
insert into leads (portal, key, day, article_id, first_listed, last_listed)
values (:portal, :key, :day, :article_id, :at, :at)
on conflict do update set day = coalesce(excluded.day, day),
    article_id = coalesce(excluded.article_id, article_id),
    first_listed = min(coalesce(first_listed, :at), :at),
    last_listed = max(coalesce(last_listed, :at), :at)
"""
_READ = """
insert into leads (portal, key, article_id, first_read)
values (:portal, :key, :article_id, :at)
on conflict do update set article_id = excluded.article_id,
    first_read = min(coalesce(first_read, :at), :at), failed_at = null
"""
_FAILED = """
insert into leads (portal, key, article_id, failed_at)
values (:portal, :key, :article_id, :at)
on conflict do update set article_id = coalesce(article_id, excluded.article_id), failed_at = :at
"""
_UNSEEN = f"""
insert or replace into sightings (article_id, since, state)
select s.article_id, :ended, 'unseen' from seen s
left join ({LATEST}) n on n.article_id = s.article_id
where s.portal = :portal and coalesce(n.state, 'seen') = 'seen' and s.last_seen < :started
    and not exists (select 1 from leads l
        where l.article_id = s.article_id and l.last_listed >= :started)
"""  # noqa: S608 only names of our own
# A cross join is one in this order: from the few absent articles, not from all that there are.
_MOVED = f"""
with latest as ({LATEST})
select s.article_id, min(t.url) from latest n
cross join seen s on s.article_id = n.article_id
cross join versions v on v.article_id = s.article_id and v.version = s.version
cross join versions w on w.content_hash = v.content_hash and w.article_id <> v.article_id
cross join seen t on t.article_id = w.article_id and t.version = w.version and t.portal = s.portal
left join latest m on m.article_id = t.article_id
where n.state in ('unseen', 'not_found', 'gone', 'redirected')
    and coalesce(m.state, 'seen') = 'seen'
group by s.article_id
"""  # noqa: S608 only names of our own
_EVER = "9999"


def note(database: sqlite3.Connection, line: Mapping[str, Any]) -> None:
    """Apply one such line of the journal."""
    _NOTES[line["note"]](database, line)


def article_of(database: sqlite3.Connection, portal: str, key: str) -> str | None:
    """The article that a portal's native id was found to be."""
    row = database.execute(
        "select article_id from leads where portal = ? and key = ?", (portal, key)
    ).fetchone()
    return row[0] if row else None


def settle(database: sqlite3.Connection, at: str) -> None:
    """Find the absent articles whose content the dataset has at another address that is there."""
    for article_id, url in database.execute(_MOVED, {"as_of": _EVER}).fetchall():
        _sight(database, article_id, at, "moved", url)


def seen_again(database: sqlite3.Connection, article_id: str, at: str) -> None:
    """Note that an article was there at a time, if it was last known to be absent before."""
    database.execute("update leads set failed_at = null where article_id = ?", (article_id,))
    row = _latest(database, article_id)
    if row is not None and row[0] != "seen" and row[1] <= at:
        _sight(database, article_id, at, "seen")


def _listed(database: sqlite3.Connection, line: Mapping[str, Any]) -> None:
    portal, at = line["portal"], line["at"]
    for key, day, known in line["articles"]:
        values = {"portal": portal, "key": key, "day": day, "article_id": known, "at": at}
        database.execute(_LISTED, values)
        row = _latest(database, known) if known else None
        # Portals go on listing articles that are gone: only what was not listed is back by this.
        if row is not None and row[0] == "unseen":
            _sight(database, known, at, "seen")


def _asked(database: sqlite3.Connection, line: Mapping[str, Any]) -> None:
    outcome, article_id, at = line["outcome"], line["article_id"], line["at"]
    database.execute(_READ if outcome == "read" else _FAILED, line)
    if article_id is None:
        return
    if outcome == "read":
        seen_again(database, article_id, at)
    elif outcome in ABSENCES:
        row = _latest(database, article_id)
        state = row[0] if row else "seen"
        if state != outcome and not (state == "moved" and outcome != "blocked"):
            _sight(database, article_id, at, outcome, line["moved_to"])


def _walked(database: sqlite3.Connection, line: Mapping[str, Any]) -> None:
    database.execute(
        "insert or replace into walks values (:portal, :started, :ended, :complete)", line
    )
    if line["full"]:
        database.execute(_UNSEEN, {**line, "as_of": _EVER})


_NOTES: dict[str, Callable[[sqlite3.Connection, Mapping[str, Any]], None]] = {
    "listed": _listed,
    "asked": _asked,
    "walked": _walked,
}


def _latest(database: sqlite3.Connection, article_id: str) -> tuple[str, str] | None:
    row: tuple[str, str] | None = database.execute(
        "select state, since from sightings where article_id = ? order by since desc limit 1",
        (article_id,),
    ).fetchone()
    return row


def _sight(
    database: sqlite3.Connection, article_id: str, at: str, state: str, moved_to: str | None = None
) -> None:
    database.execute(
        "insert or replace into sightings values (?, ?, ?, ?)", (article_id, at, state, moved_to)
    )
