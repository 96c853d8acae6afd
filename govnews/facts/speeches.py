"""Who spoke, in what kind of speech, and what is reported of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from govnews.facts.mentions import Passage
from govnews.facts.offices import read_offices
from govnews.facts.people import People, Profile
from govnews.facts.words import words
from govnews.model import SPEECH_KINDS, Speech

_PLURALS = frozenset("các những nhiều lãnh đạo diện thể".split())
_PRONOUNS = frozenset(("đồng chí", "ông", "bà", "đ/c"))
_REACH = 14
"""How many tokens a verb may stand after its speaker, past adverbs and `thay mặt …`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Actor:
    """Somebody in a sentence who may be the one who speaks."""

    profile: Profile
    first: int
    last: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """One sentence that says that a person spoke."""

    profile: Profile
    kind: str
    passage: Passage
    sentence: int
    rule: str
    explicit: bool


def read_speeches(passages: Iterable[Passage], people: People) -> tuple[Speech, ...]:
    """The speech acts of the article; gives the role `speaker` on the way."""
    acts: list[_Act] = []
    for passage in passages:
        if passage.field == "title":
            continue
        acts += _SpeechReader(passage, people).read()
    rows = _rows(acts)
    for row in rows:
        row.profile.roles.add("speaker")
    return tuple(_speech(number, act, acts) for number, act in enumerate(rows, 1))


class _SpeechReader:
    """Reads one passage, remembering who spoke last."""

    def __init__(self, passage: Passage, people: People) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.people = people
        self.recent: list[Profile] = []
        self._starts = sorted({*passage.finder.head_at, *words().forms.starts(passage.tokens)})
        self._name_starts = {m.start for m in passage.mentions}

    def read(self) -> list[_Act]:
        acts: list[_Act] = []
        for number in range(len(self.passage.sentences)):
            actors = self._actors(number)
            if not actors:
                continue
            acts += self._acts(number, actors)
            for actor in actors:
                if actor.profile in self.recent:
                    self.recent.remove(actor.profile)
                self.recent.insert(0, actor.profile)
        return acts

    def _actors(self, number: int) -> list[_Actor]:
        found = []
        mentions = self.passage.mentions_in(number)
        if not mentions and not self._leads_in(*self.passage.sentences[number]):
            return []
        for mention in mentions:
            profile = self.people.get(mention)
            if profile:
                found.append(
                    _Actor(profile=profile, first=mention.first, last=mention.last, named=True)
                )
        taken = [(m.first, m.last) for m in mentions]
        found += self._nominal(number, taken)
        return sorted(found, key=lambda actor: actor.first)

    def _nominal(self, number: int, taken: list[tuple[int, int]]) -> list[_Actor]:
        """Holders of offices without a name, `bà Lựu`, `Đồng chí`."""
        first, end = self.passage.sentences[number]
        found: list[_Actor] = []
        done = first
        for at in self._leads_in(first, end):
            inside = next((stop for start, stop in taken if start <= at < stop), None)
            if inside or at < done:
                continue
            actor = self._office_holder(at, end) or self._short_name(at, end, first)
            if actor:
                found.append(actor)
                done = actor.last
        return found

    def _leads_in(self, first: int, end: int) -> list[int]:
        """The tokens of a stretch at which an office or a form of address begins."""
        starts = self._starts
        return starts[bisect_left(starts, first) : bisect_left(starts, end)]

    def _office_holder(self, at: int, end: int) -> _Actor | None:
        if at not in self.passage.finder.head_at:
            return None
        before = self.tokens.keys[max(at - 2, 0) : at]
        if any(key in _PLURALS for key in before):
            return None
        offices, stop = read_offices(self.passage.finder, at, self._name_starts, end)
        if not offices:
            return None
        profile = self.people.by_office(offices[0].text, self.recent)
        if profile is None:
            return None
        form = words().forms.ends_at(self.tokens, at)
        return _Actor(profile=profile, first=form[0] if form else at, last=stop, named=False)

    def _short_name(self, at: int, end: int, first: int) -> _Actor | None:
        match = words().forms.longest(self.tokens, at)
        if not match or match[1] != "one" or match[0] >= end:
            return None
        stop = match[0]
        word = self.tokens.words[stop]
        if self.tokens.caps[stop] and word.isalpha() and not word.isupper():
            following = stop + 1
            if following < end and self.tokens.caps[following]:
                return None
            profile = self.people.by_given_name(word)
            if profile:
                return _Actor(profile=profile, first=at, last=stop + 1, named=False)
            return None
        key = " ".join(self.tokens.keys[at:stop])
        if key in _PRONOUNS and self.tokens.caps[at] and self.recent:
            return _Actor(profile=self.recent[0], first=at, last=stop, named=False)
        return None

    def _acts(self, number: int, actors: list[_Actor]) -> list[_Act]:
        if not actors:
            return []
        first, end = self.passage.sentences[number]
        triggers = words().speech.scan(self.tokens, first, end)
        found: list[_Act] = []
        for place, actor in enumerate(actors):
            following = actors[place + 1].first if place + 1 < len(actors) else end
            earlier = actors[place - 1].last if place else first
            kind, rule = self._kind(actor, earlier, following, triggers, first)
            if kind:
                found.append(
                    _Act(
                        profile=actor.profile,
                        kind=kind,
                        passage=self.passage,
                        sentence=number,
                        rule=f"speech/{rule}",
                        explicit=kind != "address",
                    )
                )
        found = self._one_discussion(found, triggers, first)
        return found + self._together(actors, found, number)

    def _one_discussion(
        self, found: list[_Act], triggers: list[tuple[int, int, str]], first: int
    ) -> list[_Act]:
        """`Thảo luận tại Hội nghị, A kiến nghị …; B đề xuất …`: what opens the sentence is for all."""
        if not triggers or triggers[0][0] != first or triggers[0][2] != "discussion":
            return found
        return [replace(act, kind="discussion", explicit=True) if act.kind == "address" else act for act in found]

    def _together(self, actors: list[_Actor], acts: list[_Act], number: int) -> list[_Act]:
        """`A, B và C gửi lời chúc mừng`: what the last does, those before do too."""
        found: list[_Act] = []
        by_profile = {id(act.profile): act for act in acts if act.rule == "speech/verb-after"}
        for actor, following in reversed(list(pairwise(actors))):
            act = by_profile.get(id(following.profile))
            between = self.tokens.keys[actor.last : following.first]
            joined = 0 < len(between) <= 2 and all(k in (",", "và", "cùng") for k in between)
            if act is None or not joined or id(actor.profile) in by_profile:
                continue
            shared = replace(act, profile=actor.profile, rule="speech/together")
            by_profile[id(actor.profile)] = shared
            found.insert(0, shared)
        return found

    def _kind(
        self,
        actor: _Actor,
        earlier: int,
        following: int,
        triggers: list[tuple[int, int, str]],
        first: int,
    ) -> tuple[str | None, str]:
        """The kind of speech that the sentence gives an actor, and the rule that says so."""
        verb = self._verb_after(actor.last, following)
        lead = [t for t in triggers if earlier <= t[0] < actor.first]
        if lead and self._leads(lead[-1], actor, earlier, first):
            after = [t for t in triggers if actor.last <= t[0] < following]
            kinds = [t[2] for t in (*lead, *after) if t[2] != "address"]
            return (kinds[0] if kinds else "address"), "trigger-before"
        if verb is not None:
            at, kind = verb
            later = [t for t in triggers if at <= t[0] < following]
            explicit = [t[2] for t in later if t[2] not in ("address", "congratulation")]
            if kind == "reporting":
                return (explicit[0] if explicit and later[0][0] - at < 4 else "address"), "verb-after"
            return kind, "verb-after"
        later = [t for t in triggers if actor.last <= t[0] < following]
        strong = [t for t in later if self._strong(t) and self._same_clause(actor.last, t[0])]
        if strong and actor.named:
            return strong[0][2], "verb-later"
        if actor.first > 0 and self.tokens.keys[actor.first - 1] == "theo" and self._opens(actor.first - 1, first):
            return "address", "according-to"
        return None, ""

    def _opens(self, at: int, first: int) -> bool:
        return at == first or self.tokens.words[at - 1] in (",", ";", ".", '"', "”", "“")

    def _strong(self, trigger: tuple[int, int, str]) -> bool:
        keys = self.tokens.keys[trigger[0] : trigger[1]]
        return "phát" in keys or "trình" in keys or trigger[2] in ("opening", "closing", "report", "acceptance") or "tham" in keys

    def _same_clause(self, start: int, end: int) -> bool:
        """Whether no other subject can stand between a person and a later verb."""
        between = self.tokens.keys[start:end]
        return not any(key in (";", ".", ":", "“", '"') for key in between) and "nghe" not in between

    def _leads(
        self, trigger: tuple[int, int, str], actor: _Actor, earlier: int, first: int
    ) -> bool:
        """Whether a trigger before the actor is the actor's: `Phát biểu tại hội nghị, ông A …`."""
        start, stop, _ = trigger
        between = self.tokens.keys[stop : actor.first]
        if any(key in (";", ".", ":") for key in between):
            return False
        if between and between[-1] == "của":
            said = {"phát", "tham", "báo", "kết", "chỉ", "diễn"} & set(self.tokens.keys[start:stop])
            return len(between) <= 4 and bool(said) and trigger[2] != "acceptance"
        if any(key in ("đồng", "ông", "bà") for key in between[:-1]) and not actor.named:
            return False
        # the clause of the trigger has no subject of its own: it opens the sentence or follows "nghe"
        lead = self.tokens.keys[earlier:start]
        subjectless = not lead or earlier > first or len(lead) <= 12
        if earlier > first:  # another person stands before the trigger: it is theirs
            return False
        if start == first:
            return True
        return subjectless and (not between or "," in between or between[-1] in ("có", "là", "gồm"))

    def _verb_after(self, at: int, limit: int) -> tuple[int, str] | None:
        """The speech verb that follows a person, past adverbs and asides, and its kind."""
        tokens, tables = self.tokens, words()
        stop = min(limit, at + _REACH)
        while at < stop:
            key = tokens.keys[at]
            speech = tables.speech.longest(tokens, at)
            report = tables.reporting.longest(tokens, at)
            if speech and (not report or speech[0] >= report[0]):
                if self._bare_congratulation(at, speech) and not self._reports(speech[0], limit):
                    return None
                return at, speech[1]
            if report:
                if report[1] == "weak reporting verbs" and not self._reports(report[0], limit):
                    return None
                if key == "trình" and "báo" in tokens.keys[max(at - 30, 0) : at]:
                    return at, "report"  # "Báo cáo do đồng chí A trình bày"
                return at, report[1] if report[1] in SPEECH_KINDS else "reporting"
            adverb = tables.adverbs.longest(tokens, at)
            if adverb:
                at = adverb[0]
            elif key == "thay" and at + 1 < stop and tokens.keys[at + 1] == "mặt":
                at = self._past_aside(at + 2, limit)
                stop = min(limit, at + _REACH)
            elif key == "(":
                close = next((p for p in range(at, limit) if tokens.keys[p] == ")"), limit)
                at, stop = close + 1, min(limit, close + _REACH)
            elif key == "," and at + 1 < limit and self._residence(at + 1):
                at = self._residence(at + 1)
                stop = min(limit, at + _REACH)
            elif key == "," and self._aside_end(at, limit):
                at = self._aside_end(at, limit)
                stop = min(limit, at + _REACH)
            elif key in (",", ")", "-", "–") or key == "và":
                at += 1
            else:
                return None
        return None

    def _bare_congratulation(self, at: int, speech: tuple[int, str]) -> bool:
        """`chúc mừng` alone may go with flowers; `gửi lời chúc mừng` is said."""
        return speech[1] == "congratulation" and not {"lời", "phát"} & set(self.tokens.keys[at : speech[0]])

    def _aside_end(self, comma: int, limit: int) -> int:
        """The token after `, hộ thành viên thôn Hạ,` where a verb follows it; else 0."""
        tables = words()
        for at in range(comma + 2, min(limit - 1, comma + 11)):
            if self.tokens.words[at] in ";.:":
                return 0
            if self.tokens.words[at] == ",":
                after = tables.reporting.longest(self.tokens, at + 1) or tables.speech.longest(self.tokens, at + 1)
                return at + 1 if after else 0
        return 0

    def _residence(self, at: int) -> int:
        """The token after `xã Y`, `thôn X`, where somebody lives; 0 where there is none."""
        tokens = self.tokens
        unit = words().units.longest(tokens, at)
        if not unit:
            return 0
        stop = unit[0]
        while stop < len(tokens) and (tokens.caps[stop] or tokens.words[stop][0].isdigit()):
            stop += 1
        return stop

    def _past_aside(self, at: int, limit: int) -> int:
        tables = words()
        while at < limit:
            if self.tokens.words[at] == "," or tables.speech.longest(self.tokens, at):
                return at
            if tables.adverbs.longest(self.tokens, at) or tables.reporting.longest(self.tokens, at):
                return at
            at += 1
        return at

    def _reports(self, at: int, limit: int) -> bool:
        """Whether what follows a weak verb is content: long, quoted, or after a colon."""
        if at < limit and self.tokens.keys[at] in (":", "rằng", "“", '"'):
            return True
        content = [k for k in self.tokens.keys[at:limit] if k.isalpha()]
        return len(content) >= 6 and not {"quà", "hoa"} & set(content[:4])


def _rows(acts: list[_Act]) -> list[_Act]:
    """One act a person and explicit kind; `address` only where nothing more is said."""
    rows: list[_Act] = []
    for profile in dict.fromkeys(id(act.profile) for act in acts):
        own = [act for act in acts if id(act.profile) == profile]
        explicit: dict[str, _Act] = {}
        for act in own:
            if act.explicit:
                explicit.setdefault(act.kind, act)
        if len(explicit) > 1:
            explicit.pop("congratulation", None) if any(
                k in explicit for k in SPEECH_KINDS if k not in ("congratulation", "discussion")
            ) else None
        rows += explicit.values() if explicit else own[:1]
    order = {id(act): place for place, act in enumerate(acts)}
    return sorted(rows, key=lambda act: order[id(act)])


def _speech(number: int, act: _Act, acts: list[_Act]) -> Speech:
    profile = act.profile
    return Speech(
        speech_no=number,
        name=profile.name,
        honorific=profile.honorific,
        positions=profile.positions(),
        speech_kind=act.kind,
        speech_text=_content(act, acts),
        evidence=act.passage.sentence_evidence(act.sentence, act.rule),
    )


def _content(act: _Act, acts: list[_Act]) -> str | None:
    """The sentences attributed to the speaker, as written: those of the acts, and what goes on."""
    own = [a for a in acts if a.profile is act.profile and a.passage.field in ("body", "summary")]
    if not own or (act.passage.field.startswith("caption/") and not own):
        return None
    pieces: list[str] = []
    seen: set[tuple[str, int]] = set()
    for item in own:
        for number in _attributed(item, acts):
            if (item.passage.field, number) not in seen:
                seen.add((item.passage.field, number))
                first, end = item.passage.sentences[number]
                pieces.append(item.passage.tokens.span(first, end))
    return "\n\n".join(pieces) or None


def _attributed(act: _Act, acts: list[_Act]) -> list[int]:
    """The sentence of an act and those after it in its paragraph in which nobody else appears."""
    passage = act.passage
    others = {a.sentence for a in acts if a.passage is passage and a.profile is not act.profile}
    numbers = [act.sentence]
    for number in range(act.sentence + 1, len(passage.sentences)):
        first = passage.sentences[number][0]
        if not passage.tokens.tight[first] or number in others or passage.mentions_in(number):
            break
        numbers.append(number)
    return numbers
