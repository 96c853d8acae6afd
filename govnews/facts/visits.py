"""Somebody visited, inspected, received: the verb phrase is the name of the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govnews.facts.event_names import as_name, event_noun, list_goes_on, name_end
from govnews.facts.marks import ends_initial
from govnews.facts.organisers import before_verb
from govnews.facts.passage import Passage
from govnews.facts.venues import segment_end, venue_after, venue_before
from govnews.facts.words import words
from govnews.text.tokens import Tokens

_SHORT_VISIT = 3
"""Syllables of a verb of visiting that say nothing without an object; `có buổi tiếp xúc cử tri` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a sentence tells of a visit."""

    name: str
    venue: str | None
    organiser: str | None
    """The body that inspected or met voters."""


def read_visit(
    passage: Passage, number: int, start: int, published_on: date | None
) -> Visit | None:
    """The visit that a sentence reports from token `start` on; None where it reports none."""
    return _VisitReader(passage, number, published_on).read(start)


class _VisitReader:
    """Reads one sentence."""

    def __init__(self, passage: Passage, number: int, published_on: date | None) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.number = number
        self.first, self.end = passage.sentences[number]
        self.published_on = published_on

    def read(self, start: int) -> Visit | None:
        """The first visit, inspection or reception."""
        tokens, tables, passage = self.tokens, words().events, self.passage
        mentions = passage.mentions_in(self.number)
        for verb, stop, _ in tables.visit_verbs.scan(tokens, start, self.end):
            if any(mention.first <= verb < mention.last for mention in mentions):
                continue
            end = self._visit_end(verb)
            told = end > stop or stop - verb > _SHORT_VISIT
            if not told or not self._visits(verb, stop):
                continue
            name = None
            if tokens.keys[verb] in tables.attending_words:  # "dự Hội nghị …": what was attended
                name = event_noun(passage, stop, name_end(passage, stop, self.end))
            venue = venue_before(passage, start, verb, self.end)
            inspects = tokens.keys[verb] in tables.inspecting_words
            inspects = inspects and verb not in passage.marks.head_at
            return Visit(
                name=name or as_name(passage, self._visit_start(verb), end),
                venue=venue or venue_after(passage, verb, self.end),
                organiser=self._inspector(start, verb) if inspects else None,
            )
        return None

    def _inspector(self, start: int, verb: int) -> str | None:
        """The body that supervises or meets voters; None where a person or an office does."""
        organiser, _ = before_verb(self.passage, start, verb, self.end, self.published_on)
        told = Tokens(organiser or "")
        body = words().offices.bodies.longest(told, 0) if organiser else None
        acts = body and any(told.keys[at] != "và" for at, _, _ in words().offices.stops.scan(told))
        return organiser if body and not acts else None

    def _visits(self, verb: int, stop: int) -> bool:
        """Whether somebody does what the verb says: it is no noun and part of no other word."""
        tokens, tables = self.tokens, words().events
        if tokens.caps[verb] or (stop < self.end and tokens.keys[stop] == "của"):
            return False
        before = tokens.keys[verb - 1] if verb > self.first else ""
        if tokens.keys[verb] == "họp" and before in tables.session_words:
            return False
        moves = tokens.keys[verb] in tables.motion_words
        if before in tables.nouns_before_visits and not moves:
            return False  # "kế hoạch kiểm tra"
        others = (tables.not_visits.longest(tokens, at) for at in (verb, stop - 1))
        return not any(other and other[0] > stop for other in others) and self._has_subject(verb)

    def _has_subject(self, verb: int) -> bool:
        """Whether a person, an office or a body stands before a verb: somebody did it."""
        marks, tokens, tables = self.passage.marks, self.tokens, words()
        return any(
            at in marks.head_at
            or at in marks.body_at
            or tables.offices.bodies.longest(tokens, at)
            or tables.names.forms.longest(tokens, at)
            or (tokens.caps[at] and tokens.caps[at - 1])
            for at in range(self.first + 1, verb)
        ) or any(mention.first < verb for mention in self.passage.mentions_in(self.number))

    def _visit_start(self, verb: int) -> int:
        """Past `đã có`: what happened is `buổi làm việc với …`."""
        while self.tokens.keys[verb] in words().events.before_visits:
            verb += 1
        return verb

    def _visit_end(self, start: int) -> int:
        tokens = self.tokens
        for at in range(start, self.end):
            if tokens.words[at] in ".;:(" and not ends_initial(tokens, at):
                return at
            if tokens.words[at] == "," and not self._visit_goes_on(at + 1):
                return at
            enders = words().events.visit_enders
            if at > start and not tokens.caps[at] and enders.longest(tokens, at):
                return at
        return self.end

    def _visit_goes_on(self, at: int) -> bool:
        """Whether more visiting, or more who are visited, follow a comma."""
        if at >= self.end:
            return False
        if words().events.visit_verbs.longest(self.tokens, at):
            return True
        stop = segment_end(self.passage, at, self.end)
        listed = stop < self.end and self.tokens.words[stop] == ","
        if not (listed or "và" in self.tokens.keys[at:stop]):
            return False
        mentions = self.passage.mentions_in(self.number)
        if not self.tokens.caps[at] and any(mention.end == at - 1 for mention in mentions):
            return False  # "viếng Thượng úy A, cán bộ Phòng B": who A was
        said = words().speech.reporting.longest(self.tokens, at)
        return self.tokens.caps[at] or (list_goes_on(self.passage, at, self.end) and not said)
