"""Where an office ends: what its body's name runs across and what it never holds.

`Phó Trưởng phòng PC02, Công an thành phố` holds a comma, `Đoàn ĐBQH và HĐND tỉnh` an `và`,
`Trưởng ban Tổ chức` a verb; `Giám đốc Sở Y tế, Chủ tịch …` and `Bí thư Huyện ủy chủ trì` do not.
"""

from __future__ import annotations

from collections.abc import Container

from govnews.facts.marks import DASHES, SENTENCE_MARKS, Marks
from govnews.facts.words import words

_STEERING_REACH = 14
"""How far back `Ban Chỉ huy`, `Ban Chỉ đạo` may stand from the `và` in their long names."""


def begins_office(marks: Marks, at: int) -> int | None:
    """The end of the office's head where an office begins at this token (`nguyên` counts)."""
    if at >= len(marks.tokens):
        return None
    if at in marks.head_at:  # "Quyền Chủ tịch", "Nguyên thủ" are heads as a whole
        return marks.head_at[at]
    modifier = words().offices.modifiers.longest(marks.tokens, at)
    return marks.head_at.get(modifier[0]) if modifier else None


def office_end(marks: Marks, head_end: int, names: Container[int], limit: int) -> int:
    """The token after the office whose head ends at `head_end`."""
    body = _Body(marks, head_end, names, limit)
    at = head_end
    while at < limit and marks.tokens.tight[at] and at not in names:
        following = body.step(at)
        if following == at:
            break
        at = following
    return at


class _Body:
    """The body after one head, token by token."""

    def __init__(self, marks: Marks, start: int, names: Container[int], limit: int) -> None:
        self.marks = marks
        self.tokens = marks.tokens
        self.start = start
        self.names = names
        self.limit = limit

    def step(self, at: int) -> int:
        """The next token of the body; `at` itself where the body ends."""
        compound = words().offices.compound_bodies.longest(self.tokens, at)
        if compound and compound[0] <= self.limit:
            return compound[0]
        word, key = self.tokens.words[at], self.tokens.keys[at]
        if word in SENTENCE_MARKS:
            return at
        if word == ",":
            return self._past_comma(at)
        if word in DASHES:
            return at + self._dash_joins(at)
        if key == "và":
            return at + self._and_joins(at)
        if at in self.marks.body_at:
            return min(self.marks.body_at[at], self.limit)
        return at if self._breaks(at, key) else self._past_word(at, key)

    def _past_word(self, at: int, key: str) -> int:
        in_charge = key == "phụ" and words().offices.modifiers.longest(self.tokens, at)
        over = at + 2
        return over if in_charge and over < self.limit and _is_body(self.marks, over) else at + 1

    def _breaks(self, at: int, key: str) -> bool:
        """Whether a word opens something else: a verb, a form of address, another office."""
        tokens = self.tokens
        if key == "về":
            return not self._has_topic(at) and self._is_verb(at)
        if key == "tại":
            return not self._abroad(at) and self._is_verb(at)
        if key == "kiêm":
            return True
        if key == "của":  # "Chủ nhiệm Ủy ban Đối ngoại của Quốc hội"
            return at + 1 >= self.limit or not _is_body(self.marks, at + 1)
        if at > self.start:
            if key in ("nguyên", "đồng") and begins_office(self.marks, at):
                return True
            opens = not tokens.caps[at] or key in words().offices.opening_syllables
            if at in self.marks.head_at and opens:
                return True
        if tokens.caps[at]:
            return False
        return bool(words().names.forms.longest(tokens, at)) or self._is_verb(at)

    def _is_verb(self, at: int) -> bool:
        """Whether a verb or adverb stands here that no office holds."""
        tables, tokens = words(), self.tokens
        if tokens.caps[at]:
            return False
        verb = tables.offices.stops.longest(tokens, at) or tables.speech.adverbs.longest(tokens, at)
        return bool(verb) and not self._names_body(at)

    def _names_body(self, at: int) -> bool:
        """Whether a verb is part of a body's name: `Trưởng ban tổ chức`, `công tác thông tin`."""
        keys, tables = self.tokens.keys, words().offices
        if at == self.start:
            verbs = tables.verbs_that_name_bodies
            return keys[at - 1] in tables.bodies_before_a_verb and keys[at] in verbs
        return not self.tokens.caps[at - 1] and keys[at - 1] in tables.nouns_before_a_verb

    def _has_topic(self, at: int) -> bool:
        """`Ủy ban …, Ban Chỉ đạo …, Hội đồng … về <topic>`, not `… về dự`."""
        tables, tokens = words(), self.tokens
        comes = tables.events.visit_verbs.longest(tokens, at)
        topical = tables.offices.topical_bodies
        return not comes and any(key in topical for key in tokens.keys[self.start - 1 : at])

    def _abroad(self, at: int) -> bool:
        """`Tổng Lãnh sự Nhật Bản tại Đà Nẵng`, `Trưởng đại diện … tại Việt Nam`."""
        after = at + 1
        if after >= self.limit or not self.tokens.caps[after]:
            return False
        return words().names.places.longest(self.tokens, after) is not None

    def _past_comma(self, comma: int) -> int:
        """Past the first word of the body above, where one follows; else the comma itself."""
        tokens, tables, at = self.tokens, words().offices, comma + 1
        if at >= self.limit or at in self.names or at in self.marks.head_at or not tokens.tight[at]:
            return comma
        if not _is_body(self.marks, at) and not tables.units.longest(tokens, at):
            return comma
        own = tokens.keys[
            self.start - 1 : comma
        ]  # the head's last word may be the body: Trưởng phòng
        lower = any(key in tables.lower_bodies for key in own)
        if not lower or tokens.keys[at] not in tables.upper_bodies or own[0] == tokens.keys[at]:
            return comma
        return at + 1

    def _dash_joins(self, dash: int) -> bool:
        """Whether a dash stands inside a body (`Văn hóa - Xã hội`, `2020 - 2025`)."""
        tokens, at = self.tokens, dash + 1
        if at >= self.limit or at in self.names or begins_office(self.marks, at):
            return False
        if tokens.words[dash - 1][0].isdigit():
            return tokens.words[at][0].isdigit()
        return tokens.caps[at] or tokens.ends[dash - 1] == tokens.start(dash)

    def _and_joins(self, at: int) -> bool:
        """Whether `và` joins two parts of one body (`Đoàn ĐBQH và HĐND tỉnh`)."""
        tokens, tables, after = self.tokens, words().names, at + 1
        if after >= self.limit or after in self.names or begins_office(self.marks, after):
            return False
        if tables.forms.longest(tokens, after) or tables.ranks.longest(tokens, after):
            return False
        steering = "chỉ" in tokens.keys[max(at - _STEERING_REACH, 0) : at]
        # "Phòng Kinh tế và Hạ tầng": the word before has two syllables, of which one is capital
        named = tokens.caps[at - 1] or (at - 2 >= self.start and tokens.caps[at - 2])
        if not (tokens.caps[after] and (named or steering)):
            return False
        # "UBND tỉnh và Sở Y tế" is two bodies of two offices; "ĐBQH và HĐND" is one
        return not _is_body(self.marks, after) or tokens.words[after].isupper()


def _is_body(marks: Marks, at: int) -> bool:
    return at in marks.body_at or words().offices.bodies.longest(marks.tokens, at) is not None
