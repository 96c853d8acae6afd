"""People: mentions of one person merged over the article, and references resolved to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govnews.facts.mentions import Mention, Passage, key_of
from govnews.facts.offices import fuller, office_key, same_office
from govnews.facts.words import words
from govnews.model import ROLES, Evidence, Person

_HO_CHI_MINH = "hồ chí minh"


@dataclass(slots=True, kw_only=True)
class Profile:
    """What the article says of one person, gathered while it is read."""

    key: str
    name: str
    evidence: Evidence
    honorific: str | None = None
    rank: str | None = None
    offices: list[str] = field(default_factory=list)
    caption_offices: list[str] = field(default_factory=list)
    """Captions shorten and lengthen freely: they add offices, but do not respell them."""
    roles: set[str] = field(default_factory=set)

    def add(self, mention: Mention, *, caption: bool) -> None:
        """Take up one more mention."""
        if self.name.isupper() and not mention.name.isupper():
            self.name = mention.name
        self.honorific = self.honorific or mention.honorific
        self.rank = self.rank or mention.rank
        (self.caption_offices if caption else self.offices).extend(mention.offices)

    def positions(self) -> tuple[str, ...]:
        """The offices, each once, in its fullest form."""
        told = fuller(self.offices)
        new = [o for o in fuller(self.caption_offices) if not any(same_office(o, t) for t in told)]
        return tuple(told + new)

    def person(self, number: int) -> Person:
        """The row of the people table."""
        roles = self.roles or {"mentioned"}
        if roles - {"mentioned"}:
            roles = roles - {"mentioned"}
        if roles & {"speaker", "chair", "presenter"}:
            roles = roles | {"attendee"}
        return Person(
            person_no=number,
            name=self.name,
            honorific=self.honorific,
            rank=self.rank,
            positions=self.positions(),
            roles=tuple(role for role in ROLES if role in roles),
            evidence=self.evidence,
        )


class People:
    """Everybody named in the article, in order of first mention."""

    def __init__(self, passages: Iterable[Passage], authors: Iterable[str] = ()) -> None:
        self._profiles: dict[str, Profile] = {}
        self._skipped = {key_of(author) for author in authors}
        for passage in passages:
            for mention in passage.mentions:
                self._take(passage, mention)

    def _take(self, passage: Passage, mention: Mention) -> None:
        key = self.key(mention.name)
        if key in self._skipped:
            return
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = Profile(
                key=key,
                name=mention.name,
                evidence=passage.evidence(mention.first, mention.last, "people/mention"),
            )
        profile.add(mention, caption=passage.field.startswith("caption/"))
        if passage.field.startswith("caption/"):
            profile.roles.add("attendee")

    def key(self, name: str) -> str:
        """The key of the person whom a spelling names: its own, or that of a fuller name."""
        key = key_of(name)
        if key in self._profiles or " " not in key:
            return key
        longer = [other for other in self._profiles if other.endswith(f" {key}")]
        return longer[0] if len(longer) == 1 else key

    def get(self, mention: Mention) -> Profile | None:
        """The profile behind a mention; None for somebody who is no row (an author)."""
        return self._profiles.get(self.key(mention.name))

    def by_name(self, name: str) -> Profile | None:
        """The profile of this name."""
        return self._profiles.get(self.key(name))

    def by_given_name(self, given: str) -> Profile | None:
        """The only person whose name ends with this given name (`bà Lựu`)."""
        key = key_of(given)
        found = [p for k, p in self._profiles.items() if k.split()[-1] == key]
        return found[0] if len(found) == 1 else None

    def by_office(self, office: str, recent: Iterable[Profile] = ()) -> Profile | None:
        """The person of the article who holds this office: the only one, or the latest named."""
        exact = [p for p in self._profiles.values() if _holds(p, office)]
        if len(exact) == 1:
            return exact[0]
        for profile in recent:
            if profile in exact:
                return profile
        return None

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._profiles.values())

    def rows(self) -> tuple[Person, ...]:
        """The people table."""
        return tuple(
            profile.person(number) for number, profile in enumerate(self._profiles.values(), 1)
        )


def _holds(profile: Profile, office: str) -> bool:
    key = office_key(office)
    return any(
        same_office(office, held) or (len(key) > 1 and _head_of(held) == key)
        for held in (*profile.offices, *profile.caption_offices)
    )


def _head_of(office: str) -> tuple[str, ...]:
    return office_key(office)[:2]


def mark_presence(passages: Iterable[Passage], people: People) -> None:
    """Give the role `attendee` to those who are listed as present, `chair` to those who preside."""
    tables = words()
    for passage in passages:
        tokens = passage.tokens
        for number, (first, end) in enumerate(passage.sentences):
            mentions = passage.mentions_in(number)
            if not mentions:
                continue
            present = tables.presence.scan(tokens, first, end)
            if present:
                for mention in mentions:
                    _give(people, mention, "attendee")
            for start, stop, _ in tables.chair.scan(tokens, first, end):
                for mention in _chairs(passage, mentions, start, stop):
                    _give(people, mention, "chair")


def _chairs(passage: Passage, mentions: list[Mention], start: int, stop: int) -> list[Mention]:
    """Who presides: the list right before the verb, or the list after `chủ trì … có`."""
    tokens = passage.tokens
    if tokens.keys[start] == "do":
        return []
    before = [m for m in mentions if m.last <= start]
    if before and _only_adverbs(passage, before[-1].last, start):
        return _coordinated(passage, before)
    after = [m for m in mentions if m.first >= stop]
    opens = start == passage.sentences[mentions[0].sentence][0]
    lead = tokens.keys[stop : after[0].first] if after else []
    if after and (opens or (lead and lead[0] == "của")):
        return _coordinated(passage, after[::-1])[::-1] if opens else after[:1]
    return []


def _only_adverbs(passage: Passage, start: int, end: int) -> bool:
    tables, tokens = words(), passage.tokens
    at = start
    while at < end:
        match = tables.adverbs.longest(tokens, at)
        if match:
            at = match[0]
        elif tokens.keys[at : at + 2] in (["và", "các"], ["cùng", "các"]):
            return True  # "Bà A và các Phó Chủ tịch chủ trì"
        elif tokens.words[at] == "," or tokens.keys[at] in ("cùng", "đồng", "dự", "và", "tham", "tới", "đến"):
            at += 1
        else:
            return False
    return True


def _coordinated(passage: Passage, mentions: list[Mention]) -> list[Mention]:
    """The mentions joined by commas and `và` with the last one, going back."""
    kept = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        later = kept[-1]
        low, high = sorted((mention, later), key=lambda m: m.first)
        between = passage.tokens.keys[low.last : high.first]
        if len(between) > 2 or any(key not in (",", "và", ";", "cùng") for key in between):
            break
        kept.append(mention)
    return kept


def _give(people: People, mention: Mention, role: str) -> None:
    profile = people.get(mention)
    if profile is not None:
        profile.roles.add(role)


coordinated = _coordinated
