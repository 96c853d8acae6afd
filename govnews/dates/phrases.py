"""Days said together: a single date, a range, a list of days that share their month."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from govnews.dates.clock import read_clock
from govnews.dates.grammar import Read, read_day, read_point
from govnews.dates.guards import ends_alone, means_a_day, stands_alone
from govnews.dates.lead import Lead, read_lead
from govnews.dates.points import Point, is_possible
from govnews.dates.tokens import Token, read_phrase, tokenise  # noqa: F401  tokenise: doctests
from govnews.dates.words import AT_CLOCK, LIST_WORDS, RANGE_WORDS, THANG, TU, WEEKDAYS

_LONGEST_LIST = 10
"""Days in the longest list; a table of numbers must not be read anew from each of them."""


@dataclass(slots=True)
class Mention:
    """One day in the text and the tokens that it covers."""

    lead: Lead
    point: Point | None
    """None where the lead alone names the day: `hôm nay`."""
    first: int
    last: int
    """Index after its last token."""


@dataclass(slots=True)
class Phrase:
    """Days said together."""

    mentions: list[Mention]
    first: int
    """Its first token, which may be a word before the first mention: `từ`, `hai ngày`."""
    ranged: bool = False
    """The two mentions are the ends of a range; else they are a list."""
    dashed: bool = False
    """Only a dash says that it is a range."""

    @property
    def last(self) -> int:
        """Index after its last token."""
        return self.mentions[-1].last

    @property
    def marked(self) -> bool:
        """Whether a word of time precedes its first number."""
        return self.mentions[0].lead.marked


def read_dates(tokens: Sequence[Token], at: int) -> Phrase | None:
    """The days that begin at a token, `từ` included.

    >>> phrase = read_dates(tokenise("từ ngày 28/9 đến ngày 2/10"), 0)
    >>> len(phrase.mentions), phrase.ranged, phrase.first
    (2, True, 0)
    >>> phrase = read_dates(tokenise("hôm qua, tại Hà Nội"), 0)
    >>> phrase.mentions[0].point is None, phrase.last
    (True, 2)
    """
    after_from = at + (tokens[at].key == TU)
    lead = read_lead(tokens, after_from)
    numbers = tokens[lead.next]
    if not lead.marked and numbers.kind == "p":
        return None
    marked = lead.marked or after_from > at
    phrase = (
        _full(tokens, lead, after_from, marked=marked)
        or _days_of_one_month(tokens, lead, after_from, marked=marked)
        or _relative(lead, after_from)
    )
    if phrase is not None and phrase.ranged and after_from > at:
        phrase.first = at
    return phrase


def _relative(lead: Lead, at: int) -> Phrase | None:
    """`sáng nay`, `cùng ngày`, `thứ Hai tuần trước` with no day and month after it."""
    if not lead.relative:
        return None
    return Phrase(mentions=[Mention(lead, None, at, lead.stop)], first=at)


def _full(tokens: Sequence[Token], lead: Lead, at: int, *, marked: bool) -> Phrase | None:
    """A day with its month, and those that a range word or `và` joins to it.

    >>> tokens = tokenise("28/12/2023 - 3/1/2024")
    >>> phrase = _full(tokens, read_lead(tokens, 0), 0, marked=False)
    >>> phrase.ranged, phrase.dashed
    (True, True)
    """
    read = read_point(tokens, lead.next, marked=marked)
    if read is None or (read[0].sign != " " and tokens[read[1]].key == THANG):
        return None
    first = _mention(tokens, lead, at, read)
    phrase = Phrase(mentions=[first], first=at)
    _join_range(tokens, phrase, read[0], marked=marked)
    if phrase.ranged:
        return phrase if lead.marked or _is_date(tokens, lead.next, phrase) else None
    weak = read[0].sign in {"-", "."} and not read[0].year_given
    alone = stands_alone(tokens, lead.next, read[1], marked=lead.marked)
    if not alone or (weak and not lead.marked):
        return None
    if not lead.marked and not means_a_day(tokens, lead.next, read[1], read[0]):
        return None
    _join_list(tokens, phrase, marked=lead.marked)
    return phrase


def _is_date(tokens: Sequence[Token], at: int, phrase: Phrase) -> bool:
    """Whether an unmarked range is one of days, judged by what stands on both sides of it."""
    points = [mention.point for mention in phrase.mentions if mention.point]
    return stands_alone(tokens, at, phrase.last, marked=False) and all(
        means_a_day(tokens, at, phrase.last, point) for point in points
    )


def _mention(tokens: Sequence[Token], lead: Lead, at: int, read: Read) -> Mention:
    """A mention with its closing bracket and the time that follows it."""
    point, last = read
    if lead.opened and tokens[last].key == ")":
        last += 1
    elif lead.weekday is None and tokens[last].key == "(":
        last = _after_weekday(tokens, lead, last)
    return Mention(lead, point, at, _after_clock(tokens, lead, last))


def _after_weekday(tokens: Sequence[Token], lead: Lead, at: int) -> int:
    """The index after a weekday in brackets: `ngày 11/12 (thứ Hai)`.

    >>> lead = Lead()
    >>> _after_weekday(tokenise("(thứ Hai)"), lead, 0), lead.weekday
    (4, 0)
    """
    read = read_phrase(tokens, at + 1, WEEKDAYS)
    if read is None or tokens[read[1]].key != ")":
        return at
    lead.weekday = read[0]
    return read[1] + 1


def _after_clock(tokens: Sequence[Token], lead: Lead, at: int) -> int:
    """The index after a time that follows the date: `11/12/2023 15:30`, `ngày 11/12, lúc 8h30`.

    >>> lead = Lead()
    >>> _after_clock(tokenise(", lúc 8h30"), lead, 0), str(lead.clock)
    (5, '08:30:00')
    >>> _after_clock(tokenise(", 8 giờ làm việc"), Lead(), 0)
    0
    """
    if lead.clock is not None:
        return at
    start = at + (tokens[at].key in {",", "-", "|"})
    said = read_phrase(tokens, start, AT_CLOCK)
    start = said[1] if said else start
    read = read_clock(tokens, start)
    if read is None or not (said or tokens[start + 1].key == ":"):
        return at
    lead.clock = read[0]
    return read[1]


def _join_range(tokens: Sequence[Token], phrase: Phrase, point: Point, *, marked: bool) -> None:
    """Adds the end of a range that begins with a day and its month: `28/9 đến ngày 2/10`.

    Over a dash both must be written alike: `8/12 - 9.12` is none.
    """
    joint = read_phrase(tokens, phrase.last, RANGE_WORDS)
    if joint is None:
        return
    lead = read_lead(tokens, joint[1])
    read = read_point(tokens, lead.next, marked=marked or lead.marked)
    if read is None or not ends_alone(tokens, read[1], marked=marked):
        return
    phrase.dashed = tokens[joint[1] - 1].key == "-"
    if phrase.dashed and read[0].sign != point.sign:
        return
    phrase.ranged = True
    phrase.mentions.append(_mention(tokens, lead, joint[1], read))


def _join_list(tokens: Sequence[Token], phrase: Phrase, *, marked: bool) -> None:
    """Adds days with their months: `ngày 10/12 và ngày 11/12`, `các ngày 10/12, 11/12`.

    After a comma only a bare one: `sáng 10/12, chiều 11/12` are two things said.
    """
    while len(phrase.mentions) < _LONGEST_LIST:
        joint = read_phrase(tokens, phrase.last, LIST_WORDS)
        if joint is None:
            return
        lead = read_lead(tokens, joint[1])
        read = read_point(tokens, lead.next, marked=marked or lead.marked)
        if read is None or (lead.marked and tokens[joint[1] - 1].key in {",", ";"}):
            return
        alone = ends_alone(tokens, read[1], marked=marked)
        if not alone or not (lead.marked or means_a_day(tokens, lead.next, read[1], read[0])):
            return
        phrase.mentions.append(_mention(tokens, lead, joint[1], read))


def _days_of_one_month(
    tokens: Sequence[Token], lead: Lead, at: int, *, marked: bool
) -> Phrase | None:
    """`ngày 10 đến 12/12`, `5, 6, 7/10`, `21 và 22/6`: days whose month follows the last of them.

    A mark in the middle marks nothing before it: `điều 5, ngày 6/10`.

    >>> tokens = tokenise("5, 6, 7/10")
    >>> phrase = _days_of_one_month(tokens, read_lead(tokens, 0), 0, marked=False)
    >>> [mention.point.month for mention in phrase.mentions]
    [10, 10, 10]
    """
    phrase = Phrase(mentions=[], first=at)
    begin = at
    while len(phrase.mentions) < _LONGEST_LIST and not phrase.ranged:
        day = read_day(tokens, lead.next, marked=False)
        ranged = read_phrase(tokens, day[1], RANGE_WORDS) if day else None
        joint = ranged or (read_phrase(tokens, day[1], LIST_WORDS) if day else None)
        if day is None or joint is None or not _may_follow(phrase, day[0], marked=marked):
            return None
        phrase.mentions.append(Mention(lead, Point(day=day[0]), begin, day[1]))
        begin = joint[1]
        sign = tokens[begin - 1].key
        phrase.ranged, phrase.dashed = ranged is not None, sign == "-"
        lead = read_lead(tokens, begin)
        if not marked and (lead.marked or (sign == "," and tokens[lead.next].tight)):
            return None
        last = read_point(tokens, lead.next, marked=marked)
        if last is not None and not (sign == "-" == last[0].sign):
            phrase.mentions.append(_mention(tokens, lead, begin, last))
            return _with_month(tokens, phrase, last, marked=marked)
    return None


def _may_follow(phrase: Phrase, day: int, *, marked: bool) -> bool:
    """Whether a day continues the list: without a mark only the very next."""
    before = phrase.mentions[-1].point if phrase.mentions else None
    return before is None or (before.day < day if marked else before.day + 1 == day)


def _with_month(
    tokens: Sequence[Token], phrase: Phrase, last: Read, *, marked: bool
) -> Phrase | None:
    """The phrase with the month of its last day given to all, if it is one of days at all."""
    point, after = last
    first = phrase.mentions[0]
    days = [mention.point.day for mention in phrase.mentions if mention.point]
    in_order = phrase.ranged or all(b - a == 1 for a, b in pairwise(days))
    if days != sorted(set(days)) or not (in_order or marked):
        return None
    if not stands_alone(tokens, first.lead.next, after, marked=first.lead.marked):
        return None
    if not first.lead.marked and not means_a_day(tokens, first.lead.next, after, point):
        return None
    for mention in phrase.mentions:
        if mention.point is not None:
            mention.point = dataclasses.replace(point, day=mention.point.day)
            if not is_possible(mention.point):
                return None
    return phrase
