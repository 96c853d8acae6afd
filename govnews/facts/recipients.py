"""Who was honoured: people, bodies, places and counted groups."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter

from govnews.facts.award_words import end_of, listed
from govnews.facts.mentions import Mention
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.recipient_lists import (
    items,
    list_end,
    next_group,
    past_total,
    resumed,
)
from govnews.facts.words import words

_MEMBERS = re.compile(r"(?<!của)(?<!thuộc) các (?=\w)| ở (?=\w)")
"""What follows in a counted group only says whose members they are, or where they live."""
_UNIT_HEAD = re.compile(
    r"^(?P<head>.*?\S)\s+(?P<unit>thành phố|tỉnh|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu|TP\.?)"
    r"\s+(?P<place>[A-ZĐÀ-Ỹ].*)$"
)
_MEMBERS_REACH = 14
"""Tokens after a group within which its members begin to be named."""
_NAME_WITHIN = 4
_LONGEST_PLACE = 4
"""Words of a place that a list names without its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One who is honoured, as far as the text says."""

    kind: str
    name: str | None
    text: str | None
    count: int | None = None
    mention: Mention | None = None

    @classmethod
    def person(cls, mention: Mention) -> Recipient:
        """Somebody named."""
        return cls(kind="person", name=mention.name, text=mention.name, mention=mention)

    @classmethod
    def written(cls, kind: str, text: str, count: int | None = None) -> Recipient:
        """A body, a place or a group as the text writes it."""
        return cls(kind=kind, name=text, text=text, count=count)


def read_recipients(passage: Passage, start: int, end: int) -> list[Recipient]:
    """The recipients listed between two tokens; a list ends where the reason begins."""
    found: list[Recipient] = []
    at: int | None = start
    later = next_group(passage, start, end)
    while at is not None:
        limit = end if later is None else later - 1
        stop = list_end(passage, at, limit)
        found += _with_heads(_read_list(passage, at, stop))
        if found and found[-1].kind == "group":
            stop = _name_members(passage, found, stop, limit)
        at = resumed(passage, stop, limit)
        if at is None and later is not None:
            at, later = later, next_group(passage, later, end)
    return found


def _name_members(passage: Passage, found: list[Recipient], stop: int, limit: int) -> int:
    """Put people in their group's place: `… 02 đảng viên hoàn thành nhiệm vụ là A và B`.

    Returns the token after them, or `stop` where nobody is named.
    """
    tokens, count = passage.tokens, found[-1].count
    for at in range(stop, min(limit - 1, stop + _MEMBERS_REACH)):
        if tokens.words[at] in ";.":
            break
        if tokens.keys[at] not in ("là", "gồm"):
            continue
        after = at + 1 + (tokens.words[at + 1] == ":")
        end = list_end(passage, after, limit)
        named = [r for r in _read_list(passage, after, end) if r.kind == "person"]
        mentions = passage.mentions_in(passage.sentence_of(at))
        if not (named and any(after <= m.start <= after + _NAME_WITHIN for m in mentions)):
            break
        if count in (None, len(named)):
            found.pop()
        elif "là" in tokens.keys[stop - _NAME_WITHIN : at + 1]:
            break  # "cho 32 cựu chiến binh là các đồng chí …": who hands it over
        found += named
        return end
    return stop


def _read_list(passage: Passage, start: int, stop: int) -> list[Recipient]:
    found: list[Recipient] = []
    whence = False
    for first, last in items(passage, past_total(passage, start, stop), stop):
        recipient = _read_item(passage, first, last)
        if recipient is None or (found and _is_larger_unit(passage, first, last)):
            continue
        whence = bool(found) and _only_whence(passage, first, found[-1], recipient, goes_on=whence)
        if not whence:
            found.append(recipient)
    return found


def _is_larger_unit(passage: Passage, first: int, last: int) -> bool:
    """Whether an item is where the one before lies: `làng A, xã B, huyện C`."""
    tokens, levels = passage.tokens, words().offices.unit_levels
    level = _unit_level(passage, first, last)
    if tokens.words[first - 1] != "," or level is None:
        return False
    before = first - 1
    while before > 0 and tokens.tight[before] and tokens.words[before - 1] not in ",;:.":
        before -= 1
    smaller = [
        int(levels[key])
        for key, named in zip(
            tokens.keys[before:first], tokens.caps[before + 1 : first], strict=False
        )
        if key in levels and named
    ]
    return bool(smaller) and smaller[-1] < level


def _unit_level(passage: Passage, first: int, last: int) -> int | None:
    """The level of an item that is a unit and its name; None for any other."""
    tokens, tables = passage.tokens, words().offices
    unit = tables.units.longest(tokens, first)
    named = unit and unit[0] < last and all(tokens.caps[unit[0] : last])
    level = tables.unit_levels.get(tokens.keys[unit[0] - 1]) if unit and named else None
    return int(level) if level else None


def _only_whence(
    passage: Passage, first: int, before: Recipient, recipient: Recipient, *, goes_on: bool
) -> bool:
    """Whether an item only says where the person before it belongs: `ông A, Báo X`.

    `goes_on`: so did the item before it, as in `ông A, Báo và Phát thanh, Truyền hình tỉnh`.
    """
    if before.kind == "person" and (recipient.text or "").startswith("người "):
        return recipient.count is None  # "anh A, người đã hy sinh khi …"
    if before.kind == "person" and recipient.text == "người":
        return True
    if before.kind != "person":
        return False
    if recipient.kind == "group":  # "ông A, hộ dân hiến 180 m2 đất"
        told = passage.tokens.words[first - 1] == "," and recipient.count is None
        return told and passage.tokens.keys[first] not in words().awards.vague_numbers
    if recipient.kind not in ("organisation", "place"):
        return False
    if goes_on and not words().offices.bodies.longest(passage.tokens, first):
        return True
    return passage.tokens.words[first - 1] == "," or not passage.tokens.caps[first]


# -- one item ------------------------------------------------------------------------------


def _read_item(passage: Passage, first: int, last: int) -> Recipient | None:
    tokens = passage.tokens
    first, last = _trimmed(passage, first, last)
    if first >= last or "%" in tokens.words[first : first + 2]:
        return None
    if tokens.keys[first] == "năm" and "".join(tokens.keys[first + 1 : first + 2]).isdigit():
        return None
    mentions = passage.mentions_in(passage.sentence_of(first))
    at = bisect_right(mentions, first, key=attrgetter("last"))
    mention = next((m for m in mentions[at : at + 1] if m.start < last), None)
    if mention and tokens.keys[first : first + 2] == ["gia", "đình"]:
        return Recipient.written("group", passage.words_between(first, mention.end))
    if mention and mention.start >= first:
        return Recipient.person(mention)
    return _unnamed(passage, _past_work(passage, first, last), last)


def _unnamed(passage: Passage, first: int, last: int) -> Recipient | None:
    """A counted group, a place or a body."""
    tokens, tables = passage.tokens, words()
    text = passage.words_between(first, last).rstrip(".")
    count = read_count(tokens.keys[first])
    counted = count is not None or tokens.keys[first] in tables.awards.vague_numbers
    at = first + 1 if counted else first
    if tokens.keys[first] == "số":
        return None  # "số hộ đạt danh hiệu … chiếm 92%"
    if tokens.keys[at : at + 1] == ["số"]:
        at += 1
    group = tables.awards.group_nouns.longest(tokens, at) if at < last else None
    if counted:
        if count is not None and _counts_no_one(passage, at):
            return None
        text = _MEMBERS.split(text, maxsplit=1)[0]
        return Recipient.written("group", text, count) if group or count else None
    heads = passage.sentences[passage.sentence_of(first)][0] == first  # its capital says nothing
    named = any(tokens.caps[first + heads : last])
    if group and not named:
        # "trao Huân chương cho thân nhân": nobody is told apart
        if words().offices.units.longest(tokens, at):  # "quận được tặng Bằng khen"
            return Recipient.written("place", text)
        return Recipient.written("group", text) if _is_general(passage, at) else None
    kind = _kind(passage, first, last, named=named)
    if kind == "person":
        text = passage.words_between(end_of("person nouns", tokens, first, last) or first, last)
    return Recipient.written(kind, text) if kind else None


def _is_general(passage: Passage, at: int) -> bool:
    """`tập thể, cá nhân` without a number are a group all the same."""
    return passage.tokens.keys[at : at + 2] in (["tập", "thể"], ["cá", "nhân"])


def _kind(passage: Passage, first: int, last: int, *, named: bool) -> str | None:
    """What a phrase without a number names."""
    tokens, tables = passage.tokens, words()
    name = end_of("person nouns", tokens, first, last) or last
    of_place = tables.names.places.longest(tokens, name)  # "học sinh Hà Nội" are many
    if 1 < last - name <= _LONGEST_PLACE and all(tokens.caps[name:last]) and not of_place:
        return "person"
    if named and tables.offices.units.longest(tokens, first):
        return "place"
    body = tables.offices.bodies.longest(tokens, first)
    if named or body or end_of("bodies without names", tokens, first, last):
        return "organisation"
    return None


def _counts_no_one(passage: Passage, at: int) -> bool:
    """`10 giải Khuyến khích`, `15 năm`: what a number counts is no recipient."""
    tokens = passage.tokens
    if at >= len(tokens):
        return False
    award = words().awards.awards.longest(tokens, at)
    return tokens.keys[at] in listed("not counted") or bool(award and award[1] == "prize")


def _trimmed(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The item without marks and words that only lead to it or away from it."""
    tokens, tables = passage.tokens, words().awards
    written, keys = tokens.words, tokens.keys
    while first < last and (
        not written[first][0].isalnum() or keys[first] in tables.recipient_leads
    ):
        first += 1
    while first < last and (
        not (written[last - 1][0].isalnum() or written[last - 1] == ")")
        or (keys[last - 1] in tables.recipient_tails and not tokens.caps[last - 1])
    ):
        last -= 1
    if first < last and keys[first] in ("riêng", "trong", "có"):
        first += 2 if keys[first : first + 2] == ["trong", "đó"] else 1
    return first, last


def _past_work(passage: Passage, first: int, last: int) -> int:
    """Past `tác phẩm "…" của`: the prize goes to whose work it is."""
    if words().awards.works.isdisjoint(passage.tokens.keys[first:last]):
        return first
    return owner_of_work(passage, first, last)


def owner_of_work(passage: Passage, first: int, last: int) -> int:
    """The token after the last `của` that a body or somebody named follows, else the first."""
    tokens, bodies = passage.tokens, words().offices.bodies
    owners = [
        at + 1
        for at in range(first, last - 1)
        if tokens.keys[at] == "của"
        and (
            tokens.caps[at + 1]
            or bodies.longest(tokens, at + 1)
            or tokens.keys[at + 1 : at + 3] == ["nhóm", "tác"]
        )
    ]
    return owners[-1] if owners else first


# -- heads said once -----------------------------------------------------------------------


def _with_heads(found: list[Recipient]) -> list[Recipient]:
    """Restore the head that a list says once (`Ủy ban MTTQ thành phố A, B và thành phố C`)."""
    restored: list[Recipient] = []
    head: re.Match[str] | None = None
    for item in found:
        text = item.name or ""
        if head and _lacks_head(item, text):
            unit = "" if item.kind == "place" else f"{head['unit']} "
            name = f"{head['head']} {unit}{text}"
            restored.append(replace(item, kind="organisation", name=name))
            continue
        match = _UNIT_HEAD.match(text)
        head = (match or head) if item.kind == "organisation" else None
        restored.append(item)
    return restored


def _lacks_head(item: Recipient, text: str) -> bool:
    """Whether an item is only a place, with its unit or without."""
    if item.kind == "organisation":
        parts = text.split()
        capitalised = all(part[0].isupper() for part in parts) and not text.isupper()
        return len(parts) <= _LONGEST_PLACE and capitalised
    return item.kind == "place"
