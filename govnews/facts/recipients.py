"""Who was honoured: lists of people, bodies, places and counted groups."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews.facts.honours import read_count
from govnews.facts.mentions import Mention, Passage
from govnews.facts.words import words

_REASONS = frozenset(
    "vì do nhằm tại trong vào đã nay để thuộc gồm nêu trên này đạt giai đoạn".split()
)
_REASON_PAIRS = frozenset(
    (
        ("có", "thành"), ("có", "nhiều"), ("có", "đóng"), ("có", "công"), ("có", "kết"), ("vì", "đã"),
        ("có", "tác"), ("có", "bài"), ("có", "số"), ("có", "hoàn"), ("có", "cống"), ("năm", "học"), ("nhân", "dịp"), ("nhân", "kỷ"), ("ngày", "thành"),
        ("tham", "gia"), ("tích", "cực"), ("tiêu", "biểu"), ("xuất", "sắc"), ("hoàn", "thành"),
        ("đạt", "thành"), ("với", "những"), ("với", "thành"), ("với", "tác"), ("với", "chùm"), ("là", "những"),
        ("được", "vinh"), ("lập", "thành"), ("có", "hoàn"), ("về", "thành"), ("đề", "nghị"), ("và", "trao"), ("và", "tặng"), ("ngay", "sau"), ("đủ", "điều"),
    )
)  # fmt: skip
_SUBGROUP = re.compile(r"(?<!của)(?<!thuộc) các (?=\w)")
"""What follows in a counted group only says whose members they are."""
_TRAILING = frozenset("vừa từng đã cũng vinh dự được đều còn đã là đạt".split())
_VAGUE = frozenset("các nhiều những một số".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One who is honoured, as far as the text says."""

    kind: str
    name: str | None
    text: str | None
    count: int | None = None
    mention: Mention | None = None


def read_recipients(passage: Passage, start: int, end: int) -> list[Recipient]:
    """The recipients listed between two tokens; the list ends where the reason begins."""
    stop = _list_end(passage, start, end)
    later = _next_group(passage, start, end)
    if later:
        return read_recipients(passage, start, later - 1) + read_recipients(passage, later, end)
    items = _items(passage, _past_total(passage, start, stop), stop)
    found: list[Recipient] = []
    for first, last in items:
        recipient = _recipient(passage, first, last)
        if recipient is None or (found and _belongs(passage, first, found[-1], recipient)):
            continue
        found.append(recipient)
    return _with_heads(found)


def _belongs(passage: Passage, first: int, before: Recipient, recipient: Recipient) -> bool:
    """Whether an item only says where the person before it belongs: `ông A, Báo X`."""
    if before.kind != "person" or recipient.kind not in ("organisation", "place"):
        return False
    return passage.tokens.words[first - 1] == "," or not passage.tokens.caps[first]


def _next_group(passage: Passage, start: int, end: int) -> int:
    """After a semicolon, where the list goes on with a counted group (`; 25 tập thể …`); else 0."""
    tokens = passage.tokens
    for at in range(start + 1, end - 2):
        if tokens.words[at] == ";":
            counted = read_count(tokens.keys[at + 1]) is not None
            group = words().groups.longest(tokens, at + 2)
            named = any(m.first == at + 1 for m in passage.mentions)
            goes_on = (counted and group) or (named and not _acts(passage, at + 1, end))
            return at + 1 if goes_on else 0
    return 0


def _acts(passage: Passage, start: int, end: int) -> bool:
    """Whether the part up to the next semicolon has a verb of giving or receiving of its own."""
    stop = start
    while stop < end and passage.tokens.words[stop] != ";":
        stop += 1
    tables, tokens = words(), passage.tokens
    return bool(tables.granting.scan(tokens, start, stop) or tables.receiving.scan(tokens, start, stop))


def _past_total(passage: Passage, start: int, stop: int) -> int:
    """Past `02 đơn vị là`, `03 cá nhân gồm:`, where the members of the group follow by name."""
    keys = passage.tokens.keys
    for at in range(start, min(stop, start + 8)):
        if keys[at] in ("là", "gồm", ":") and at + 1 < stop:
            after = at + 2 if keys[at + 1] == ":" else at + 1
            if after < stop and any(passage.tokens.caps[after:stop]):
                return after
    return start


def _list_end(passage: Passage, start: int, end: int) -> int:
    """Where the list ends: at `;`, at a verb, at the words that open the reason."""
    tokens = passage.tokens
    keys = tokens.keys
    inside = {t for m in passage.mentions for t in range(m.first, m.last)}
    at = start
    depth = 0
    while at < end:
        if at in inside:
            at += 1
            continue
        key, word = keys[at], tokens.words[at]
        depth += (word == "(") - (word == ")")
        pair = (key, keys[at + 1]) if at + 1 < end else (key, "")
        if at in passage.finder.body_at:
            at = passage.finder.body_at[at]
            continue
        if word == ";" or (word == "." and at > start and depth <= 0):
            return at
        if word == ":" and at > start and not (at + 1 < end and (at + 1 in inside or tokens.caps[at + 1])):
            return at
        if pair in _REASON_PAIRS and not tokens.caps[at] and at > start:
            return at
        if key in _REASONS and at > start and not tokens.caps[at] and key != "thuộc":
            if key == "năm" or key == "giai":
                return at
            return at
        if key == "năm" and at + 1 < end and keys[at + 1].isdigit() and at > start + 1:
            return at
        if not tokens.caps[at] and key in ("trao", "tặng", "nhận", "được", "phát", "chúc", "thay", "bày"):
            return at
        at += 1
    return min(at, end)


def _items(passage: Passage, start: int, stop: int) -> list[tuple[int, int]]:
    """The list parted at commas, `và`, `cùng`, where a new recipient begins."""
    tokens = passage.tokens
    inside = {t: m for m in passage.mentions for t in range(m.first, m.last)}
    items: list[tuple[int, int]] = []
    first = start
    at = start
    while at < stop:
        mention = inside.get(at)
        if mention is not None:
            at = max(min(mention.last, stop), at + 1)
            continue
        if tokens.words[at] == "," or tokens.keys[at] in ("và", "cùng"):
            compound = words().compounds.longest(tokens, max(first, at - 2))
            if not _joined_group(passage, first, at, stop) and not (
                compound and compound[0] > at + 1
            ):
                if at > first:
                    items.append((first, at))
                first = at + 1
        at += 1
    if stop > first:
        items.append((first, stop))
    return items


def _joined_group(passage: Passage, first: int, at: int, stop: int) -> bool:
    """`5 tập thể, cá nhân`, `nhiều tập thể và cá nhân`: one group, counted once."""
    tables, tokens = words(), passage.tokens
    after = at + 1
    group = tables.groups.longest(tokens, after) if after < stop else None
    if not group or (tables.units.longest(tokens, after) and tokens.caps[min(group[0], stop - 1)]):
        return False
    lead = first
    if read_count(tokens.keys[lead]) is None and tokens.keys[lead] not in _VAGUE:
        return bool(tables.groups.longest(tokens, lead)) and not any(tokens.caps[first:at])
    while lead < at and (read_count(tokens.keys[lead]) is not None or tokens.keys[lead] in _VAGUE):
        lead += 1
    return bool(tables.groups.longest(tokens, lead)) if lead < at else False


def _recipient(passage: Passage, first: int, last: int) -> Recipient | None:
    tokens, tables = passage.tokens, words()
    while first < last and (not tokens.words[first][0].isalnum() or tokens.keys[first] in ("cho", "là", "và", "tới", "đến", "gồm", "với")):
        first += 1
    while last > first and (
        (not tokens.words[last - 1][0].isalnum() and tokens.words[last - 1] != ")")
        or tokens.keys[last - 1] in _TRAILING
    ):
        last -= 1
    if first < last and tokens.keys[first] in ("riêng", "trong", "có"):
        first += 2 if tokens.keys[first : first + 2] == ["trong", "đó"] else 1
    if first >= last:
        return None
    mention = next((m for m in passage.mentions if m.first < last and m.last > first and m.start < last), None)
    if first < last and "%" in tokens.words[first : first + 2]:
        return None
    if mention is not None and tokens.keys[first : first + 2] == ["gia", "đình"]:
        text = " ".join(tokens.span(first, mention.end).split())
        return Recipient(kind="group", name=text, text=text)
    if mention is not None and mention.start >= first:
        return Recipient(kind="person", name=mention.name, text=mention.name, mention=mention)
    first = _past_work(passage, first, last)
    text = " ".join(tokens.span(first, last).split()).rstrip(".")
    count = read_count(tokens.keys[first])
    at = first + 1 if count is not None or tokens.keys[first] in _VAGUE else first
    if at < last and tokens.keys[at] == "số":
        at += 1
    group = tables.groups.longest(tokens, at) if at < last else None
    if count is not None or tokens.keys[first] in _VAGUE:
        text = _SUBGROUP.split(text, maxsplit=1)[0]
        return Recipient(kind="group", name=text, text=text, count=count) if group or count else None
    if group and not tokens.caps[first] and not _named(passage, first, last):
        return Recipient(kind="group", name=text, text=text)
    if tables.units.longest(tokens, first) and _named(passage, first, last):
        return Recipient(kind="place", name=text, text=text)
    if tokens.caps[first] or tables.bodies.longest(tokens, first) or _named(passage, first, last):
        return Recipient(kind="organisation", name=text, text=text)
    return None


def _past_work(passage: Passage, first: int, last: int) -> int:
    """Past `tác phẩm "…" của`: the prize goes to whose work it is."""
    keys = passage.tokens.keys
    if not {"phẩm", "thi", "ảnh", "án", "trình"} & set(keys[first:last]):
        return first
    owners = [at for at in range(first, last - 1) if keys[at] == "của" and _owner(passage, at + 1)]
    return owners[-1] + 1 if owners else first


def _owner(passage: Passage, at: int) -> bool:
    return passage.tokens.caps[at] or bool(words().bodies.longest(passage.tokens, at))


def _named(passage: Passage, first: int, last: int) -> bool:
    """Whether a capitalised word follows in the item, so that somebody in particular is meant."""
    return any(passage.tokens.caps[at] for at in range(first, last))


_UNIT_HEAD = re.compile(
    r"^(?P<head>.*?\S)\s+(?P<unit>thành phố|tỉnh|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu|TP\.?)\s+(?P<place>[A-ZĐÀ-Ỹ].*)$"
)


def _with_heads(found: list[Recipient]) -> list[Recipient]:
    """Restore the head that a list says once (`Ủy ban MTTQ thành phố A, B và thành phố C`)."""
    restored: list[Recipient] = []
    head: re.Match[str] | None = None
    for item in found:
        text = item.name or ""
        match = _UNIT_HEAD.match(text)
        if item.kind in ("organisation", "place") and head and _is_bare_place(text, item.kind):
            unit = "" if item.kind == "place" else f"{head['unit']} "
            restored.append(
                Recipient(kind="organisation", name=f"{head['head']} {unit}{text}", text=item.text)
            )
            continue
        if match and item.kind == "organisation":
            head = match
        elif item.kind != "organisation":
            head = None
        restored.append(item)
    return restored


def _is_bare_place(text: str, kind: str) -> bool:
    if kind == "place":
        return True
    parts = text.split()
    return len(parts) <= 4 and all(part[0].isupper() for part in parts) and not text.isupper()
