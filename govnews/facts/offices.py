"""Offices as they are written: where one begins, where it ends, where a list of them parts."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

from govnews.facts.names import NameFinder
from govnews.facts.words import words
from govnews.text.tokens import Tokens

_DASHES = frozenset("-–—")
_HARD = frozenset('.;:!?“”"()[]…')
_LONGEST = 28

# A lower body may be followed by a comma and the body above it: "Phòng PC02, Công an thành phố".
_LOWER = frozenset(
    "phòng cục vụ viện khoa tổ đội trạm trung tâm chi công trường ban văn học hội bệnh đồn xã "
    "phường thị kho hạt".split()
)
_UPPER = frozenset(
    "bộ sở công tổng cục ubnd hđnd ủy quân trung tỉnh thành tp quận huyện đại viện học văn thị "
    "ban tập ngân bệnh".split()
)


# Verbs that are the first word of a body's name right after these heads, and nouns before a verb.
_VERB_BODIES = frozenset("ban đoàn tổ đội tiểu phòng".split())
_NOUN_VERBS = frozenset("tổ kiểm quản giám thông chỉ vận công khảo tuyên thanh tiếp".split())
_VERB_NOUNS = frozenset("tác đoàn tổ tâm".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office between two tokens."""

    start: int
    end: int
    text: str


def read_offices(
    finder: NameFinder, at: int, names: Container[int], limit: int
) -> tuple[list[Office], int]:
    """The offices that begin at token `at`, and the token after the last of them.

    `names` holds the tokens at which names begin: an office never runs into one.
    """
    found: list[Office] = []
    while at < limit:
        office = _read_one(finder, at, names, limit)
        if office is None:
            break
        found.append(office)
        following = _next_office(finder, office.end, names, limit)
        if following is None:
            break
        at = following
    return found, found[-1].end if found else at


def begins_office(finder: NameFinder, at: int) -> int | None:
    """The end of the office's head where an office begins at this token (`nguyên` counts)."""
    tokens, tables = finder.tokens, words()
    if at >= len(tokens):
        return None
    match = tables.modifiers.longest(tokens, at)
    head = match[0] if match else at
    return finder.head_at.get(head)


def _read_one(
    finder: NameFinder, at: int, names: Container[int], limit: int
) -> Office | None:
    head_end = begins_office(finder, at)
    if head_end is None or head_end > limit:
        return None
    while head_end in finder.head_at and head_end < limit:  # "Trợ lý Bộ trưởng …"
        head_end = finder.head_at[head_end]
    end = _body_end(finder, at, head_end, names, min(limit, at + _LONGEST))
    tokens = finder.tokens
    weak = " ".join(tokens.keys[at:head_end]) in words().weak_heads
    if weak and end == head_end:
        return None
    return Office(start=at, end=end, text=" ".join(tokens.span(at, end).split()).rstrip("."))


def _body_end(
    finder: NameFinder, start: int, at: int, names: Container[int], limit: int
) -> int:
    """Where the body after a head ends."""
    tokens, tables = finder.tokens, words()
    body_start = at
    while at < limit and tokens.tight[at] and at not in names:
        word, key = tokens.words[at], tokens.keys[at]
        covered = _compound_cover(finder, body_start, at, limit)
        if covered:
            at = covered
        elif word in _HARD:
            break
        elif word == ",":
            upper = _upper_body(finder, body_start - 1, at, names, limit)
            if not upper:
                break
            at = upper
        elif word in _DASHES:
            if not _dash_joins(finder, at, names, limit):
                break
            at += 1
        elif key == "và":
            if not _and_joins(finder, at, names, limit):
                break
            at += 1
        elif at in finder.body_at:
            at = min(finder.body_at[at], limit)
        elif key == "về" and _takes_topic(tokens, body_start, at):
            at += 1
        elif key == "phụ" and tables.modifiers.longest(tokens, at) and at + 2 < limit and _is_body(finder, at + 2):
            at += 2
        elif key == "tại" and _post_abroad(tokens, at, limit):
            at += 1
        elif (not tokens.caps[at] and _stops(tokens, at) and not _noun_here(tokens, body_start, at)) or (tables.forms.longest(tokens, at) and not tokens.caps[at]) or key == "kiêm" or (at > body_start and key in ("nguyên", "đồng") and begins_office(finder, at)) or (at in finder.head_at and at > body_start and not tokens.caps[at]) or (at in finder.head_at and at > body_start and _new_office(finder, at)):
            break
        else:
            at += 1
    return at


def _post_abroad(tokens: Tokens, at: int, limit: int) -> bool:
    """`Tổng Lãnh sự Nhật Bản tại Đà Nẵng`, `Trưởng đại diện … tại Việt Nam`."""
    after = at + 1
    return after < limit and tokens.caps[after] and bool(words().places.longest(tokens, after))


def _stops(tokens: Tokens, at: int) -> bool:
    """Whether a verb or adverb begins here, which no office holds."""
    tables = words()
    return bool(tables.stops.longest(tokens, at) or tables.adverbs.longest(tokens, at))


def _noun_here(tokens: Tokens, start: int, at: int) -> bool:
    """Whether a verb is part of a body's name: `Trưởng ban tổ chức`, `công tác thông tin`."""
    if at == start:
        return tokens.keys[at - 1] in _VERB_BODIES and tokens.keys[at] in _NOUN_VERBS
    return not tokens.caps[at - 1] and tokens.keys[at - 1] in _VERB_NOUNS


def _compound_cover(finder: NameFinder, start: int, at: int, limit: int) -> int | None:
    """The end of a body's name that begins here and holds its own commas (`Văn hóa, Thể thao …`)."""
    match = words().compounds.longest(finder.tokens, at)
    return match[0] if match and match[0] <= limit else None


def _is_body(finder: NameFinder, at: int) -> bool:
    return at in finder.body_at or words().bodies.longest(finder.tokens, at) is not None


def _new_office(finder: NameFinder, at: int) -> bool:
    """Whether a head in mid-phrase opens an office of its own ("… thành phố Bí thư Quận ủy")."""
    tokens = finder.tokens
    return tokens.keys[at] in ("phó", "bí", "giám", "chủ", "trưởng", "ủy", "nguyên", "chánh")


def _upper_body(
    finder: NameFinder, start: int, comma: int, names: Container[int], limit: int
) -> int | None:
    """After a comma: the token after the first word of the body above, where one follows."""
    tokens = finder.tokens
    at = comma + 1
    if at >= limit or at in names or at in finder.head_at or not tokens.tight[at]:
        return None
    if not _is_body(finder, at) and not words().units.longest(tokens, at):
        return None
    lower = next((k for k in tokens.keys[start:comma] if k in _LOWER), None)
    if lower is None or tokens.keys[at] not in _UPPER:
        return None
    first = tokens.keys[start]
    if first == tokens.keys[at]:
        return None
    return at + 1


def _dash_joins(finder: NameFinder, dash: int, names: Container[int], limit: int) -> bool:
    """Whether a dash stands inside a body (`Văn hóa - Xã hội`, `2020 - 2025`), not between offices."""
    tokens = finder.tokens
    at = dash + 1
    if at >= limit or at in names or begins_office(finder, at):
        return False
    before = tokens.words[dash - 1]
    after = tokens.words[at]
    if before[0].isdigit():
        return after[0].isdigit()
    return tokens.caps[at] or (tokens.ends[dash - 1] == tokens.starts[dash])


def _and_joins(finder: NameFinder, at: int, names: Container[int], limit: int) -> bool:
    """Whether `và` joins two parts of one body (`Đoàn ĐBQH và HĐND tỉnh`)."""
    tokens, tables = finder.tokens, words()
    after = at + 1
    if after >= limit or after in names or begins_office(finder, after):
        return False
    if tables.forms.longest(tokens, after) or tables.ranks.longest(tokens, after):
        return False
    steering = "chỉ" in tokens.keys[max(at - 14, 0) : at]  # "Ban Chỉ huy Phòng, chống … và Tìm kiếm …"
    if not (tokens.caps[after] and (tokens.caps[at - 1] or steering)):
        return False
    # "UBND tỉnh và Sở Y tế" is two bodies of two offices; "ĐBQH và HĐND" is one
    return not _is_body(finder, after) or tokens.words[after].isupper()


def _takes_topic(tokens: Tokens, start: int, at: int) -> bool:
    """`Ủy ban …, Ban Chỉ đạo …, Hội đồng … về <topic>`."""
    return any(key in ("ubqg", "ban", "ủy", "hội", "bcđ", "tổ", "đoàn") for key in tokens.keys[start:at])


def _next_office(
    finder: NameFinder, end: int, names: Container[int], limit: int
) -> int | None:
    """Where the next office of the same person begins after `, `, ` - `, `;`, `và`, `kiêm`."""
    tokens, tables = finder.tokens, words()
    at = end
    if at >= limit or not tokens.tight[at]:
        return None
    word, key = tokens.words[at], tokens.keys[at]
    if word == ";":
        return at + 1 if _orphan_part(finder, at + 1, names, limit) else None
    if word == "," or word in _DASHES or key == "và":
        at += 1
        if at < limit and tokens.keys[at] == "và":
            at += 1
    elif key != "kiêm" and begins_office(finder, at) is None:
        return None
    if at < limit and tokens.keys[at] == "kiêm":
        at += 2 if tokens.keys[at + 1 : at + 2] == ["nhiệm"] else 1
    if at < limit and tables.modifiers.longest(tokens, at) and begins_office(finder, at):
        return at
    return at if at < limit and at in finder.head_at and at not in names else None


def _orphan_part(finder: NameFinder, at: int, names: Container[int], limit: int) -> bool:
    """Whether the part after a semicolon is offices only, so that it belongs to the name before."""
    tokens = finder.tokens
    if begins_office(finder, at) is None:
        return False
    while at < limit and tokens.tight[at] and tokens.words[at] not in ";.:":
        if at in names:
            return False
        at += 1
    return True


@lru_cache(maxsize=20_000)
def office_key(office: str) -> tuple[str, ...]:
    """The folded words of an office with abbreviations written out, for comparing offices.

    >>> office_key("PGĐ Sở TT&TT") == office_key("Phó Giám đốc Sở Thông tin và Truyền thông")
    True
    """
    keys: list[str] = []
    full = words().abbreviations
    for key in Tokens(office).keys:
        if key in full:
            keys += [part for part in full[key] if part != "và"]
        elif (key.isalnum() and key not in ("và", "nguyên")) or (not key.isalnum() and len(key) > 1):
            keys.append(key)
    return tuple(keys)


def same_office(one: str, other: str) -> bool:
    """Whether one office is a shorter way to write the other.

    >>> same_office("Phó Giám đốc Sở", "Phó Giám đốc Sở Thông tin và Truyền thông")
    True
    >>> same_office("Phó Giám đốc Sở Y tế", "Giám đốc Sở Y tế")
    False
    """
    a, b = office_key(one), office_key(other)
    if len(a) > len(b):
        a, b = b, a
    if not a or a[: min(2, len(a))] != b[: min(2, len(a))]:
        return False
    position = 0
    for key in b:  # the short form is a subsequence of the long one
        if position < len(a) and key == a[position]:
            position += 1
    return position == len(a)


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
