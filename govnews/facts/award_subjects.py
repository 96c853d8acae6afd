"""Who receives, where the sentence says it before the verb: `A, B và C được tặng …`."""

from __future__ import annotations

from govnews.facts.mentions import Mention
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.recipients import Recipient, read_recipients
from govnews.facts.words import words
from govnews.text.tokens import Tokens

_SUBJECT_STOPS = frozenset(';.:()“”"')
_LIST_JOINTS = frozenset((",", "và", ";", "cùng"))
_LONGEST_AFFILIATION = 12
_MOST_BEFORE_VERB = 4
_OPENING = 6
"""Tokens from the head of a sentence within which its subject is named."""


def read_subject(passage: Passage, verb: int, floor: int) -> list[Recipient]:
    """The people or bodies before a verb of receiving, in its clause, from `floor` on."""
    tokens = passage.tokens
    ceremony = _ceremony(passage, floor, verb)
    verb = ceremony or verb
    mentions = passage.mentions_in(passage.sentence_of(verb))
    before = [m for m in mentions if floor <= m.first and m.last <= verb]
    if before and _close(passage, before[-1].last, verb):
        return [_one(passage, mention) for mention in _members(passage, before)]
    if len(before) == 1 and _is_sole_subject(passage, before[0], verb):
        return [_one(passage, before[0])]
    start = verb
    while start > floor and tokens.words[start - 1] not in _SUBJECT_STOPS:
        start -= 1
    phrase = _last_noun_phrase(passage, start, verb)
    if phrase is None or _proposes(passage, phrase, verb):
        return []
    if ceremony and _is_one_of_hosts(passage, phrase, start):
        return []
    return read_recipients(passage, phrase, verb)


def _one(passage: Passage, mention: Mention) -> Recipient:
    """Somebody named, or somebody's family."""
    lead = max(mention.first - 2, 0)
    if passage.tokens.keys[lead : mention.first] == ["gia", "đình"]:
        return Recipient.written("group", passage.words_between(lead, mention.end))
    return Recipient.person(mention)


def _proposes(passage: Passage, start: int, end: int) -> bool:
    """`thủ tục trình Chủ tịch UBND tỉnh công nhận …`, `trên 92% số hộ`: no subject."""
    if "%" in passage.tokens.words[start : start + _MOST_BEFORE_VERB]:
        return True
    found = words().awards.proposing_words.scan(passage.tokens, start, end)
    return any(passage.tokens.keys[at] in ("trình", "đề") for at, _, _ in found)


def _ceremony(passage: Passage, floor: int, verb: int) -> int | None:
    """`Bộ CHQS tỉnh | tổ chức Lễ kỷ niệm … và đón nhận Huân chương …`: who held it receives."""
    tables, tokens = words(), passage.tokens
    held = tables.events.organise_verbs.scan(tokens, floor, verb)
    opening = tables.awards.ceremony_verbs
    return next((start for start, _, _ in held if _opens_ceremony(tokens, start, opening)), None)


def _is_one_of_hosts(passage: Passage, phrase: int, start: int) -> bool:
    """`Đảng ủy, HĐND, UBND xã tổ chức Lễ đón nhận …`: hosts of what their commune receives."""
    before = phrase - 1
    while before > start and passage.tokens.words[before - 1] != ",":
        before -= 1
    bodies = words().offices.bodies
    return before < phrase - 1 and bodies.longest(passage.tokens, before) is not None


def _opens_ceremony(tokens: Tokens, at: int, opening: frozenset[str]) -> bool:
    """Whether it is the verb, not the noun: `Ban Tổ chức`, `08 tổ chức đảng`."""
    before = tokens.keys[at - 1] if at else ""
    noun = before == "ban" or read_count(before) is not None
    return tokens.keys[at] in opening and not noun


def _is_sole_subject(passage: Passage, mention: Mention, verb: int) -> bool:
    """Whether the sentence is about one person throughout: `Ông A, …, sinh ngày …, đã được tặng`."""
    first = passage.sentences[mention.sentence][0]
    one_clause = not any(word in ";:" for word in passage.tokens.words[mention.last : verb])
    return mention.first - first <= _OPENING and one_clause


def _close(passage: Passage, start: int, verb: int) -> bool:
    """Whether nothing but adverbs or an affiliation parts somebody from the verb."""
    if _is_affiliation(passage, start, verb):
        return True
    between = passage.tokens.keys[start:verb]
    adverbs = words().awards.before_receiving
    return len(between) <= _MOST_BEFORE_VERB and all(
        key in adverbs or key in (",", ")") for key in between
    )


def _is_affiliation(passage: Passage, start: int, end: int) -> bool:
    """Whether only where somebody belongs stands between: `, Chi bộ khối 3`, `(SN 1928)`."""
    tokens = passage.tokens
    if not 0 < end - start <= _LONGEST_AFFILIATION or tokens.words[start] not in ",(-–":
        return False
    return not any(
        tokens.words[at] in ";.:" or _is_other_verb(passage, at) for at in range(start, end)
    )


def _is_other_verb(passage: Passage, at: int) -> bool:
    tokens = passage.tokens
    if tokens.caps[at] or not words().offices.stops.longest(tokens, at):
        return False
    return tokens.keys[at] not in ("và", "cùng", "đã", "vinh", "được")


def _members(passage: Passage, before: list[Mention]) -> list[Mention]:
    """The people joined with the last one, each perhaps with where they belong."""
    kept = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = passage.tokens.keys[mention.last : kept[0].first]
        joined = 0 < len(gap) <= 2 and all(key in _LIST_JOINTS for key in gap)
        if not joined:
            parted = gap[-1:] in (["và"], [","])
            if not parted or not _is_affiliation(passage, mention.last, kept[0].first):
                break
        kept.insert(0, mention)
    return kept


def _last_noun_phrase(passage: Passage, start: int, verb: int) -> int | None:
    """Where the subject begins: after the last comma whose part can be a subject."""
    tokens, tables = passage.tokens, words()
    commas = [at + 1 for at in range(start, verb - 1) if tokens.words[at] == ","]
    for place in reversed([start, *commas]):
        if tokens.keys[place : place + 2] == ["trong", "đó"] and tokens.keys[place + 2] != "có":
            return place + 2
        occasion = tables.events.occasion_openers.longest(tokens, place)
        if occasion or tokens.keys[place] in tables.awards.no_subjects:
            continue
        if place > start and _is_address(passage, place, start):
            continue
        if any(key.isalpha() for key in tokens.keys[place:verb]):
            return _past_existence(passage, _whole_list(passage, place, start), verb)
    return None


def _is_address(passage: Passage, place: int, start: int) -> bool:
    """`làng A, xã B, huyện C`: where the subject lies, unless the part before tells the occasion."""
    tokens, tables = passage.tokens, words()
    if not tables.offices.units.longest(tokens, place):
        return False
    before = place - 1
    while before > start and tokens.words[before - 1] != ",":
        before -= 1
    opener = tables.events.occasion_openers.longest(tokens, before)
    return not opener and tokens.keys[before] not in tables.awards.no_subjects


def _past_existence(passage: Passage, place: int, verb: int) -> int:
    """Past `Ngoài ra còn có` before a counted group."""
    keys = passage.tokens.keys
    return next(
        (
            at + 1
            for at in range(place, min(verb - 1, place + _OPENING))
            if keys[at] == "có" and keys[at - 1] != "đó" and read_count(keys[at + 1]) is not None
        ),
        place,
    )


def _whole_list(passage: Passage, place: int, start: int) -> int:
    """Back over the counted groups before: `3 tập thể, 5 cá nhân`."""
    tokens, groups = passage.tokens, words().awards.group_nouns
    while place > start and tokens.words[place - 1] == ",":
        before = place - 1
        while before > start and tokens.words[before - 1] != ",":
            before -= 1
        counted = read_count(tokens.keys[before]) is not None and before + 1 < place
        if not (counted and groups.longest(tokens, before + 1)):
            break
        place = before
    return place
