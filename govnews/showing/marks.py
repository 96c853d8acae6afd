"""What is marked in the texts of an article, and how the marks cut a text into pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from govnews.dataset.lookup import Rows
from govnews.inspection.marks import EVENT_FIELDS
from govnews.showing.labels import Kind, Labels

_NUMBERED: tuple[tuple[Kind, str, str], ...] = (
    ("person", "people", "person_no"),
    ("speech", "speakers", "speech_no"),
    ("award", "awards", "award_no"),
)
"""Kind of mark, its table, and the number of its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a field from which a row was read."""

    kind: Kind
    label: str
    """`P3`, the same as of its row in the list of facts."""
    field: str
    """As in `Evidence.field`."""
    start: int
    end: int
    told: str
    """What shows when the pointer rests on it."""


def field_texts(rows: Rows) -> dict[str, str]:
    """The fields in which evidence may stand, and their texts."""
    [article] = rows["articles"]
    texts = {name: article[name] for name in ("title", "summary", "body")}
    texts |= {f"caption/{row['image_no']}": row["caption"] for row in rows["captions"]}
    return {name: text for name, text in texts.items() if text}


def marks_of(rows: Rows, labels: Labels) -> list[Mark]:
    """Every mark whose words stand where its row says; event first, then by table and number."""
    texts = field_texts(rows)
    found = list(_event(rows["articles"][0], texts, labels))
    for kind, table, number in _NUMBERED:
        for row in rows[table]:
            field, start, end = (row[f"evidence_{part}"] for part in ("field", "start", "end"))
            if texts.get(field, "")[start:end] == row["evidence_text"]:
                label = f"{labels.letters[kind]}{row[number]}"
                told = f"{labels.kinds[kind]} {label}: {headline(kind, row, labels)}"
                told += f" ({labels.columns['rule']} {row['rule']})"
                found.append(
                    Mark(kind=kind, label=label, field=field, start=start, end=end, told=told)
                )
    return found


def event_span(
    article: Mapping[str, Any], column: str, texts: Mapping[str, str]
) -> tuple[str, int, int] | None:
    """Where the words of a column of the event stand first: field, start, end.

    These columns have no span of their own; what was restored or put together stands nowhere.
    """
    value = article[column]
    for field in ("body", "summary", "title") if value else ():
        start = texts.get(field, "").find(value)
        if start >= 0:
            return field, start, start + len(value)
    return None


def headline(kind: Kind, row: Mapping[str, Any], labels: Labels) -> str:
    """A row in a few words."""
    if kind == "person":
        return " ".join(filter(None, (row["honorific"], row["rank"], row["name"])))
    if kind == "speech":
        return f"{row['name']}: {row['speech_kind']}"
    return f"{row['award']} → {row['recipient'] or row['recipient_text'] or labels.no_person}"


def _event(article: Mapping[str, Any], texts: Mapping[str, str], labels: Labels) -> Iterator[Mark]:
    letter = labels.letters["event"]
    for column in EVENT_FIELDS:
        if span := event_span(article, column, texts):
            field, start, end = span
            told = f"{labels.kinds['event']}, {labels.columns[column]}: {article[column]}"
            yield Mark(kind="event", label=letter, field=field, start=start, end=end, told=told)


def pieces(
    start: int, end: int, marks: Sequence[Mark]
) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """A stretch of a field cut where marks begin and end; each piece with the marks over it.

    The marks over a piece come from the longest to the shortest.
    """
    ours = [mark for mark in marks if mark.start < end and mark.end > start]
    ours.sort(key=lambda mark: (mark.start - mark.end, mark.start))
    edges = {start, end}
    for mark in ours:
        edges |= {max(mark.start, start), min(mark.end, end)}
    for first, last in pairwise(sorted(edges)):
        yield first, last, tuple(m for m in ours if m.start <= first and last <= m.end)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs of a text."""
    start = 0
    for paragraph in text.split("\n\n") if text else ():
        yield start, start + len(paragraph)
        start += len(paragraph) + 2
