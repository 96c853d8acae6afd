"""What is marked in the page: the parts of the article, and the facts with the rows they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govnews.inspection.placing import Places
from govnews.model import Evidence, Record

EVENT_FIELDS = ("event_name", "event_date_text", "venue", "organiser", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One part or fact, and the stretches of the page's letters that it fills."""

    kind: str
    """Class in the page: `title`, `body`, …; `event`, `person`, `speech`, `award`."""
    row: str
    """Id of the row it leads to."""
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


def _parts(places: Places) -> Iterator[Mark]:
    for piece in places.pieces:
        kind, _, number = piece.field.partition("/")
        row = f"captions-{number}" if kind in ("caption", "credit") else f"article-{_column(kind)}"
        yield Mark(
            kind=kind,
            row=row,
            told=kind.replace("_", " "),
            stretches=(piece.stretch,) if piece.stretch else (),
            is_fact=False,
        )


def _column(kind: str) -> str:
    return "authors" if kind == "author" else kind


def _event(record: Record, places: Places) -> Iterator[Mark]:
    """The columns of the event have no span of their own: the first mention is marked."""
    for column in EVENT_FIELDS:
        value = getattr(record.article, column)
        if not value:
            continue
        for field in ("body", "summary", "title"):
            start = (record.field_text(field) or "").find(value)
            if start >= 0 and (found := places.find(field, start, start + len(value))):
                yield Mark(
                    kind="event",
                    row=f"article-{column}",
                    told=f"{column.replace('_', ' ')}: {value}",
                    stretches=tuple(found),
                )
                break


def _rows(record: Record, places: Places) -> Iterator[Mark]:
    for person in record.people:
        told = f"{person.name} [{', '.join(person.roles)}]"
        yield _mark("person", f"people-{person.person_no}", told, person.evidence, places)
    for speech in record.speakers:
        told = f"{speech.name}: {speech.speech_kind}"
        yield _mark("speech", f"speakers-{speech.speech_no}", told, speech.evidence, places)
    for award in record.awards:
        told = f"{award.award} → {award.recipient or award.recipient_text or '?'}"
        yield _mark("award", f"awards-{award.award_no}", told, award.evidence, places)


def _mark(kind: str, row: str, told: str, evidence: Evidence, places: Places) -> Mark:
    found = places.find(evidence.field, evidence.start, evidence.end)
    return Mark(
        kind=kind, row=row, told=f"{kind}: {told} ({evidence.rule})", stretches=tuple(found)
    )
