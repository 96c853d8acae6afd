"""The verb of saying that follows a person, past adverbs and asides."""

from __future__ import annotations

from govnews.facts.passage import Passage
from govnews.facts.words import words
from govnews.model import SPEECH_KINDS

_REACH = 14
"""How many tokens a verb may stand after its speaker or after an aside."""
_REPORT_REACH = 30
"""How far back `Báo cáo do đồng chí A trình bày` may have begun."""
_LONGEST_ASIDE = 10
_BEFORE_VERBS = frozenset(("đã", "cũng", "vừa"))
_SENT_WITHIN = 20
"""Tokens after `gửi` within which stands what is sent."""
_CLAUSE_ENDS = frozenset((";", ".", ":"))
_QUOTES = frozenset('“"')
_SHORTEST_CONTENT = 6
"""Words after a weak verb that make it a verb of saying."""


def verb_after(passage: Passage, at: int, limit: int) -> tuple[int, str] | None:
    """The speech verb that follows a person who ends before token `at`: its token and kind.

    The kind is one of `SPEECH_KINDS`, or `reporting` for a verb that only says that something was
    said. None where something else follows first.
    """
    reader = _VerbReader(passage, limit)
    stop = min(limit, at + _REACH)
    while at < stop:
        verb = reader.verb_at(at)
        if verb is not None:
            return (at, verb) if verb else None
        adverb = words().speech.adverbs.longest(passage.tokens, at)
        following = adverb[0] if adverb else reader.past_mark(at)
        aside = None if adverb else reader.past_aside(at)
        if aside is not None:
            at, stop = aside, min(limit, aside + _REACH)
        elif following is None:
            quoted = reader.quotation_after(at, stop)
            return (quoted, "reporting") if quoted is not None else None
        else:
            at = following
    return None


class _VerbReader:
    """Looks at the tokens of one passage up to a limit."""

    def __init__(self, passage: Passage, limit: int) -> None:
        self.tokens = passage.tokens
        self.limit = limit
        self.tables = words().speech

    def verb_at(self, at: int) -> str | None:
        """The kind of the verb at a token; "" for a verb that says nothing, None where is none."""
        speech = self.tables.speech.longest(self.tokens, at)
        report = self.tables.reporting.longest(self.tokens, at)
        if speech and (not report or speech[0] >= report[0]):
            mute = self._is_bare_congratulation(at, speech) and not self._has_content(speech[0])
            return "" if mute else speech[1]
        if report is None or report[1] == "reporting":
            sent = self._sent_words(at)
            if sent or report is None:
                return sent
        if report[1] == "weak" and not self._has_content(report[0]):
            return ""
        keys = self.tokens.keys
        if keys[at] == "trình" and "báo" in keys[max(at - _REPORT_REACH, 0) : at]:
            return "report"
        return report[1] if report[1] in SPEECH_KINDS else "reporting"

    def _sent_words(self, at: int) -> str | None:
        """`gửi tới bà con lời chúc mừng`: the kind of the words that somebody sends."""
        keys = self.tokens.keys
        if keys[at] != "gửi":
            return None
        for place in range(at + 1, min(at + _SENT_WITHIN, self.limit)):
            if keys[place] in _CLAUSE_ENDS:
                return None
            if keys[place] == "lời":
                told = self.tables.speech.longest(self.tokens, place)
                verb = self.tables.reporting.longest(self.tokens, place + 1)
                if told:
                    return told[1]
                return verb[1] if verb and verb[1] in SPEECH_KINDS else "reporting"
        return None

    def _is_bare_congratulation(self, at: int, speech: tuple[int, str]) -> bool:
        """`chúc mừng` alone may go with flowers; `gửi lời chúc mừng` is said."""
        said = not self.tables.spoken_words.isdisjoint(self.tokens.keys[at : speech[0]])
        return speech[1] == "congratulation" and not said

    def _has_content(self, at: int) -> bool:
        """Whether what follows a weak verb is content: long, quoted, or after a colon."""
        keys = self.tokens.keys[at : self.limit]
        if keys[:1] in ([":"], ["rằng"], ["“"], ['"']):
            return True
        content = [key for key in keys if key.isalpha()]
        given = not self.tables.gift_words.isdisjoint(content[:4])
        return len(content) >= _SHORTEST_CONTENT and not given

    def quotation_after(self, at: int, stop: int) -> int | None:
        """The colon of `… ở cùng bản phấn khởi: “…`: whatever stands between, it is said."""
        written = self.tokens.words
        for place in range(at, min(stop, self.limit - 1)):
            if written[place] in ",;.(":
                return None
            if written[place] == ":":
                return place if written[place + 1] in _QUOTES else None
        return None

    # -- what may stand between --------------------------------------------------------------

    def past_mark(self, at: int) -> int | None:
        """Past a comma, a dash or `và`; None where something else stands."""
        return at + 1 if self.tokens.keys[at] in (",", ")", "-", "–", "và") else None

    def past_aside(self, at: int) -> int | None:
        """Past `thay mặt …`, brackets, a residence or an apposition; None where there is none."""
        keys = self.tokens.keys
        if keys[at] == "thay" and at + 1 < self.limit and keys[at + 1] == "mặt":
            return self._past_delegation(at + 2)
        if keys[at] == "(":
            closed = (place for place in range(at, self.limit) if keys[place] == ")")
            return next(closed, self.limit) + 1
        if keys[at] == "ở" and at + 1 < self.limit:
            return self._past_residence(at + 1)
        if keys[at] == "," and at + 1 < self.limit:
            return self._past_residence(at + 1) or self._past_apposition(at)
        return None

    def _past_delegation(self, at: int) -> int:
        """Up to the comma or the verb after `thay mặt …`."""
        tables = (self.tables.speech, self.tables.adverbs, self.tables.reporting)
        while at < self.limit and self.tokens.words[at] != ",":
            if any(table.longest(self.tokens, at) for table in tables):
                break
            at += 1
        return at

    def _past_residence(self, at: int) -> int | None:
        """Past `xã Y`, `thôn 5`, where somebody lives."""
        tokens = self.tokens
        unit = words().offices.units.longest(tokens, at)
        if not unit:
            return None
        stop = unit[0]
        while stop < len(tokens) and (tokens.caps[stop] or tokens.words[stop][0].isdigit()):
            stop += 1
        return stop

    def _past_apposition(self, comma: int) -> int | None:
        """Past `, hộ thành viên thôn Hạ,` where a verb follows it."""
        for at in range(comma + 2, min(self.limit - 1, comma + _LONGEST_ASIDE + 1)):
            if self.tokens.words[at] in ";.:":
                return None
            if self.tokens.words[at] == ",":
                return at + 1 if self._tells(at + 1) else None
            if self.tokens.keys[at] in _BEFORE_VERBS and self._tells(at + 1):
                return at + 1  # ", Câu lạc bộ A | đã chia sẻ"
        return None

    def _tells(self, at: int) -> bool:
        """Whether a verb of saying, or a quotation, follows here."""
        tables = (self.tables.reporting, self.tables.speech)
        if any(table.longest(self.tokens, at) for table in tables):
            return True
        return self.quotation_after(at, min(self.limit, at + _REACH)) is not None
