"""People, bodies and offices as FollowTheMoney entities, one JSON object a line.

Days of sight stand in `date`, as articles do not say when an office began or ended; `status` is
`ended` only where an article calls the office a former one. No topic is set: whether somebody is a
politically exposed person is for the reader to judge.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained
from govnews.exporting.files import line
from govnews.exporting.offices import Offices, gathered, short_id, told
from govnews.exporting.popolo import membership_id
from govnews.exporting.source import Exported, Source

_SCHEMAS = {"Person", "Organization", "Position", "Occupancy"}


def write_entities(
    source: Source, path: Path, tables: Sequence[str], about: Mapping[str, str]
) -> Exported:
    """Write people, organisations, positions and occupancies and says how many.

    Raises:
        DatasetError: the disk is full or cannot be written.

    """
    del tables, about
    with gathered(source) as offices:
        with explained(path), path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(map(line, _entities(offices)))
        return told(offices)


def is_ours(path: Path) -> bool:
    """Whether the first line of a file is one of our entities."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        entity = json.loads(first) if first else {"schema": "Person", "id": "govnews-"}
        return entity["schema"] in _SCHEMAS and str(entity["id"]).startswith("govnews-")
    except (ValueError, TypeError, KeyError):
        return False


def _entities(offices: Offices) -> Iterator[dict[str, Any]]:
    for person in offices.people():
        yield _entity(
            "Person",
            short_id("person", person["key"]),
            name=person["names"][:1],
            alias=person["names"][1:],
            sourceUrl=[person["url"]],
        )
    for body in offices.bodies():
        yield _entity("Organization", short_id("organization", body["body"]), name=[body["name"]])
    for post in offices.posts():
        body_id = [short_id("organization", post["body"])] if post["body"] else []
        yield _entity(
            "Position", short_id("post", post["post"]), name=[post["role"]], organization=body_id
        )
    yield from map(_occupancy, offices.held())


def _occupancy(row: sqlite3.Row) -> dict[str, Any]:
    return _entity(
        "Occupancy",
        membership_id(row),
        holder=[short_id("person", row["person"])],
        post=[short_id("post", row["post"])],
        date=sorted({day for day in (row["first"], row["last"]) if day}),
        status=["ended"] if row["former"] else [],
        summary=list(dict.fromkeys((row["first_text"], row["last_text"]))),
        sourceUrl=list(dict.fromkeys((row["first_url"], row["last_url"]))),
    )


def _entity(schema: str, identifier: str, **properties: Sequence[str]) -> dict[str, Any]:
    said = {name: values for name, values in properties.items() if values}
    return {"id": identifier, "schema": schema, "properties": said}
