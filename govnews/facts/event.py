"""The event that an article reports: its name, day, venue, organiser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govnews.dates import DateSpan, find_dates
from govnews.facts.mentions import Passage
from govnews.facts.words import words
from govnews.text.tokens import Tokens

_SENTENCES = 8
"""An event is reported at once: in the sapo or the first sentences of the body."""
_LOOK_BACK = timedelta(days=150)
_LOOK_AHEAD = timedelta(days=60)
_DATELINE = re.compile(
    r"^\s*(?:\((?P<paren>[^()\n]{2,40})\)|(?P<bare>[A-ZĐ][A-ZĐa-z]*(?:\.[A-Za-z]+)+|[A-ZĐ&]{2,9}))\s*[-–—:]+\s"
)
_PLANNED = frozenset(("hoạch", "việc", "tác", "ban", "định", "lệ", "trình", "án", "nghị", "thức", "liệu"))
_ISSUING = frozenset((("ban", "hành"), ("phê", "duyệt"), ("có", "văn"), ("thông", "báo"), ("có", "công"), ("ký", "ban"), ("đăng", "ký")))
_GOES_ON = frozenset(
    "tổng sơ triển đề trao công biểu kỷ phòng khen tôn ký phát gặp khai tập quán thực thông bàn tọa giao phương ra thi chúc tri sôi".split()
)
_ATTENDING = frozenset("dự tham chủ đến tới về".split())
_TIMES = frozenset("ngày sáng chiều tối lúc hồi đầu cuối thứ dịp hôm trưa tháng".split())
_CONTEXT = 60
"""Characters round a date that decide whether it is one."""
_DAY_HINT = re.compile(r"\d\s?[/.-]\s?\d|ngày\b|\d\s+tháng|\b(?:nay|qua|mai|mùng|rằm|thứ|chủ nhật)\b", re.IGNORECASE)
_MEETS = frozenset("làm gặp đối tiếp hội buổi giao thăm".split())


def _part_of(span: DateSpan) -> str | None:
    """The part of the day that a time of day says by itself."""
    if span.time is None:
        return None
    hour = span.time.hour
    return "morning" if 4 <= hour < 11 else "noon" if hour < 13 else "afternoon" if hour < 18 else "evening"


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
    sentence: tuple[Passage, int] | None = None
    """Where it was read."""


def read_dateline(summary: str | None, body: str) -> str | None:
    """The source that opens the text: `(Haiphong.gov.vn) – …`, `TTXVN - …`."""
    for text in (summary, body):
        match = _DATELINE.match(text or "")
        if match:
            return match["paren"] or match["bare"]
    return None


def read_event(passages: Iterable[Passage], published_on: date | None) -> Event:
    """The event of the article; an empty `Event` where none is reported."""
    fallback = Event()
    found = Event()
    for passage, number in _opening(passages):
        reader = _EventReader(passage, number, published_on)
        if found.day_text:
            venue = reader.told_venue()
            if venue:
                return replace(found, venue=venue)
            continue
        event = reader.read()
        if event.day_text and (event.name or event.venue):
            found = _merged(fallback, event)
            if found.venue:
                return found
        elif event.name and not fallback.name:
            fallback = event
    return found if found.day_text else fallback


def _merged(named: Event, dated: Event) -> Event:
    """What a first sentence names (`… tổ chức Ngày hội Đại đoàn kết`) and a later one dates (`Ngày hội diễn ra …`)."""
    short, full = (dated.name or "").casefold(), (named.name or "").casefold()
    if not full or not full.startswith(short):
        return dated
    return replace(dated, name=named.name, organiser=named.organiser or dated.organiser, venue=dated.venue or named.venue)


def _opening(passages: Iterable[Passage]) -> Iterator[tuple[Passage, int]]:
    for passage in passages:
        if passage.field in ("summary", "body"):
            for number in range(min(_SENTENCES, len(passage.sentences))):
                yield passage, number


class _EventReader:
    """Reads one sentence."""

    def __init__(self, passage: Passage, number: int, published_on: date | None) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.number = number
        self.first, self.end = passage.sentences[number]
        self.published_on = published_on

    def read(self) -> Event:
        when = self._when()
        base = self._with_day(Event(sentence=(self.passage, self.number)), when)
        start = self._token_at(when.end) if when else self.first
        if when is None and self.number > 2:
            return Event()
        for verb, stop in self._verbs(start):
            event = self._organised(base, when, verb, stop)
            if event.name and (when or self._surely(event, verb)):
                return event
        return self._visited(base, start) if when else Event()

    def told_venue(self) -> str | None:
        """The venue that a later sentence tells: `Hội nghị được tổ chức tại …`, `Dự hội nghị tại … có`."""
        tokens, tables = self.tokens, words()
        held = any(
            tokens.keys[at] == "diễn" or tokens.keys[at : at + 3] == ["được", "tổ", "chức"]
            for at in range(self.first, self.end)
        )
        attended = tables.presence.longest(tokens, self.first) is not None
        if not (held or attended):
            return None
        mentions = self.passage.mentions_in(self.number)
        stop = mentions[0].first if attended and mentions else self.end
        for at in range(self.first, stop - 1):
            if tokens.keys[at] == "tại" and tables.venue_words.longest(tokens, at + 1):
                return self._venue_text(at + 1, self._venue_end(at + 1, self.end))
        return None

    # -- the day ---------------------------------------------------------------------------

    def _when(self) -> DateSpan | None:
        """The first date of the sentence on which something can have taken place."""
        begin, stop = self.tokens.starts[self.first], self.tokens.ends[self.end - 1]
        hints = list(_DAY_HINT.finditer(self.passage.text, begin, stop))
        if not hints:
            return None
        begin = max(begin, hints[0].start() - _CONTEXT)
        stop = min(stop, hints[-1].end() + _CONTEXT)
        for span in find_dates(self.passage.text[begin:stop], self.published_on):
            moved = replace(span, start=span.start + begin, end=span.end + begin)
            if self._happened(moved):
                return moved
        return None

    def _happened(self, span: DateSpan) -> bool:
        if span.anniversary or span.same_day or (span.relative and span.date is None):
            return False
        if span.date is not None and self.published_on is not None:
            if not self.published_on - _LOOK_BACK <= span.date <= self.published_on + _LOOK_AHEAD:
                return False
            planned = span.date > self.published_on and "sẽ" in self.tokens.keys[self.first : self.end]
            if planned:
                return False
        at = self._token_at(span.start)
        if self._in_brackets(at):
            return False
        return not self._cited(at)

    def _in_brackets(self, at: int) -> bool:
        lead = self.tokens.words[self.first : at]
        return lead.count("(") > lead.count(")")

    def _cited(self, at: int) -> bool:
        """Whether the date is a document's, a law's, a birth's: its cue stands right before it."""
        tokens = self.tokens
        start = at
        while start > self.first and tokens.words[start - 1] not in ",;.:" and at - start < 9:
            start -= 1
        if at - start >= 9:
            start = at - 5
        return bool(words().document_cues.scan(tokens, start, at))

    def _token_at(self, offset: int) -> int:
        at = self.first
        while at < self.end and self.tokens.starts[at] < offset:
            at += 1
        return at

    def _with_day(self, event: Event, when: DateSpan | None) -> Event:
        if when is None:
            return event
        return replace(
            event,
            day=when.date,
            end_day=when.end_date,
            day_text=" ".join(when.text.split()),
            part_of_day=when.part_of_day or _part_of(when),
        )

    # -- something was organised -------------------------------------------------------------

    def _verbs(self, start: int) -> Iterator[tuple[int, int]]:
        found = words().organise.scan(self.tokens, self.first, self.end)
        for verb, stop, _ in [v for v in found if v[0] >= start] + [v for v in found if v[0] < start]:
            if self._main(verb):
                yield verb, stop

    def _main(self, verb: int) -> bool:
        """Whether the verb says what happened, not what was planned or decreed."""
        keys = self.tokens.keys
        if keys[verb] == "họp" and verb > self.first and keys[verb - 1] in ("kỳ", "cuộc", "phiên", "buổi", "dự"):
            return False
        if self.tokens.caps[verb] and verb > self.first and keys[verb] in ("tổ", "khai"):
            return False
        if verb > self.first and keys[verb - 1] in _PLANNED:
            return False
        pairs = set(zip(keys[self.first : verb], keys[self.first + 1 : verb], strict=False))
        return not pairs & _ISSUING

    def _organised(self, base: Event, when: DateSpan | None, verb: int, stop: int) -> Event:
        keys = self.tokens.keys
        passive = keys[verb] == "được" or keys[verb - 1 : verb] == ["được"] or "diễn" in keys[verb:stop]
        name_start = self._past_adverbs(stop)
        opening = not passive and keys[verb] in ("khai", "bế", "phát", "ra", "họp", "công")
        if opening:
            name_start = verb
        name_end = self._name_end(name_start)
        name = self._event_noun(name_start, name_end)
        if name is None and passive:
            name, organiser, venue = self._subject_name(verb), None, None
        else:
            organiser, venue = self._before_verb(verb, when)
        venue = venue or self._venue_after(name_start, name_end)
        return replace(base, name=name, organiser=organiser, venue=venue)

    def _surely(self, event: Event, verb: int) -> bool:
        """Whether a sentence without a date reports an event: somebody held something named."""
        tables = words()
        if self.tokens.keys[verb] in ("phát", "công", "họp", "mở") or not event.organiser:
            return False
        tokens = Tokens(event.organiser)
        return not tables.stops.scan(tokens) and len((event.name or "").split()) > 3

    def _past_adverbs(self, at: int) -> int:
        keys = self.tokens.keys
        while at < self.end and keys[at] in ("thành", "trọng", "long", "công", "thể", "nhiều", "các", "một", "trực", "tuyến", "đồng", "loạt", "ra"):
            if keys[at] == "công" and keys[at - 1] != "thành":
                break
            at += 1
        return at

    def _event_noun(self, start: int, end: int) -> str | None:
        if start >= end:
            return None
        match = words().event_nouns.longest(self.tokens, start)
        if not match or end - start < 2:
            return None
        return self._text(start, end)

    def _name_end(self, start: int) -> int:
        """Where the name of an event that begins at `start` ends."""
        tokens = self.tokens
        at = start
        closing: str | None = None
        while at < self.end:
            word = tokens.words[at]
            if closing:
                closing = None if word in (closing, '"', "”") else closing
            elif word in "“\"«":
                closing = {"“": "”", "«": "»"}.get(word, '"')
            elif word in ".;:(":
                return at
            elif word == ",":
                if not self._list_goes_on(at + 1):
                    return at
            elif at > start and not tokens.caps[at] and self._ends_name(at, start):
                return at
            at += 1
        return self.end

    def _list_goes_on(self, at: int) -> bool:
        """Whether what follows a comma is more of the name: its purposes, a list of nouns."""
        tokens, tables = self.tokens, words()
        if at >= self.end or tokens.caps[at]:
            return False
        if tokens.keys[at] in _GOES_ON or at in self.passage.finder.head_at:
            return True
        closers = (tables.stops, tables.occasions, tables.name_enders, tables.forms, tables.adverbs)
        return tokens.words[at].isalpha() and not any(t.longest(tokens, at) for t in closers)

    def _ends_name(self, at: int, start: int) -> bool:
        keys = self.tokens.keys
        match = words().name_enders.longest(self.tokens, at)
        if not match:
            return False
        key, before = keys[at], keys[at - 1]
        after = keys[at + 1] if at + 1 < self.end else ""
        if key == "với" and keys[start] in _MEETS:
            return after == "sự"
        if key == "vào" and not (after.isdigit() or after in _TIMES):
            return False
        if key == "theo" and before in ("làm", "học", "tiếp", "noi"):
            return False
        if key == "dự" and after in ("án", "thảo", "toán", "kiến", "phòng", "báo"):
            return False
        if key == "đồng" and before in ("các", "cho", "thăm"):
            return False
        if key == "sau" and before in ("đợt", "năm"):
            return after != "đó"
        return True

    def _subject_name(self, verb: int) -> str | None:
        """The event as the subject: `Lễ hội X được tổ chức`, `Hội nghị … diễn ra`."""
        tokens = self.tokens
        start = verb
        while start > self.first and tokens.words[start - 1] not in ",;.:":
            start -= 1
        stop = verb
        while stop > start and tokens.keys[stop - 1] in ("đã", "được", "vừa", "cũng", "sẽ", "chính", "thức"):
            stop -= 1
        return self._event_noun(start, stop)

    def _before_verb(self, verb: int, when: DateSpan | None) -> tuple[str | None, str | None]:
        """Organiser and venue from the parts between the date and the verb."""
        tokens, tables = self.tokens, words()
        begin = self._token_at(when.end) if when and self._token_at(when.end) <= verb else self.first
        organiser_start: int | None = None
        venue: str | None = None
        at = begin
        while at < verb:
            stop = self._segment_end(at, verb)
            key = tokens.keys[at] if at < stop else ""
            if key == "tại" or key == "ở":
                stop = self._venue_end(at + 1, verb)
                venue = venue or self._venue_text(at + 1, stop)
            elif stop > at and not tables.occasions.longest(tokens, at) and not self._is_date(at, stop):
                organiser_start = at
                break
            at = max(stop, at) + 1
        if organiser_start is None:
            return None, venue
        inner = next((p for p in range(organiser_start, verb) if tokens.keys[p] == "tại" and not tokens.caps[p]), None)
        if inner is not None and venue is None:
            venue = self._venue_text(inner + 1, verb)
        return self._organiser(organiser_start, inner if inner is not None else verb), venue

    def _is_date(self, at: int, stop: int) -> bool:
        text = self.passage.text[self.tokens.starts[at] : self.tokens.ends[stop - 1]]
        found = find_dates(text, self.published_on)
        return bool(found) and found[0].start <= 3

    def _segment_end(self, at: int, limit: int) -> int:
        while at < limit and self.tokens.words[at] not in ",;:–":
            at += 1
        return at

    def _organiser(self, start: int, verb: int) -> str | None:
        tokens = self.tokens
        keys = tokens.keys
        stop = verb
        for at in range(start, verb):
            if keys[at : at + 2] in (["phối", "hợp"], ["chủ", "trì"], ["đã", "phối"], ["kết", "hợp"], ["đồng", "chủ"]) or (keys[at] == "đã" and at > start) or (keys[at] == "cùng" and at > start):
                stop = at
                break
        while stop > start and keys[stop - 1] in ("đã", "cũng", "vừa", "sẽ", "và", "được", ",", "long", "trọng", "thể", "tiếp", "tục"):
            stop -= 1
        if stop <= start or stop - start > 30:
            return None
        if any(m.first < stop and m.last > start for m in self.passage.mentions):
            return None
        if not (tokens.caps[start] or words().bodies.longest(tokens, start)):
            return None
        if any(word in ":;“”" for word in tokens.words[start:stop]):
            return None
        text = self._text(start, stop)
        return text.split(" (")[0] if text.endswith(")") else text

    # -- venue -------------------------------------------------------------------------------

    def _venue_after(self, start: int, name_end: int) -> str | None:
        """`… tại X` after the event's name, in the same sentence."""
        keys = self.tokens.keys
        for at in range(start, self.end - 1):
            if keys[at] in ("tại", "ở") and (at >= name_end or at > start):
                text = self._venue_text(at + 1, self._venue_end(at + 1, self.end))
                if text:
                    return text
        return None

    def _venue_end(self, at: int, limit: int) -> int:
        """Past the venue and the units it lies in (`…, phường X, quận Y`)."""
        tokens, tables = self.tokens, words()
        start = at
        while at < limit:
            word, key = tokens.words[at], tokens.keys[at]
            if word in ".;:":
                return at
            if word == ",":
                after = at + 1
                unit = after < limit and (tables.units.longest(tokens, after) or tables.places.longest(tokens, after))
                street = after < limit and (tokens.words[after][0].isdigit() or tokens.keys[after] in ("đường", "phố", "số"))
                if not (unit or street or self._address_part(after, limit)) or self._acts_after(after, limit):
                    return at
            elif word == "(":
                close = next((p for p in range(at, min(limit, at + 20)) if tokens.words[p] == ")"), None)
                if close is None:
                    return at
                if close + 1 < limit and tokens.caps[close + 1]:
                    return close + 1
                at = close
            elif (at > start and not tokens.caps[at] and key in ("với", "nhằm", "để", "dưới", "cho", "do", "đã", "vào", "từ", "nhân", "có", "trong", "sẽ", "diễn", "được", "tổ", "theo")) or (key == "và" and not (at + 1 < limit and tokens.caps[at + 1])) or (not tokens.caps[at] and at > start and tokens.keys[at] in ("đồng", "ông", "bà") and tables.forms.longest(tokens, at)):
                return at
            at += 1
        return at

    def _address_part(self, at: int, limit: int) -> bool:
        """`Tràng Tiền` in `số 45, Tràng Tiền, Hoàn Kiếm`: capitalised only, a known place after it."""
        stop = self._segment_end(at, limit)
        if not all(self.tokens.caps[p] for p in range(at, stop)) or not 0 < stop - at <= 4:
            return False
        return stop + 1 < limit and words().places.longest(self.tokens, stop + 1) is not None

    def _acts_after(self, at: int, limit: int) -> bool:
        """Whether the part after a comma is who organises (`UBND tỉnh tổ chức`), no place."""
        stop = self._segment_end(at, limit)
        return bool(words().organise.scan(self.tokens, at, min(stop + 3, self.end))) and stop >= limit

    def _venue_text(self, start: int, end: int) -> str | None:
        tokens, tables = self.tokens, words()
        if start >= end or (tables.not_venues.longest(tokens, start) and not tokens.caps[start]):
            return None
        match = tables.not_venues.longest(tokens, start)
        if match and tokens.keys[start] in ("hội", "buổi", "lễ", "đại", "kỳ", "chương") and not tables.venue_words.longest(tokens, start):
            return None
        known = tables.venue_words.longest(tokens, start)
        if not known and tables.event_nouns.longest(tokens, start):
            return None
        if not (known or tokens.caps[start]):
            return None
        place = tables.places.longest(tokens, start)
        if place and place[0] >= end and place[1] in ("province", "country"):
            return None
        return self._text(start, end)

    # -- visits ------------------------------------------------------------------------------

    def _visited(self, base: Event, start: int) -> Event:
        """A visit, an inspection, a reception: the verb phrase is its name."""
        tokens, tables = self.tokens, words()
        inside = {t for m in self.passage.mentions for t in range(m.first, m.last)}
        for verb, stop, _ in tables.visit.scan(tokens, start, self.end):
            if verb in inside or tokens.caps[verb] or tokens.keys[verb - 1] == "sự":
                continue
            end = self._phrase_end(verb)
            if end - stop < 1:
                continue
            name = None
            if tokens.keys[verb] in _ATTENDING:  # "dự Hội nghị …": the event is what was attended
                name = self._event_noun(stop, self._name_end(stop))
            venue = self._venue_before(start, verb) or self._venue_after(verb, end)
            return replace(base, name=name or self._text(verb, end), venue=venue)
        return Event()

    def _venue_before(self, start: int, verb: int) -> str | None:
        """`Sáng 30/1, tại trụ sở UBND thành phố, bà A … đã trao …`."""
        for at in range(start, min(verb, start + 4)):
            if self.tokens.keys[at] == "tại":
                return self._venue_text(at + 1, self._venue_end(at + 1, verb))
        return None

    def _phrase_end(self, at: int) -> int:
        tokens = self.tokens
        start = at
        while at < self.end:
            if tokens.words[at] in ".;:(":
                return at
            if tokens.words[at] == "," and not self._visit_goes_on(at + 1):
                return at
            if at > start and not tokens.caps[at] and tokens.keys[at] in ("nhân", "nhằm", "tại", "để", "trong"):
                return at
            at += 1
        return at

    def _visit_goes_on(self, at: int) -> bool:
        """Whether more visiting, or more who are visited, follow a comma."""
        if at >= self.end:
            return False
        if words().visit.longest(self.tokens, at):
            return True
        stop = self._segment_end(at, self.end)
        listed = stop < self.end and self.tokens.words[stop] == ","
        return self.tokens.caps[at] and (listed or "và" in self.tokens.keys[at:stop])

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.tokens.span(start, end).split()).rstrip(" ,–-")
