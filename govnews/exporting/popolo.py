"""People, bodies, posts and memberships as Popolo JSON (https://www.popoloproject.com/specs/).

`first_seen`, `last_seen`, `articles` and `former` are additions to Popolo: articles do not say when
an office began, so `start_date` and `end_date` stay out. A source's note is the words in which the
person is named first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained
from govnews.exporting.about import without_nulls
from govnews.exporting.offices import gathered, short_id, told
from govnews.exporting.source import Exported, Source

_START = '{\n"meta": '


def write_popolo(
    source: Source, path: Path, tables: Sequence[str], about: Mapping[str, str]
) -> Exported:
    """Write one JSON object and says how many.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    del tables
    with gathered(source) as offices:
        lists = {
            "persons": map(_person, offices.people()),
            "organizations": map(_organization, offices.bodies()),
            "posts": map(_post, offices.posts()),
            "memberships": map(_membership, offices.held()),
        }
        with explained(path), path.open("w", encoding="utf-8", newline="\n") as out:
            out.write(_START + _json(dict(about)))
            for name, entries in lists.items():
                out.writelines(_listed(name, entries))
            out.write("\n}\n")
        return told(offices)


def is_ours(path: Path) -> bool:
    """Whether govnews wrote the file, by its first entry."""
    with path.open("rb") as file:
        return file.read(len(_START)).decode(errors="replace") == _START


def _listed(name: str, entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A list that is never whole in memory."""
    yield f',\n"{name}": ['
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}\n{_json(entry)}"
    yield "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _person(found: Mapping[str, Any]) -> dict[str, Any]:
    name, *others = found["names"]
    return {
        "id": short_id("person", found["key"]),
        "name": name,
        "other_names": [{"name": other} for other in others],
        "identifiers": [{"scheme": "govnews person_key", "identifier": found["key"]}],
        "sources": [{"url": found["url"], "note": found["text"]}],
    }


def _organization(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": short_id("organization", row["body"]),
        "name": row["name"],
        "identifiers": [{"scheme": "govnews organisation_key", "identifier": row["body"]}],
    }


def _post(row: sqlite3.Row) -> dict[str, Any]:
    return without_nulls(
        {
            "id": short_id("post", row["post"]),
            "label": row["role"],
            "role": row["role"],
            "organization_id": row["body"] and short_id("organization", row["body"]),
        }
    )


def _membership(row: sqlite3.Row) -> dict[str, Any]:
    sources = [{"url": row["first_url"], "note": row["first_text"]}]
    if row["last_url"] != row["first_url"]:
        sources.append({"url": row["last_url"], "note": row["last_text"]})
    return without_nulls(
        {
            "id": membership_id(row),
            "role": row["role"],
            "person_id": short_id("person", row["person"]),
            "organization_id": row["body"] and short_id("organization", row["body"]),
            "post_id": short_id("post", row["post"]),
            "former": bool(row["former"]),
            "first_seen": row["first"],
            "last_seen": row["last"],
            "articles": row["articles"],
            "sources": sources,
        }
    )


def membership_id(row: sqlite3.Row) -> str:
    """Of a person in a post, apart from the same one said to be over."""
    return short_id("membership", f"{row['person']}|{row['post']}|{row['former']}")
