"""The lexicon compiled for the readers: built once, at the first use.

Each class is one file of word tables, each of its fields the section of the same name. A section is
compiled to `Phrases` (looked for at a place in tokens, longest first), to `ScannedPhrases` (looked
for everywhere, all tables in one pass), to a set of single folded words or syllables, or, where its
entries read `WORD = VALUE`, to a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from govnews.lexicon.phrases import Book, Phrases, ScannedPhrases
from govnews.lexicon.provinces import province_keys
from govnews.lexicon.tables import entries
from govnews.lexicon.units import commune_keys, district_keys
from govnews.model import AWARD_KINDS, SPEECH_KINDS
from govnews.text import fold

_BOOK = Book()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """`people.txt`, and the names of places, which look like names of people."""

    forms: ScannedPhrases
    """Forms of address: value `one` or `many`."""
    count_words: frozenset[str]
    pronouns: frozenset[str]
    ranks: Phrases
    occupations: Phrases
    life_words: frozenset[str]
    surnames: frozenset[str]
    rare_surnames: frozenset[str]
    middle_marks: frozenset[str]
    sure_middle_marks: frozenset[str]
    religious: frozenset[str]
    name_blockers: Phrases
    not_blockers: Phrases
    listed_blockers: frozenset[str]
    kin: Phrases
    """After a name, what opens the name of a relative."""
    body_leads: frozenset[str]
    never_names: ScannedPhrases
    places: Phrases
    """Provinces, districts and countries by their short names; the value says which."""
    communes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """`offices.txt`."""

    heads: ScannedPhrases
    """Value: for each word 1 where the table writes a capital, else 0."""
    weak_heads: frozenset[str]
    modifiers: Phrases
    bodies: ScannedPhrases
    compound_bodies: Phrases
    units: Phrases
    unit_levels: dict[str, str]
    abbreviations: dict[str, str]
    appointed: Phrases
    lower_bodies: frozenset[str]
    upper_bodies: frozenset[str]
    bodies_before_a_verb: frozenset[str]
    verbs_that_name_bodies: frozenset[str]
    nouns_before_a_verb: frozenset[str]
    opening_syllables: frozenset[str]
    topical_bodies: frozenset[str]
    stops: Phrases
    """Verbs and function words that an office ends before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """`speech.txt`: speaking, attending, presiding."""

    speech: ScannedPhrases
    """Value: the kind of speech."""
    reporting: Phrases
    """Value: `reporting`, `weak`, or the kind of speech that the verb makes by itself."""
    adverbs: Phrases
    presence: ScannedPhrases
    chair: ScannedPhrases
    before_presiding: frozenset[str]
    collective_words: frozenset[str]
    formal_words: frozenset[str]
    named_speech_words: frozenset[str]
    spoken_words: frozenset[str]
    gift_words: frozenset[str]
    forms_in_a_subject: frozenset[str]
    list_openers: frozenset[str]
    occasions: frozenset[str]
    recounting_verbs: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardWords:
    """`awards.txt`."""

    awards: ScannedPhrases
    """Value: the kind of award, or `not awards`."""
    ranks: dict[str, str]
    ranks_in_tables: frozenset[str]
    number_words: dict[str, str]
    levels: Phrases
    named_after_awards: Phrases
    badge_words: frozenset[str]
    bare_badges: frozenset[str]
    cause_enders: frozenset[str]
    granting_verbs: ScannedPhrases
    granting_marks: frozenset[str]
    receiving_verbs: ScannedPhrases
    handing_verbs: ScannedPhrases
    prize_giving: ScannedPhrases
    proposing_words: ScannedPhrases
    revoking_words: ScannedPhrases
    announcing_words: ScannedPhrases
    group_nouns: Phrases
    groups_in_bodies: frozenset[str]
    grantor_openers: frozenset[str]
    grantor_enders: frozenset[str]
    before_granting: frozenset[str]
    before_receiving: frozenset[str]
    between_awards: frozenset[str]
    ceremony_verbs: frozenset[str]
    no_subjects: frozenset[str]
    to_whom: frozenset[str]
    past_whom: frozenset[str]
    reason_words: frozenset[str]
    reason_openers: Phrases
    list_verbs: frozenset[str]
    vague_numbers: frozenset[str]
    recipient_leads: frozenset[str]
    recipient_tails: frozenset[str]
    works: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """`events.txt`."""

    event_nouns: ScannedPhrases
    organise_verbs: ScannedPhrases
    visit_verbs: ScannedPhrases
    occasion_openers: Phrases
    venue_words: Phrases
    not_venues: Phrases
    name_enders: Phrases
    within_names: Phrases
    document_cues: ScannedPhrases
    planning_words: frozenset[str]
    issuing_words: ScannedPhrases
    name_goes_on: frozenset[str]
    attending_words: frozenset[str]
    time_words: frozenset[str]
    meeting_words: frozenset[str]
    meeting_leads: frozenset[str]
    session_words: frozenset[str]
    inspecting_words: frozenset[str]
    day_words: frozenset[str]
    delegations: frozenset[str]
    self_naming_verbs: frozenset[str]
    unsure_verbs: frozenset[str]
    before_names: frozenset[str]
    after_subjects: frozenset[str]
    after_organisers: frozenset[str]
    organising_together: Phrases
    venue_enders: frozenset[str]
    street_words: frozenset[str]
    subject_verbs: frozenset[str]
    not_visits: Phrases
    nouns_before_visits: frozenset[str]
    motion_words: frozenset[str]
    never_last: frozenset[str]
    before_visits: frozenset[str]
    occasion_words: frozenset[str]
    provinces_named_after_people: Phrases
    visit_enders: Phrases
    named_after_provinces: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The five word tables."""

    names: NameWords
    offices: OfficeWords
    speech: SpeechWords
    awards: AwardWords
    events: EventWords


@cache
def words() -> Words:
    """The compiled lexicon."""
    return Words(
        names=NameWords(**_sections(NameWords, "people", forms=_forms(), **_places())),
        offices=OfficeWords(
            **_sections(
                OfficeWords, "offices", heads=_heads(), bodies=_bodies(), stops=_office_ends()
            )
        ),
        speech=SpeechWords(
            **_sections(
                SpeechWords, "speech", speech=_kinds("speech", SPEECH_KINDS), reporting=_reporting()
            )
        ),
        awards=AwardWords(
            **_sections(AwardWords, "awards", awards=_kinds("awards", (*AWARD_KINDS, "not awards")))
        ),
        events=EventWords(**_sections(EventWords, "events")),
    )


def _sections(table: type, name: str, **made: Any) -> dict[str, Any]:
    """The fields of a table, each compiled from the section of the same name unless `made`."""
    for field in fields(table):
        if field.name not in made:
            listed = entries(name, field.name.replace("_", " "))
            made[field.name] = _COMPILERS[str(field.type)](listed)
    return made


def _phrases(listed: Iterable[str]) -> Phrases:
    return Phrases(dict.fromkeys(listed, ""))


def _scanned(listed: Iterable[str]) -> ScannedPhrases:
    return _BOOK.table(dict.fromkeys(listed, ""))


def _keys(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, listed))


def _mapping(listed: Iterable[str]) -> dict[str, str]:
    pairs = (entry.split(" = ") for entry in listed)
    return {fold(word): value for word, value in pairs}


_COMPILERS: dict[str, Any] = {
    "Phrases": _phrases,
    "ScannedPhrases": _scanned,
    "frozenset[str]": _keys,
    "dict[str, str]": _mapping,
}


def _kinds(name: str, sections: Iterable[str]) -> ScannedPhrases:
    """A table of several sections, whose value is the section."""
    return _BOOK.table({entry: section for section in sections for entry in entries(name, section)})


def _forms() -> ScannedPhrases:
    one = dict.fromkeys(entries("people", "honorifics"), "one")
    return _BOOK.table(one | dict.fromkeys(entries("people", "plural honorifics"), "many"))


def _places() -> dict[str, Any]:
    named = dict.fromkeys(entries("people", "foreign provinces"), "country")
    named |= dict.fromkeys(entries("people", "countries"), "country")
    named |= dict.fromkeys(sorted(district_keys()), "district")
    named |= dict.fromkeys(sorted(province_keys()), "province")
    return {
        "places": Phrases(named),
        "communes": commune_keys() | district_keys() | province_keys(),
    }


def _heads() -> ScannedPhrases:
    return _BOOK.table({entry: _capitals(entry) for entry in entries("offices", "heads")})


def _capitals(phrase: str) -> str:
    return "".join("1" if word[0].isupper() else "0" for word in phrase.split())


def _bodies() -> ScannedPhrases:
    return _scanned((*entries("offices", "bodies"), *entries("offices", "long bodies")))


def _verbs_of_saying() -> dict[str, str]:
    verbs = dict.fromkeys(entries("speech", "reporting verbs"), "reporting")
    verbs |= dict.fromkeys(entries("speech", "weak reporting verbs"), "weak")
    return verbs | dict(entry.split(" = ") for entry in entries("speech", "verb kinds"))


def _reporting() -> Phrases:
    return Phrases(_verbs_of_saying())


def _office_ends() -> Phrases:
    sections = ("other verbs", *SPEECH_KINDS, "presence", "chair", "hand over")
    listed = [entry for section in sections for entry in entries("speech", section)]
    return _phrases((*listed, *_verbs_of_saying()))
