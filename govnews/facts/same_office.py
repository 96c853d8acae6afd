"""Comparing offices: abbreviated and in full, with the body and without."""

from __future__ import annotations

from functools import lru_cache

from govnews.facts.words import words
from govnews.text import fold
from govnews.text.tokens import Tokens

_AND = "và"
_FORMER = "nguyên"
"""Before an office; elsewhere it is part of a name: `Sở Tài nguyên`, `Thái Nguyên`."""


@lru_cache(maxsize=20_000)
def office_key(office: str) -> tuple[str, ...]:
    """The folded words of an office with abbreviations written out, for comparing offices.

    >>> office_key("PGĐ Sở TT&TT") == office_key("Phó Giám đốc Sở Thông tin và Truyền thông")
    True
    """
    keys: list[str] = []
    full = words().offices.abbreviations
    for key in Tokens(office).keys:
        if key in full:
            keys += [part for part in fold(full[key]).split() if part != _AND]
        elif key != _AND and (key.isalnum() or len(key) > 1):
            keys.append(key)
    return tuple(keys[1:] if keys[:1] == [_FORMER] else keys)


def same_office(one: str, other: str) -> bool:
    """Whether one office is a shorter way to write the other.

    >>> same_office("Phó Giám đốc Sở", "Phó Giám đốc Sở Thông tin và Truyền thông")
    True
    >>> same_office("Phó Giám đốc Sở Y tế", "Giám đốc Sở Y tế")
    False
    """
    short, long = sorted((office_key(one), office_key(other)), key=len)
    if not short or short[:2] != long[: min(2, len(short))]:
        return False
    rest = iter(long)
    return all(key in rest for key in short)  # the short form is a subsequence of the long one


def fuller(offices: list[str]) -> list[str]:
    """The offices without those that only shorten another one, in order of first mention.

    Of two ways to write one office the longer is kept: `Sở Thông tin và Truyền thông`, not `Sở`.
    """
    kept: list[str] = []
    for office in offices:
        match = next((i for i, other in enumerate(kept) if same_office(office, other)), None)
        if match is None:
            kept.append(office)
        elif len(office) > len(kept[match]):
            kept[match] = office
    return kept
