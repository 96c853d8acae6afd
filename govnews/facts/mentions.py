"""Mentions: every place where a person is named, with form of address, rank and offices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from govnews.facts.forms import address_start, counts_several, form_start, honorific, rank
from govnews.facts.later_offices import offices_after
from govnews.facts.marks import DASHES, JOINTS, SENTENCE_MARKS, Marks
from govnews.facts.names import Name, find_names
from govnews.facts.offices import Office, read_offices
from govnews.facts.words import words

_FARTHEST = 40
"""How many tokens the first of several offices may stand before the name."""


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
    shared: tuple[str, ...] = ()
    """Offices that hold for a list of people: `các Phó Chủ tịch: A, B và C`."""
    several: bool = False
    """The form of address is said of several: `các đồng chí A; B`."""


def read_mentions(
    marks: Marks, sentences: list[tuple[int, int]], sentence_of: Callable[[int], int]
) -> list[Mention]:
    """The mentions of a text, in order, given its sentences in tokens."""
    names = find_names(marks)
    return _Reader(marks, names, sentences, [sentence_of(n.start) for n in names]).read()


class _Reader:
    """Joins names with what stands around them, sentence by sentence."""

    def __init__(
        self, marks: Marks, names: list[Name], sentences: list[tuple[int, int]], of: list[int]
    ) -> None:
        self.marks = marks
        self.tokens = marks.tokens
        self.names = names
        self.name_starts = {name.start for name in names}
        self.heads = sorted(marks.head_at)
        self.sentences = sentences
        self.of = of
        """Number of the sentence of each name."""

    def read(self) -> list[Mention]:
        befores = [self._before(number) for number in range(len(self.names))]
        found: list[Mention] = []
        for number in range(len(self.names)):
            following = befores[number + 1][1] if number + 1 < len(self.names) else None
            found.append(self._mention(number, befores[number], following, found))
            self._share_back(found)
        return found

    # -- offices before --------------------------------------------------------------------

    def _before(self, number: int) -> tuple[list[Office], int]:
        """The offices right before a name, and the first token that belongs to it."""
        name, floor = self.names[number], self._floor(number)
        target = address_start(self.tokens, name.start)
        low = bisect_left(self.heads, self._clause_start(floor, target))
        for head in self.heads[low : bisect_left(self.heads, target)]:
            begin = self._with_modifier(head, floor)
            offices, end = read_offices(self.marks, begin, self.name_starts, target)
            if not offices or not self._reaches(end, target, name):
                continue
            delegated = self._delegated(begin)
            if delegated and end < target:  # "thừa ủy quyền Chủ tịch UBND tỉnh, Đại tá A"
                continue
            belongs = self._belongs_to_previous(number, floor, begin)
            if belongs and end < target and self.tokens.words[end] == ",":
                continue  # "A, Trưởng Ban Trị sự, Thượng tọa B": A's
            if delegated or belongs:
                offices = offices[-1:]
            return offices, form_start(self.tokens, offices[0].start, floor)
        return [], target if target < name.start else form_start(self.tokens, target, floor)

    def _floor(self, number: int) -> int:
        """The first token that can belong to a name: of its sentence, or after the name before."""
        if number and self.of[number - 1] == self.of[number]:
            return self.names[number - 1].end
        return self.sentences[self.of[number]][0]

    def _clause_start(self, floor: int, target: int) -> int:
        """The first token from which offices can run up to the name without a mark that ends them."""
        at = target - 1 if self.tokens.words[target - 1] == ":" else target
        low = max(floor, target - _FARTHEST)
        while at > low and self.tokens.words[at - 1] not in SENTENCE_MARKS:
            at -= 1
        return at

    def _with_modifier(self, head: int, floor: int) -> int:
        match = words().offices.modifiers.ends_at(self.tokens, head)
        return match[0] if match and match[0] >= floor else head

    def _reaches(self, end: int, target: int, name: Name) -> bool:
        """Whether offices that end here belong to the name: at most a mark stands between."""
        if end != target - 1:
            return end == target
        mark = self.tokens.words[end]
        ranked = target < name.start and not words().names.forms.longest(self.tokens, target)
        return mark in DASHES or mark == ":" or (mark == "," and ranked)

    def _belongs_to_previous(self, number: int, floor: int, begin: int) -> bool:
        """Whether the offices follow the name before, parted by a comma or dash only."""
        if floor == self.sentences[self.of[number]][0] or begin - floor > 1:
            return False
        return begin == floor or self.tokens.words[floor] in JOINTS

    def _delegated(self, begin: int) -> bool:
        """Whether the first office is somebody else's: `thừa ủy quyền Thủ tướng, Bộ trưởng A`."""
        lead = self.tokens.keys[max(begin - 4, 0) : begin]
        return "thừa" in lead or "mặt" in lead[-2:] or lead[-1:] == ["của"]

    # -- the mention -----------------------------------------------------------------------

    def _mention(
        self,
        number: int,
        before: tuple[list[Office], int],
        following: int | None,
        found: list[Mention],
    ) -> Mention:
        name, (offices, first) = self.names[number], before
        limit = self.sentences[self.of[number]][1]
        if following is not None and name.end <= following < limit:
            limit = following
        after, last = offices_after(self.marks, name.end, self.name_starts, limit)
        several = counts_several(self.tokens, first, name.start)
        colon = ":" in self.tokens.words[first : name.start]
        mention = Mention(
            name=" ".join(self.tokens.span(name.start, name.end).split()),
            start=name.start,
            end=name.end,
            first=first,
            last=last,
            sentence=self.of[number],
            honorific=honorific(self.tokens, first, name.start),
            rank=rank(self.tokens, first, name.start, self.marks.head_at),
            offices=tuple(office.text for office in (*offices, *after)),
            shared=tuple(o.text for o in offices) if several and (not after or colon) else (),
            several=several,
        )
        previous = found[-1] if found and found[-1].sentence == mention.sentence else None
        return self._as_listed(mention, previous) if previous else mention

    def _as_listed(self, mention: Mention, previous: Mention) -> Mention:
        """In a list, what is said once before it holds for everybody in it."""
        between = self.tokens.words[previous.last : mention.first]
        if len(between) > 3 or any(w not in (",", ";", "và", "cùng", "&") for w in between):
            return mention
        if mention.honorific is None and (previous.several or mention.rank is None):
            mention = replace(mention, honorific=previous.honorific, several=previous.several)
        if previous.shared and (not mention.offices or previous.shared != previous.offices):
            offices = (*previous.shared, *mention.offices)
            mention = replace(mention, offices=offices, shared=previous.shared)
        return mention

    def _share_back(self, found: list[Mention]) -> None:
        """Offices after the last of a list hold for all: `A, B, C - các Phó Chủ tịch`, `A và B, …`."""
        last = found[-1]
        if not last.offices or last.last == last.end:
            return
        plural = "các" in self.tokens.keys[last.end : last.end + 2]
        for place in range(len(found) - 2, -1, -1):
            mention = found[place]
            between = self.tokens.keys[mention.last : found[place + 1].first]
            joined = between == ["và"] or (plural and between in ([","], [";"]))
            if mention.offices or mention.sentence != last.sentence or not joined:
                return
            found[place] = replace(mention, offices=last.offices)
            if not plural:
                return
