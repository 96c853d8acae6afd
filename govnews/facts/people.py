"""People: the mentions of one person merged over the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govnews.facts.mentions import Mention
from govnews.facts.passage import Passage
from govnews.facts.same_office import fuller, office_key, same_office
from govnews.model import ROLES, Evidence, Person
from govnews.text import fold

_TAKES_PART = frozenset(("speaker", "chair", "presenter"))
"""Who does one of these was there."""


@dataclass(slots=True, kw_only=True, eq=False)
class Profile:
    """What the article says of one person, gathered while it is read."""

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
        if caption:
            self.roles.add("attendee")

    def positions(self) -> tuple[str, ...]:
        """The offices, each once, in its fullest form."""
        told = fuller(self.offices)
        new = [o for o in fuller(self.caption_offices) if not any(same_office(o, t) for t in told)]
        return tuple(told + new)

    def holds(self, office: str) -> bool:
        """Whether the article gives the person this office, or one of which it says the head."""
        key = office_key(office)
        held = (*self.offices, *self.caption_offices)
        if any(same_office(office, other) for other in held):
            return True
        return len(key) > 1 and any(office_key(other)[:2] == key for other in held)

    def person(self, number: int) -> Person:
        """The row of the people table."""
        roles = self.roles | ({"attendee"} if self.roles & _TAKES_PART else set())
        roles = roles or {"mentioned"}
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
    """Everybody named in the article, in order of first mention.

    Two spellings that fold to one key are one person, and so is a shorter name that only one
    fuller one ends with (`Tiến Châu`, `Lê Tiến Châu`). `authors` are nobody.
    """

    def __init__(self, passages: Iterable[Passage], authors: Iterable[str] = ()) -> None:
        self._profiles: dict[str, Profile] = {}
        self._fuller: dict[str, list[str]] = {}
        """The end of a name (`tiến châu`, `châu`) → the keys of the people whose name ends so."""
        nobody = {fold(author) for author in authors}
        for passage in passages:
            for mention in passage.mentions:
                key = self._key(mention.name)
                if key not in nobody:
                    self._profile(key, passage, mention).add(mention, caption=passage.is_caption)
        self._by_head = self._holders()

    def _profile(self, key: str, passage: Passage, mention: Mention) -> Profile:
        profile = self._profiles.get(key)
        if profile is None:
            evidence = passage.evidence(mention.first, mention.last, "people/mention")
            profile = self._profiles[key] = Profile(name=mention.name, evidence=evidence)
            for at, letter in enumerate(key):
                if letter == " ":
                    self._fuller.setdefault(key[at + 1 :], []).append(key)
        return profile

    def _holders(self) -> dict[str, list[Profile]]:
        """First word of an office → those who hold one, in order of first mention."""
        found: dict[str, list[Profile]] = {}
        for profile in self._profiles.values():
            keys = map(office_key, (*profile.offices, *profile.caption_offices))
            for head in dict.fromkeys(key[0] for key in keys if key):
                found.setdefault(head, []).append(profile)
        return found

    def _key(self, name: str) -> str:
        key = fold(name)
        if key in self._profiles or " " not in key:
            return key
        longer = self._fuller.get(key, ())
        return longer[0] if len(longer) == 1 else key

    def get(self, mention: Mention) -> Profile | None:
        """The profile behind a mention; None for somebody who is no row (an author)."""
        return self._profiles.get(self._key(mention.name))

    def by_given_name(self, given: str) -> Profile | None:
        """The only person whose name ends with this given name (`bà Lựu`)."""
        keys = self._fuller.get(fold(given), ())
        return self._profiles[keys[0]] if len(keys) == 1 else None

    def by_office(self, office: str, recent: Iterable[Profile] = ()) -> Profile | None:
        """The person of the article who holds this office: the only one, or the latest named."""
        key = office_key(office)
        known = self._by_head.get(key[0], ()) if key else ()
        holders = [profile for profile in known if profile.holds(office)]
        if len(holders) == 1:
            return holders[0]
        return next((profile for profile in recent if profile in holders), None)

    def rows(self) -> tuple[Person, ...]:
        """The people table."""
        return tuple(p.person(number) for number, p in enumerate(self._profiles.values(), 1))
