"""Structure before names: where offices, bodies, awards and other fixed phrases stand in tokens."""

from __future__ import annotations

from govnews.facts.words import words
from govnews.text import is_syllable
from govnews.text.tokens import Tokens

SENTENCE_MARKS = frozenset('.;:!?“”"()[]…')
"""Marks that no office, no name and no list of offices runs across."""
DASHES = frozenset("-–—")
JOINTS = frozenset((",", "-", "–", "—", "("))
"""Marks that may part a name from the office that follows it."""


def ends_initial(tokens: Tokens, at: int) -> bool:
    """Whether a full stop here shortens part of a foreign name: `Mariam J. Sherman`."""
    if tokens.words[at] != "." or at < 2 or at + 1 >= len(tokens):
        return False
    initial, before = tokens.words[at - 1], tokens.words[at - 2]
    if (
        len(initial) != 1
        or not initial.isupper()
        or not (tokens.caps[at - 2] and tokens.caps[at + 1])
    ):
        return False
    return not is_syllable(before) and tokens.tight[at] and tokens.tight[at + 1]


class Marks:
    """The offices and bodies of one text, and every token that therefore is part of no name."""

    __slots__ = ("body_at", "covered", "head_at", "tokens")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.head_at: dict[int, int] = {}
        """Start of an office's head → its end."""
        self.body_at: dict[int, int] = {}
        """Start of a body of two or more words → its end."""
        self.covered = [False] * len(tokens)
        self._mark_heads()
        self._mark_bodies()
        self._mark_phrases()

    def _mark_heads(self) -> None:
        for start, end, capitals in words().offices.heads.scan(self.tokens):
            if not (
                self._is_lone_abbreviation(start)
                or self._crosses_name(start, end, capitals)
                or self._ends_body(start, end)
            ):
                self.head_at[start] = end
                self._cover(start, end)

    def _mark_bodies(self) -> None:
        for start, end, _ in words().offices.bodies.scan(self.tokens):
            if end - start > 1 and not self.covered[start] and not self._runs_into_name(start, end):
                self.body_at[start] = end
                self._cover(start, end)

    def _mark_phrases(self) -> None:
        tables = words()
        for table in (tables.awards.awards, tables.events.event_nouns):
            for start, end, _ in table.scan(self.tokens):
                if end - start > 1:
                    self._cover(start, end)
        for start, end, _ in tables.names.never_names.scan(self.tokens):
            if self.tokens.caps[start]:
                self._cover(start, end)

    def _ends_body(self, start: int, end: int) -> bool:
        """`thay mặt Đoàn Chủ tịch`: the head's words end the name of a body."""
        body = words().offices.bodies.ends_at(self.tokens, end)
        return body is not None and body[0] < start and self.tokens.caps[body[0]]

    def _crosses_name(self, start: int, end: int, capitals: str) -> bool:
        """`cô giáo Viên Thu Nguyệt` holds no `giáo viên`: a capital stands where the office has none."""
        caps = self.tokens.caps
        return not caps[start] and any(
            caps[at] and capitals[at - start : at - start + 1] == "0"
            for at in range(start + 1, end)
        )

    def _runs_into_name(self, start: int, end: int) -> bool:
        """`UBND tỉnh Đoàn Anh Dũng` holds no `Tỉnh Đoàn`: the capital begins a person's name."""
        tokens, last = self.tokens, end - 1
        if tokens.caps[start] or not tokens.caps[last] or end + 1 >= len(tokens):
            return False
        surname = tokens.keys[last] in words().names.surnames
        return surname and all(tokens.caps[at] and tokens.tight[at] for at in (end, end + 1))

    def _is_lone_abbreviation(self, start: int) -> bool:
        """`CT` stands for an office only where a body in capitals follows (`CT UBND`)."""
        tokens = self.tokens
        if tokens.keys[start] != "ct":
            return False
        return not (start + 1 < len(tokens) and tokens.words[start + 1].isupper())

    def _cover(self, start: int, end: int) -> None:
        self.covered[start:end] = [True] * (end - start)

    def office_before(self, start: int) -> bool:
        """Whether an office stands before this token with nothing between that parts them."""
        tokens = self.tokens
        for at in range(start - 1, max(start - 17, -1), -1):
            if not tokens.tight[at + 1]:
                return False
            if at in self.head_at:
                return True
            word = tokens.words[at]
            if word == ":" and at == start - 1:
                continue  # "các nguyên Chủ tịch nước: Lê Đức A, Trần B"
            if word in SENTENCE_MARKS or (word == "," and at == start - 1):
                return False
        return False

    def office_after(self, end: int) -> bool:
        """Whether an office follows: `X, Chủ tịch`, `X - nguyên Chủ tịch`, `X (Chủ tịch`."""
        tokens = self.tokens
        if end in self.head_at:
            return True
        at = end + 1
        if at >= len(tokens) or tokens.words[end] not in JOINTS or not tokens.tight[end]:
            return False
        modifier = words().offices.modifiers.longest(tokens, at)
        return (modifier[0] if modifier else at) in self.head_at
