"""Awards as they are named in the text: kind, rank, name in quotes, year, whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from govnews.facts.award_names import (
    OPENING,
    QUOTES,
    award_name_end,
    rank_of,
    unquoted,
    year_after,
    year_within,
)
from govnews.facts.award_words import end_of, listed
from govnews.facts.grantors import owner_after
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.words import words

TITLES = ("honour_title", "emulation_title")
"""Kinds that are borne as a title, so that a count before one counts those who bear it."""
_RANKED_BY_CLASS = ("order", "medal")
_LONGEST_OWN_NAME = 8
"""Tokens of a name that no table has: `giải Chủ công xuất sắc nhất`, `danh hiệu Hoa khôi`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """One award named between two tokens."""

    start: int
    end: int
    kind: str
    text: str
    rank: int | None = None
    count: int | None = None
    """How many of them, where a number stands before (`02 giải Nhì`)."""
    year: int | None = None
    grantor: tuple[int, int] | None = None
    """Tokens of the body after `của`."""


def find_honours(passage: Passage, first: int, end: int) -> list[Honour]:
    """The awards named between two tokens, left to right."""
    found: list[Honour] = []
    taken = first
    for start, stop, kind in words().awards.awards.scan(passage.tokens, first, end):
        if start < taken or not _is_award(passage, start, stop, end, kind, first):
            continue
        honour = _read(passage, start, stop, kind, end)
        if honour is not None:
            found += [honour, *_more_ranks(passage, honour, end)]
            taken = found[-1].end
    return _with_later_ranks(passage, found, end)


def _is_award(passage: Passage, start: int, stop: int, end: int, kind: str, first: int) -> bool:
    """Whether the phrase of the table is an award here."""
    tokens, tables = passage.tokens, words().awards
    if tokens.keys[start:stop] == ["danh", "hiệu"]:  # only before a title of no table
        quoted = stop + 1 < end and tokens.words[stop] in QUOTES
        if quoted and tables.awards.longest(tokens, stop + 1):
            return False
        if not quoted and not _is_own_title(passage, start, stop, end):
            return False
    if tokens.keys[start:stop] == ["giải"] and _own_prize_end(passage, start, end) is None:
        return False
    if kind in TITLES and start > first and tokens.keys[start - 1] == "chuẩn":
        return False  # "389 hộ đạt chuẩn gia đình văn hóa"
    named_after = tables.named_after_awards.ends_at(tokens, start)
    return kind != "not awards" and not (named_after and named_after[0] >= first)


def _is_own_title(passage: Passage, start: int, at: int, end: int) -> bool:
    """Whether a title of no table stands right after a verb, or right before one."""
    keys = passage.tokens.keys
    stop = _own_title_end(passage, at, end)
    if stop is None:
        return False
    given = keys[start - 1] in listed("before prizes") if start else False
    return given or keys[stop : stop + 1] in (["được"], ["thuộc"], ["cho"], ["của"])


def _own_title_end(passage: Passage, at: int, end: int) -> int | None:
    """The token after a title without quotes that no table has: `danh hiệu Hoa khôi`."""
    tokens = passage.tokens
    if at >= end or not tokens.caps[at] or words().awards.awards.longest(tokens, at):
        return None
    stop = at + 1
    while stop < end and _may_go_on(passage, stop) and stop - at < _LONGEST_OWN_NAME:
        stop += 1
    return stop


def _own_prize_end(passage: Passage, start: int, end: int) -> int | None:
    """The token after a prize named by what it is for: `giải Chủ công xuất sắc nhất`."""
    tokens = passage.tokens
    heads = passage.sentences[passage.sentence_of(start)][0] == start
    opens = heads or (tokens.caps[start] and tokens.caps[start - 1 : start] != [True])
    if not opens and tokens.keys[start - 1] not in listed("before prizes"):
        return None
    for at in range(start + 1, min(end, start + _LONGEST_OWN_NAME)):
        stop = end_of("superlatives", tokens, at, end)
        if stop:
            return stop
        if not _may_go_on(passage, at):
            return None
    return None


def _may_go_on(passage: Passage, at: int) -> bool:
    tokens = passage.tokens
    return tokens.words[at][0].isalpha() and tokens.keys[at] not in listed("name breakers")


def _name_end(
    passage: Passage, start: int, stop: int, kind: str, end: int
) -> tuple[int, int | None] | None:
    """The token after the award's name, and its class; None for a badge that is no award."""
    tokens = passage.tokens
    if tokens.keys[start:stop] == ["giải"]:
        return _own_prize_end(passage, start, end) or stop, None
    if tokens.keys[start:stop] == ["danh", "hiệu"] and tokens.caps[stop : stop + 1] == [True]:
        return _own_title_end(passage, stop, end) or stop, None
    opened = start > 0 and tokens.words[start - 1] in OPENING
    return award_name_end(passage, stop, kind, end, opened=opened)


def _read(passage: Passage, start: int, stop: int, kind: str, end: int) -> Honour | None:
    tokens = passage.tokens
    begin = _with_title_word(passage, start)
    name = _name_end(passage, start, stop, kind, end)
    if name is None:
        return None
    text_end, rank = name
    if rank is None and kind == "prize" and stop - start > 1 and tokens.keys[start] != "cúp":
        rank = rank_of(tokens.keys[start + 1])  # "giải nhất", "giải nhất toàn đoàn"
    year, at, grantor = _year_and_owner(passage, (start, stop), text_end, end)
    return Honour(
        start=begin,
        end=at,
        kind=kind,
        text=unquoted(passage.words_between(begin, text_end)),
        rank=rank,
        count=read_count(tokens.keys[begin - 1]) if begin else None,
        year=year,
        grantor=grantor,
    )


def _year_and_owner(
    passage: Passage, phrase: tuple[int, int], text_end: int, end: int
) -> tuple[int | None, int, tuple[int, int] | None]:
    """`năm 2023 của X`, also after gifts: year, the token after all, the tokens of the owner."""
    tokens = passage.tokens
    year, at = year_after(tokens, text_end, end)
    year = year or year_within(tokens, phrase[0], text_end)
    owner = owner_after(passage, at, end)
    if owner is None:
        at = _past_gifts(passage, at, end)
        owner = owner_after(passage, at, end)
    if owner:
        at = owner[1]
        if year is None:
            year, at = year_after(tokens, at, end)
        at = _past_gifts(passage, at, end)
    elif "của" in tokens.keys[slice(*phrase)]:  # "Cờ thi đua của Chính phủ"
        owner = tokens.keys.index("của", phrase[0]) + 1, phrase[1]
    return year, at, owner


def _past_gifts(passage: Passage, at: int, end: int) -> int:
    """Past `, phần thưởng`, `và tiền thưởng`, where `cho` or `của` follows."""
    tokens = passage.tokens
    place = at
    while place < end and tokens.keys[place] in (",", "và", "kèm", "cùng", "kèm theo"):
        stop = end_of("gifts", tokens, place + 1, end)
        if stop is None:
            break
        place = stop
    return place if tokens.keys[place : place + 1] in (["cho"], ["của"]) and place > at else at


def _with_title_word(passage: Passage, start: int) -> int:
    """The first token of an award with `danh hiệu “` before it."""
    tokens = passage.tokens
    while start > 0 and tokens.words[start - 1] in OPENING:
        start -= 1
    return start - 2 if start > 1 and tokens.keys[start - 2 : start] == ["danh", "hiệu"] else start


# -- ranks that stand alone ----------------------------------------------------------------


def _more_ranks(passage: Passage, honour: Honour, end: int) -> Iterator[Honour]:
    """The ranks that a list adds without the award's name: `hạng Nhất, hạng Nhì và hạng Ba`."""
    keys = passage.tokens.keys
    at = honour.end
    while honour.rank is not None and at + 1 < end and keys[at] in (",", "và"):
        place = at + 1
        stop = place + 2 if keys[place] == "hạng" else place + 1
        said_alone = honour.kind == "prize" and keys[place] in ("nhất", "nhì", "ba")
        if stop > end or not (stop - place > 1 or said_alone) or rank_of(keys[stop - 1]) is None:
            return
        yield _with_rank(passage, honour, place, stop)
        at = stop


def _with_later_ranks(passage: Passage, found: list[Honour], end: int) -> list[Honour]:
    """Also the ranks that stand alone further on: `… hạng Nhất cho A và hạng Nhì cho B`."""
    keys = passage.tokens.keys
    whole: list[Honour] = []
    for place, honour in enumerate(found):
        whole.append(honour)
        stop = found[place + 1].start if place + 1 < len(found) else end
        if honour.kind in _RANKED_BY_CLASS and honour.rank is not None:
            whole += [
                _with_rank(passage, honour, at, at + 2)
                for at in range(honour.end, stop - 1)
                if keys[at] == "hạng" and rank_of(keys[at + 1]) is not None
            ]
    return whole


def _with_rank(passage: Passage, honour: Honour, start: int, end: int) -> Honour:
    """The award with another rank, told between two tokens: the last words of its text change."""
    head = honour.text.rsplit(" ", end - start)[0]
    return replace(
        honour,
        start=start,
        end=end,
        rank=rank_of(passage.tokens.keys[end - 1]),
        text=f"{head} {passage.tokens.span(start, end)}",
        count=None,
    )
