"""Who was there, and who presided."""

from __future__ import annotations

from collections.abc import Iterable

from govnews.facts.references import Actor, Cast, listed_after, listed_before, opens_clause
from govnews.facts.words import words


def mark_presence(casts: Iterable[Cast]) -> None:
    """Give the role `attendee` to those who are listed as present, `chair` to those who preside."""
    tables = words().speech
    for cast in casts:
        passage = cast.passage
        for number, actors in cast.sentences():
            first, end = passage.sentences[number]
            if tables.presence.scan(passage.tokens, first, end):
                for actor in actors:
                    if actor.named:
                        actor.profile.roles.add("attendee")
            for start, stop, _ in tables.chair.scan(passage.tokens, first, end):
                # "Hội đồng | chủ trì" holds no "đồng chủ trì"
                start += passage.tokens.keys[max(start - 1, 0) : start + 1] == ["hội", "đồng"]
                for actor in _chairs(cast, number, start, stop):
                    actor.profile.roles.add("chair")


def _chairs(cast: Cast, number: int, start: int, stop: int) -> list[Actor]:
    """Who presides: the list right before the verb, or the list after `chủ trì … có`."""
    keys, passage = cast.passage.tokens.keys, cast.passage
    actors = cast.in_sentence(number)
    if keys[start] == "do":
        return []
    before = [actor for actor in actors if actor.last <= start]
    if before and _only_adverbs(cast, before[-1].last, start):
        # "giao Giám đốc Sở Y tế chủ trì" tells nobody's presence
        fits = before[-1].named or opens_clause(passage, before[-1])
        return listed_before(passage, before) if fits else []
    after = [actor for actor in actors if actor.first >= stop]
    if after and keys[stop : after[0].first][:1] == ["của"]:
        return listed_after(passage, after)
    opens = start == passage.sentences[number][0]
    named = [actor for actor in after if actor.named]
    return listed_after(passage, named) if opens and named else []


def _only_adverbs(cast: Cast, at: int, end: int) -> bool:
    """Whether nothing that could be another subject stands between two tokens."""
    tables, tokens = words().speech, cast.passage.tokens
    while at < end:
        adverb = tables.adverbs.longest(tokens, at)
        if adverb:
            at = adverb[0]
        elif tokens.keys[at : at + 2] in (["và", "các"], ["cùng", "các"]):
            return True  # "Bà A và các Phó Chủ tịch chủ trì"
        elif tokens.words[at] == "," or tokens.keys[at] in tables.before_presiding:
            at += 1
        else:
            return False
    return True
