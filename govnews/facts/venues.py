"""Where an event was held: `tại Hội trường Huyện ủy, phường X, quận Y`."""

from __future__ import annotations

from govnews.facts.event_names import as_name
from govnews.facts.passage import Passage
from govnews.facts.words import words

_AT = ("tại", "ở")
_BRACKET_REACH = 20
_LONGEST_ADDRESS_PART = 4
_REACH_BEFORE_SUBJECT = 4
"""Tokens after the date within which `tại …` stands before whoever acts."""


def segment_end(passage: Passage, at: int, limit: int) -> int:
    """The mark that ends this part of the sentence."""
    written = passage.tokens.words
    return next((place for place in range(at, limit) if written[place] in ",;:–"), max(at, limit))


def venue_after(passage: Passage, start: int, end: int) -> str | None:
    """The first venue between two tokens: `… tại X`."""
    keys = passage.tokens.keys
    for at in range(start, end - 1):
        if keys[at] in _AT and not _in_office(passage, at):
            venue = venue_between(passage, at + 1, venue_end(passage, at + 1, end, end))
            if venue:
                return venue
    return None


def _in_office(passage: Passage, at: int) -> bool:
    """`Giám đốc Ngân hàng Thế giới tại Việt Nam` is where somebody works, not where they met."""
    mentions = passage.mentions_in(passage.sentence_of(at))
    return any(mention.first <= at < mention.last for mention in mentions)


def venue_before(passage: Passage, start: int, verb: int, end: int) -> str | None:
    """`Sáng 30/1, tại trụ sở UBND thành phố, bà A … đã trao …`."""
    for at in range(start, min(verb, start + _REACH_BEFORE_SUBJECT)):
        if passage.tokens.keys[at] == "tại":
            return venue_between(passage, at + 1, venue_end(passage, at + 1, verb, end))
    return None


def told_venue(passage: Passage, number: int) -> str | None:
    """The venue that a later sentence tells: `Hội nghị được tổ chức tại …`, `Dự hội nghị tại … có`."""
    first, end = passage.sentences[number]
    tokens = passage.tokens
    attended = words().speech.presence.longest(tokens, first) is not None
    verbs = words().events.organise_verbs.scan(tokens, first, end)
    held = any("được" in tokens.keys[a:b] or "diễn" in tokens.keys[a:b] for a, b, _ in verbs)
    if not (held or attended):
        return None
    mentions = passage.mentions_in(number)
    stop = mentions[0].first if attended and mentions else end
    for at in range(first, stop - 1):
        if tokens.keys[at] == "tại" and words().events.venue_words.longest(tokens, at + 1):
            return venue_between(passage, at + 1, venue_end(passage, at + 1, end, end))
    return None


def venue_between(passage: Passage, start: int, end: int) -> str | None:
    """The venue that two tokens hold; None where they name an occasion or only a province."""
    tokens, tables = passage.tokens, words().events
    if start >= end:
        return None
    known = tables.venue_words.longest(tokens, start) is not None
    if tables.not_venues.longest(tokens, start):
        occasion = tokens.keys[start] in tables.occasion_words and not known
        if occasion or not tokens.caps[start]:
            return None
    if not known and (not tokens.caps[start] or tables.event_nouns.longest(tokens, start)):
        return None
    place = words().names.places.longest(tokens, start)
    if place and place[0] >= end and place[1] in ("province", "country"):
        return None
    return as_name(passage, start, end)


# -- where a venue ends --------------------------------------------------------------------


def venue_end(passage: Passage, start: int, limit: int, end: int) -> int:
    """Past the venue and the units it lies in (`…, phường X, quận Y`); `end` is the sentence's."""
    tokens = passage.tokens
    at = start
    while at < limit:
        word = tokens.words[at]
        if word in ".;:":
            return at
        if word == ",":
            if not _address_goes_on(passage, at + 1, limit, end):
                return at
        elif word == "(":
            close = _bracket_end(passage, at, limit)
            if close is None:
                return at
            if close + 1 < limit and tokens.caps[close + 1]:
                return close + 1
            at = close
        elif _ends_venue(passage, at, start, limit):
            return at
        at += 1
    return at


def _bracket_end(passage: Passage, at: int, limit: int) -> int | None:
    written = passage.tokens.words
    reach = range(at, min(limit, at + _BRACKET_REACH))
    return next((place for place in reach if written[place] == ")"), None)


def _ends_venue(passage: Passage, at: int, start: int, limit: int) -> bool:
    tokens = passage.tokens
    if tokens.keys[at] == "và":
        return not (at + 1 < limit and tokens.caps[at + 1])
    if tokens.caps[at] or at == start:
        return False
    if tokens.keys[at] in words().events.venue_enders:
        return True
    pronoun = tokens.keys[at] in words().speech.forms_in_a_subject
    return pronoun and words().names.forms.longest(tokens, at) is not None


def _address_goes_on(passage: Passage, at: int, limit: int, end: int) -> bool:
    """Whether more of the address follows a comma, and not who organises."""
    tokens, tables = passage.tokens, words()
    if at >= limit:
        return False
    stop = segment_end(passage, at, limit)
    body = tables.offices.bodies.longest(tokens, at)
    unit = tables.offices.units.longest(tokens, at)
    if body and not (unit and unit[0] >= body[0]) and limit < end:
        return False  # "…, Huyện ủy và UBND huyện tổ chức"
    known = (
        unit
        or tables.events.venue_words.longest(tokens, at)
        or tables.names.places.longest(tokens, at)
        or tokens.words[at][0].isdigit()
        or tokens.keys[at] in tables.events.street_words
        or _is_bare_name(passage, at, stop, limit)
    )
    if not known:
        return False
    organises = tables.events.organise_verbs.scan(tokens, at, min(stop + 3, end))
    return not (organises and stop >= limit)


def _is_bare_name(passage: Passage, at: int, stop: int, limit: int) -> bool:
    """`Tràng Tiền` in `số 45, Tràng Tiền, Hoàn Kiếm`: capitalised only, a known place after it."""
    if not 0 < stop - at <= _LONGEST_ADDRESS_PART or not all(passage.tokens.caps[at:stop]):
        return False
    return stop + 1 < limit and words().names.places.longest(passage.tokens, stop + 1) is not None
