"""Why an award was given: `vì …`, `đã có thành tích …`, `có nhiều đóng góp …`, as printed."""

from __future__ import annotations

from govnews.facts.award_verbs import granting
from govnews.facts.award_words import end_of
from govnews.facts.passage import Passage
from govnews.facts.words import words

_LONGEST = 60
_ONLY_AFTER = frozenset(("vì", "nhờ", "do"))
_QUOTES = {"“": "”", '"': '"', "«": "»"}


def reason_of(passage: Passage, begin: int, honour: tuple[int, int], limit: int) -> str | None:
    """The reason told after the award, up to `limit`, else before it, from `begin` on."""
    end = honour[0]
    after = _opening(passage, honour[1], limit)
    if after is not None:
        return _written(passage, after, _end(passage, after, limit))
    before = _opening(passage, begin, end)
    if before is None or passage.tokens.keys[before] in _ONLY_AFTER:
        return None
    stop = _end(passage, before, end)
    if stop == end:
        return None
    if passage.tokens.caps[before]:  # "Với những đóng góp …, Sở được tặng"
        comma = next((at for at in range(before, stop) if passage.tokens.words[at] == ","), None)
        if comma is None:
            return None
        stop = comma
    return _written(passage, before, stop)


def _written(passage: Passage, start: int, stop: int) -> str | None:
    return passage.words_between(start, stop).rstrip(" ,.;:…") or None


def _opening(passage: Passage, start: int, limit: int) -> int | None:
    """Where a reason begins outside of quotes; with a capital only at the head of the sentence."""
    tokens = passage.tokens
    head = passage.sentences[passage.sentence_of(start)][0] if start < len(tokens) else start
    closing: str | None = None
    for at in range(start, limit):
        word = tokens.words[at]
        if word == ";":
            return None
        if closing:
            closing = None if word in (closing, "”", '"') else closing
        elif word in _QUOTES:
            closing = _QUOTES[word]
        elif (at == head or not tokens.caps[at]) and end_of("reasons", tokens, at, limit):
            return at
    return None


def _end(passage: Passage, start: int, limit: int) -> int:
    """The token after the clause: before a mark that ends it, something else done, or a verb."""
    tokens = passage.tokens
    limit = min(limit, start + _LONGEST)
    verbs = {verb[0] for verb in granting(passage, start, limit)}
    verbs |= {verb[0] for verb in words().awards.receiving_verbs.scan(tokens, start, limit)}
    for at in range(start + 1, limit):
        if tokens.words[at] in ";." or not tokens.tight[at]:
            return at
        ends_part = tokens.keys[at] in (",", "và")
        if ends_part and at + 1 < limit and _goes_on_otherwise(passage, at + 1, verbs):
            return at
        if tokens.keys[at] == "được" and (at in verbs or tokens.caps[at + 1 : at + 2] == [True]):
            return at
    return limit


def _goes_on_otherwise(passage: Passage, at: int, verbs: set[int]) -> bool:
    keys = passage.tokens.keys
    adverb = end_of("adverbs", passage.tokens, at, at + 3) or at
    if at in verbs or adverb in verbs or keys[at] == "được":
        return True
    return keys[at].isdigit() and keys[at + 1 : at + 3] in (["tập", "thể"], ["cá", "nhân"])
