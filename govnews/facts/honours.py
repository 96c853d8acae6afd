"""Awards as they are named in the text: kind, rank, name in quotes, year, whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from govnews.facts.mentions import Passage
from govnews.facts.words import words

_RANKS = {
    "nhất": 1, "nhì": 2, "ba": 3, "i": 1, "ii": 2, "iii": 3, "1": 1, "2": 2, "3": 3,
    "vàng": 1, "bạc": 2, "đồng": 3, "a": 1, "b": 2, "c": 3,
}  # fmt: skip
_QUOTES = {"“": "”", '"': '"', "«": "»", "'": "'", "”": "”"}
_ORDERED = frozenset(("order", "medal", "prize"))
_NAMED_AFTER = frozenset(("đường", "phố", "phong", "quỹ", "trường"))


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
    tokens = passage.tokens
    found: list[Honour] = []
    taken = first
    for start, stop, kind in words().awards.scan(tokens, first, end):
        if tokens.keys[start:stop] == ["danh", "hiệu"] and not _quoted_title(passage, stop, end):
            continue
        if start < taken or kind == "not awards" or _named_after(passage, start, first):
            continue
        honour = _extend(passage, start, stop, kind, end)
        if honour is not None:
            found.append(honour)
            taken = honour.end
            for more in _more_ranks(passage, honour, end):
                found.append(more)
                taken = more.end
    return _with_later_ranks(passage, found, end)


def _with_later_ranks(passage: Passage, found: list[Honour], end: int) -> list[Honour]:
    """Also the ranks that stand alone further on: `… hạng Nhất cho A và hạng Nhì cho B`."""
    keys = passage.tokens.keys
    whole: list[Honour] = []
    for place, honour in enumerate(found):
        whole.append(honour)
        stop = found[place + 1].start if place + 1 < len(found) else end
        if honour.kind not in ("order", "medal") or honour.rank is None:
            continue
        for at in range(honour.end, stop - 1):
            if keys[at] == "hạng" and keys[at + 1] in _RANKS:
                text = f"{honour.text.rsplit(' ', 2)[0]} {passage.tokens.span(at, at + 2)}"
                rank = _RANKS[keys[at + 1]]
                whole.append(replace(honour, start=at, end=at + 2, rank=rank, text=text, count=None))
    return whole


def _quoted_title(passage: Passage, at: int, end: int) -> bool:
    """Whether `danh hiệu` is followed by a title in quotes that is in no table."""
    if at + 1 >= end or passage.tokens.words[at] not in _QUOTES:
        return False
    return words().awards.longest(passage.tokens, at + 1) is None


def _more_ranks(passage: Passage, honour: Honour, end: int) -> Iterator[Honour]:
    """The ranks that a list adds without the award's name: `hạng Nhất, hạng Nhì và hạng Ba`."""
    keys = passage.tokens.keys
    at = honour.end
    while honour.rank is not None and at + 1 < end and keys[at] in (",", "và"):
        place = at + 1
        named = keys[place] == "hạng"
        rank = _RANKS.get(keys[place + 1]) if named and place + 1 < end else None
        if not named and honour.kind == "prize" and keys[place] in ("nhất", "nhì", "ba"):
            rank = _RANKS[keys[place]]
        if rank is None:
            return
        at = place + 2 if named else place + 1
        text = f"{honour.text.rsplit(' ', 2 if named else 1)[0]} {passage.tokens.span(place, at)}"
        yield replace(honour, start=place, end=at, rank=rank, text=text, count=None)


def _named_after(passage: Passage, start: int, first: int) -> bool:
    """Whether a street, fund or movement bears the award's name."""
    keys = passage.tokens.keys
    return start > first and (
        keys[start - 1] in _NAMED_AFTER or (start - 2 >= first and keys[start - 2 : start] == ["phong", "trào"])
    )


def _extend(passage: Passage, start: int, stop: int, kind: str, end: int) -> Honour | None:
    tokens = passage.tokens
    begin = start
    while begin > 0 and tokens.words[begin - 1] in ("“", '"', "«"):
        begin -= 1
    if begin > 1 and tokens.keys[begin - 2 : begin] == ["danh", "hiệu"]:
        begin -= 2
    rank = _RANKS.get(tokens.keys[stop - 1]) if kind in _ORDERED and stop - start > 1 else None
    if kind == "order" or kind == "medal":
        rank = None
    at = stop
    if kind == "badge":
        badge = _badge_end(passage, stop, end)
        if badge is None:
            return None
        at = badge
    rank_end = _rank_after(passage, at, end)
    if rank_end:
        rank, at = rank_end
    at = _level_end(passage, at, end)
    at = _quoted_end(passage, at, end)
    if kind == "commemorative_medal" and at == stop:
        at = _cause_end(passage, at, end)
    text_end = at
    year, at = _year(passage, at, end)
    grantor = _grantor(passage, at, end)
    if grantor and year is None:
        year, after = _year(passage, grantor[1], end)
        finish = after
    else:
        finish = grantor[1] if grantor else at
    return Honour(
        start=begin,
        end=max(finish, text_end),
        kind=kind,
        text=_unquoted(" ".join(tokens.span(begin, text_end).split())),
        rank=rank,
        count=_count_before(passage, begin),
        year=year,
        grantor=grantor,
    )


def _unquoted(text: str) -> str:
    """Without the quotation marks round the whole, with those round a part of it."""
    return text.strip("“”\"«»' ") if text[0] in _QUOTES else text


def _badge_end(passage: Passage, at: int, end: int) -> int | None:
    """`Huy hiệu 60 năm tuổi Đảng`, `Huy hiệu Đảng 30 năm`, `Huy hiệu "…"`; a bare one is none."""
    keys = passage.tokens.keys
    stop = at
    while stop < end and (
        keys[stop].isdigit() or keys[stop] in ("năm", "tuổi", "đảng", "loại", "cho", ",", "và", "từ", "đến", "-", "–")
    ):
        if keys[stop] == "cho":
            break
        if keys[stop] in (",", "và") and not (stop + 1 < end and keys[stop + 1].isdigit()):
            break
        stop += 1
    if stop > at:
        return stop
    if at < end and passage.tokens.words[at] in _QUOTES:
        return at
    named = passage.tokens.caps[at] if at < end else False
    return at if named or keys[at - 1] in ("đảng", "hồ", "cảm") or (at < end and keys[at] == "của") else None


def _rank_after(passage: Passage, at: int, end: int) -> tuple[int, int] | None:
    """`hạng Nhất`, `hạng III`, `(hạng Ba)`: the rank and the token after it."""
    keys = passage.tokens.keys
    for gap in (0, 1):
        place = at + gap
        if place + 1 < end and keys[place] == "hạng" and keys[place + 1] in _RANKS:
            return _RANKS[keys[place + 1]], place + 2
    return None


def _level_end(passage: Passage, at: int, end: int) -> int:
    """Past `toàn quốc`, `cấp tỉnh`, `cơ sở`, `xuất sắc` and the like."""
    keys = passage.tokens.keys
    while at < end:
        if keys[at] == "cấp" and at + 1 < end and keys[at + 1] in ("tỉnh", "bộ", "thành", "cơ", "quốc", "huyện", "ngành"):
            at += 3 if at + 2 < end and keys[at + 1] in ("thành", "cơ", "quốc") else 2
        elif keys[at : at + 2] in (["toàn", "quốc"], ["cơ", "sở"], ["toàn", "quân"], ["toàn", "đoàn"], ["tiêu", "biểu"]):
            at += 2
        else:
            break
    return at


def _quoted_end(passage: Passage, at: int, end: int) -> int:
    """Past a name in quotes: `Kỷ niệm chương “Vì sự nghiệp …”`."""
    tokens = passage.tokens
    if at < end and tokens.words[at] in _QUOTES:
        close = _QUOTES[tokens.words[at]]
        for stop in range(at + 1, min(end, at + 25)):
            if tokens.words[stop] in (close, '"', "”"):
                return stop + 1
    return at


def _cause_end(passage: Passage, at: int, end: int) -> int:
    """Past `vì sự nghiệp …`, which names the medal, without quotes."""
    tokens = passage.tokens
    if at + 1 < end and tokens.keys[at] == "vì":
        at += 1
        while at < end and tokens.words[at] not in ".,;:()" and tokens.keys[at] not in ("cho", "năm", "của", "và", "tới"):
            at += 1
    return at


def _year(passage: Passage, at: int, end: int) -> tuple[int | None, int]:
    keys = passage.tokens.keys
    if at + 1 < end and keys[at] == "năm" and len(keys[at + 1]) == 4 and keys[at + 1].isdigit():
        return int(keys[at + 1]), at + 2
    return None, at


def _grantor(passage: Passage, at: int, end: int) -> tuple[int, int] | None:
    """The body after `của`."""
    tokens = passage.tokens
    if at >= end or tokens.keys[at] != "của" or _of_person(passage, at + 1):
        return None
    stop = body_stretch(passage, at + 1, end)
    return (at + 1, stop) if stop > at + 1 else None


def _of_person(passage: Passage, at: int) -> bool:
    """`danh hiệu … của bà Lữ Thị Hà`: whose it is, not who gives it."""
    return any(m.first == at and m.honorific and not m.offices for m in passage.mentions)


def body_stretch(passage: Passage, at: int, end: int) -> int:
    """The token after the name of a body or office that begins at `at`."""
    tokens, tables = passage.tokens, words()
    start = at
    while at < end:
        word, key = tokens.words[at], tokens.keys[at]
        if at in passage.finder.body_at:
            at = min(passage.finder.body_at[at], end)
        elif at in passage.finder.head_at:
            at = min(passage.finder.head_at[at], end)
        elif word == "," or word in "-–":
            compound = tables.compounds.longest(tokens, at)
            joins = word in "-–" and at + 1 < end and tokens.caps[at + 1]
            if not (compound or joins):
                break
            at += 1
        elif key == "và":
            if not (at + 1 < end and tokens.caps[at + 1] and tokens.caps[at - 1]):
                break
            at += 1
        elif tables.compounds.longest(tokens, at):
            at = min((tables.compounds.longest(tokens, at) or (at + 1, ""))[0], end)
        elif not word[0].isalnum() or key in ("cho", "vì", "do", "đã", "có", "được", "trao", "tặng", "năm", "về", "tại", "trong", "tới", "đến", "đối", "để", "với", "nhân", "thuộc", "ghi") or (not tokens.caps[at] and tables.stops.longest(tokens, at) and at > start) or (tables.groups.longest(tokens, at) and not tokens.caps[at] and at > start and key not in ("tỉnh", "huyện", "xã", "phường", "quận", "ngành", "cơ", "tổ", "đoàn", "trường", "hội", "thành", "người", "nông", "lao", "thanh")):
            break
        else:
            at += 1
    return at


def _count_before(passage: Passage, begin: int) -> int | None:
    if begin == 0:
        return None
    return read_count(passage.tokens.keys[begin - 1])


_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


def read_count(key: str) -> int | None:
    """A number in digits or one word, else None.

    >>> read_count("05"), read_count("1.250"), read_count("hai"), read_count("các")
    (5, 1250, 2, None)
    """
    digits = key.replace(".", "")
    if digits.isdigit() and len(digits) < 7:
        return int(digits)
    return _NUMBERS.get(key)
