"""Keys that group rows over many articles: one official, one organisation.

They promise little on purpose. A person's key is the folded name, the body of the main office and
the province: so an official keeps one key over a year of articles, however many of the offices an
article lists, and namesakes in other provinces or bodies have others. It changes when the person
changes office, and two namesakes in one body share it. An organisation's key is its full name
without abbreviations, with the province that a bare `tỉnh` or `thành phố` stands for.
"""

from __future__ import annotations

from functools import lru_cache

from govnews.facts.same_office import office_key
from govnews.facts.words import words
from govnews.lexicon.provinces import find_province
from govnews.text import fold
from govnews.text.tokens import Tokens

_MEMBERSHIPS = frozenset(("ủy viên", "tỉnh ủy viên", "thành ủy viên", "huyện ủy viên", "đại biểu"))
"""Offices that say where somebody belongs and not what they lead; the main office follows them."""

_LEADERSHIPS = (
    ("xã", ("đảng ủy xã", "đảng ủy phường", "đảng ủy thị trấn", "ủy ban nhân dân xã",
            "ủy ban nhân dân phường", "ủy ban nhân dân thị trấn", "hội đồng nhân dân xã",
            "hội đồng nhân dân phường")),
    ("huyện", ("huyện ủy", "quận ủy", "thị ủy", "ủy ban nhân dân huyện", "ủy ban nhân dân quận",
               "ủy ban nhân dân thị xã", "hội đồng nhân dân huyện", "hội đồng nhân dân quận",
               "hội đồng nhân dân thị xã")),
    ("tỉnh", ("tỉnh ủy", "thành ủy", "ủy ban nhân dân", "hội đồng nhân dân",
              "đoàn đại biểu quốc hội")),
)  # fmt: skip
"""Committee, council and administration of one level: their heads often hold several at once."""

_VAGUE = frozenset((
    "ban", "bộ", "chi bộ", "chi cục", "cơ quan", "cục", "đảng bộ", "đảng ủy", "đơn vị", "phòng", "sở",
    "trung tâm", "văn phòng", "vụ",
))  # fmt: skip
"""Bodies without their name: `Bí thư Đảng ủy, Giám đốc Sở Y tế` is one of the Sở Y tế."""

_REMEMBERED = 4096
"""Offices and bodies whose keys are kept: an archive repeats them article after article."""

_CENTRAL = ("trung ương", "chính phủ", "quốc hội", "bộ ", "chủ tịch nước", "thủ tướng")
_UNIT_WORDS = ("tỉnh", "thành phố", "thủ đô")


@lru_cache(_REMEMBERED)
def person_key(name: str, positions: tuple[str, ...], province: str | None) -> str:
    """The key of an official: `name/body/province`, folded; parts that are unknown stay empty.

    >>> person_key("Lê Tiến Châu", ("Ủy viên Trung ương Đảng", "Bí thư Thành ủy"), "Hải Phòng")
    'lê tiến châu/tỉnh/hải phòng'
    >>> person_key("Lê Tiến Châu", ("Chủ tịch UBND thành phố Hải Phòng",), None)
    'lê tiến châu/tỉnh/hải phòng'
    """
    offices = [p for p in positions if not _is_membership(p)] or positions[:1]
    bodies = [_body(office) for office in offices] or [("", None)]
    body, place = next((named for named in bodies if named[0] not in _VAGUE), bodies[0])
    if _is_central(body):
        return "/".join((fold(name), body, ""))
    return "/".join((fold(name), body, fold(place or province or "")))


@lru_cache(_REMEMBERED)
def organisation_key(name: str | None, province: str | None) -> str | None:
    """The key of a body: full name without abbreviations, then the province; None for None.

    >>> organisation_key("UBND TP", "Hà Nội") == organisation_key("UBND thành phố Hà Nội", None)
    True
    """
    if not name:
        return None
    full = " ".join(office_key(name))
    body, place = _without_province(full)
    if _is_central(body):
        return f"{body}/"
    return f"{body}/{fold(place or province or '')}"


@lru_cache(_REMEMBERED)
def post(office: str, province: str | None) -> tuple[str, str, str]:
    """An office as words that every spelling of it shares, its body, and its province, folded.

    `province` is what a bare `tỉnh` or `thành phố` means; central bodies have none.

    >>> post("Phó CT UBND TP Hải Phòng", None)
    ('phó chủ tịch ủy ban nhân dân', 'tỉnh', 'hải phòng')
    >>> post("Thứ trưởng Bộ Y tế", "Hải Phòng")
    ('thứ trưởng bộ y tế', 'bộ y tế', '')
    """
    body, place = _body(office)
    shared, _ = _without_province(" ".join(office_key(office)))
    return shared, body, "" if _is_central(body) else fold(place or province or "")


def _is_membership(office: str) -> bool:
    return fold(office).startswith(tuple(_MEMBERSHIPS))


def _is_central(body: str) -> bool:
    return f"{body} ".startswith(_CENTRAL) or body.endswith("trung ương")


@lru_cache(_REMEMBERED)
def _body(office: str) -> tuple[str, str | None]:
    """The body of an office, without its head and its province; and that province."""
    tokens = Tokens(" ".join(office_key(office)))
    tables = words().offices
    start = next((at for at in range(1, len(tokens)) if tables.bodies.longest(tokens, at)), 0)
    body, place = _without_province(tokens.span(start, len(tokens)).removeprefix("thường trực "))
    for level, bodies in _LEADERSHIPS:
        leading = next((b for b in bodies if body == b or body.startswith(f"{b} ")), None)
        if leading:
            return f"{level} {body.removeprefix(leading).strip()}".strip(), place
    return body, place


def _without_province(full: str) -> tuple[str, str | None]:
    """A folded name without `tỉnh X` or a bare `tỉnh` at its end, and X."""
    parts = full.split()
    place = None
    for size in range(min(4, len(parts) - 1), 0, -1):
        province = find_province(" ".join(parts[-size:]))
        if province is not None:
            parts, place = parts[:-size], province.name
            break
    name = " ".join(parts)
    for unit in _UNIT_WORDS:
        name = name.removesuffix(f" {unit}")
    return name, place
