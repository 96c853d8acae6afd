"""The administrative units of Vietnam, each with the days on which it stood.

Two systems meet on 2025-07-01 (`REFORM`): before it 63 provinces, districts and communes; from it on
34 provinces and 3,321 communes, and no districts. Provinces come from a hand-kept table that reaches
back to 1976; districts and communes from a snapshot of each system (`tools/make_units.py`).

A unit of the old snapshot has the kind that it had last: huyện Thủy Nguyên is known as a city, which
it was for half a year. Its short name identifies it; `units_named` matches kinds with that in mind.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from govnews.lexicon.provinces import (
    COMMUNE_KINDS,
    DATA,
    DISTRICT_KINDS,
    KIND_WORDS,
    REFORM,
    Province,
    codes_on,
    find_province,
    listed,
    place_key,
    province_by_code,
    province_keys,
    provinces,
    read_table,
    split_kind,
    successor_province,
)
from govnews.text import fold

__all__ = [
    "COMMUNE_KINDS",
    "DISTRICT_KINDS",
    "REFORM",
    "Province",
    "Unit",
    "commune_keys",
    "district_keys",
    "find_province",
    "place_key",
    "province_by_code",
    "province_keys",
    "provinces",
    "successor_province",
    "unit_by_code",
    "units_named",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit below the province, in one of the two systems."""

    name: str
    """Without its kind: `Thủy Nguyên`; a number keeps it: `Quận 1`."""
    kind: str
    """One of `DISTRICT_KINDS` or `COMMUNE_KINDS`; in the old system the last kind it had."""
    level: str
    """`district` or `commune`."""
    code: str | None
    """Statistical code: three digits for a district, five for a commune; None where unknown."""
    province_code: str
    """Code of its province in its own system, just before or since the reform."""
    district_code: str | None
    """For a commune of the old system."""
    valid_from: date | None
    """2025-07-01, or None: on a day before it that is not recorded."""
    valid_until: date | None
    """The first day on which it no longer stood; None: it stands."""
    successors: tuple[str, ...]
    """Codes of the units that took over: communes of today, the one with most of a divided commune
    first; for a district that ended before the reform, districts."""

    @property
    def full_name(self) -> str:
        """`Huyện Kiến Thụy`, `Quận 1`."""
        numbered = self.name.lower().startswith(self.kind) and self.name[-1].isdigit()
        return self.name if numbered else f"{self.kind.capitalize()} {self.name}"

    def stood(self, on: date) -> bool:
        """Whether it existed on this day, as far as is recorded."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_until is None or on < self.valid_until)


def units_named(
    name: str, *, kind: str | None = None, province: str | None = None, on: date | None = None
) -> tuple[Unit, ...]:
    """The districts and communes of this short name; a kind before the name counts as `kind`.

    `kind` narrows to the units that had it when the snapshot was made or, where none had, to those
    of its level, since units are upgraded. `province` (a name, or a code) narrows to the units on
    the land of that province. `on` narrows to those that stood on that day.

    >>> [unit.full_name for unit in units_named("huyện Thủy Nguyên", on=date(2023, 12, 11))]
    ['Thành phố Thủy Nguyên']
    """
    table = _units()
    kind = KIND_WORDS.get(place_key(kind)) if kind else None
    key = place_key(name)
    if key not in table.index:
        word, key = split_kind(key)
        kind = kind or word
    if key.isdigit() and kind:
        key = f"{kind} {key}"
    found = [table.unit(i) for i in table.index.get(key, ())]
    if on is not None:
        found = [unit for unit in found if unit.stood(on)]
    if province is not None:
        found = [unit for unit in found if unit.province_code in _codes(province, unit)]
    return tuple(_of_kind(found, kind) if kind else found)


def unit_by_code(code: str, on: date) -> Unit | None:
    """The district (three digits) or commune (five) that bore this code on this day."""
    table = _units()
    found = (table.unit(place) for place in _places_by_code().get(code, ()))
    return next((unit for unit in found if unit.stood(on)), None)


@cache
def district_keys() -> frozenset[str]:
    """The folded short names of all districts: `thủy nguyên`, `quận 1`."""
    return _units().keys("district")


@cache
def commune_keys() -> frozenset[str]:
    """The folded short names of all communes, old and new. Many are also names of people."""
    return _units().keys("commune")


def _codes(province: str, unit: Unit) -> frozenset[str]:
    if province.isdigit():
        return frozenset({province})
    return codes_on(province, REFORM if unit.valid_from else REFORM - timedelta(days=1))


class _Line(NamedTuple):
    """A unit as the tables have it."""

    kind: str
    name: str
    code: str
    province: str
    district: str
    successors: str
    until: date | None


@dataclass(frozen=True, slots=True)
class _Units:
    lines: list[_Line]
    key_of: dict[str, str]
    """Name → key."""
    index: dict[str, list[int]]
    """Key → places in `lines`."""

    def unit(self, place: int) -> Unit:
        line = self.lines[place]
        return Unit(
            name=line.name,
            kind=line.kind,
            level=_level(line.kind),
            code=line.code or None,
            province_code=line.province,
            district_code=line.district or None,
            valid_from=None if line.until else REFORM,
            valid_until=line.until,
            successors=tuple(line.successors.split()),
        )

    def keys(self, level: str) -> frozenset[str]:
        names = {line.name for line in self.lines if _level(line.kind) == level}
        dashed = {fold(name) for name in names if "-" in name}
        return frozenset(dashed.union(self.key_of[name] for name in names))


@cache
def _units() -> _Units:
    lines = list(_snapshot())
    lines += _former([line for line in lines if line.kind in DISTRICT_KINDS])
    key_of = {name: place_key(name) for name in {line.name for line in lines}}
    index: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        index.setdefault(key_of[line.name], []).append(place)
    return _Units(lines, key_of, index)


@cache
def _places_by_code() -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, line in enumerate(_units().lines):
        places.setdefault(line.code, []).append(place)
    return places


def _snapshot() -> Iterator[_Line]:
    """The lines of units.tsv.xz; tools/make_units.py says what they look like."""
    province = district = ""
    text = lzma.decompress((DATA / "units.tsv.xz").read_bytes()).decode()
    for mark, code, *unit in (line.split("\t") for line in text.splitlines()):
        if mark == "P":
            province, district = code, ""
            continue
        kind, name, successors = unit
        until = REFORM if successors else None
        if mark == "D":
            district = code
            yield _Line(kind, name, code, province, "", successors, until)
        else:
            yield _Line(kind, name, code, province, district, successors, until)


def _former(districts: Iterable[_Line]) -> Iterator[_Line]:
    codes = {(line.province, line.name): line.code for line in districts}
    for row in read_table("units.former.tsv"):
        province = row["province"]
        successors = " ".join(codes[province, name] for name in listed(row["successors"]))
        until = date.fromisoformat(row["until"])
        yield _Line(row["kind"], row["name"], "", province, "", successors, until)


def _level(kind: str) -> str:
    return "commune" if kind in COMMUNE_KINDS else "district"


def _of_kind(units: list[Unit], kind: str) -> list[Unit]:
    return [u for u in units if u.kind == kind] or [u for u in units if u.level == _level(kind)]
