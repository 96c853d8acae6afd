"""Where names of people stand in tokens.

A name is a run of capitalised syllables that begins with a surname. Around it stand the traps: a
place or body that runs straight into the name (`Tỉnh ủy Nghệ An | Thái Thanh Quý`), an office that
follows without a comma, streets and schools named after people. So structure comes first: offices,
bodies and places are marked, and a name is what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

from govnews.facts.words import Words, words
from govnews.text import fold, is_syllable
from govnews.text.tokens import Tokens

_MAX_SYLLABLES = 4
_VOWELS = frozenset("aeiouyăâêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name between two tokens (`end` exclusive)."""

    start: int
    end: int
    address: str | None = None
    """The form of address or rank right before it, as written."""


# After one of these, a rank or occupation names a body and no person.
_BODY_LEADS = frozenset("tòa phòng hội đoàn đội tổ ban báo trường viện khoa tiệm hiệu quán nhà".split())


# Of these there are lists: "đường Nguyễn Du, Hồ Tùng Mậu".
_LISTED_BLOCKERS = frozenset("đường phố ngõ khối phường xã khu thôn cầu tuyến quận huyện".split())


class NameFinder:
    """Finds the names in one text; marks offices, bodies and awards on the way."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words: Words = words()
        count = len(tokens)
        self.head_at: dict[int, int] = {}
        """Start of an office head → its end."""
        self.body_at: dict[int, int] = {}
        """Start of a body of two or more words → its end."""
        self._covered = [False] * count
        self._last_blocked = 0
        self._mark()

    def _mark(self) -> None:
        tokens, tables = self.tokens, self.words
        for start, end, capitals in tables.heads.scan(tokens):
            if self._is_surname_run(start) or self._crosses_name(start, end, capitals):
                continue
            self.head_at[start] = end
            self._cover(start, end)
        for start, end, _ in tables.bodies.scan(tokens):
            if end - start > 1 and not self._covered[start]:
                self.body_at[start] = end
                self._cover(start, end)
        for table in (tables.awards, tables.event_nouns):
            for start, end, _ in table.scan(tokens):
                if end - start > 1:
                    self._cover(start, end)
        for start, end, _ in tables.never.scan(tokens):
            if tokens.caps[start]:
                self._cover(start, end)

    def _crosses_name(self, start: int, end: int, capitals: str) -> bool:
        """`cô giáo Viên Thu Nguyệt` holds no `giáo viên`: a capital stands where the office has none."""
        caps = self.tokens.caps
        return not caps[start] and any(
            caps[at] and capitals[at - start : at - start + 1] == "0" for at in range(start + 1, end)
        )

    def _is_surname_run(self, start: int) -> bool:
        """`CT` and the like stand for an office only where a body follows."""
        tokens = self.tokens
        return tokens.keys[start] == "ct" and not (
            start + 1 < len(tokens) and tokens.words[start + 1].isupper()
        )

    def _cover(self, start: int, end: int) -> None:
        for at in range(start, end):
            self._covered[at] = True

    def find(self) -> list[Name]:
        """Every name, in order."""
        found: list[Name] = []
        tokens, covered = self.tokens, self._covered
        caps, words_ = tokens.caps, tokens.words
        count, done = len(tokens), 0
        starts = [  # a name has two words or more
            at
            for at in range(count - 1)
            if caps[at] and not covered[at] and (caps[at + 1] or words_[at + 1] == "-")
        ]
        for at in starts:
            if at < done or not self._name_word(at):
                continue
            end = at + 1
            while end < count and tokens.tight[end] and not covered[end]:
                if self._name_word(end):
                    end += 1
                elif self._hyphenated(end):
                    end += 2
                else:
                    break
            done = end
            begin = self._past_form(at, end)
            name = self._name_in(begin, end) if end - begin > 1 else None
            if name:
                found.append(name)
                done = name.end
        return found

    def _past_form(self, start: int, end: int) -> int:
        """Past `Ông`, `Bà` with the capital of a sentence's first word."""
        match = self.words.forms.longest(self.tokens, start)
        if not match or match[0] >= end or self.words.forms.ends_at(self.tokens, start):
            return start  # "bà Ông Thị Lài" bears a surname that is also a form of address
        return match[0]

    def _hyphenated(self, at: int) -> bool:
        """Whether a hyphen joins two parts of a foreign name (`Anne-Sophie`)."""
        tokens = self.tokens
        if tokens.words[at] != "-" or at + 1 >= len(tokens) or not self._name_word(at + 1):
            return False
        close = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] == tokens.starts[at + 1]
        if not close or tokens.keys[at + 1] in self.words.surnames:
            return False
        return not (is_syllable(tokens.words[at - 1]) and is_syllable(tokens.words[at + 1]))

    def _name_word(self, at: int) -> bool:
        word = self.tokens.words[at]
        if not self.tokens.caps[at] or not word.replace("'", "").replace("’", "").isalpha():
            return False
        return len(word) == 1 or not word.isupper() or (word.isalpha() and is_syllable(word))

    def _name_in(self, start: int, end: int) -> Name | None:
        """The name in a run of capitalised words, or None."""
        address = self._address_before(start)
        if address is None and self._blocked(start):
            named = self.words.blockers.ends_at(self.tokens, start)
            if named and self.tokens.keys[named[0]] in _LISTED_BLOCKERS:
                self._last_blocked = end
            return None
        if address is None and self._listed_after_blocked(start):
            self._last_blocked = end
            return None
        begin = self._after_place(start, end, address)
        if begin is None:
            return None
        if begin != start:
            address = None
        begin = self._after_body(begin, end)
        context = address is not None or self._in_list(start, end) or self._office_before(begin) or self._office_after_run(begin, end)
        length = self._length(begin, end, context)
        if not length:
            return None
        return Name(start=begin, end=begin + length, address=address)

    def _address_before(self, start: int) -> str | None:
        """A form of address, a rank or an occupation that ends right before this token."""
        tokens = self.tokens
        stop = start
        if stop and tokens.words[stop - 1] == ":":
            stop -= 1
        if stop == 0 or not tokens.tight[stop]:
            return None
        for table in (self.words.forms, self.words.ranks, self.words.occupations):
            match = table.ends_at(tokens, stop)
            if match and not self._in_body(match[0]):
                return tokens.span(match[0], stop)
        if tokens.words[stop - 1] == "." and stop > 1:
            match = self.words.ranks.ends_at(tokens, stop - 1)
            if match:
                return tokens.span(match[0], stop)
        return None

    def _in_list(self, start: int, end: int) -> bool:
        """Whether the run is a cell of a table or an item of a list: `2 | Rơ Châm Hoan |`, `: A, …;`."""
        words_ = self.tokens.words
        before = words_[start - 1] if start else "|"
        after = words_[end] if end < len(words_) else ""
        return (before == "|" and after == "|") or (before in (":", ";") and after == "," and end - start > 2)

    def _listed_after_blocked(self, start: int) -> bool:
        """`đường Nguyễn Du, Hồ Tùng Mậu`: the list of streets goes on."""
        between = self.tokens.words[self._last_blocked : start] if self._last_blocked else []
        return between in ([","], ["và"], ["–"], [";"])

    def _in_body(self, at: int) -> bool:
        """Whether a rank is part of a body's name: `Văn phòng luật sư …`, `Hội Nhà báo …`."""
        if at == 0 or not self.tokens.tight[at]:
            return False
        return self.tokens.keys[at - 1] in _BODY_LEADS

    def _blocked(self, start: int) -> bool:
        """Whether the run is named after something: a street, a school, a movement."""
        tokens, tables = self.tokens, self.words
        if start == 0 or not tokens.tight[start]:
            return False
        match = tables.blockers.ends_at(tokens, start)
        if not match:
            return False
        if tables.units.ends_at(tokens, start) is None:
            return True
        # "UBND xã Nguyễn Văn A": the unit belongs to the office before it, unless a unit bears the name
        return not self._office_before(start)

    def _after_body(self, begin: int, end: int) -> int:
        """Past the name of a body that runs into a person's (`Báo Hànộimới | Nguyễn Hoàng Long`)."""
        keys, tables = self.tokens.keys, self.words
        if keys[begin] in tables.surnames or self._addressed(begin):
            return begin
        for at in range(begin + 1, end - 1):
            if keys[at] in tables.surnames and end - at <= _MAX_SYLLABLES:
                return at if self._office_before(begin) else begin
        return begin

    def _after_place(self, start: int, end: int, address: str | None) -> int | None:
        """Where the name begins after a place that runs into it; None where all is place."""
        tokens, tables = self.tokens, self.words
        addressed = address is not None
        size = end - start
        unit_before = start > 0 and tokens.tight[start] and tables.units.ends_at(tokens, start)
        length = 0
        match = tables.places.longest(tokens, start)
        if match:
            length = min(match[0], end) - start
        if unit_before:
            length = max(length, self._unit_length(start, end))
        if not length or (unit_before and length < 2 and size > 2 and self._office_before(start)):
            return start
        rest = size - length
        surname = tokens.keys[start] in tables.surnames
        if addressed and surname and size <= _MAX_SYLLABLES and not unit_before and size > length:
            return start
        if rest >= 2 and self._can_begin(start + length, end):
            return start + length
        form = addressed and tables.forms.ends_at(tokens, start) is not None
        if rest == 0:
            return start if form and surname and size >= 2 and not unit_before else None
        if match and match[1] in ("province", "country"):
            return start if form and surname else None
        return start if surname and size <= _MAX_SYLLABLES and not unit_before else None

    def _unit_length(self, start: int, end: int) -> int:
        """How many words after `xã`, `phường` … are the unit's name."""
        keys = self.tokens.keys
        if keys[start] in self.words.surnames and keys[start + 1 : start + 2] in (["thị"], ["văn"]):
            return 0
        for size in range(min(4, end - start), 0, -1):
            if " ".join(keys[start : start + size]) in self.words.communes:
                return size
        rest = end - start
        if rest >= 4 and keys[start + 2] in self.words.surnames:
            return 2
        return 0

    def _can_begin(self, at: int, end: int) -> bool:
        keys, tables = self.tokens.keys, self.words
        if keys[at] in tables.surnames or keys[at] in tables.rare_surnames:
            return True
        return (at + 2 < end and keys[at + 1] in tables.middles) or not is_syllable(
            self.tokens.words[at]
        )

    def _office_before(self, start: int) -> bool:
        """Whether an office stands before this token with nothing between that parts them."""
        tokens = self.tokens
        at = start - 1
        steps = 0
        while at >= 0 and steps < 16 and tokens.tight[at + 1]:
            if at in self.head_at:
                return True
            word = tokens.words[at]
            if word in ".;:!?“”\"()" or (word == "," and steps == 0):
                return False
            at -= 1
            steps += 1
        return False

    def _office_after_run(self, begin: int, end: int) -> bool:
        """Whether an office follows the run: `X, Chủ tịch`, `X - Chủ tịch`, `X (Chủ tịch`."""
        tokens = self.tokens
        at = end
        if at in self.head_at:
            return True
        if at < len(tokens) and tokens.words[at] in (",", "-", "–", "—", "(") and tokens.tight[at]:
            at += 1
            match = self.words.modifiers.longest(tokens, at) if at < len(tokens) else None
            if match:
                at = match[0]
            return at in self.head_at
        return False

    def _length(self, begin: int, end: int, context: bool) -> int:
        """How many syllables from `begin` are the name; 0 where there is none."""
        tokens, tables = self.tokens, self.words
        keys, size = tokens.keys, end - begin
        key = keys[begin]
        if all(not is_syllable(tokens.words[at]) for at in range(begin, min(end, begin + 2))):
            return min(size, 5) if context and size >= 2 else 0
        if key in tables.religious:
            return min(size, 6) if size >= 2 and (context or size >= 3) else 0
        marked = size >= 3 and keys[begin + 1] in ("thị", "văn")
        known = key in tables.surnames or marked
        addressed = self._addressed(begin) or (size >= 3 and self._address_before(begin) is not None)
        if not (known or addressed or (context and key in tables.rare_surnames)):
            return 0
        length = self._cut(begin, end)
        if length < 2:
            return 0
        if length == 2 and not context:
            return 0
        if length == 2 and not known and not addressed:
            return 0
        if key in tables.weak_surnames and not context and not marked and length < 3:
            return 0
        return length

    def _addressed(self, begin: int) -> bool:
        """Whether a form of address or a rank stands right before: then any surname will do."""
        tables, tokens = self.words, self.tokens
        stop = begin - 1 if begin and tokens.words[begin - 1] in (".", ":") else begin
        labelled = stop < begin and tokens.words[stop] == ":"  # "Tác giả: Thanh Tùng"
        for table in (tables.forms, tables.ranks, *((tables.occupations,) if labelled else ())):
            match = table.ends_at(tokens, stop)
            if match and not self._in_body(match[0]):
                return True
        return False

    def _cut(self, begin: int, end: int) -> int:
        """The length of a name in a run that may go on with a place or another name."""
        tokens, tables = self.tokens, self.words
        size = end - begin
        if size <= _MAX_SYLLABLES:
            return size
        for length in (2, 3, 4):
            at = begin + length
            if tokens.words[at].isupper() and self.words.stops.longest(tokens, at):
                return length  # a line in capitals: "ĐỒNG CHÍ HÀ VĂN CÁT CHỦ TRÌ …"
            if tables.places.longest(tokens, at) or (
                tokens.keys[at] in tables.surnames and size - length in (3, 4) and length > 2
            ):
                return length
        if any(not is_syllable(tokens.words[at]) for at in range(begin, end)):
            return min(size, 6)
        return 5 if size == 5 and tokens.keys[begin + 1] in ("thị", "văn") else _MAX_SYLLABLES


def shows_person(text: str) -> str:
    """The key under which two spellings of a name are one person's."""
    return fold(text)
