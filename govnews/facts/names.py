"""Where names of people stand in tokens.

A name is a run of capitalised syllables that begins with a surname. Around it stand the traps: a
place or body that runs straight into the name (`Tỉnh ủy Nghệ An | Thái Thanh Quý`), an office that
follows without a comma, streets and schools named after people. So structure comes first: offices,
bodies and places are marked, and a name is what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from govnews.facts.marks import Marks, ends_initial
from govnews.facts.surroundings import Surroundings
from govnews.facts.words import words
from govnews.text import is_syllable

_LONGEST_RUN = 40
"""Capitalised words that are looked at together; a text in capitals has no end of them."""
_APOSTROPHES = ("'", "’")
_MOST_SYLLABLES = 4
_SHORT_NAME = 3
_MOST_FOREIGN_WORDS = 5
_MOST_IN_RELIGION = 6
"""`Thích Nữ Diệu Thanh Liên Hoa`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name between two tokens (`end` exclusive)."""

    start: int
    end: int


def find_names(marks: Marks) -> list[Name]:
    """Every name of the text, in order."""
    return _NameFinder(marks).find()


@lru_cache(maxsize=16_384)
def _is_name_word(word: str) -> bool:
    """Whether a word is written as parts of names are: with a capital, or a syllable in capitals."""
    if not word[0].isupper() or not word.replace("'", "").replace("’", "").isalpha():
        return False
    return len(word) == 1 or not word.isupper() or (word.isalpha() and is_syllable(word))


class _NameFinder:
    """Reads the capitalised runs of one text."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.tokens = marks.tokens
        self.tables = words().names
        self.around = Surroundings(marks)
        self.found: list[Name] = []

    def find(self) -> list[Name]:
        found = self.found
        done = 0
        for at in self._openings():
            if at < done or not _is_name_word(self.tokens.words[at]):
                continue
            if self._is_single(at):
                found.append(Name(start=at, end=at + 1))
                done = at + 1
                continue
            done = end = self._run_end(at)
            begin = self._past_form(at, end)
            name = self._name_in(begin, end) if end - begin > 1 else None
            if name:
                found.append(name)
                done = name.end
        return found

    # -- runs ------------------------------------------------------------------------------

    def _openings(self) -> list[int]:
        """The tokens that may open a name: it has two words or more."""
        caps, covered, written = self.tokens.caps, self.marks.covered, self.tokens.words
        return [
            at
            for at in compress(range(len(caps) - 1), caps)
            if not covered[at]
            and (caps[at + 1] or written[at + 1] == "-" or written[at][1:2] in _APOSTROPHES)
        ]

    def _is_single(self, at: int) -> bool:
        """Whether `ông K'Brèm` bears one word for a name, as the K'Ho and Ê Đê may."""
        written = self.tokens.words
        alone = not (self.tokens.caps[at + 1] and self.tokens.tight[at + 1])
        return alone and written[at][1:2] in _APOSTROPHES and self.around.addressed(at)

    def _run_end(self, start: int) -> int:
        tight, covered = self.tokens.tight, self.marks.covered
        at, count = start + 1, min(len(self.tokens), start + _LONGEST_RUN)
        while at < count and tight[at] and not covered[at]:
            if _is_name_word(self.tokens.words[at]):
                at += 1
            elif self._is_hyphen(at) or ends_initial(self.tokens, at):
                at += 2
            else:
                break
        return at

    def _is_hyphen(self, at: int) -> bool:
        """Whether a hyphen joins two parts of a foreign name (`Anne-Sophie`)."""
        tokens = self.tokens
        if (
            tokens.words[at] != "-"
            or at + 1 >= len(tokens)
            or not _is_name_word(tokens.words[at + 1])
        ):
            return False
        closed = tokens.ends[at - 1] == tokens.start(at) == tokens.start(at + 1) - 1
        if not closed or tokens.keys[at + 1] in self.tables.surnames:
            return False
        if at + 1 in self.marks.head_at:  # "Siu Hlâm-Phó Chủ tịch UBND huyện"
            return False
        return not (is_syllable(tokens.words[at - 1]) and is_syllable(tokens.words[at + 1]))

    def _past_form(self, start: int, end: int) -> int:
        """Past `Ông`, `Bà` with the capital of a sentence's first word."""
        match = self.tables.forms.longest(self.tokens, start)
        if not match or match[0] >= end or self.tables.forms.ends_at(self.tokens, start):
            return start  # "bà Ông Thị Lài" bears a surname that is also a form of address
        return match[0]

    # -- the name in a run -----------------------------------------------------------------

    def _name_in(self, start: int, end: int) -> Name | None:
        addressed = self.around.addressed(start)
        if not addressed and self.around.blocks(start, end):
            return None
        begin = self._after_place(start, end, addressed=addressed)
        if begin is None:
            return None
        addressed = addressed and begin == start
        begin = self._after_body(begin, end)

        def known_around() -> bool:  # costs much and decides few runs: asked only where it does
            return (
                addressed
                or self.around.listed(start, end)
                or (end - start > 2 and self._goes_on(begin))
                or self.marks.office_before(begin)
                or self.marks.office_after(end)
            )

        length = self._length(begin, end, known_around)
        return Name(start=begin, end=begin + length) if length else None

    def _goes_on(self, begin: int) -> bool:
        """Whether the run is the next of a list of people: `Y Ly Sa (Trường A), A Khăm Phúc`."""
        if not self.found:
            return False
        between = self.tokens.words[self.found[-1].end : begin]
        if between[:1] == ["("] and ")" in between:
            between = between[between.index(")") + 1 :]
        return between in ([","], [";"], ["và"])

    def _after_place(self, start: int, end: int, *, addressed: bool) -> int | None:
        """Where the name begins after a place that runs into it; None where all is place."""
        tokens, tables = self.tokens, self.tables
        size = end - start
        in_unit = bool(tokens.tight[start] and words().offices.units.ends_at(tokens, start))
        place = tables.places.longest(tokens, start)
        length = min(place[0], end) - start if place else 0
        if in_unit:
            length = max(length, self._unit_length(start, end))
            if size == 2 and self._in_hamlet(start):
                return None
        if not length:
            return start
        abroad = place is not None and place[1] == "country"
        if in_unit and length < 2 and size > 2 and not abroad and self.marks.office_before(start):
            return start
        by_surname = tokens.keys[start] in tables.surnames and not in_unit
        if addressed and by_surname and length < size <= _MOST_SYLLABLES:
            return start
        if size - length >= 2 and self._can_begin(start + length, end):
            return start + length
        if size == length or (place and place[1] in ("province", "country")):
            formal = addressed and tables.forms.ends_at(tokens, start) is not None
            fits = tokens.keys[start] in tables.surnames and (size > length or not in_unit)
            return start if formal and fits and size >= 2 else None
        return start if by_surname and size <= _MOST_SYLLABLES else None

    def _in_hamlet(self, start: int) -> bool:
        """Whether `thôn`, `bản` … stands before, and not in an office (`Trưởng thôn Lê Hải`)."""
        level = words().offices.unit_levels.get(self.tokens.keys[start - 1])
        return level == "1" and not self.marks.covered[start - 1]

    def _unit_length(self, start: int, end: int) -> int:
        """How many words after `xã`, `phường` … are the unit's name."""
        keys, tables = self.tokens.keys, self.tables
        if " ".join(keys[start:end]) in tables.communes:
            return end - start  # "xã Hồ Thị Kỷ"
        personal = keys[start] in tables.surnames and keys[start + 1] in tables.sure_middle_marks
        if personal and not (end - start >= 5 and keys[start + 3] in tables.surnames):
            return 0  # but "phường Hoàng Văn Thụ | Ngô Mạnh Tiến"
        for size in range(min(4, end - start), 0, -1):
            if " ".join(keys[start : start + size]) in tables.communes:
                return size
        return 2 if end - start >= 4 and keys[start + 2] in tables.surnames else 0

    def _can_begin(self, at: int, end: int) -> bool:
        keys, tables = self.tokens.keys, self.tables
        if keys[at] in tables.surnames or keys[at] in tables.rare_surnames:
            return True
        marked = at + 2 < end and keys[at + 1] in tables.middle_marks
        return marked or not is_syllable(self.tokens.words[at])

    def _after_body(self, begin: int, end: int) -> int:
        """Past the name of a body that runs into a person's (`Báo Hànộimới | Nguyễn Hoàng Long`)."""
        keys, surnames = self.tokens.keys, self.tables.surnames
        later = range(max(begin + 1, end - _MOST_SYLLABLES), end - 1)
        name = next((at for at in later if keys[at] in surnames), None)
        if name is None or keys[begin] in surnames or self.around.takes_any_surname(begin):
            return begin
        if keys[begin] in self.tables.rare_surnames and end - begin <= _SHORT_NAME:
            return begin
        return name if self.marks.office_before(begin) else begin

    # -- its length ------------------------------------------------------------------------

    def _length(self, begin: int, end: int, known_around: Callable[[], bool]) -> int:
        """How many words from `begin` are the name; 0 where there is none."""
        keys, tables, size = self.tokens.keys, self.tables, end - begin
        if not any(map(is_syllable, self.tokens.words[begin : min(end, begin + 2)])):
            if keys[begin - 1 : begin] == ["của"]:
                return 0  # "Giám đốc khu vực của Check Point"
            return min(size, _MOST_FOREIGN_WORDS) if size >= 2 and known_around() else 0
        if keys[begin] in tables.religious:
            named = size >= 3 or (size == 2 and known_around())
            return min(size, _MOST_IN_RELIGION) if named else 0
        marked = size >= 3 and keys[begin + 1] in tables.sure_middle_marks
        known = marked or keys[begin] in tables.surnames
        any_surname = not known and (
            self.around.takes_any_surname(begin) or (size >= 3 and self.around.addressed(begin))
        )
        rare = keys[begin] in tables.rare_surnames
        if not (known or any_surname or (rare and known_around())):
            foreign = not all(map(is_syllable, self.tokens.words[begin:end]))
            return min(size, _MOST_FOREIGN_WORDS) if foreign and self._follows_head(begin) else 0
        length = self._cut(begin, end)
        if length == 2:
            # `Ksor Hùng`, `Siu H'Lip` can be nothing but names
            foreign = not all(map(is_syllable, self.tokens.words[begin : begin + 2]))
            own = known or any_surname or foreign
            return length if own and known_around() else 0
        return length

    def _follows_head(self, begin: int) -> bool:
        """Whether the bare head of an office stands right before: `Đại sứ Kum Bounleuth`."""
        if words().offices.bodies.longest(self.tokens, begin):
            return False  # "Trưởng đại diện Quỹ Sakura"
        starts = range(max(begin - 4, 0), begin)
        return self.tokens.tight[begin] and any(
            self.marks.head_at.get(at) == begin for at in starts
        )

    def _cut(self, begin: int, end: int) -> int:
        """The length of a name in a run that may go on with a place or another name."""
        tokens = self.tokens
        size = end - begin
        if size <= _MOST_SYLLABLES:
            return size
        for length in (2, 3, 4):
            if self._something_begins(begin + length, size - length, after=length):
                return length
        if not all(map(is_syllable, tokens.words[begin:end])):
            return min(size, _MOST_IN_RELIGION)
        marked = tokens.keys[begin + 1] in self.tables.sure_middle_marks
        return 5 if size == 5 and marked else _MOST_SYLLABLES

    def _something_begins(self, at: int, rest: int, *, after: int) -> bool:
        """Whether a verb in capitals, a place or another name begins after so many syllables."""
        tokens = self.tokens
        if tokens.words[at].isupper() and words().offices.stops.longest(tokens, at):
            return True  # a line in capitals: "ĐỒNG CHÍ HÀ VĂN CÁT CHỦ TRÌ …"
        if self.tables.places.longest(tokens, at):
            return True
        return after > 2 and rest in (3, 4) and tokens.keys[at] in self.tables.surnames
