"""The lexicon compiled for the readers: built once, at the first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govnews.lexicon.phrases import Book, Phrases
from govnews.lexicon.provinces import province_keys
from govnews.lexicon.tables import entries
from govnews.lexicon.units import commune_keys, district_keys
from govnews.text import fold

SPEECH_SECTIONS = (
    "opening", "welcome", "directive", "closing", "report",
    "discussion", "congratulation", "acceptance", "address",
)  # fmt: skip
AWARD_SECTIONS = (
    "order", "medal", "honour_title", "emulation_title", "emulation_flag", "merit_certificate",
    "commendation", "letter", "commemorative_medal", "badge", "prize", "other",
)  # fmt: skip


def _keys(name: str, section: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries(name, section))


_BOOK = Book()


def _capitals(phrase: str) -> str:
    return "".join("1" if word[0].isupper() else "0" for word in phrase.split())


def _phrases(name: str, *sections: str) -> Phrases:
    return _BOOK.table({entry: section for section in sections for entry in entries(name, section)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Tables that match on tokens (`Phrases`) and sets of single folded words."""

    heads: Phrases
    """Value: for each word 1 where the table writes a capital, else 0."""
    weak_heads: frozenset[str]
    modifiers: Phrases
    bodies: Phrases
    compounds: Phrases
    units: Phrases
    abbreviations: dict[str, tuple[str, ...]]
    forms: Phrases
    """Forms of address: value `one` or `many`."""
    ranks: Phrases
    occupations: Phrases
    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    rare_surnames: frozenset[str]
    middles: frozenset[str]
    religious: frozenset[str]
    blockers: Phrases
    never: Phrases
    places: Phrases
    """Provinces, districts and countries by their short names."""
    communes: frozenset[str]
    speech: Phrases
    """Value: the kind of speech."""
    reporting: Phrases
    """Value: `reporting verbs` or `weak reporting verbs`."""
    adverbs: Phrases
    presence: Phrases
    chair: Phrases
    appointed: Phrases
    handing: Phrases
    stops: Phrases
    """What an office ends before."""
    awards: Phrases
    """Value: the kind of award, or `not awards`."""
    granting: Phrases
    receiving: Phrases
    proposing: Phrases
    revoking: Phrases
    groups: Phrases
    event_nouns: Phrases
    organise: Phrases
    visit: Phrases
    occasions: Phrases
    venue_words: Phrases
    not_venues: Phrases
    name_enders: Phrases
    document_cues: Phrases


@cache
def words() -> Words:
    """The compiled lexicon."""
    reporting = dict.fromkeys(entries("speech", "reporting verbs"), "reporting verbs")
    reporting |= dict.fromkeys(entries("speech", "weak reporting verbs"), "weak reporting verbs")
    reporting |= dict(entry.split(" = ") for entry in entries("speech", "verb kinds"))
    stops: dict[str, str] = dict.fromkeys(entries("speech", "other verbs"), "verb")
    stops |= dict.fromkeys(reporting, "reporting")
    for section in (*SPEECH_SECTIONS, "presence", "chair", "hand over"):
        stops |= dict.fromkeys(entries("speech", section), section)
    return Words(
        heads=_BOOK.table({entry: _capitals(entry) for entry in entries("offices", "heads")}),
        weak_heads=_keys("offices", "weak heads"),
        modifiers=_phrases("offices", "modifiers"),
        bodies=_phrases("offices", "bodies", "long bodies"),
        compounds=_phrases("offices", "compound bodies"),
        units=_phrases("offices", "units"),
        abbreviations=_abbreviations(),
        forms=_BOOK.table(
            dict.fromkeys(entries("people", "honorifics"), "one")
            | dict.fromkeys(entries("people", "plural honorifics"), "many")
        ),
        ranks=_phrases("people", "ranks"),
        occupations=_phrases("people", "occupations"),
        surnames=_keys("people", "surnames"),
        weak_surnames=_keys("people", "weak surnames"),
        rare_surnames=_keys("people", "rare surnames"),
        middles=_keys("people", "middle marks"),
        religious=_keys("people", "religious"),
        blockers=_phrases("people", "name blockers"),
        never=_phrases("people", "never names"),
        places=_BOOK.table(
            dict.fromkeys(entries("people", "countries"), "country")
            | dict.fromkeys(sorted(district_keys()), "district")
            | dict.fromkeys(sorted(province_keys()), "province")
        ),
        communes=commune_keys() | district_keys() | province_keys(),
        speech=_phrases("speech", *SPEECH_SECTIONS),
        reporting=_BOOK.table(reporting),
        adverbs=_phrases("speech", "adverbs"),
        presence=_phrases("speech", "presence"),
        chair=_phrases("speech", "chair"),
        appointed=_phrases("offices", "appointed"),
        handing=_phrases("speech", "hand over"),
        stops=_BOOK.table(stops),
        awards=_phrases("awards", *AWARD_SECTIONS, "not awards"),
        granting=_phrases("awards", "granting verbs"),
        receiving=_phrases("awards", "receiving verbs"),
        proposing=_phrases("awards", "proposing words"),
        revoking=_phrases("awards", "revoking words"),
        groups=_phrases("awards", "group nouns"),
        event_nouns=_phrases("events", "event nouns"),
        organise=_phrases("events", "organise verbs"),
        visit=_phrases("events", "visit verbs"),
        occasions=_phrases("events", "occasion openers"),
        venue_words=_phrases("events", "venue words"),
        not_venues=_phrases("events", "not venues"),
        name_enders=_phrases("events", "name enders"),
        document_cues=_phrases("events", "document cues"),
    )


def _abbreviations() -> dict[str, tuple[str, ...]]:
    pairs = (entry.split(" = ") for entry in entries("offices", "abbreviations"))
    return {fold(short): tuple(fold(full).split()) for short, full in pairs}
