"""Where it happened: the venue's administrative units, as valid on that day and as they are now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from govnews.facts.event import Event
from govnews.facts.passage import Passage
from govnews.facts.words import words
from govnews.lexicon.provinces import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    KIND_WORDS,
    PROVINCE_KINDS,
    REFORM,
    Province,
    find_province,
    place_key,
    province_by_code,
)
from govnews.lexicon.units import units_named
from govnews.text.tokens import Tokens

_LAST_DAY_OF_DISTRICTS = date.fromordinal(REFORM.toordinal() - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The units of a place; null where the text does not say."""

    place: str | None = None
    """The most local unit, without its kind."""
    province: str | None = None
    province_code: str | None = None
    province_now: str | None = None
    province_now_code: str | None = None


def read_place(event: Event, *, own_province: str | None, on: date | None) -> Place:
    """The place of an event; what the text names wins over the portal's own province.

    `on` is the day on which the units are looked up; None: the last day on which they stood.
    """
    venue = Tokens(event.venue) if event.venue else None
    local = _local_unit(venue) if venue else None
    if local is None:
        local = _organisers_unit(event.organiser, own_province)
    province = _told_province(event, venue, on, at_home=own_province is not None)
    if province is None:
        return _home(own_province, local, on)
    return _place(province, local if local != province.name else None)


def _organisers_unit(organiser: str | None, own_province: str | None) -> str | None:
    """The commune or district whose committee organises: it meets at home."""
    local = _local_unit(Tokens(organiser)) if organiser else None
    if local is None or local == own_province or find_province(local) is not None:
        return None
    return local


def _place(province: Province, local: str | None) -> Place:
    return Place(
        place=local,
        province=province.name,
        province_code=province.code,
        province_now=province.now,
        province_now_code=province.now_code,
    )


def _home(name: str | None, local: str | None, on: date | None) -> Place:
    """A place in the portal's own province, which may bear its name of another day."""
    province = find_province(name, on) if name else None
    if province is not None:
        return _place(province, local)
    known = find_province(name) if name else None
    if known is None:
        return Place(place=local, province=name)
    return replace(_place(known, local), province_code=None)  # a code of another day


# -- the province that the text tells ------------------------------------------------------


def _told_province(
    event: Event, venue: Tokens | None, on: date | None, *, at_home: bool
) -> Province | None:
    """What the venue or `tại …` names; for a text of no portal, also the organiser's province."""
    told = _province_in(venue, on) if venue else None
    if told is None and event.sentence:
        told = _province_after_at(*event.sentence, on)
    if told is not None or at_home:
        return told
    organiser = Tokens(event.organiser or "")
    told = _province_in(organiser, on)
    if told is None and event.sentence:
        passage, number = event.sentence
        told = _first_province(passage.tokens, *passage.sentences[number], on)
    return told or _province_of_district((venue, organiser), on)


def _province_in(tokens: Tokens, on: date | None) -> Province | None:
    """The last province of an address: the widest unit stands last."""
    found = [find_province(name, on) for name in _province_names(tokens, 0, len(tokens))]
    return next((province for province in reversed(found) if province), None)


def _first_province(tokens: Tokens, first: int, end: int, on: date | None) -> Province | None:
    """The first province of a sentence: there things are; later ones are where guests come from."""
    found = (find_province(name, on) for name in _province_names(tokens, first, end))
    return next((province for province in found if province), None)


def _province_names(tokens: Tokens, first: int, end: int) -> list[str]:
    """The provinces between two tokens, but no ward or street of the name (`phường Hải Dương`)."""
    return [
        tokens.span(start, stop)
        for start, stop, kind in words().names.places.scan(tokens, first, end)
        if kind == "province" and tokens.caps[start] and _names_province(tokens, start)
    ]


def _names_province(tokens: Tokens, start: int) -> bool:
    """Whether the word before makes it a province: `thành phố`, but not `phố`; `TP Hồ Chí Minh`."""
    tables = words().events
    unit = words().offices.units.ends_at(tokens, start)
    kind = " ".join(tokens.keys[unit[0] : start]) if unit else ""
    if KIND_WORDS.get(place_key(kind), kind) in PROVINCE_KINDS:
        return True
    if tables.provinces_named_after_people.longest(tokens, start):
        return False
    return not (start > 0 and tokens.keys[start - 1] in tables.named_after_provinces)


def _province_after_at(passage: Passage, number: int, on: date | None) -> Province | None:
    """`…, tại Quảng Ninh, …`: a province as the place itself."""
    tokens, tables = passage.tokens, words()
    first, end = passage.sentences[number]
    mentions = passage.mentions_in(number)
    for at in range(first, end - 1):
        if tokens.keys[at] not in ("tại", "ở") or any(m.first <= at < m.last for m in mentions):
            continue
        unit = tables.offices.units.longest(tokens, at + 1)
        start = unit[0] if unit else at + 1
        match = tables.names.places.longest(tokens, start) if start < end else None
        if match and match[1] == "province" and tokens.caps[start]:
            return find_province(tokens.span(start, match[0]), on)
    return None


def _province_of_district(texts: tuple[Tokens | None, ...], on: date | None) -> Province | None:
    """The province of a district that a text names, where only one has it."""
    day = on or _LAST_DAY_OF_DISTRICTS
    for tokens in texts:
        for first, stop, kind in words().names.places.scan(tokens) if tokens else ():
            if kind != "district" or not tokens or not tokens.caps[first]:
                continue
            units = units_named(tokens.span(first, stop), on=day)
            codes = {unit.province_code for unit in units if unit.level == "district"}
            if len(codes) == 1:
                return province_by_code(codes.pop(), day)
    return None


# -- the most local unit -------------------------------------------------------------------


def _local_unit(tokens: Tokens) -> str | None:
    """The name of the commune in a venue, else of the district, without its kind."""
    found: dict[str, str] = {}
    at = 0
    while at < len(tokens):
        level, start, stop = _unit_at(tokens, at)
        if level:
            found.setdefault(level, " ".join(tokens.span(start, stop).split()))
        at = max(stop, at + 1)
    return found.get("commune") or found.get("district")


def _unit_at(tokens: Tokens, at: int) -> tuple[str | None, int, int]:
    """The level of the unit at a token, and the tokens of its name; None where there is none."""
    kind = words().offices.units.longest(tokens, at)
    if kind and kind[0] < len(tokens) and _may_name_unit(tokens, kind[0]):
        stop = kind[0]
        while stop < len(tokens) and _may_name_unit(tokens, stop):
            stop += 1
        return _level(" ".join(tokens.keys[at : kind[0]])), kind[0], stop
    match = words().names.places.longest(tokens, at)
    if match and match[1] == "district" and tokens.caps[at]:
        return "district", at, match[0]
    return None, at, at


def _may_name_unit(tokens: Tokens, at: int) -> bool:
    """Whether a token is a capitalised word or a number: `xã Yên Mỹ`, `phường 4`."""
    word = tokens.words[at]
    return word.isdigit() or (tokens.caps[at] and word.isalnum())


def _level(kind: str) -> str | None:
    kind = KIND_WORDS.get(place_key(kind), kind)
    if kind in COMMUNE_KINDS:
        return "commune"
    return "district" if kind in DISTRICT_KINDS else None
