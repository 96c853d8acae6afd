"""The event that an article reports: its name, day, venue, organiser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govnews.dates import DateSpan, find_dates
from govnews.facts.event_days import Day, find_day
from govnews.facts.event_names import (
    event_noun,
    name_end,
    subject_name,
)
from govnews.facts.organisers import before_verb
from govnews.facts.passage import Passage
from govnews.facts.venues import told_venue, venue_after
from govnews.facts.visits import read_visit
from govnews.facts.words import words
from govnews.text.tokens import Tokens

_SENTENCES = 8
"""An event is reported at once: in the sapo or the first sentences of the body."""
_SENTENCES_WITHOUT_DAY = 3
"""Further on, only a date makes a sentence the report of an event."""
_CLOSE_BY = timedelta(days=31)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATELINE = re.compile(
    r"\s*(?:\((?P<paren>[^()\n]{2,40})\)"
    r"|(?P<bare>[A-ZĐ][A-ZĐa-z]*(?:\.[A-Za-z]+)+|[A-ZĐ&]{2,9}))\s*[-–—:]+\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is known of the event; every value as written."""

    name: str | None = None
    day: date | None = None
    end_day: date | None = None
    day_text: str | None = None
    part_of_day: str | None = None
    organiser: str | None = None
    venue: str | None = None
    written: tuple[int, int] | None = None
    """Month and day of a date without a year."""
    sentence: tuple[Passage, int] | None = None
    """Where it was read."""


def read_dateline(summary: str | None, body: str) -> str | None:
    """The source that opens the text: `(Haiphong.gov.vn) – …`, `TTXVN - …`.

    >>> read_dateline(None, "(Haiphong.gov.vn) – Sáng 11/12, …"), read_dateline("Sáng nay", "")
    ('Haiphong.gov.vn', None)
    """
    for text in (summary, body):
        match = _DATELINE.match(text or "")
        if match:
            return match["paren"] or match["bare"]
    return None


def read_event(passages: Iterable[Passage], published_on: date | None) -> Event:
    """The event of the article; an empty `Event` where none is reported."""
    passages = list(passages)
    whole = _whole_dates(passages) if published_on is None else []
    named, dated = Event(), Event()
    for passage, number in _opening(passages):
        if dated.day_text:
            venue = told_venue(passage, number)
            if venue:
                return replace(dated, venue=venue)
            continue
        event = _in_year(_EventReader(passage, number, published_on).read(), whole)
        if event.day_text and (event.name or event.venue):
            dated = _merged(named, event)
            if dated.venue:
                return dated
        elif event.name and not named.name:
            named = event
    return dated if dated.day_text else named


def _whole_dates(passages: Iterable[Passage]) -> list[date]:
    """The dates of a text that have a year, where it speaks of one year only."""
    told = [passage.text for passage in passages if passage.field != "title"]
    if len({year for text in told for year in _YEAR.findall(text)}) != 1:
        return []
    spans = (span for text in told for span in find_dates(text, None))
    return [s.date for s in spans if s.year_given and s.date and not s.anniversary]


def _in_year(event: Event, whole: list[date]) -> Event:
    """The event with the year of a whole date close by: `Ngày 18/4 … đến hết ngày 24/4/2024`."""
    if not whole or event.written is None or event.day is not None:
        return event
    month, day = event.written
    try:
        fixed = date(whole[0].year, month, day)
    except ValueError:  # 29 February of another year: the text is at odds with itself
        return event
    near = any(abs(other - fixed) <= _CLOSE_BY for other in whole)
    return replace(event, day=fixed) if near else event


def _opening(passages: Iterable[Passage]) -> Iterator[tuple[Passage, int]]:
    for passage in passages:
        if passage.field in ("summary", "body"):
            for number in range(min(_SENTENCES, len(passage.sentences))):
                yield passage, number


def _merged(named: Event, dated: Event) -> Event:
    """What a first sentence names (`… tổ chức Ngày hội Đại đoàn kết`) and a later one dates (`Ngày hội diễn ra …`)."""
    short, full = (dated.name or "").casefold(), (named.name or "").casefold()
    if not full or not (full.startswith(short) or _is_bare_noun(short)):
        return dated
    return replace(
        dated,
        name=named.name,
        organiser=named.organiser or dated.organiser,
        venue=dated.venue or named.venue,
    )


def _is_bare_noun(name: str) -> bool:
    """`Buổi lễ`, `Hội nghị`: what was named before."""
    tokens = Tokens(name)
    noun = words().events.event_nouns.longest(tokens, 0)
    return noun is not None and noun[0] == len(tokens)


def _month_and_day(span: DateSpan) -> tuple[int, int] | None:
    lacks_year = span.date is None and not span.lunar and span.month and span.day
    return (span.month, span.day) if lacks_year and span.month and span.day else None


def _acting(event: Event) -> Event:
    """The event itself may act: `Kỳ họp thứ 14 HĐND tỉnh đã bế mạc`, `Lễ | khai mạc Hội sách`."""
    subject = Tokens(event.organiser or "")
    noun = words().events.event_nouns.longest(subject, 0)
    if noun is None or subject.keys[0] == "đoàn":  # a delegation is no event
        return event
    if noun[0] == len(subject):
        return replace(event, name=f"{event.organiser} {event.name or ''}".strip(), organiser=None)
    name, _, organiser = (event.organiser or "").partition(" được ")
    return replace(event, name=name, organiser=organiser or None)


def _held_by(event: Event) -> Event:
    """`Hội thảo X do Sở Y tế phối hợp với Hội Y học tổ chức`: name and organiser part at `do`."""
    name, by, told = (event.name or "").partition(" do ")
    if not by or event.organiser:
        return event
    tokens, tables = Tokens(told), words()
    if not tables.offices.bodies.longest(tokens, 0):
        return event
    ends = (tables.events.organising_together, tables.events.organise_verbs, tables.speech.chair)
    stop = next(
        (at for at in range(1, len(tokens)) if any(t.longest(tokens, at) for t in ends)),
        len(tokens),
    )
    return replace(event, name=name, organiser=tokens.span(0, stop).rstrip(" ,–-"))


class _EventReader:
    """Reads one sentence."""

    def __init__(self, passage: Passage, number: int, published_on: date | None) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.number = number
        self.first, self.end = passage.sentences[number]
        self.published_on = published_on

    def read(self) -> Event:
        """The event that the sentence reports; an empty one where it reports none."""
        tables = words().events
        held = tables.organise_verbs.scan(self.tokens, self.first, self.end)
        if not held and not tables.visit_verbs.scan(self.tokens, self.first, self.end):
            return Event()  # a date alone reports nothing
        day = find_day(self.passage, self.number, self.published_on)
        if day is None and self.number >= _SENTENCES_WITHOUT_DAY:
            return Event()
        base = self._on(day)
        start = day.end if day else self.first
        after_day = [verb for verb in held if verb[0] >= start]
        for verb, stop, _ in after_day + [verb for verb in held if verb[0] < start]:
            if self._reports(verb):
                event = self._held(base, day, verb, stop)
                if event.name and (day or self._surely(event, verb)):
                    return event
        visit = read_visit(self.passage, self.number, start, self.published_on) if day else None
        if visit is None:
            return Event()
        return replace(base, name=visit.name, venue=visit.venue, organiser=visit.organiser)

    def _on(self, day: Day | None) -> Event:
        if day is None:
            return Event(sentence=(self.passage, self.number))
        return Event(
            day=day.span.date,
            end_day=day.span.end_date,
            day_text=" ".join(day.span.text.split()),
            part_of_day=day.part_of_day,
            written=_month_and_day(day.span),
            sentence=(self.passage, self.number),
        )

    # -- something was held ------------------------------------------------------------------

    def _reports(self, verb: int) -> bool:
        """Whether the verb says what happened, not what was planned or decreed."""
        keys, tables = self.tokens.keys, words().events
        if verb > self.first:
            before = keys[verb - 1]
            if keys[verb] == "họp" and before in tables.meeting_leads:
                return False
            if self.tokens.caps[verb] and keys[verb] in ("tổ", "khai"):  # "Ban Tổ chức"
                return False
            planned = before in tables.planning_words and keys[verb] not in tables.subject_verbs
            if planned:
                return False
        return not tables.issuing_words.scan(self.tokens, self.first, verb)

    def _held(self, base: Event, day: Day | None, verb: int, stop: int) -> Event:
        keys, tables, passage = self.tokens.keys, words().events, self.passage
        passive = "được" in keys[max(verb - 1, 0) : verb + 1] or not (
            tables.subject_verbs.isdisjoint(keys[verb:stop])
        )
        if not passive and keys[verb] in tables.self_naming_verbs:
            start = verb
        else:
            start = self._past_adverbs(stop)
        stop = name_end(passage, start, self.end)
        name, organiser, venue = event_noun(passage, start, stop), None, None
        if name is None and passive:
            name = subject_name(passage, self.first, verb)
        else:
            begin = day.end if day and day.end <= verb else self.first
            organiser, venue = before_verb(passage, begin, verb, self.end, self.published_on)
        venue = venue or venue_after(passage, start, self.end)
        return _held_by(_acting(replace(base, name=name, organiser=organiser, venue=venue)))

    def _past_adverbs(self, at: int) -> int:
        """Past `thành công`, `trọng thể`, `các` between the verb and the event."""
        keys = self.tokens.keys
        while at < self.end and keys[at] in words().events.before_names:
            if keys[at] == "công" and keys[at - 1] != "thành":
                break
            at += 1
        return at

    def _surely(self, event: Event, verb: int) -> bool:
        """Whether a sentence without a date reports an event: somebody held something named."""
        if self.tokens.keys[verb] in words().events.unsure_verbs or not event.organiser:
            return False
        told = Tokens(event.organiser)
        acts = [at for at, _, _ in words().offices.stops.scan(told) if told.keys[at] != "và"]
        return not acts and len((event.name or "").split()) > 3
