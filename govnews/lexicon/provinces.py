"""The provinces of Vietnam since 1976, each with the days on which it stood.

They are kept by hand in `data/units.provinces.tsv`; since 2025-07-01 (`REFORM`) there are 34.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from govnews.text import fold

REFORM = date(2025, 7, 1)
"""The first day of 34 provinces and no districts (resolution 202/2025/QH15)."""

DISTRICT_KINDS = ("quận", "huyện", "thị xã", "thành phố")
PROVINCE_KINDS = ("tỉnh", "thành phố")
COMMUNE_KINDS = ("phường", "xã", "thị trấn", "đặc khu")
KIND_WORDS = {kind: kind for kind in ("tỉnh", *DISTRICT_KINDS, *COMMUNE_KINDS)} | {
    "tp": "thành phố", "t p": "thành phố", "tx": "thị xã", "tt": "thị trấn",
    "q": "quận", "h": "huyện", "p": "phường", "x": "xã",
}  # fmt: skip
"""What is written before a name, as a key, → the kind of unit."""

DATA = Path(__file__).with_name("data")
_KIND = re.compile(rf"({'|'.join(sorted(KIND_WORDS, key=len, reverse=True))}) (?=.)")
_SIGNS = re.compile(r"[\s.,;:_\-\u2010-\u2015\u2212]+")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province, or a city under central government, between two days."""

    name: str
    """`Hải Phòng`."""
    full_name: str
    """`Thành phố Hải Phòng`."""
    code: str | None
    """Statistical (GSO) code, two digits; None where it was gone before these codes came in 2004."""
    valid_from: date | None
    """None: since 1976 or before."""
    valid_until: date | None
    """The first day on which it no longer stood; None: it stands."""
    successors: tuple[str, ...]
    """Names of the provinces that took over on `valid_until`."""

    @property
    def now(self) -> str | None:
        """Name of the province since the reform that holds all of its land; None: several do."""
        heirs = _provinces().heirs(self, REFORM)
        return heirs[0].name if len(heirs) == 1 else None

    @property
    def now_code(self) -> str | None:
        """The code of that province."""
        heirs = _provinces().heirs(self, REFORM)
        return heirs[0].code if len(heirs) == 1 else None

    def stood(self, on: date) -> bool:
        """Whether it existed on this day."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_until is None or on < self.valid_until)


def place_key(name: str) -> str:
    """The matching key of a place name: folded, dots and dashes as spaces, one apostrophe.

    >>> place_key("Bà Rịa – Vũng Tàu"), place_key("TP.HCM"), place_key("Phường 04")
    ('bà rịa vũng tàu', 'tp hcm', 'phường 4')
    """
    spaced = _SIGNS.sub(" ", fold(name).replace("’", "'")).strip()
    return _LEADING_ZEROS.sub("", spaced)


def split_kind(key: str) -> tuple[str | None, str]:
    """A key without the kind of unit before the name, and that kind.

    >>> split_kind("tp hải phòng"), split_kind("hải phòng")
    (('thành phố', 'hải phòng'), (None, 'hải phòng'))
    """
    match = _KIND.match(key)
    return (KIND_WORDS[match[1]], key[match.end() :]) if match else (None, key)


def provinces(on: date | None = None) -> tuple[Province, ...]:
    """The provinces that stood on this day, or all since 1976.

    >>> len(provinces(date(2025, 6, 30))), len(provinces(date(2025, 7, 1)))
    (63, 34)
    """
    return tuple(p for p in _provinces().rows if on is None or p.stood(on))


def find_province(name: str, on: date | None = None) -> Province | None:
    """The province of this name on this day; without a day, the last one that bore it.

    Understands the kind before the name and the spellings in use. A kind that the province did
    not have means another unit: `thành phố Hải Dương` is none of the provinces.

    >>> find_province("TP. Hồ Chí Minh").code
    '79'
    >>> find_province("tỉnh Hà Tây", on=date(2020, 1, 1)) is None
    True
    >>> find_province("tỉnh Hà Tây").now
    'Hà Nội'
    """
    return next((p for p in reversed(_named(name)) if on is None or p.stood(on)), None)


def province_by_code(code: str, on: date) -> Province | None:
    """The province that bore this code on this day: 15 was Yên Bái, since the reform Lào Cai."""
    return next((p for p in _provinces().rows if p.code == code and p.stood(on)), None)


def successor_province(code: str, on: date) -> Province | None:
    """The province since the reform that holds what `code` was on this day; None where unknown."""
    province = province_by_code(code, on)
    heirs = _provinces().heirs(province, REFORM) if province else ()
    return heirs[0] if len(heirs) == 1 else None


def codes_on(name: str, on: date) -> frozenset[str]:
    """The codes of the provinces that held on this day the land of the province of this name.

    >>> codes_on("Thừa Thiên Huế", REFORM), codes_on("Hải Dương", REFORM)
    (frozenset({'46'}), frozenset({'31'}))
    """
    table = _provinces()
    known = [p for p in _named(name) if p.valid_from is None or p.valid_from <= on]
    heirs = table.heirs(known[-1], on) if known else ()
    return frozenset(heir.code for heir in heirs if heir.code)


@cache
def province_keys() -> frozenset[str]:
    """Every spelling of every province since 1976, folded, with and without dashes and dots."""
    return frozenset(_provinces().index) | {fold(p.name) for p in _provinces().rows}


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table in `data/`: comments, a line of column names, rows."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    columns, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return (dict(zip(columns, row, strict=True)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Provinces:
    rows: tuple[Province, ...]
    index: dict[str, list[Province]]
    """Key → the provinces that bore it, the last one last."""

    def heirs(self, province: Province, on: date) -> tuple[Province, ...]:
        """The provinces that hold its land on this day; none where it did not yet exist."""
        end = province.valid_until
        if end is None or on < end:
            return (province,) if province.stood(on) else ()
        successors = (p for n in province.successors for p in self.index[place_key(n)])
        heirs = (heir for p in successors if p.stood(end) for heir in self.heirs(p, on))
        return tuple(dict.fromkeys(heirs))


@cache
def _provinces() -> _Provinces:
    table = _Provinces(
        rows=tuple(_province(row) for row in read_table("units.provinces.tsv")), index={}
    )
    aliases = (listed(row["aliases"]) for row in read_table("units.provinces.tsv"))
    for province, others in zip(table.rows, aliases, strict=True):
        for key in {place_key(spelling) for spelling in (province.name, *others)}:
            table.index.setdefault(key, []).append(province)
    for same_name in table.index.values():
        same_name.sort(key=lambda province: province.valid_until or date.max)
    return table


def _province(row: dict[str, str]) -> Province:
    return Province(
        name=row["name"],
        full_name=row["full_name"],
        code=row["code"] or None,
        valid_from=_day(row["from"]),
        valid_until=_day(row["until"]),
        successors=listed(row["successors"]),
    )


def _named(name: str) -> list[Province]:
    key, index = place_key(name), _provinces().index
    if key in index:
        return index[key]
    kind, rest = split_kind(key)
    return [p for p in index.get(rest, []) if kind is None or fold(p.full_name).startswith(kind)]


def listed(names: str) -> tuple[str, ...]:
    """A column of several names, parted by commas."""
    return tuple(names.split(", ")) if names else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
