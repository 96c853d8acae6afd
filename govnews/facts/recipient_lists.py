"""Lists of recipients: where one ends, and where its items part.

A list ends where the reason begins (`… vì đã có thành tích`) or something else is done (`, chúc
mừng …`); it parts at commas, `và` and `cùng`, unless they stand inside a body's name or one group
(`5 tập thể, cá nhân`).
"""

from __future__ import annotations

from govnews.facts.mentions import Mention
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.words import words

_TOTAL_REACH = 8
"""Tokens within which `02 đơn vị là`, `03 cá nhân gồm:` announces the members by name."""


def list_end(passage: Passage, start: int, end: int) -> int:
    """The token after the list that begins at `start`."""
    inside = _belonging(passage, start, end)
    at, open_brackets = start, 0
    while at < end:
        if at in inside:
            at += 1
            continue
        word = passage.tokens.words[at]
        open_brackets += (word == "(") - (word == ")")
        if at in passage.marks.body_at:
            at = passage.marks.body_at[at]
            continue
        title = _title_end(passage, at, start)
        if title:
            at = min(title, end)
            continue
        if word == ";" or (at > start and word == "." and open_brackets <= 0):
            return at
        if _ends_list(passage, at, start, end, inside):
            return at
        at += 1
    return min(at, end)


def _title_end(passage: Passage, at: int, start: int) -> int | None:
    """Past a title that only says who: `5 hộ gia đình văn hóa tiêu biểu`."""
    award = words().awards.awards.longest(passage.tokens, at) if at > start else None
    if award is None or award[1] != "emulation_title":
        return None
    level = words().awards.levels.longest(passage.tokens, award[0])
    return level[0] if level else award[0]


def _ends_list(passage: Passage, at: int, start: int, end: int, inside: dict[int, Mention]) -> bool:
    """Whether a reason, a year, something else that is done, or an explanation begins here."""
    tokens, tables = passage.tokens, words().awards
    key = tokens.keys[at]
    if at > start and key == ":":
        return not (at + 1 < end and (at + 1 in inside or tokens.caps[at + 1]))
    if at > start + 1 and key == "năm" and at + 1 < end and tokens.keys[at + 1].isdigit():
        return True
    if at > start and key.isdigit() and tokens.keys[at + 1 : at + 2] == ["năm"]:
        return True  # "Đơn vị 5 năm liền đạt …"
    if tokens.caps[at]:
        return False
    if key in tables.list_verbs:
        return True
    if key == "có" and at > start and _has_somebody(passage, at, inside):
        return True
    reason = tables.reason_openers.longest(tokens, at)
    return at > start and (key in tables.reason_words or bool(reason and reason[0] <= end))


def _has_somebody(passage: Passage, at: int, inside: dict[int, Mention]) -> bool:
    """`các trường có học sinh …`, `Sở có 02 công chức`: what follows says more of the one before."""
    tokens = passage.tokens
    if at + 1 >= len(tokens) or tokens.keys[at - 1] == "đó":
        return False
    group = words().awards.group_nouns.longest(tokens, at + 1)
    return bool(group) or at + 1 in inside or tokens.keys[at + 1].isdigit()


def _belonging(passage: Passage, start: int, end: int) -> dict[int, Mention]:
    """Token → the mention to which it belongs, for the mentions between two tokens."""
    return {
        at: mention
        for number in range(
            passage.sentence_of(start), passage.sentence_of(max(end - 1, start)) + 1
        )
        for mention in passage.mentions_in(number)
        for at in range(mention.first, mention.last)
    }


def items(passage: Passage, start: int, stop: int) -> list[tuple[int, int]]:
    """First token and end of each item of the list."""
    tokens = passage.tokens
    inside = _belonging(passage, start, stop)
    found: list[tuple[int, int]] = []
    first = at = start
    while at < stop:
        mention = inside.get(at)
        if mention is not None:
            at = max(min(mention.last, stop), at + 1)
            continue
        if tokens.words[at] == "," or tokens.keys[at] in ("và", "cùng"):
            compounds = words().offices.compound_bodies
            known = (compounds.longest(tokens, max(first, at - back)) for back in (1, 2))
            within_name = any(compound and compound[0] > at + 1 for compound in known)
            if not (
                within_name
                or _within_group(passage, first, at, stop)
                or _within_address(passage, first, at)
            ):
                found.append((first, at))
                first = at + 1
        at += 1
    return [(begin, end) for begin, end in (*found, (first, stop)) if end > begin]


def _within_group(passage: Passage, first: int, at: int, stop: int) -> bool:
    """`5 tập thể, cá nhân`, `nhiều tập thể và cá nhân`: one group, counted once."""
    tokens, groups, after = passage.tokens, words().awards.group_nouns, at + 1
    group = groups.longest(tokens, after) if after < stop else None
    if not group or any(
        mention.start >= after and mention.first <= group[0] + 1
        for mention in passage.mentions_in(passage.sentence_of(after))
        if mention.start < stop and mention.first <= group[0] + 1 and mention.last > after
    ):
        return False
    if words().offices.units.longest(tokens, after) and tokens.caps[min(group[0], stop - 1)]:
        return False
    lead = first
    while lead < at and _is_quantity(tokens.keys[lead]):
        lead += 1
    if lead == first:
        # "Nhân dân và cán bộ xã A"
        return bool(groups.longest(tokens, lead)) and not any(tokens.caps[first + 1 : at])
    return lead < at and bool(groups.longest(tokens, lead))


def _within_address(passage: Passage, first: int, at: int) -> bool:
    """`2 gia đình ở xã A và B`: two places of one group."""
    tokens = passage.tokens
    lives = "ở" in tokens.keys[first:at] and _is_quantity(tokens.keys[first])
    named = at + 1 < len(tokens) and tokens.caps[at + 1]
    return lives and named and not words().names.forms.longest(tokens, at + 1)


def _is_quantity(key: str) -> bool:
    return read_count(key) is not None or key in words().awards.vague_numbers


def past_total(passage: Passage, start: int, stop: int) -> int:
    """Past `02 đơn vị là`, `03 cá nhân gồm:`, where the members of the group follow by name."""
    keys = passage.tokens.keys
    for at in range(start, min(stop, start + _TOTAL_REACH)):
        if keys[at] in ("là", "gồm", ":") and at + 1 < stop:
            after = at + 2 if keys[at + 1] == ":" else at + 1
            if after < stop and any(passage.tokens.caps[after:stop]):
                return after
    return start


def next_group(passage: Passage, start: int, end: int) -> int | None:
    """After a semicolon, where the list goes on with somebody else (`; 25 tập thể …`)."""
    tokens = passage.tokens
    semicolon = next((at for at in range(start + 1, end - 2) if tokens.words[at] == ";"), None)
    if semicolon is None:
        return None
    at = semicolon + 1
    counted = read_count(tokens.keys[at]) is not None
    if counted and words().awards.group_nouns.longest(tokens, at + 1):
        return at
    mentions = passage.mentions_in(passage.sentence_of(at))
    named = any(mention.first == at for mention in mentions)
    return at if named and not _acts(passage, at, end) else None


def resumed(passage: Passage, start: int, end: int) -> int | None:
    """After a reason, where the list goes on: `02 tập thể đạt … và 21 cá nhân …`."""
    tokens = passage.tokens
    for at in range(start, end - 3):
        if tokens.words[at] in ";.":
            return None
        if tokens.keys[at] in ("và", ",") and read_count(tokens.keys[at + 1]) is not None:
            pair = tokens.keys[at + 2 : at + 4]
            if pair in (["tập", "thể"], ["cá", "nhân"], ["đảng", "viên"]):
                return at + 1
    return None


def _acts(passage: Passage, start: int, end: int) -> bool:
    """Whether the part up to the next semicolon has a verb of giving or receiving of its own."""
    tokens, tables = passage.tokens, words().awards
    stop = next((at for at in range(start, end) if tokens.words[at] == ";"), end)
    verbs = (tables.granting_verbs, tables.receiving_verbs)
    if "là" in tokens.keys[start:stop] or any(t.scan(tokens, start, stop) for t in verbs):
        return True
    last = passage.mentions_in(passage.sentence_of(start))
    after = next((m.last for m in last if m.first == start), start)
    return any(
        not tokens.caps[at] and len(tokens.keys[at:end]) > 1
        for at, end, _ in words().offices.stops.scan(tokens, after, stop)
    )
