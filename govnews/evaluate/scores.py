"""What counts as right: one page's gold and record in, one outcome per compared thing out.

Gold's texts are cleaned as ours are (`govnews.evaluate.gold.cleaned`), for gold keeps entities and
stray spaces as the page printed them; then both are folded (`govnews.text.fold`) and compared. Two
kinds of field:

- values (title, dates, province, …): right or wrong; null is right where gold is null. Event name, venue
  and organiser are right if at least half of the syllables of the union are shared.
- sets (people, positions, speeches, …): a thing of ours is right or false, one of gold's right or missed.
  People who are only mentioned, and rows with `"optional": true`, need not be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govnews.evaluate.gold import Gold, Reading, cleaned
from govnews.evaluate.match import half_shared, pair, same, syllables
from govnews.model import HANOI, Article, Award, Evidence, Person, Record, Speech
from govnews.text import fold, fold_same_length

VALUES = (
    "title", "published_at", "published_precision", "event_name", "event_date", "event_end_date",
    "event_date_text", "event_part_of_day", "venue", "organiser", "place", "province", "dateline",
    "source_credit",
)  # fmt: skip
SETS = (
    "authors", "summary", "body", "captions", "credits", "people", "positions", "roles", "speakers",
    "speaker_names", "awards", "award_kinds",
)  # fmt: skip
HALF_SHARED = ("event_name", "venue", "organiser")
SCORED_ROLES = ("speaker", "chair", "presenter", "recipient")
AWARD_VALUES = ("rank", "grantor", "recipient_kind", "recipient_count", "year")
FIELDS = (
    "pages", *VALUES, "authors", "summary", "body", "captions", "credits", "people", "positions",
    "roles", "honorifics", "speakers", "speaker_names", "awards", "award_kinds",
    *(f"award_{field}" for field in AWARD_VALUES), "spans",
)  # fmt: skip
"""Everything that is scored, in the order of the record."""

_AROUND = 100
"""Code points shown on either side of something that was missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One comparison."""

    file: str
    """Name of the gold file."""
    field: str
    verdict: str
    """`right`, or: `wrong` for a value; `false` (ours alone), `missed` (gold's alone) for a set."""
    gold: Any = None
    ours: Any = None
    sentence: str | None = None
    """Where it stands in the text."""
    rule: str | None = None
    """The rule that made our row."""
    weight: int = 1
    """For the body: how many syllables."""


def outcomes(reading: Reading) -> Iterator[Outcome]:
    """Everything that is compared on one page. A page that could not be read missed everything."""
    gold = cleaned(reading.gold)
    page = _PageScore(reading.file, gold, reading.record or _nothing(gold))
    yield page.value("pages", reading.failure is None, None, reading.failure)
    yield from page.article()
    yield from page.body()
    for table in ("captions", "people", "speakers", "awards"):
        if table in gold:
            yield from getattr(page, table)(gold[table])
    yield from page.spans()


class _PageScore:
    """The comparisons of one page, table by table."""

    def __init__(self, file: str, gold: Gold, record: Record) -> None:
        self.file, self.gold, self.record = file, gold, record

    def value(
        self, field: str, right: bool, gold: Any, ours: Any, at: Evidence | None = None
    ) -> Outcome:
        verdict = "right" if right else "wrong"
        return self._outcome(field, verdict, gold=gold, ours=ours, at=at)

    def article(self) -> Iterator[Outcome]:
        gold = self.gold.get("article", {})
        for field in VALUES:
            if field in gold:
                ours = getattr(self.record.article, field)
                if isinstance(ours, date):
                    ours = _printed(ours, gold[field])
                fits = half_shared if field in HALF_SHARED else same
                right = any(fits(answer, ours) for answer in _answers(gold, field))
                yield self.value(field, right, gold[field], ours)
        if "authors" in gold:
            yield from self._set("authors", gold, "authors", self.record.article.authors)
        if "summary" in gold:
            theirs = [gold["summary"]] if gold["summary"] else []
            yield from self._bag("summary", theirs, self.record.article.summary)

    def body(self) -> Iterator[Outcome]:
        """Skipped where gold has no body."""
        if paragraphs := self.gold.get("body_paragraphs"):
            yield from self._bag("body", paragraphs, self.record.article.body)

    def captions(self, gold: list[Gold]) -> Iterator[Outcome]:
        """Matched by the number of the picture."""
        ours = {picture.image_no: picture for picture in self.record.captions}
        for row in gold:
            picture = ours.pop(row["image_no"], None)
            for field in ("caption", "credit"):
                if field in row:
                    text = getattr(picture, field) if picture else None
                    answers = [*_answers(row, field)]
                    if field == "caption" and row["caption"]:
                        answers.append(row.get("caption_with_credit"))
                    yield from self._either(f"{field}s", answers, text)
        for picture in ours.values():
            yield from self._either("captions", [None], picture.caption)
            yield from self._either("credits", [None], picture.credit)

    def people(self, gold: list[Gold]) -> Iterator[Outcome]:
        ours = self.record.people
        pairs, lost, false = pair(gold, ours, _same_name)
        for at, other in pairs:
            yield self._outcome("people", "right", gold=gold[at]["name"], ours=ours[other].name)
            yield from self._offices(gold[at], ours[other])
            if "honorific" in gold[at]:
                yield self._detail("honorifics", gold[at], "honorific", ours[other])
        for place in lost:
            if not _optional(gold[place]):
                yield self._outcome("people", "missed", gold=gold[place]["name"])
                yield from self._offices(gold[place], None)
        for person in (ours[place] for place in false):
            yield self._outcome("people", "false", ours=person.name, at=person.evidence)
            yield from self._offices(None, person)

    def _offices(self, gold: Gold | None, ours: Person | None) -> Iterator[Outcome]:
        """Positions and roles of one person who is in gold, in ours, or in both."""
        name = gold["name"] if gold else ours.name if ours else ""
        at = ours.evidence if ours else None
        for field, scored in (("positions", None), ("roles", SCORED_ROLES)):
            if gold is None or field in gold:
                theirs = getattr(ours, field) if ours else ()
                yield from self._set(field, gold or {}, field, theirs, name, at, scored)

    def speakers(self, gold: list[Gold]) -> Iterator[Outcome]:
        ours = self.record.speakers
        yield from self._rows("speakers", gold, ours, _same_speech, ("name", "speech_kind"))
        yield from self._rows("speaker_names", gold, ours, _same_name, ("name",))

    def awards(self, gold: list[Gold]) -> Iterator[Outcome]:
        ours = self.record.awards
        key = ("award_kind", "recipient", "status")
        yield from self._rows("awards", gold, ours, _same_award, key)
        yield from self._rows("award_kinds", gold, ours, _same_award_kind, ("award_kind",))
        for at, other in pair(gold, ours, _agreement)[0]:
            for field in AWARD_VALUES:
                if field in gold[at]:
                    yield self._detail(f"award_{field}", gold[at], field, ours[other])

    def spans(self) -> Iterator[Outcome]:
        """Every row's evidence must stand where it says."""
        record = self.record
        tables = (record.people, record.speakers, record.awards)
        for at in (row.evidence for table in tables for row in table):
            there = (record.field_text(at.field) or "")[at.start : at.end]
            yield self.value("spans", there == at.text, at.text, there, at)

    def _detail(self, field: str, gold: Gold, name: str, ours: Person | Award) -> Outcome:
        value = getattr(ours, name)
        right = any(same(answer, value) for answer in _answers(gold, name))
        return self.value(field, right, gold[name], value, ours.evidence)

    def _rows(
        self,
        field: str,
        gold: list[Gold],
        ours: Sequence[Speech] | Sequence[Award],
        fits: Callable[[Gold, Any], int],
        key: tuple[str, ...],
    ) -> Iterator[Outcome]:
        pairs, lost, false = pair(gold, ours, fits)
        for _ in pairs:
            yield self._outcome(field, "right")
        for at in lost:
            if not _optional(gold[at]):
                yield self._outcome(field, "missed", gold=[gold[at].get(name) for name in key])
        for other in false:
            shown = [getattr(ours[other], name) for name in key]
            yield self._outcome(field, "false", ours=shown, at=ours[other].evidence)

    def _set(
        self,
        field: str,
        gold: Gold,
        name: str,
        ours: Sequence[str],
        owner: str | None = None,
        at: Evidence | None = None,
        scored: Sequence[str] | None = None,
    ) -> Iterator[Outcome]:
        """A list within a row: what `<name>_alt` has is neither required nor wrong."""
        required = [item for item in gold.get(name, ()) if scored is None or item in scored]
        theirs = [item for item in ours if scored is None or item in scored]
        pairs, lost, false = pair(required, theirs, same)
        for _ in pairs:
            yield self._outcome(field, "right")
        for place in lost:
            yield self._outcome(field, "missed", gold=_owned(owner, required[place]))
        for place in false:
            if not any(same(item, theirs[place]) for item in gold.get(f"{name}_alt", ())):
                yield self._outcome(field, "false", ours=_owned(owner, theirs[place]), at=at)

    def _either(self, field: str, answers: list[Any], ours: str | None) -> Iterator[Outcome]:
        """One text that gold, ours, or both have."""
        if ours and any(same(answer, ours) for answer in answers if answer):
            yield self._outcome(field, "right")
            return
        if answers[0]:
            yield self._outcome(field, "missed", gold=answers[0], ours=ours)
        if ours:
            yield self._outcome(field, "false", gold=answers[0], ours=ours)

    def _bag(self, field: str, gold: list[str], ours: str | None) -> Iterator[Outcome]:
        theirs, own = syllables("\n".join(gold)), syllables(ours)
        shared = (theirs & own).total()
        all_theirs, all_own = fold(" ".join(gold)), fold(ours or "")
        lost = [text for text in gold if fold(text) not in all_own]
        added = [text for text in (ours or "").split("\n\n") if fold(text) not in all_theirs]
        yield self._outcome(field, "right", weight=shared)
        yield self._outcome(field, "missed", gold=lost, weight=theirs.total() - shared)
        yield self._outcome(field, "false", ours=added, weight=own.total() - shared)

    def _outcome(
        self,
        field: str,
        verdict: str,
        *,
        gold: Any = None,
        ours: Any = None,
        at: Evidence | None = None,
        weight: int = 1,
    ) -> Outcome:
        return Outcome(
            file=self.file,
            field=field,
            verdict=verdict,
            gold=gold,
            ours=ours,
            sentence=at.text if at else _around(self.record, gold) if verdict == "missed" else None,
            rule=at.rule if at else None,
            weight=weight,
        )


def _nothing(gold: Gold) -> Record:
    url = gold.get("url", "")
    return Record(
        article=Article(
            article_id="", portal="", url=url, canonical_url=url, title="", body="",
            content_hash="", parser="",
        )
    )  # fmt: skip


def _answers(row: Gold, field: str) -> list[Any]:
    return [row.get(field), *row.get(f"{field}_alt", ())]


def _optional(row: Gold) -> bool:
    roles = row.get("roles", ())
    only_mentioned = bool(roles) and set(roles) <= {"mentioned"}
    return only_mentioned or "mentioned" in row.get("roles_alt", ()) or bool(row.get("optional"))


def _same_name(gold: Gold, ours: Person | Speech) -> bool:
    return any(same(name, ours.name) for name in _answers(gold, "name"))


def _same_speech(gold: Gold, ours: Speech) -> bool:
    return _same_name(gold, ours) and ours.speech_kind in _answers(gold, "speech_kind")


def _same_award_kind(gold: Gold, ours: Award) -> bool:
    return ours.award_kind in _answers(gold, "award_kind")


def _same_award(gold: Gold, ours: Award) -> bool:
    return (
        _same_award_kind(gold, ours)
        and ours.status in _answers(gold, "status")
        and any(same(answer, ours.recipient) for answer in _answers(gold, "recipient"))
    )


def _agreement(gold: Gold, ours: Award) -> int:
    """So that of several awards of one kind to one recipient, those alike are compared."""
    alike = (same(gold.get(field), getattr(ours, field)) for field in AWARD_VALUES)
    return 1 + sum(alike) if _same_award(gold, ours) else 0


def _printed(day: date, gold: str | None) -> str:
    """Our date as gold writes it; a moment in local time to the minute, or to the day as gold's."""
    if not isinstance(day, datetime):
        return day.isoformat()
    local = day.astimezone(HANOI).strftime("%Y-%m-%dT%H:%M")
    return local if gold is None or "T" in gold else local[:10]


def _owned(owner: str | None, item: str) -> Any:
    return item if owner is None else [owner, item]


def _around(record: Record, gold: Any) -> str | None:
    """The text around the first place in the record where something missed is written."""
    needles = gold if isinstance(gold, list) else [gold]
    fields = ("title", "summary", "body", *(f"caption/{c.image_no}" for c in record.captions))
    for needle in (fold(needle) for needle in needles if isinstance(needle, str)):
        for text in filter(None, map(record.field_text, fields)):
            at = fold_same_length(text).find(needle)
            if at >= 0:
                return text[max(0, at - _AROUND) : at + len(needle) + _AROUND]
    return None
