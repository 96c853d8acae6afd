"""What stands right before a name: form of address, ranks, and whether several are meant."""

from __future__ import annotations

from govnews.facts.words import words
from govnews.text.tokens import Tokens

_MOST_RANKS = 3


def address_start(tokens: Tokens, name_start: int) -> int:
    """The first token of the form of address and the ranks before a name."""
    tables = words().names
    at = name_start
    for _ in range(_MOST_RANKS):
        stop = at - 1 if at and tokens.words[at - 1] in (".", ":") else at
        match = tables.ranks.ends_at(tokens, stop) or tables.occupations.ends_at(tokens, stop)
        if not match or stop == 0:
            break
        at = match[0]
    form = tables.forms.ends_at(tokens, at)
    if form is None and at and tokens.words[at - 1] == ":":
        form = tables.forms.ends_at(tokens, at - 1)
    return form[0] if form else at


def form_start(tokens: Tokens, at: int, floor: int) -> int:
    """The first token of the form of address that ends at a token, else the token itself."""
    match = words().names.forms.ends_at(tokens, at)
    return match[0] if match and match[0] >= floor else at


def honorific(tokens: Tokens, first: int, name_start: int) -> str | None:
    """The form of address between two tokens in lower case, without its count (`các đồng chí`)."""
    tables = words().names
    for at in range(first, name_start):
        match = tables.forms.longest(tokens, at)
        if match and match[0] <= name_start:
            keys = [key for key in tokens.keys[at : match[0]] if key not in tables.count_words]
            return " ".join(keys) if "," not in keys else None
    return None


def rank(tokens: Tokens, first: int, name_start: int, heads: dict[int, int]) -> str | None:
    """The ranks between two tokens as written; a rank that begins an office is none."""
    table = words().names.ranks
    for at in range(first, name_start):
        match = table.longest(tokens, at)
        if match and match[0] <= name_start and at not in heads:
            return tokens.span(at, _last_rank(tokens, match[0], name_start))
    return None


def _last_rank(tokens: Tokens, stop: int, name_start: int) -> int:
    """The end of the ranks that follow one another: `Giáo sư, Tiến sĩ`, `PGS. TS`."""
    while stop < name_start:
        step = stop + 1 if tokens.words[stop] in (",", ".") else stop
        more = words().names.ranks.longest(tokens, step) if step < name_start else None
        if more is None:
            break
        stop = more[0]
    return stop


def counts_several(tokens: Tokens, first: int, name_start: int) -> bool:
    """Whether an office before a name is said of several: after `các`, `hai`, or before a colon."""
    lead = tokens.keys[max(first - 1, 0) : name_start]
    return ":" in lead or not words().names.count_words.isdisjoint(lead)
