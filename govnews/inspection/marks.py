"""What is marked in the page: the parts of the article, and the facts with the rows they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govnews.inspection.placing import Places
from govnews.model import Evidence, Record

EVENT_FIELDS = {
    "event_name": "event",
    "event_date_text": "day",
    "venue": "venue",
    "organiser": "organiser",
    "place": "place",
}
"""Columns of the event that hold words of the text, and what they are called in the page."""
_COLUMNS = {"author": "authors"}
_LABELS = {"published_text": "published", "source_credit": "source", "body": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One part or fact, and the stretches of the page's letters that it fills."""

    kind: str
    """Class in the page: `title`, `body`, …; `event`, `person`, `speech`, `award`."""
    row: str
    """Id of the row it leads to."""
    label: str
    """What stands before its first letter: `title`, `P3`."""
    told: str
    """What shows when the pointer rests on it."""
    stretches: tuple[tuple[int, int], ...]
    """First letter and the one after the last; none where the page does not show it."""
    is_fact: bool = True

    @property
    def size(self) -> int:
        """Letters that it fills."""
        return sum(last - first for first, last in self.stretches)


def marks_of(record: Record, places: Places) -> list[Mark]:
    """Every mark: parts first, then facts."""
    return [*_parts(places), *_event(record, places), *_rows(record, places)]


def file_name(url: str) -> str:
    """The last part of a picture's address, which is the same before and after it was resolved."""
    return url.partition("?")[0].rpartition("/")[2]


def _parts(places: Places) -> Iterator[Mark]:
    for piece in places.pieces:
        kind, _, number = piece.field.partition("/")
        in_row = kind in ("caption", "credit")
        yield Mark(
            kind=kind,
            row=f"captions-{number}" if in_row else f"article-{_COLUMNS.get(kind, kind)}",
            label=f"{kind} {number}" if in_row else _LABELS.get(kind, kind),
            told=kind.replace("_", " "),
            stretches=(piece.stretch,) if piece.stretch else (),
            is_fact=False,
        )


def _event(record: Record, places: Places) -> Iterator[Mark]:
    """The columns of the event have no span of their own: the first mention is marked."""
    for column, label in EVENT_FIELDS.items():
        value = getattr(record.article, column)
        for field in ("body", "summary", "title") if value else ():
            start = (record.field_text(field) or "").find(value)
            if start >= 0 and (found := places.find(field, start, start + len(value))):
                yield Mark(
                    kind="event",
                    row=f"article-{column}",
                    label=label,
                    told=f"{label}: {value}",
                    stretches=tuple(found),
                )
                break


def _rows(record: Record, places: Places) -> Iterator[Mark]:
    for person in record.people:
        told = f"{person.name} [{', '.join(person.roles)}]"
        yield _mark("person", "people", person.person_no, told, person.evidence, places)
    for speech in record.speakers:
        told = f"{speech.name}: {speech.speech_kind}"
        yield _mark("speech", "speakers", speech.speech_no, told, speech.evidence, places)
    for award in record.awards:
        told = f"{award.award} → {award.recipient or award.recipient_text or 'not named'}"
        yield _mark("award", "awards", award.award_no, told, award.evidence, places)


def _mark(
    kind: str, table: str, number: int, told: str, evidence: Evidence, places: Places
) -> Mark:
    return Mark(
        kind=kind,
        row=f"{table}-{number}",
        label=f"{kind[0].upper()}{number}",
        told=f"{kind} {number}: {told} (rule {evidence.rule})",
        stretches=tuple(places.find(evidence.field, evidence.start, evidence.end)),
    )
