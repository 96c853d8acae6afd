"""The lines that both forms of a shown article have in common: what a row, a version, an edit says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from govnews.dataset.edits import Edit, Reading, edits_between
from govnews.dataset.lookup import Rows, Stored
from govnews.model import HANOI
from govnews.showing.labels import Kind, Labels
from govnews.showing.marks import headline

EVENT_COLUMNS = (
    "event_name", "event_date", "event_end_date", "event_date_text", "event_part_of_day",
    "organiser", "venue", "place", "province", "province_now",
)  # fmt: skip
_DETAILS: Mapping[Kind, tuple[str, ...]] = {
    "person": ("positions", "roles"),
    "speech": ("positions",),
    "award": ("grantor", "status", "year", "reason"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of a table in the list of facts."""

    kind: Kind
    label: str
    """As at its mark; the letter alone for the event."""
    head: str
    details: tuple[tuple[str, str], ...]
    """What it is called, and what it says."""


def facts_of(rows: Rows, labels: Labels) -> Iterator[tuple[str, list[Fact]]]:
    """Heading of a group of facts, and the facts; only groups that have some."""
    [article] = rows["articles"]
    event = _details(article, EVENT_COLUMNS, labels)
    if article["event_name"] or article["event_date"]:
        letter = labels.letters["event"]
        [head, *details] = event
        yield labels.event, [Fact(kind="event", label=letter, head=head[1], details=tuple(details))]
    kinds: tuple[tuple[Kind, str, str, str], ...] = (
        ("person", "people", "person_no", labels.people),
        ("speech", "speakers", "speech_no", labels.speakers),
        ("award", "awards", "award_no", labels.awards),
    )
    for kind, table, number, heading in kinds:
        facts = [
            Fact(
                kind=kind,
                label=f"{labels.letters[kind]}{row[number]}",
                head=headline(kind, row, labels),
                details=_details(row, _DETAILS[kind], labels),
            )
            for row in rows[table]
        ]
        if facts:
            yield heading, facts


def _details(
    row: Mapping[str, Any], columns: Sequence[str], labels: Labels
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (labels.columns[name], told(row[name])) for name in columns if row[name] not in (None, [])
    )


def told(value: Any) -> str:
    """A value of a column in words."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(HANOI):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def published(article: Mapping[str, Any], labels: Labels) -> str:
    """When an article was published, as exactly as its portal says."""
    moment = article["published_at"]
    if moment is None:
        return labels.unknown
    return told(moment)[:10] if article["published_precision"] == "day" else told(moment)


def place_of(article: Mapping[str, Any], labels: Labels) -> str:
    """Portal, time, number of the version, id: one line."""
    number = f"{labels.version} {article['version']}"
    when = f"{labels.published} {published(article, labels)}"
    return " · ".join((article["portal"], when, number, article["article_id"]))


def version_line(stored: Stored, shown: int, labels: Labels) -> str:
    """A version with its time, in a line."""
    moment = stored.first_fetched
    when = told(datetime.fromisoformat(moment)) if moment else labels.unknown
    notes = [labels.current] if stored.is_current else []
    notes += [labels.shown] if stored.version == shown else []
    line = f"{labels.version} {stored.version}: {labels.first_fetched} {when}"
    return f"{line} ({', '.join(notes)})" if notes else line


def differences(former: Rows, rows: Rows) -> list[Edit]:
    """What a reader would see changed between two versions."""
    return edits_between(_reading(former), _reading(rows))


def _reading(rows: Rows) -> Reading:
    [article] = rows["articles"]
    names = [person["name"] for person in rows["people"]]
    return Reading(article=article, captions=rows["captions"], people=names)


def edit_heading(edit: Edit, labels: Labels) -> str:
    """Which field changed, and how: `text · number`."""
    field, _, number = edit.field.partition("/")
    name = labels.columns.get(field, field)
    return f"{name} {number} · {edit.kind}" if number else f"{name} · {edit.kind}"


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Stretches of words: `=` in both, `-` only before, `+` only after."""
    old, new = before.split(), after.split()
    for tag, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield "=", " ".join(old[start:end])
            continue
        if start < end:
            yield "-", " ".join(old[start:end])
        if first < last:
            yield "+", " ".join(new[first:last])
