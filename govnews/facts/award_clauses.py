"""Which recipients belong to which award where a sentence names several.

Recipients stand after the award (`tặng Giấy khen cho …`, `Giải Nhất: …`) up to the clause of the
next one, or before it as the subject of a verb of receiving (`… được tặng Giấy khen`).
"""

from __future__ import annotations

from dataclasses import dataclass

from govnews.facts.award_subjects import read_subject
from govnews.facts.award_verbs import Verb, granting
from govnews.facts.honours import TITLES, Honour
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.recipients import Recipient, owner_of_work, read_recipients
from govnews.facts.words import words

BULLETS = frozenset("-–+•*")
_ASIDE_REACH = 14
_PASSIVE_REACH = 18
"""How far `được` may stand before its verb: `được Ủy ban nhân dân thành phố … tặng`."""
_LABEL_REACH = 6
_MOST_VERBS = 4
"""Verbs of receiving in a clause whose subject is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The recipients of one award."""

    recipients: list[Recipient]
    given: bool
    """The sentence says to whom the award was given; else, who received it."""
    reach: int
    """The token before which nothing is left for the awards that follow."""
    reason: str | None = None


def clause_end(
    passage: Passage, honour: Honour, following: Honour | None, verbs: list[Verb], end: int
) -> int:
    """Where the recipients of one award must end: before the clause of the next one."""
    if following is None:
        return end
    limit = following.start - (following.count is not None)
    own = _own_passive(passage, honour.end)
    verb = next((v[0] for v in verbs if own < v[0] < following.start), None)
    return limit if verb is None else min(limit, _clause_start(passage, verb, honour.end))


def _own_passive(passage: Passage, at: int) -> int:
    """The token of the verb in `Huân chương … được trao cho A`: of the same award, not the next."""
    keys = passage.tokens.keys
    place = at
    while place < len(keys) and keys[place] in ("được", "đã", "vừa", "cũng"):
        place += 1
    return max(at, place)


def _clause_start(passage: Passage, verb: int, start: int) -> int:
    """Where the clause of a verb begins after `start`: at a semicolon, else at the last comma."""
    marks = passage.tokens.words
    if marks[verb - 1] == "và" and verb - 1 > start:  # nobody else does it
        return verb - 1
    for sign in (";", ","):
        for at in range(verb, start, -1):
            if marks[at] == sign:
                return at
    return verb


def read_clause(
    passage: Passage, honour: Honour, floor: int, limit: int, receiving: list[Verb]
) -> Clause | None:
    """Who gets this award; None where the sentence does not say. `floor` ends the clause before."""
    keys = passage.tokens.keys
    tables = words().awards
    at = _past_asides(passage, honour.end, limit)
    if at < limit and keys[at] in tables.to_whom:
        start = at + 1
        while start < limit and keys[start] in tables.past_whom:
            start += 1
        giver = giver_after(passage, at)
        recipients = read_recipients(passage, start, limit if giver is None else giver)
        if recipients:
            return Clause(recipients=recipients, given=True, reach=limit)
    if honour.kind == "prize" and keys[at : at + 1] == ["là"]:
        recipients = read_recipients(passage, at + 1, limit)
        if recipients:
            return Clause(recipients=recipients, given=True, reach=limit)
    beside = _beside(passage, honour, floor) if honour.kind == "prize" else []
    if beside:
        return Clause(recipients=beside, given=False, reach=honour.end)
    if _names_whom(passage, honour, at, limit):
        recipients = read_recipients(passage, at, limit)
        if recipients:
            return Clause(recipients=recipients, given=True, reach=limit)
    if opens_list(passage, at, limit):
        recipients = _listed(passage, at, limit)
        if recipients:
            return Clause(recipients=recipients, given=True, reach=at + 1)
    given_to = _between_verb_and_award(passage, honour, floor)
    if given_to:
        return Clause(recipients=given_to, given=False, reach=honour.end)
    verbs = [v[0] for v in receiving if floor <= v[0] < honour.start]
    verbs += passives(passage, floor, honour.start)
    if verbs and not (honour.count and honour.kind in TITLES):
        recipients = _told_after(passage, honour, _subjects(passage, verbs, floor))
        if recipients:
            return Clause(recipients=recipients, given=False, reach=honour.end)
    return None


def _between_verb_and_award(passage: Passage, honour: Honour, floor: int) -> list[Recipient]:
    """`tặng đồng chí A Huân chương …`, `tặng 3 tập thể Bằng khen`: who stands before the award."""
    start = honour.start - (honour.count is not None)
    verbs = [verb for verb in granting(passage, floor, start) if verb[1] < start]
    if not verbs or any(word in ",;.:" for word in passage.tokens.words[verbs[-1][1] : start]):
        return []
    found = read_recipients(passage, verbs[-1][1], start)
    surely = all(
        recipient.count or (recipient.mention and recipient.mention.last == start)
        for recipient in found
    )
    return found if surely else []


def _beside(passage: Passage, honour: Honour, floor: int) -> list[Recipient]:
    """`A đoạt giải Nhất, B giải Nhì`: who stands right before a prize after the one before."""
    tokens = passage.tokens
    if tokens.words[floor] != "," or honour.start <= floor + 1 or honour.count is not None:
        return []
    tables = words().awards
    verbs = (tables.granting_verbs, tables.receiving_verbs)
    if any(table.scan(tokens, floor, honour.start) for table in verbs):
        return []
    found = read_recipients(passage, floor + 1, honour.start)
    people = all(recipient.mention for recipient in found)
    named = any(tokens.caps[floor + 1 : honour.start])
    return found if named and (people or len(found) == 1) else []


def _told_after(passage: Passage, honour: Honour, found: list[Recipient]) -> list[Recipient]:
    """In place of a group those named last: `01 đảng viên nhận Huy hiệu … là cụ A`."""
    if len(found) != 1 or found[0].kind != "group":
        return found
    if passage.tokens.keys[honour.end : honour.end + 1] != ["là"]:
        return found
    mentions = passage.mentions_in(passage.sentence_of(honour.end))
    named = [m for m in mentions if m.first == honour.end + 1]
    return [Recipient.person(m) for m in named] if found[0].count == len(named) else found


def _names_whom(passage: Passage, honour: Honour, at: int, limit: int) -> bool:
    """`tặng Bằng khen ông A và 20 tập thể`: the recipients follow the award without `cho`."""
    tokens = passage.tokens
    verb = words().awards.granting_verbs.ends_at(tokens, honour.start)
    if verb is None or at + 1 >= limit:
        return False
    named = any(m.first == at for m in passage.mentions_in(passage.sentence_of(at)))
    group = words().awards.group_nouns.longest(tokens, at + 1)
    return named or bool(group and read_count(tokens.keys[at]) is not None)


def _subjects(passage: Passage, verbs: list[int], floor: int) -> list[Recipient]:
    """Who stands before the verb of receiving; where nobody does, who surely stands before a later one."""
    recipients = read_subject(passage, _subject_verb(passage, verbs, floor), floor)
    for verb in sorted(verbs)[1:_MOST_VERBS]:
        if recipients:
            break
        later = read_subject(passage, verb, floor)
        sure = all(r.kind in ("person", "group") or (r.name or "")[:1].isupper() for r in later)
        recipients = later if sure else []
    return recipients


def _subject_verb(passage: Passage, verbs: list[int], floor: int) -> int:
    """The first verb of receiving, or a later one that a counted group of its own stands before."""
    tokens = passage.tokens
    for verb in sorted(verbs, reverse=True):
        at = verb
        while at > floor and tokens.keys[at - 1] not in (",", ";", "và"):
            at -= 1
        counted = at + 1 < verb and read_count(tokens.keys[at]) is not None
        if counted and words().awards.group_nouns.longest(tokens, at + 1):
            return verb
    return min(verbs)


def giver_after(passage: Passage, at: int) -> int | None:
    """The `có` of `Trao cúp cho đội vô địch có ông A, …`: a sentence without subject names it last."""
    tokens = passage.tokens
    first, end = passage.sentences[passage.sentence_of(at)]
    in_person = tokens.keys[first : first + 2] == ["trực", "tiếp"]
    opening = first + 2 if in_person else first
    verb = words().awards.handing_verbs.longest(tokens, opening) if at < end else None
    if verb is None:
        verb = words().awards.granting_verbs.longest(tokens, opening)
    if verb is None or not tokens.caps[first]:
        return None
    starts = {m.first for m in passage.mentions_in(passage.sentence_of(at))}
    for place in range(at + 1, end - 1):
        key, after = tokens.keys[place], (place + 1, place + 2)
        if (
            key == "có"
            and tokens.keys[place - 1] not in ("đó", ",")
            and not starts.isdisjoint(after)
        ):
            return place
        if key == "là" and in_person:
            return place
    return None


def _past_asides(passage: Passage, start: int, limit: int) -> int:
    """Past a contest's name between the award and `cho`: `giải Nhất Hội thi cho …`."""
    tokens = passage.tokens
    for at in range(start, min(limit, start + _ASIDE_REACH)):
        key = tokens.keys[at]
        if key in ("cho", "thuộc", "dành"):
            return at
        if key in ("trao", "tặng", "nhận"):
            if key != "nhận" and tokens.keys[at + 1 : at + 2] == ["cho"]:
                return at + 1
            last = at + (tokens.keys[at + 1 : at + 2] == ["thưởng"])
            mentions = passage.mentions_in(passage.sentence_of(at))
            named = key == "tặng" and any(m.first == last + 1 for m in mentions)
            return last if named else start
        if at in passage.marks.head_at or tokens.words[at] in ",;.:":
            return start
    return start


def passives(passage: Passage, floor: int, end: int) -> list[int]:
    """Each `được` that has a granting verb between itself and the award."""
    tokens = passage.tokens
    verbs = [v[0] for v in granting(passage, floor, end)]
    return [
        at
        for at in range(floor, end)
        if tokens.keys[at] == "được" and any(at < verb <= at + _PASSIVE_REACH for verb in verbs)
    ]


# -- lists after a colon -------------------------------------------------------------------


def opens_list(passage: Passage, at: int, limit: int) -> bool:
    """`Giải Nhất: A`, `Giải Nhất 4 thể loại gồm: A; B`."""
    for place in range(at, min(limit, at + _LABEL_REACH)):
        if passage.tokens.words[place] == ":":
            # "Giải Nhì: 02 giải, mỗi giải 10 triệu đồng" only tells what may be won
            return "giải" not in passage.tokens.keys[place + 1 : place + 3]
        if passage.tokens.words[place] in ",;.":
            return False
    return False


def _listed(passage: Passage, at: int, limit: int) -> list[Recipient]:
    """The recipients after a colon, parted by semicolons; of each part the first, and people."""
    written = passage.tokens.words
    found: list[Recipient] = []
    start = written.index(":", at) + 1
    while start < limit:
        stop = next((place for place in range(start, limit) if written[place] == ";"), limit)
        read = read_recipients(passage, _past_work(passage, start, stop), stop)
        found += [r for r in read[:1] if r.kind != "group" or r.count]
        found += [r for r in read[1:] if r.kind == "person"]
        start = stop + 1
    return found


def _past_work(passage: Passage, start: int, stop: int) -> int:
    """Past `tác phẩm "…" của`, unless the part begins with somebody."""
    mentions = passage.mentions_in(passage.sentence_of(start))
    person_first = any(mention.first <= start + 1 < mention.last for mention in mentions)
    return start if person_first else owner_of_work(passage, start, stop)


def clause_start(passage: Passage, first: int, at: int) -> int:
    """The token after the last semicolon or colon between two tokens, else the first."""
    marks = passage.tokens.words
    return next((p + 1 for p in range(at - 1, first, -1) if marks[p] in ";:"), first)
