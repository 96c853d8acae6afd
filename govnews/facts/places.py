"""Where it happened: the venue's administrative units, as valid on that day and as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govnews.facts.mentions import Passage
from govnews.facts.words import words
from govnews.lexicon.provinces import Province, find_province, province_by_code
from govnews.lexicon.units import units_named
from govnews.text.tokens import Tokens

_COMMUNES = frozenset(("xã", "phường", "thị trấn", "đặc khu"))
_LAST_OLD_DAY = date(2025, 6, 30)
"""Without a date, a district means the time when there were districts."""
_DISTRICTS = frozenset(("quận", "huyện", "thị xã", "thành phố", "tp", "tx"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The units of a place; null where the text does not say."""

    place: str | None = None
    province: str | None = None
    province_code: str | None = None
    province_now: str | None = None
    province_now_code: str | None = None


def read_place(
    venue: str | None,
    organiser: str | None,
    sentence: tuple[Passage, int] | None,
    own_province: str | None,
    on: date | None,
) -> Place:
    """The place of an event. A place that the venue names wins over the portal's own province."""
    province = None
    if venue:
        province = _province_in(Tokens(venue), on)
    if province is None and sentence:
        province = _province_after_at(*sentence, on)
    if province is None and own_province is None and organiser:
        province = _province_in(Tokens(organiser), on)
    if province is None and own_province is None and sentence:
        passage, number = sentence
        first, end = passage.sentences[number]
        province = _province_in(passage.tokens, on, first, end, widest_last=False)
    if province is None and own_province is None:
        province = _province_of_unit(venue, organiser, on)
    local = _local(Tokens(venue)) if venue else None
    if province is None:
        return _own(own_province, local, on)
    return Place(
        place=local if local != province.name else None,
        province=province.name,
        province_code=province.code,
        province_now=province.now,
        province_now_code=province.now_code,
    )


def _province_of_unit(venue: str | None, organiser: str | None, on: date | None) -> Province | None:
    """The province of a district that the venue or the organiser names, where only one has it."""
    day = on or _LAST_OLD_DAY
    for text in (venue, organiser):
        tokens = Tokens(text or "")
        for first, stop, kind in words().places.scan(tokens):
            if kind != "district" or not tokens.caps[first]:
                continue
            units = units_named(tokens.span(first, stop), on=day)
            codes = {unit.province_code for unit in units if unit.level == "district"}
            if len(codes) == 1:
                return province_by_code(codes.pop(), day)
    return None


def _own(name: str | None, local: str | None, on: date | None) -> Place:
    province = find_province(name, on) if name else None
    if province is None and name:
        province = find_province(name)
        if province is not None and on is not None:  # the portal's name of another day
            return Place(place=local, province=province.name, province_now=province.now, province_now_code=province.now_code)
    if province is None:
        return Place(place=local, province=name)
    return Place(
        place=local,
        province=province.name,
        province_code=province.code,
        province_now=province.now,
        province_now_code=province.now_code,
    )


def _province_in(
    tokens: Tokens,
    on: date | None,
    start: int = 0,
    end: int | None = None,
    *,
    widest_last: bool = True,
) -> Province | None:
    """The last province named in a stretch, for the widest unit stands last in an address.

    In a sentence the first one is where things are; later ones are where guests come from.
    """
    found = None
    for first, stop, kind in words().places.scan(tokens, start, end):
        if kind == "province" and tokens.caps[first] and not _smaller_unit(tokens, first):
            found = find_province(tokens.span(first, stop), on) or found
            if found and not widest_last:
                return found
    return found


def _smaller_unit(tokens: Tokens, at: int) -> bool:
    """Whether a word before makes it a ward or district of the same name (`phường Hải Dương`)."""
    return at > 0 and tokens.keys[at - 1] in ("phường", "xã", "huyện", "quận", "đường", "phố", "chùa")


def _province_after_at(passage: Passage, number: int, on: date | None) -> Province | None:
    """`…, tại Quảng Ninh, …`: a province as the place itself."""
    tokens = passage.tokens
    first, end = passage.sentences[number]
    tables = words()
    inside = {t for m in passage.mentions_in(number) for t in range(m.first, m.last)}
    for at in range(first, end - 1):
        if tokens.keys[at] in ("tại", "ở") and at not in inside:
            start = at + 1
            unit = tables.units.longest(tokens, start)
            if unit:
                start = unit[0]
            match = tables.places.longest(tokens, start) if start < end else None
            if match and match[1] == "province" and tokens.caps[start]:
                return find_province(tokens.span(start, match[0]), on)
    return None


def _local(tokens: Tokens) -> str | None:
    """The name of the most local unit in a venue, without its kind."""
    found: dict[str, str] = {}
    at = 0
    tables = words()
    while at < len(tokens):
        unit = tables.units.longest(tokens, at)
        if unit and unit[0] < len(tokens) and tokens.caps[unit[0]]:
            kind = " ".join(tokens.keys[at : unit[0]])
            stop = unit[0]
            while stop < len(tokens) and ((tokens.caps[stop] and tokens.words[stop].isalpha()) or tokens.words[stop].isdigit()):
                stop += 1
            level = "commune" if kind in _COMMUNES else "district" if kind in _DISTRICTS else None
            if level:
                found.setdefault(level, " ".join(tokens.span(unit[0], stop).split()))
            at = stop
            continue
        match = tables.places.longest(tokens, at)
        if match and match[1] == "district" and tokens.caps[at]:
            found.setdefault("district", " ".join(tokens.span(at, match[0]).split()))
            at = match[0]
            continue
        at += 1
    return found.get("commune") or found.get("district")
