"""Mentions: every place where a person is named, with form of address, rank and offices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from govnews.facts.names import Name, NameFinder
from govnews.facts.offices import Office, begins_office, read_offices
from govnews.facts.words import words
from govnews.model import Evidence
from govnews.text import fold, sentences
from govnews.text.tokens import Tokens

_SEPARATORS = frozenset((",", "-", "–", "—", "("))
_ENDERS = frozenset('.;:!?“”"()[]…')
_FARTHEST = 40
"""How many tokens the first of several offices may stand before the name."""
_COUNTS = frozenset("các hai ba 2 02 3 03 những quý đại".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One person named in one place; token numbers count within the passage."""

    name: str
    start: int
    end: int
    first: int
    """First token of everything that belongs to the person: address, offices before."""
    last: int
    """One past the last token: offices after."""
    sentence: int
    honorific: str | None = None
    rank: str | None = None
    offices: tuple[str, ...] = ()
    shared: bool = False
    """The offices hold for a list of people: `các Phó Chủ tịch: A, B và C`."""


class Passage:
    """One text field read into tokens, sentences, offices and mentions."""

    __slots__ = ("_by_sentence", "_starts", "field", "finder", "mentions", "sentences", "text", "tokens")

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text
        self.tokens = Tokens(text)
        self.finder = NameFinder(self.tokens)
        self.sentences = _sentence_tokens(text, self.tokens)
        """First token and end (exclusive) of each sentence."""
        self._starts = [first for first, _ in self.sentences]
        self.mentions = _Reader(self).read()
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds this token."""
        return max(bisect_right(self._starts, token) - 1, 0)

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The evidence for the tokens from `start` to `end` (exclusive)."""
        begin, stop = self.tokens.starts[start], self.tokens.ends[end - 1]
        return Evidence(
            field=self.field, start=begin, end=stop, text=self.text[begin:stop], rule=rule
        )

    def sentence_evidence(self, number: int, rule: str) -> Evidence:
        """The evidence that is a whole sentence."""
        return self.evidence(*self.sentences[number], rule)

    def mentions_in(self, sentence: int) -> list[Mention]:
        """The mentions of one sentence, in order."""
        return self._by_sentence.get(sentence, [])


def _sentence_tokens(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for _, stop in sentences(text):
        at = bisect_left(tokens.starts, stop, first)
        if at > first:
            found.append((first, at))
        first = at
    return found


class _Reader:
    """Joins names with what stands around them, sentence by sentence."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.finder = passage.finder
        self.names = passage.finder.find()
        self.name_starts = {name.start for name in self.names}
        self.heads = sorted(self.finder.head_at)

    def read(self) -> list[Mention]:
        befores = [self._before(number) for number in range(len(self.names))]
        found: list[Mention] = []
        for number, name in enumerate(self.names):
            following = befores[number + 1][1] if number + 1 < len(self.names) else None
            found.append(self._mention(name, befores[number], following, found))
            self._share_back(found)
        return found

    def _share_back(self, found: list[Mention]) -> None:
        """Offices that follow the last of a list hold for all: `A, B, C - các Phó Chủ tịch`, `A và B, …`."""
        last = found[-1]
        if not last.offices or last.last == last.end:
            return
        plural = "các" in self.tokens.keys[last.end : last.end + 2]
        for place in range(len(found) - 2, -1, -1):
            mention, later = found[place], found[place + 1]
            between = self.tokens.keys[mention.last : later.first]
            joined = between == ["và"] or (plural and len(between) == 1 and between[0] in (",", ";"))
            if mention.offices or mention.sentence != last.sentence or not joined:
                return
            found[place] = replace(mention, offices=last.offices)
            if not plural:
                return

    def _sentence(self, name: Name) -> int:
        return self.passage.sentence_of(name.start)

    def _before(self, number: int) -> tuple[list[Office], int]:
        """The offices right before a name, and the first token that belongs to it."""
        name = self.names[number]
        sentence_start = self.passage.sentences[self._sentence(name)][0]
        floor = sentence_start
        if number and self._sentence(self.names[number - 1]) == self._sentence(name):
            floor = max(floor, self.names[number - 1].end)
        target = self._address_start(name)
        low = bisect_left(self.heads, self._clause_start(floor, target))
        for head in self.heads[low : bisect_left(self.heads, target)]:
            begin = self._with_modifier(head, floor)
            offices, end = read_offices(self.finder, begin, self.name_starts, target)
            if not offices or not self._reaches(end, target, name):
                continue
            delegated = self._delegated(begin)
            if delegated and end < target:  # "thừa ủy quyền Chủ tịch UBND tỉnh, Đại tá A"
                continue
            if len(offices) > 1 and (
                delegated or self._belongs_to_previous(floor, begin, sentence_start)
            ):
                offices = offices[-1:]
            return offices, self._form_start(offices[0].start, floor)
        return [], self._form_start(target, floor) if target == name.start else target

    def _clause_start(self, floor: int, target: int) -> int:
        """The first token from which offices can run up to the name without a mark that ends them."""
        at = target - 1 if self.tokens.words[target - 1] == ":" else target
        low = max(floor, target - _FARTHEST)
        while at > low and self.tokens.words[at - 1] not in _ENDERS:
            at -= 1
        return at

    def _with_modifier(self, head: int, floor: int) -> int:
        match = words().modifiers.ends_at(self.tokens, head)
        return match[0] if match and match[0] >= floor else head

    def _reaches(self, end: int, target: int, name: Name) -> bool:
        if end == target:
            return True
        if end != target - 1:
            return False
        mark = self.tokens.words[end]
        if mark in "-–—":
            return True
        ranked = target != name.start and not words().forms.longest(self.tokens, target)
        return mark == ":" or (mark == "," and ranked)

    def _belongs_to_previous(self, floor: int, begin: int, sentence_start: int) -> bool:
        """Whether the offices follow the name before, parted by a comma or dash only."""
        if floor == sentence_start or begin - floor > 1:
            return False
        return begin == floor or self.tokens.words[floor] in _SEPARATORS

    def _delegated(self, begin: int) -> bool:
        """Whether the first office is somebody else's: `thừa ủy quyền Thủ tướng, Bộ trưởng A`."""
        lead = self.tokens.keys[max(begin - 4, 0) : begin]
        return "thừa" in lead or "mặt" in lead[-2:] or lead[-1:] == ["của"]

    def _address_start(self, name: Name) -> int:
        """The first token of the form of address and ranks before a name."""
        at = name.start
        tables = words()
        for _ in range(3):
            stop = at - 1 if at and self.tokens.words[at - 1] in (".", ":") else at
            match = tables.ranks.ends_at(self.tokens, stop) or tables.occupations.ends_at(
                self.tokens, stop
            )
            if not match or stop == 0:
                break
            at = match[0]
        match = tables.forms.ends_at(self.tokens, at)
        if match:
            return match[0]
        if at and self.tokens.words[at - 1] == ":":
            match = tables.forms.ends_at(self.tokens, at - 1)
            if match:
                return match[0]
        return at

    def _form_start(self, at: int, floor: int) -> int:
        match = words().forms.ends_at(self.tokens, at)
        return match[0] if match and match[0] >= floor else at

    def _mention(
        self,
        name: Name,
        before: tuple[list[Office], int],
        following: int | None,
        found: list[Mention],
    ) -> Mention:
        offices, first = before
        sentence = self._sentence(name)
        limit = self.passage.sentences[sentence][1]
        if following is not None and name.end <= following < limit:
            limit = following
        after, last = self._after(name, limit)
        honorific = self._honorific(first, name)
        texts = [office.text for office in (*offices, *after)]
        previous = found[-1] if found and found[-1].sentence == sentence else None
        if honorific is None and previous and self._list_between(previous, first):
            honorific = previous.honorific
        shared = bool(offices) and not after and self._plural_before(first, name)
        if not texts and previous and previous.shared and self._list_between(previous, first):
            texts, shared = list(previous.offices), True
        return Mention(
            name=" ".join(self.tokens.span(name.start, name.end).split()),
            start=name.start,
            end=name.end,
            first=first,
            last=last,
            sentence=sentence,
            honorific=honorific,
            rank=self._rank(name, first),
            offices=tuple(texts),
            shared=shared,
        )

    def _after(self, name: Name, limit: int) -> tuple[list[Office], int]:
        at = self._past_aside(name.end, limit)
        if at < limit and self.tokens.words[at] in _SEPARATORS and self.tokens.tight[at]:
            at += 1
        if at >= limit or not self.tokens.tight[at]:
            return [], name.end
        if self.tokens.keys[at] in ("các", "đều", "cùng") and begins_office(self.finder, at + 1):
            at += 1
        at = self._past_status(at, limit)
        offices, end = read_offices(self.finder, at, self.name_starts, limit)
        end = end if offices else name.end
        taken = self._taken_up(end, limit)
        return offices + taken, end

    def _past_aside(self, at: int, limit: int) -> int:
        """Past brackets that hold no office: `(bìa trái)`, `(SN 1928)`."""
        if at < limit and self.tokens.words[at] == "(" and not begins_office(self.finder, at + 1):
            for close in range(at + 1, min(limit, at + 10)):
                if self.tokens.words[close] == ")":
                    return close + 1
        return at

    def _past_status(self, at: int, limit: int) -> int:
        """Past what is no office: `50 tuổi Đảng,`, `thương binh hạng 3/4,`, `sinh năm 1960,`."""
        start = at
        for _ in range(3):
            if begins_office(self.finder, at) is not None:
                return at
            if at >= limit or not (
                words().occupations.longest(self.tokens, at)
                or self.tokens.keys[at] in ("sinh", "trú", "quê", "hiện", "đảng")
                or self.tokens.words[at][0].isdigit()
            ):
                return start
            stop = at
            while stop < limit and self.tokens.words[stop] not in ",;.:":
                if stop in self.name_starts:
                    return start
                stop += 1
            if stop >= limit or self.tokens.words[stop] != ",":
                return start
            at = stop + 1
        return start

    def _taken_up(self, at: int, limit: int) -> list[Office]:
        """The office that the person is said to take up: `A, Chánh Thanh tra, làm Bí thư`."""
        tables = words()
        for place in range(at, min(limit, at + 7)):
            match = tables.appointed.longest(self.tokens, place)
            if match and match[0] < limit:
                offices, _ = read_offices(self.finder, match[0], self.name_starts, limit)
                return [o for o in offices if fold(o.text) != "trưởng đoàn"]
            if self.tokens.words[place] in ";.:" or self.tokens.caps[place]:
                break
        return []

    def _honorific(self, first: int, name: Name) -> str | None:
        """The form of address between `first` and the name, in lower case, without its count."""
        tables = words()
        for at in range(first, name.start):
            match = tables.forms.longest(self.tokens, at)
            if match and match[0] <= name.start:
                keys = [k for k in self.tokens.keys[at : match[0]] if k not in _COUNTS]
                return " ".join(keys) if "," not in keys else None
        return None

    def _rank(self, name: Name, first: int) -> str | None:
        tables = words()
        for at in range(first, name.start):
            match = tables.ranks.longest(self.tokens, at)
            if match and match[0] <= name.start and at not in self.finder.head_at:
                stop = match[0]
                while stop < name.start:
                    step = stop + 1 if self.tokens.words[stop] in (",", ".") else stop
                    more = tables.ranks.longest(self.tokens, step) if step < name.start else None
                    if not more:
                        break
                    stop = more[0]
                return self.tokens.span(at, stop)
        return None

    def _list_between(self, previous: Mention, first: int) -> bool:
        """Whether only list marks part two people: then the form of address spreads."""
        between = self.tokens.words[previous.last : first]
        return len(between) <= 3 and all(word in (",", ";", "và", "cùng", "&") for word in between)

    def _plural_before(self, first: int, name: Name) -> bool:
        """Whether the office is said of several: after `các`, `hai`, or before a colon."""
        lead = self.tokens.keys[max(first - 1, 0) : name.start]
        return bool(set(lead) & _COUNTS) or ":" in lead


def key_of(name: str) -> str:
    """The key under which two spellings of a name are one person's."""
    return fold(name)
