"""Who stands in each sentence: the people it names, and those it only refers to.

A reference is an office whose holder the article names (`Chủ tịch UBND tỉnh yêu cầu …`), a form of
address with a given name (`bà Lựu`), or one that stands alone for whoever came last (`Đồng chí …`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from govnews.facts.offices import read_offices
from govnews.facts.passage import Passage
from govnews.facts.people import People, Profile
from govnews.facts.words import words

_JOINTS = frozenset((",", "và", ";", "cùng"))
"""What joins the people of one list."""
_ASIDE_OPENERS = frozenset((",", "-", "–", "("))
_LONGEST_KINSHIP = 8
"""Tokens between two people that may say how they are related."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody in a sentence who may do what it tells; tokens of all that stands for the person."""

    profile: Profile
    first: int
    last: int
    named: bool
    """False for a reference."""


class Cast:
    """The actors of one passage, sentence by sentence."""

    __slots__ = ("_actors", "_name_starts", "_people", "_recent", "_starts", "passage")

    def __init__(self, passage: Passage, people: People) -> None:
        self.passage = passage
        self._people = people
        self._recent: dict[Profile, None] = {}
        """Who was seen so far, the latest last."""
        forms = words().names.forms.starts(passage.tokens)
        self._starts = sorted({*passage.marks.head_at, *forms})
        self._name_starts = {mention.start for mention in passage.mentions}
        told = {mention.sentence for mention in passage.mentions}
        told.update(map(passage.sentence_of, self._starts))
        self._actors = {n: actors for n in sorted(told) if (actors := self._read(n))}

    def in_sentence(self, number: int) -> list[Actor]:
        """The actors of a sentence, in order."""
        return self._actors.get(number, [])

    def sentences(self) -> Iterable[tuple[int, list[Actor]]]:
        """The sentences that have actors, in order: number and actors."""
        return self._actors.items()

    # -- one sentence ----------------------------------------------------------------------

    def _read(self, number: int) -> list[Actor]:
        first, end = self.passage.sentences[number]
        mentions = self.passage.mentions_in(number)
        found: list[Actor] = []
        for mention in mentions:
            profile = self._people.get(mention)
            if profile:
                found.append(
                    Actor(profile=profile, first=mention.first, last=mention.last, named=True)
                )
        taken = {at for mention in mentions for at in range(mention.first, mention.last)}
        done = first
        for at in self._leads(first, end):
            if at >= done and at not in taken:
                actor = self._office_holder(at, end) or self._short_name(at, end)
                if actor:
                    found.append(actor)
                    done = actor.last
        found.sort(key=lambda actor: actor.first)
        found = self._without_relatives(found)
        for actor in found:
            self._recent.pop(actor.profile, None)
            self._recent[actor.profile] = None
        return found

    def _without_relatives(self, actors: list[Actor]) -> list[Actor]:
        """`bà A, mẹ của tân binh B bày tỏ …`: B is named to say who A is, and does nothing."""
        kept: list[Actor] = []
        for actor in actors:
            before = kept[-1] if kept else None
            if before and self._is_relative(before.last, actor.first):
                kept[-1] = replace(before, last=actor.last)
            else:
                kept.append(actor)
        return kept

    def _is_relative(self, start: int, end: int) -> bool:
        """Whether what stands between two actors opens an aside of kinship and nothing else."""
        tokens = self.passage.tokens
        if not 1 < end - start <= _LONGEST_KINSHIP or tokens.words[start] not in _ASIDE_OPENERS:
            return False
        kin = words().names.kin.longest(tokens, start + 1)
        return kin is not None and not any(w in ",;.:" for w in tokens.words[kin[0] : end])

    def _leads(self, first: int, end: int) -> list[int]:
        """The tokens of a sentence at which an office or a form of address begins."""
        starts = self._starts
        return starts[bisect_left(starts, first) : bisect_left(starts, end)]

    def _office_holder(self, at: int, end: int) -> Actor | None:
        """`Chủ tịch UBND tỉnh`, where the article names who that is."""
        tokens, marks = self.passage.tokens, self.passage.marks
        if at not in marks.head_at:
            return None
        lead = tokens.keys[max(at - 2, 0) : at]
        if not words().speech.collective_words.isdisjoint(lead):
            return None
        if lead[-1:] == ["cho"] or lead == ["cho", "tân"]:
            return None  # "giao nhiệm vụ cho tân Giám đốc, ông A …"
        offices, stop = read_offices(marks, at, self._name_starts, end)
        if not offices:
            return None
        profile = self._people.by_office(offices[0].text, reversed(self._recent))
        if profile is None:
            return None
        form = words().names.forms.ends_at(tokens, at)
        return Actor(profile=profile, first=form[0] if form else at, last=stop, named=False)

    def _short_name(self, at: int, end: int) -> Actor | None:
        """`bà Lựu`, or `Đồng chí` alone at the head of a clause."""
        tokens, tables = self.passage.tokens, words().names
        form = tables.forms.longest(tokens, at)
        if not form or form[1] != "one" or form[0] >= end:
            return None
        stop = form[0]
        word = tokens.words[stop]
        if tokens.caps[stop] and word.isalpha() and not word.isupper():
            longer = stop + 1 < end and tokens.caps[stop + 1]
            profile = None if longer else self._people.by_given_name(word)
            stop += 1
        else:
            alone = tokens.caps[at] and " ".join(tokens.keys[at:stop]) in tables.pronouns
            profile = next(reversed(self._recent), None) if alone else None
        return Actor(profile=profile, first=at, last=stop, named=False) if profile else None


def listed_before(passage: Passage, actors: list[Actor]) -> list[Actor]:
    """The last actor and those that commas and `và` join with it, in order."""
    kept = [actors[-1]]
    for actor in reversed(actors[:-1]):
        if not joined(passage, actor, kept[0]):
            break
        kept.insert(0, actor)
    return kept


def listed_after(passage: Passage, actors: list[Actor]) -> list[Actor]:
    """The first actor and those that commas and `và` join with it, in order."""
    kept = actors[:1]
    for actor in actors[1:]:
        if not joined(passage, kept[-1], actor):
            break
        kept.append(actor)
    return kept


def opens_clause(passage: Passage, actor: Actor) -> bool:
    """Whether an actor stands at the head of a sentence or right after a mark: as a subject does."""
    first = passage.sentences[passage.sentence_of(actor.first)][0]
    return actor.first == first or not passage.tokens.words[actor.first - 1][0].isalnum()


def joined(passage: Passage, actor: Actor, following: Actor) -> bool:
    """Whether nothing but `,`, `và` and the like, or brackets, stands between two actors."""
    between = passage.tokens.keys[actor.last : following.first]
    if ")" in between and between[0] in ("(", ")"):
        between = between[between.index(")") + 1 :]
    return len(between) <= 2 and all(key in _JOINTS for key in between)
