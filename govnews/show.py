"""Records and portals for people to read: styled on a terminal, plain where piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from govnews.model import Award, Evidence, Person, Record, Speech
from govnews.terminal import new_console
from govnews.text import sentences

_LABEL = 10
"""Columns of the label before each line."""
_FEW = 5
"""Rows of a table that a summary shows."""
_LONG = 300
"""Code points of a sentence that is shown."""


def screen() -> Console:
    """Standard output; lines are never broken where it is piped."""
    return new_console(markup=False, soft_wrap=True)


def show_record(console: Console, record: Record) -> None:
    """One article in a few lines."""
    article = record.article
    moment = article.published_at
    when = None
    if moment:
        when = (
            f"{moment:%Y-%m-%d}"
            if article.published_precision == "day"
            else f"{moment:%Y-%m-%d %H:%M}"
        )
    console.print(Text(article.title, style="bold"))
    _line(console, "url", article.url)
    _line(console, "published", when)
    _line(console, "authors", ", ".join(article.authors))
    _line(console, "event", _event(record))
    _several(console, "people", [_person(person) for person in record.people])
    _several(console, "speakers", [_speech(speech) for speech in record.speakers])
    _several(console, "awards", [_award(award) for award in record.awards])
    captions = sum(caption.caption is not None for caption in record.captions)
    if record.captions:
        _line(console, "pictures", f"{len(record.captions)}, {captions} with a caption")
    _line(console, "text", f"{len(article.body.split()):,} words")
    console.print()


def show_facts(console: Console, record: Record) -> None:
    """Every fact with the sentence that it was read from."""
    facts = list(_facts(record))
    for heading, words, sentence in facts:
        console.print(Text.assemble((f"{heading:<{_LABEL}}", "bold"), words))
        if sentence:
            console.print(Text(f"{'':<{_LABEL}}“{sentence}”", style="dim"))
    if not facts:
        console.print("No facts were found.")


def _facts(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """Heading, the fact in words, its sentence."""
    if event := _event(record):
        yield "event", event, _event_sentence(record)
    for person in record.people:
        roles = f" [{', '.join(person.roles)}]" if person.roles else ""
        yield "person", f"{_person(person)}{roles}", _sentence(record, person.evidence)
    for speech in record.speakers:
        yield "speech", _speech(speech), _sentence(record, speech.evidence)
    for award in record.awards:
        yield "award", _award(award), _sentence(record, award.evidence)


def _line(console: Console, label: str, value: str | None) -> None:
    if value:
        console.print(Text.assemble(("  ", ""), (f"{label:<{_LABEL}}", "dim"), value))


def _several(console: Console, label: str, values: Sequence[str]) -> None:
    shown = list(values[:_FEW])
    if len(values) > _FEW:
        shown.append(f"and {len(values) - _FEW} more")
    for number, value in enumerate(shown):
        _line(console, "" if number else label, value)


def _event(record: Record) -> str:
    """Name, days, organiser and place of the event, as far as they are known."""
    article = record.article
    days = article.event_date.isoformat() if article.event_date else None
    if days and article.event_end_date:
        days = f"{days} to {article.event_end_date}"
    return _joined(
        article.event_name, days, article.event_part_of_day, article.organiser, article.location
    )


def _person(person: Person) -> str:
    return _joined(" ".join(filter(None, (person.rank, person.name))), *person.positions)


def _speech(speech: Speech) -> str:
    return f"{speech.name}: {speech.speech_kind}"


def _award(award: Award) -> str:
    given = f"{award.award} → {award.recipient or award.recipient_text or 'not named'}"
    count = f"({award.recipient_count})" if award.recipient_count else None
    status = None if award.status == "granted" else f"[{award.status}]"
    year = str(award.year) if award.year else None
    return " ".join(
        filter(None, (_joined(given, award.grantor and f"of {award.grantor}", year), count, status))
    )


def _joined(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


def _event_sentence(record: Record) -> str | None:
    """The first sentence that says the event's date, or else its name or venue."""
    article = record.article
    for words in (article.event_date_text, article.event_name, article.venue):
        for field in ("body", "summary", "title"):
            text = record.field_text(field) or ""
            start = text.find(words) if words else -1
            if words and start >= 0:
                return _around(text, start, start + len(words))
    return None


def _sentence(record: Record, evidence: Evidence) -> str:
    text = record.field_text(evidence.field)
    return _around(text, evidence.start, evidence.end) if text else evidence.text


def _around(text: str, start: int, end: int) -> str:
    """The sentences that hold a span, on one line, cut where they are long."""
    spans: Iterable[tuple[int, int]] = sentences(text)
    held = [(first, last) for first, last in spans if first < end and start < last]
    shown = " ".join(text[held[0][0] : held[-1][1]].split()) if held else text[start:end]
    return shown if len(shown) <= _LONG else f"{shown[:_LONG].rsplit(' ', 1)[0]} …"
