"""The edits of the articles that a run wrote, found between the versions in the parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from govnews.dataset.edits import Reading, edits_between
from govnews.dataset.layout import ORDER
from govnews.dataset.ledger import Ledger, Part
from govnews.dataset.parts import whole
from govnews.dataset.snapshot import Snapshot, read_parts

ARTICLES_AT_ONCE = 1_000
"""So many articles with several versions are compared at once, to bound the memory."""
_READ = ("articles", "people", "captions")
_EDITED = f"""
select v.article_id, v.version, v.run, coalesce(first_fetched, fetched_at)
from versions v where v.article_id in (
    select l.article_id from temp.lines l join versions w using (article_id)
    group by l.article_id having count(distinct w.version) > 1
) order by {ORDER}
"""  # noqa: S608 only names of our own
_NOTE = """
insert into changes values (:article_id, :version, :change_no, :field, :kind, :before, :after,
    :noticed_at, :parser_before)
"""


class _Stored(NamedTuple):
    """Where a version stands."""

    article_id: str
    version: int
    run: str
    """The run whose parts hold it."""
    first_fetched: str | None


def note_changes(folder: Path, ledger: Ledger, written: Mapping[str, Part]) -> None:
    """Compare the versions of every article that this run gave one more, or another reading of one.

    All versions of such an article are compared again: a better reading changes both its
    neighbours. `written` are the run's own parts, which the ledger does not name yet.
    """
    with ledger.noting() as database:
        parts = {
            table: (*found, *([written[table]] if table in written else []))
            for table, found in read_parts(database).items()
        }
        edited = [_Stored(*row) for row in database.execute(_EDITED)]
    for stored in _portions(edited):
        readings = _readings(folder, parts, stored)
        articles: dict[str, list[_Stored]] = defaultdict(list)
        for version in stored:
            articles[version.article_id].append(version)
        rows = [
            row
            for versions in articles.values()
            for before, after in pairwise(_in_time(versions))
            for row in _rows(readings[before[:2]], readings[after[:2]], after)
        ]
        with ledger.noting() as database:
            names = [(article_id,) for article_id in articles]
            database.executemany("delete from changes where article_id = ?", names)
            database.executemany(_NOTE, rows)


def _portions(stored: list[_Stored]) -> Iterator[list[_Stored]]:
    """Versions in the order of the tables, those of an article together in one portion."""
    articles = list(dict.fromkeys(version.article_id for version in stored))
    for start in range(0, len(articles), ARTICLES_AT_ONCE):
        due = set(articles[start : start + ARTICLES_AT_ONCE])
        yield [version for version in stored if version.article_id in due]


def _in_time(versions: list[_Stored]) -> list[_Stored]:
    """In the order in which the portal showed them; in that of their numbers where it is unknown."""
    if all(version.first_fetched for version in versions):
        return sorted(versions, key=lambda version: (version.first_fetched, version.version))
    return sorted(versions, key=lambda version: version.version)


def _readings(
    folder: Path, parts: Mapping[str, tuple[Part, ...]], stored: list[_Stored]
) -> dict[tuple[str, int], Reading]:
    keys = tuple((version.article_id, version.version, version.run) for version in stored)
    snapshot = Snapshot(parts=parts, keys=keys)
    rows: dict[str, dict[tuple[str, int], list[dict[str, Any]]]] = {}
    for table in _READ:
        rows[table] = defaultdict(list)
        for row in whole(folder, table, snapshot).to_pylist():
            rows[table][row["article_id"], row["version"]].append(row)
    return {
        key: Reading(
            article=article,
            captions=rows["captions"][key],
            people=[person["name"] for person in rows["people"][key]],
        )
        for key, [article] in rows["articles"].items()
    }


def _rows(old: Reading, new: Reading, version: _Stored) -> Iterator[dict[str, Any]]:
    parser = old.article["parser"]
    for number, edit in enumerate(edits_between(old, new), 1):
        yield {
            "article_id": version.article_id,
            "version": version.version,
            "change_no": number,
            "field": edit.field,
            "kind": edit.kind,
            "before": edit.before,
            "after": edit.after,
            "noticed_at": version.first_fetched,
            "parser_before": parser if parser != new.article["parser"] else None,
        }
