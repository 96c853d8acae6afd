"""Who spoke, in what kind of speech, and what is reported of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from govnews.facts.passage import Passage
from govnews.facts.people import Profile
from govnews.facts.references import Actor, Cast, joined
from govnews.facts.speech_kinds import Stage, Trigger, kind_of_speech
from govnews.facts.words import words
from govnews.model import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """One sentence that says that a person spoke."""

    profile: Profile
    kind: str
    passage: Passage
    sentence: int
    rule: str


def read_speeches(casts: Iterable[Cast]) -> tuple[Speech, ...]:
    """The speech acts of the article; gives the role `speaker` on the way."""
    acts = [
        act
        for cast in casts
        if cast.passage.field != "title"
        for number, actors in cast.sentences()
        for act in _acts(cast.passage, number, actors)
    ]
    report = _Report(acts)
    rows = report.rows()
    for row in rows:
        row.profile.roles.add("speaker")
    return tuple(report.speech(number, act) for number, act in enumerate(rows, 1))


# -- one sentence --------------------------------------------------------------------------


def _acts(passage: Passage, number: int, actors: list[Actor]) -> list[_Act]:
    first, end = passage.sentences[number]
    triggers = words().speech.speech.scan(passage.tokens, first, end)
    found: list[_Act] = []
    for place, actor in enumerate(actors):
        stage = Stage(
            passage=passage,
            actor=actor,
            first=first,
            end=end,
            earlier=actors[place - 1].last if place else first,
            following=actors[place + 1].first if place + 1 < len(actors) else end,
            triggers=triggers,
        )
        read = kind_of_speech(stage)
        if read:
            kind, rule = read
            found.append(
                _Act(
                    profile=actor.profile,
                    kind=kind,
                    passage=passage,
                    sentence=number,
                    rule=f"speech/{rule}",
                )
            )
    found = _in_one_discussion(found, triggers, first) + _more_talks(passage, actors, found)
    return found + _said_together(passage, actors, found)


def _in_one_discussion(found: list[_Act], triggers: list[Trigger], first: int) -> list[_Act]:
    """`Thảo luận tại Hội nghị, A kiến nghị …; B đề xuất …`: what opens the sentence is for all."""
    if not triggers or triggers[0][0] != first or triggers[0][2] != "discussion":
        return found
    return [replace(act, kind="discussion") if act.kind == "address" else act for act in found]


def _more_talks(passage: Passage, actors: list[Actor], acts: list[_Act]) -> list[_Act]:
    """`tham luận của A về …; của B về …`: the talks of a list."""
    found: list[_Act] = []
    last = next((act for act in acts if act.rule == "speech/trigger-before"), None)
    spoke = {act.profile for act in acts}
    keys = passage.tokens.keys
    for actor in actors:
        listed = keys[max(actor.first - 2, 0) : actor.first] in ([";", "của"], [",", "của"])
        if last and listed and actor.profile not in spoke:
            found.append(replace(last, profile=actor.profile, rule="speech/more-talks"))
    return found


def _said_together(passage: Passage, actors: list[Actor], acts: list[_Act]) -> list[_Act]:
    """`A, B và C gửi lời chúc mừng`: what the last does, those before do too."""
    found: list[_Act] = []
    by_profile = {act.profile: act for act in acts if act.rule == "speech/verb-after"}
    for actor, following in reversed(list(pairwise(actors))):
        act = by_profile.get(following.profile)
        if act is None or actor.profile in by_profile or actor.last == following.first:
            continue
        if joined(passage, actor, following):
            by_profile[actor.profile] = replace(act, profile=actor.profile, rule="speech/together")
            found.insert(0, by_profile[actor.profile])
    return found


# -- rows ----------------------------------------------------------------------------------


class _Report:
    """All acts of the article, by who spoke and by where."""

    def __init__(self, acts: list[_Act]) -> None:
        self.acts = acts
        self.own: dict[Profile, list[_Act]] = {}
        self.spoke: dict[tuple[Passage, int], set[Profile]] = {}
        for act in acts:
            self.own.setdefault(act.profile, []).append(act)
            self.spoke.setdefault((act.passage, act.sentence), set()).add(act.profile)

    def rows(self) -> list[_Act]:
        """One act for a person and explicit kind; `address` only where nothing more is said."""
        chosen: set[int] = set()
        for own in self.own.values():
            explicit: dict[str, _Act] = {}
            for act in own:
                if act.kind != "address":
                    explicit.setdefault(act.kind, act)
            announced = any(a.kind == "address" and a.rule == "speech/trigger-before" for a in own)
            thanks = explicit.get("acceptance")
            if announced and thanks and thanks.rule == "speech/verb-after":
                explicit.pop("acceptance")  # who speaks at a meeting and thanks accepts nothing
            if explicit.keys() - {"congratulation", "discussion"}:
                explicit.pop("congratulation", None)
            chosen.update(map(id, explicit.values() if explicit else own[:1]))
        return [act for act in self.acts if id(act) in chosen]

    def speech(self, number: int, act: _Act) -> Speech:
        """The row of an act."""
        profile = act.profile
        return Speech(
            speech_no=number,
            name=profile.name,
            honorific=profile.honorific,
            positions=profile.positions(),
            speech_kind=act.kind,
            speech_text=self._content(profile),
            evidence=act.passage.sentence_evidence(act.sentence, act.rule),
        )

    def _content(self, profile: Profile) -> str | None:
        """The sentences attributed to a speaker, as written; captions report nothing."""
        told = dict.fromkeys(
            (act.passage, number)
            for act in self.own[profile]
            if not act.passage.is_caption
            for number in self._attributed(act)
        )
        return "\n\n".join(_as_written(list(told))) or None

    def _attributed(self, act: _Act) -> list[int]:
        """The sentence of an act and those after it in its paragraph in which nobody else appears."""
        passage, numbers = act.passage, [act.sentence]
        for number in range(act.sentence + 1, len(passage.sentences)):
            first = passage.sentences[number][0]
            others = self.spoke.get((passage, number), set()) - {act.profile}
            if not passage.tokens.tight[first] or others or passage.mentions_in(number):
                break
            numbers.append(number)
        return numbers


def _as_written(told: list[tuple[Passage, int]]) -> Iterator[str]:
    """The texts of sentences, those that follow one another in a paragraph in one piece."""
    opening = 0
    for place in range(1, len(told) + 1):
        if place < len(told) and _follows(told[place - 1], told[place]):
            continue
        passage, number = told[opening]
        first, end = passage.sentences[number][0], passage.sentences[told[place - 1][1]][1]
        yield passage.tokens.span(first, end)
        opening = place


def _follows(before: tuple[Passage, int], sentence: tuple[Passage, int]) -> bool:
    """Whether a sentence follows another in its paragraph."""
    passage, number = sentence
    return before == (passage, number - 1) and passage.tokens.tight[passage.sentences[number][0]]
