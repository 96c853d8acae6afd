"""Time zones as stamps print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo

from govnews.dates.tokens import Token, small, tokenise  # noqa: F401  tokenise: doctests

_NAMES = frozenset(("gmt", "utc"))
_FARTHEST = 14


def read_zone(tokens: Sequence[Token], at: int) -> tuple[tzinfo, int] | None:
    """The zone that begins at a token, and the index after it.

    >>> texts = ("GMT+7", "(GMT +07:00)", "+0700", "+07:00", "Z", "GMT")
    >>> [str(read_zone(tokenise(text), 0)[0]) for text in texts]
    ['UTC+07:00', 'UTC+07:00', 'UTC+07:00', 'UTC+07:00', 'UTC', 'UTC']
    >>> read_zone(tokenise("- 12 lượt xem"), 0) is None
    True
    """
    opened = tokens[at].key == "("
    start = at + opened
    named = tokens[start].key in _NAMES
    read = _offset(tokens, start + named, named=named)
    if read is None:
        if not named and not (tokens[start].key == "z" and tokens[start].tight):
            return None
        read = UTC, start + 1
    zone, after = read
    return zone, after + (opened and tokens[after].key == ")")


def _offset(tokens: Sequence[Token], at: int, *, named: bool) -> tuple[tzinfo, int] | None:
    """`+7` and `+07` after a name; `+0700`, `+07:00` and `-0500` also alone."""
    sign, digits = tokens[at : at + 2]
    if sign.key not in {"+", "-"} or digits.kind != "n" or not (digits.tight or named):
        return None
    minutes: int | None = 0
    after = at + 2
    if len(digits.key) == 4:
        hours, minutes = int(digits.key[:2]), int(digits.key[2:])
    elif len(digits.key) <= 2:
        hours = int(digits.key)
        if tokens[after].key == ":" and tokens[after].tight:
            minutes = small(tokens[after + 1])
            after += 2
        elif not named and sign.key == "-":
            return None
    else:
        return None
    if minutes is None or minutes > 59 or hours > _FARTHEST:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(offset if sign.key == "+" else -offset), after
