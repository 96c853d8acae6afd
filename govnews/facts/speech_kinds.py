"""What kind of speech a sentence gives to somebody in it, and by which rule.

Either what announces a speech stands before the person (`Phát biểu chỉ đạo tại hội nghị, ông A …`),
or a verb of saying stands after (`ông A, Giám đốc Sở X, nhấn mạnh …`), or further on in the same
clause (`ông A thay mặt đoàn phát biểu …`), or the person is a source (`Theo ông A, …`).
"""

from __future__ import annotations

from dataclasses import dataclass

from govnews.facts.passage import Passage
from govnews.facts.references import Actor, opens_clause
from govnews.facts.speech_verbs import verb_after
from govnews.facts.words import words

_FORMAL_KINDS = frozenset(("opening", "closing", "report", "acceptance"))
_ADDRESSED_TO = frozenset(("welcome", "congratulation", "acceptance"))
"""Kinds of speech whose object may be a person."""
_CLAUSE_ENDS = frozenset((";", ".", ":"))
_QUOTED = frozenset((";", ".", ":", "“", '"'))
_HEARD_WITHIN = 4
"""Tokens before a trigger within which `nghe` makes it what others said."""
_LONGEST_LEAD = 12
"""Tokens before a trigger that hold no subject of its own: `Tại phiên họp chiều nay, phát biểu …`."""
_ADDING = frozenset(("và", ",", "thời"))
_EXPLAINED_WITHIN = 4
"""Tokens after a reporting verb within which a trigger names the kind of what was said."""

Trigger = tuple[int, int, str]
"""First token, end and kind of what announces a speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One actor's part of a sentence, between the actors next to it."""

    passage: Passage
    actor: Actor
    first: int
    """First token of the sentence."""
    end: int
    """The token after its last."""
    earlier: int
    """Where the actor before ends, else the first token of the sentence."""
    following: int
    """Where the next actor begins, else the end of the sentence."""
    triggers: list[Trigger]
    """All of the sentence."""


def kind_of_speech(stage: Stage) -> tuple[str, str] | None:
    """The kind and the name of the rule; None where the person does not speak here."""
    found = _announced(stage)
    if found is None:
        verb = verb_after(stage.passage, stage.actor.last, stage.following)
        if verb is not None and not _is_given_to(stage):
            found = _explained(stage, *verb), "verb-after"
    if found and found[0] == "address" and _directs(stage):
        return "directive", found[1]
    return found or _verb_later(stage) or _meanwhile(stage) or _as_source(stage)


def _announced(stage: Stage) -> tuple[str, str] | None:
    """The kind of what stands before the person in the same clause."""
    keys = stage.passage.tokens.keys
    clause = stage.earlier
    for at in range(stage.earlier, stage.actor.first):
        if keys[at] == ";":
            clause = at + 1
    lead = [
        t
        for t in stage.triggers
        if clause <= t[0] < stage.actor.first and not _names_occasion(stage, t[0])
    ]
    if not lead or not _is_own(stage, lead[-1]):
        return None
    closes = keys[lead[-1][0] : lead[-1][0] + 2] == ["kết", "thúc"]
    if closes and verb_after(stage.passage, stage.actor.last, stage.following) is None:
        return None  # "Kết thúc hội nghị, ông A bàn giao Cờ …"
    kinds = [t[2] for t in (*lead, *_later(stage)) if t[2] != "address"]
    return (kinds[0] if kinds else "address"), "trigger-before"


def _directs(stage: Stage) -> bool:
    """`… đánh giá cao kết quả; chỉ đạo các sở …`: a later verb of the same subject directs."""
    keys = stage.passage.tokens.keys
    return any(
        keys[at : at + 2] == ["chỉ", "đạo"] and keys[at - 1] in (";", "thời")
        for at in range(stage.actor.last + 1, stage.following - 3)
    )


def _is_given_to(stage: Stage) -> bool:
    """`A trao quyết định cho quần chúng B, giao nhiệm vụ …`: what follows the comma A says."""
    keys, actor = stage.passage.tokens.keys, stage.actor
    given = "cho" in keys[max(actor.first - 3, stage.earlier) : actor.first]
    return given and stage.earlier > stage.first and keys[actor.last : actor.last + 1] == [","]


def _later(stage: Stage) -> list[Trigger]:
    """The triggers between the actor and the next one."""
    return [t for t in stage.triggers if stage.actor.last <= t[0] < stage.following]


def _explained(stage: Stage, at: int, kind: str) -> str:
    """The kind of a verb, or for a mere verb of saying that of the trigger right after it."""
    if kind != "reporting":
        return kind
    later = [t for t in _later(stage) if t[0] >= at]
    explicit = [t[2] for t in later if t[2] not in ("address", "congratulation")]
    if explicit and later[0][0] - at < _EXPLAINED_WITHIN:
        return explicit[0]
    return _added(stage, at, later) or "address"


def _added(stage: Stage, at: int, later: list[Trigger]) -> str | None:
    """`A ôn lại truyền thống và báo cáo kết quả …`: the formal one of two acts of one clause."""
    keys = stage.passage.tokens.keys
    if not words().speech.recounting_verbs.longest(stage.passage.tokens, at):
        return None  # "đề nghị thành phố rà soát và báo cáo": what is asked for
    for start, _, kind in later:
        if not _QUOTED.isdisjoint(keys[at:start]):
            return None
        if kind in _FORMAL_KINDS and keys[start - 1] in _ADDING:
            return kind
    return None


def _verb_later(stage: Stage) -> tuple[str, str] | None:
    """A formal speech further on in the clause of somebody named."""
    keys, actor = stage.passage.tokens.keys, stage.actor
    for start, stop, kind in _later(stage) if actor.named else ():
        if stage.passage.tokens.words[start - 1][0].isdigit():
            continue  # "với 03 tham luận"
        formal = not words().speech.formal_words.isdisjoint(keys[start:stop])
        between = keys[actor.last : start]
        same_clause = _QUOTED.isdisjoint(between) and "nghe" not in between
        if _names_occasion(stage, start):
            continue
        if (formal or kind in _FORMAL_KINDS) and same_clause:
            return kind, "verb-later"
    return None


def _acts_on(stage: Stage, start: int) -> bool:
    """Whether the clause that begins here has no subject of its own, before or after its verb."""
    keys = stage.passage.tokens.keys
    stop = next((at for at in range(start, stage.end) if keys[at] == ";"), stage.end)
    return stop <= stage.following and opens_clause(stage.passage, stage.actor)


def _names_occasion(stage: Stage, start: int) -> bool:
    """`điều hành phiên giải trình`, `dự Lễ khai mạc triển lãm`: an occasion, and no speech."""
    keys = stage.passage.tokens.keys
    before = keys[start - 1] if start > stage.first else ""
    return before in words().speech.occasions and keys[start] != "phát"


def _meanwhile(stage: Stage) -> tuple[str, str] | None:
    """`A tặng hoa, đồng thời nhấn mạnh …`, `A tặng hoa; mong rằng …`: A says so."""
    keys, actor = stage.passage.tokens.keys, stage.actor
    for at in range(actor.last, stage.following - 2):
        together = keys[at : at + 2] == ["đồng", "thời"]
        if not together and keys[at] not in _CLAUSE_ENDS:
            continue
        start = at + 2 if together else at + 1
        goes_on = together or (keys[at] == ";" and _acts_on(stage, start))
        verb = verb_after(stage.passage, start, stage.following) if goes_on else None
        if verb is None or (not together and verb[0] != start):
            return None
        congratulates = verb[1] == "reporting" and any(
            kind == "congratulation" and keys[start - 1] in _ADDING
            for start, _, kind in stage.triggers
            if actor.last <= start < at
        )
        return ("congratulation" if congratulates else _explained(stage, *verb)), "verb-later"
    return None


def _as_source(stage: Stage) -> tuple[str, str] | None:
    """`Theo ông A, …`, `Theo báo cáo của ông A, …` at the head of a clause."""
    tokens, at = stage.passage.tokens, stage.actor.first - 1
    reports = tokens.keys[max(at - 3, 0) : at + 1] == ["theo", "báo", "cáo", "của"]
    if reports:
        at -= 3
    if at < 0 or tokens.keys[at] != "theo":
        return None
    opens = at == stage.first or tokens.words[at - 1] in (",", ";", ".", '"', "”", "“")
    return ("report" if reports else "address", "according-to") if opens else None


def _is_own(stage: Stage, trigger: Trigger) -> bool:
    """Whether a trigger before the actor is the actor's: `Phát biểu tại hội nghị, ông A …`."""
    tables, actor = words().speech, stage.actor
    start, stop, kind = trigger
    keys = stage.passage.tokens.keys
    between = keys[stop : actor.first]
    if not _CLAUSE_ENDS.isdisjoint(between):
        return False
    if between[-1:] == ["của"]:  # "bài phát biểu của ông A"
        said = not tables.named_speech_words.isdisjoint(keys[start:stop])
        return len(between) <= 4 and said and kind != "acceptance"
    if between[:1] == ["của"]:
        return False  # "Trên cơ sở ý kiến thảo luận của các đại biểu, ông A kết luận"
    if "nghe" in keys[max(start - _HEARD_WITHIN, stage.first) : start]:
        return False  # "Sau khi nghe trao đổi, thảo luận, bà A kết luận"
    if (
        kind in _ADDRESSED_TO
        and "," not in between
        and not (between and between[-1] in tables.list_openers)
    ):
        return False  # "Chào mừng bà Đại sứ, Chủ tịch UBND tỉnh giới thiệu": she is greeted
    if not actor.named and _has_subject(between[:-1]):
        return False
    own_clause = ";" in keys[stage.earlier : start]
    if stage.earlier > stage.first and not own_clause:
        return False  # another person stands before the trigger: it is theirs
    if start == stage.first or own_clause:
        return True
    if start - stage.first > _LONGEST_LEAD:
        return False
    return not between or "," in between or between[-1] in tables.list_openers


def _has_subject(keys: list[str]) -> bool:
    """Whether a form of address of one person stands in the words: `đồng chí`, not `các đồng chí`."""
    forms = words().speech.forms_in_a_subject
    return any(
        key in forms and not (at and keys[at - 1] in words().names.count_words)
        for at, key in enumerate(keys)
    )
