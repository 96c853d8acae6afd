"""How far the name of an award goes: rank, level, what stands in quotes, years of a badge."""

from __future__ import annotations

from itertools import pairwise

from govnews.facts.passage import Passage
from govnews.facts.words import words
from govnews.text.tokens import Tokens

QUOTES = {"“": "”", '"': '"', "«": "»", "'": "'", "”": "”"}
"""What opens a quotation → what closes it."""
OPENING = ("“", '"', "«")
"""What surely opens one."""
_CLOSING = frozenset(QUOTES.values())
_LONGEST_QUOTE = 25
_BADGE_SIGNS = frozenset((",", "-", "–"))


def rank_of(key: str) -> int | None:
    """The rank that a word says: 1, 2, 3; None for another word.

    >>> rank_of("nhì"), rank_of("iii"), rank_of("khuyến")
    (2, 3, None)
    """
    rank = words().awards.ranks.get(key)
    return int(rank) if rank else None


def award_name_end(
    passage: Passage, at: int, kind: str, end: int, *, opened: bool
) -> tuple[int, int | None] | None:
    """The token after the award's name, and its class; None for a badge that is no award.

    `opened`: the award stands in quotes, as in `danh hiệu “Thầy thuốc Ưu tú”`.
    """
    tokens = passage.tokens
    stop = _badge_end(passage, at, end) if kind == "badge" else at
    if stop is None:
        return None
    rank, stop = _class_after(tokens, stop, end)
    stop = _levels_end(tokens, stop, end)
    if opened:
        return _closed(tokens, stop, end), rank
    stop = _quoted_end(tokens, stop, end)
    if kind == "commemorative_medal" and stop == at:
        stop = _cause_end(tokens, stop, end)
    return stop, rank


def year_after(tokens: Tokens, at: int, end: int) -> tuple[int | None, int]:
    """`năm 2023`, `năm học 2023 - 2024` at a token: the year and the token after it.

    A school year counts as the year in which it closes.
    """
    keys = tokens.keys
    school = keys[at : at + 2] == ["năm", "học"] and keys[at + 3 : at + 4] in (["-"], ["–"])
    if school and at + 4 < end and len(keys[at + 4]) == 4 and keys[at + 4].isdecimal():
        return int(keys[at + 4]), at + 5
    if at + 1 < end and keys[at] == "năm" and len(keys[at + 1]) == 4 and keys[at + 1].isdecimal():
        return int(keys[at + 1]), at + 2
    return None, at


def year_within(tokens: Tokens, start: int, end: int) -> int | None:
    """The year that is a part of the name: `Cờ “Đơn vị dẫn đầu năm 2023”`."""
    for at in range(start, end - 1):
        year, _ = year_after(tokens, at, end)
        if year:
            return year
    return None


def unquoted(text: str) -> str:
    """Without the quotation marks round the whole, with those round a part of it."""
    return text.strip("“”\"«»' ") if text[0] in QUOTES else text


def _badge_end(passage: Passage, at: int, end: int) -> int | None:
    """`Huy hiệu 60 năm tuổi Đảng`, `Huy hiệu Đảng 30 năm`, `Huy hiệu "…"`; a bare one is none."""
    tokens, tables = passage.tokens, words().awards
    keys = tokens.keys
    stop = at
    while stop < end and (
        keys[stop].isdigit() or keys[stop] in tables.badge_words or keys[stop] in _BADGE_SIGNS
    ):
        number_follows = stop + 1 < end and keys[stop + 1].isdigit()
        if keys[stop] in (",", "và") and not number_follows:
            break
        stop += 1
    if stop > at or (at < end and tokens.words[at] in QUOTES):
        return stop
    named = at < end and (tokens.caps[at] or keys[at] == "của")
    named = named or keys[at - 1] in tables.bare_badges
    # "nhận Huy hiệu, gồm 3 đảng viên 55 năm, 8 đảng viên 40 năm tuổi Đảng"
    return at if named or ["tuổi", "đảng"] in map(list, pairwise(keys[at:end])) else None


def _class_after(tokens: Tokens, at: int, end: int) -> tuple[int | None, int]:
    """`hạng Nhất`, `(hạng Ba)`: the class and the token after it."""
    for place in (at, at + 1):
        if place + 1 < end and tokens.keys[place] == "hạng":
            rank = rank_of(tokens.keys[place + 1])
            if rank is not None:
                return rank, place + 2
    return None, at


def _levels_end(tokens: Tokens, at: int, end: int) -> int:
    """Past `toàn quốc`, `cấp tỉnh`, `cơ sở` and the like."""
    while at < end:
        level = words().awards.levels.longest(tokens, at)
        if not level or level[0] > end:
            break
        at = level[0]
    return at


def _closed(tokens: Tokens, at: int, end: int) -> int:
    """Past the mark that closes a quotation that has begun, wherever in it the table's name ends."""
    for stop in range(at, min(end, at + _LONGEST_QUOTE)):
        if tokens.words[stop] in _CLOSING:
            return stop + 1
        if tokens.words[stop] in (*OPENING, ";", "."):
            break
    return at


def _quoted_end(tokens: Tokens, at: int, end: int) -> int:
    """Past a name in quotes: `Kỷ niệm chương “Vì sự nghiệp …”`."""
    close = QUOTES.get(tokens.words[at]) if at < end else None
    if close:
        for stop in range(at + 1, min(end, at + _LONGEST_QUOTE)):
            if tokens.words[stop] in (close, '"', "”"):
                return stop + 1
    return at


def _cause_end(tokens: Tokens, at: int, end: int) -> int:
    """Past `vì sự nghiệp …`, which names the medal, without quotes."""
    if at + 1 < end and tokens.keys[at] == "vì":
        at += 1
        while at < end and tokens.words[at] not in ".,;:()":
            if tokens.keys[at] in words().awards.cause_enders:
                break
            at += 1
    return at
