"""Awards in lists: lines under a heading, lines below a colon, rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from govnews.facts.award_clauses import BULLETS
from govnews.facts.award_names import rank_of
from govnews.facts.award_rows import Granted
from govnews.facts.award_verbs import granting
from govnews.facts.honours import Honour, find_honours
from govnews.facts.passage import Passage
from govnews.facts.recipients import Recipient, read_recipients
from govnews.facts.words import words
from govnews.text import fold

_LONGEST_HEADING = 12
_LONGEST_LINE = 60
_LONGEST_LINE_BELOW_COLON = 40
_LONGEST_LABEL = 3
"""Tokens of a head such as `Giải` or `Đạt giải`."""
_WORK_MARKS = frozenset(("với", '"', "“", "(", ":"))
_MOST_RULES = 60
_PROMISES = frozenset(("sẽ", "đồng", "đ", "vnđ"))
"""What only the rules of a contest say of its prizes: what will be done, and sums of money."""
_TO = frozenset(("cho", "tới", "đến", "dành"))

Cell = tuple[int, int]


# -- lines ---------------------------------------------------------------------------------


def heading(passage: Passage, number: int) -> Honour | None:
    """The award of a line that is only its name: `6 Giải nhì:`."""
    first, end = passage.sentences[number]
    keys = passage.tokens.keys
    if end - first > _LONGEST_HEADING or keys[end - 1] != ":":
        return None
    honours = find_honours(passage, first, end)
    if len(honours) != 1:
        return None
    before = [key for key in keys[first : honours[0].start] if key.isalpha()]
    after = [key for key in keys[honours[0].end : end] if key.isalpha()]
    alone = len(before) <= 2 and not after and _TO.isdisjoint(before)
    return honours[0] if alone else None


def under_heading(passage: Passage, number: int, honour: Honour) -> Iterator[Granted]:
    """One recipient a line, until a line that is no item."""
    for line in range(number + 1, len(passage.sentences)):
        first, end = passage.sentences[line]
        if not _is_item(passage, first) or end - first > _LONGEST_LINE or heading(passage, line):
            return
        recipient = _line_recipient(passage, first, end)
        if recipient:
            yield Granted(
                honour=honour, recipient=recipient, passage=passage, sentence=line, rule="list"
            )


def below_colon(passage: Passage, number: int) -> Iterator[Recipient]:
    """The lines under a sentence that ends with a colon: `… tặng Bằng khen cho các tập thể:`."""
    if passage.tokens.words[passage.sentences[number][1] - 1] != ":":
        return
    for line in range(number + 1, len(passage.sentences)):
        first, end = passage.sentences[line]
        if not _is_item(passage, first) or end - first > _LONGEST_LINE_BELOW_COLON:
            return
        if find_honours(passage, first, end):
            return
        recipient = _line_recipient(passage, first, end)
        if recipient:
            yield recipient


def rules_of_contest(passage: Passage, number: int) -> set[int]:
    """The lines under `Giải thưởng:` that promise prizes, with sums of money or `sẽ`; else none."""
    lines: set[int] = set()
    promised = False
    for line in range(number + 1, min(number + _MOST_RULES, len(passage.sentences))):
        first, end = passage.sentences[line]
        own_line = not passage.tokens.tight[first]
        labelled = ":" in passage.tokens.words[first : first + _LONGEST_HEADING]
        if own_line and not labelled and passage.tokens.words[first] not in BULLETS:
            break
        keys = passage.tokens.keys[first:end]
        promised = promised or not _PROMISES.isdisjoint(keys)
        lines.add(line)
    return lines if promised else set()


def _is_item(passage: Passage, first: int) -> bool:
    """Whether a line of its own begins here with a bullet, a number or a capital."""
    if passage.tokens.tight[first]:
        return False
    word = passage.tokens.words[first]
    return word in BULLETS or word[0].isdigit() or word.istitle() or word.isupper()


def _line_recipient(passage: Passage, first: int, end: int) -> Recipient | None:
    tokens = passage.tokens
    first = _author(passage, first, end)
    mentions = passage.mentions_in(passage.sentence_of(first))
    mention = next((m for m in mentions if first <= m.first < end), None)
    if mention and "với" not in tokens.keys[first : mention.first]:
        return Recipient.person(mention)
    if "|" in tokens.words[first:end]:
        return _body_in_row(passage, first, end)
    at = first
    while at < end and not tokens.words[at][0].isalpha():
        at += 1
    if tokens.keys[at : at + 2] == ["tác", "giả"]:
        at += 2
    if at >= end or _acts(passage, at, end):
        return None
    recipients = read_recipients(passage, at, end)
    return recipients[0] if recipients else None


def _author(passage: Passage, first: int, end: int) -> int:
    """The token after `tác giả` where a work stands before it, else the first."""
    tokens = passage.tokens
    for at in range(first + 1, end - 2):
        if tokens.keys[at : at + 2] == ["tác", "giả"]:
            after = at + 2 + (tokens.words[at + 2] == ":")
            if after < end and tokens.caps[after] and len(tokens.words[after]) > 1:
                return after
    return first


def _body_in_row(passage: Passage, first: int, end: int) -> Recipient | None:
    """The first cell of a table's row that begins with a body; a head row (`STT | Đơn vị`) has none."""
    bodies = words().offices.bodies
    for start, stop in _cells(passage, first, end):
        if stop - start > 1 and bodies.longest(passage.tokens, start):
            return Recipient.written("organisation", passage.words_between(start, stop))
    return None


def _acts(passage: Passage, start: int, end: int) -> bool:
    """Whether a line tells of doing something, up to the work or the quotation in it."""
    tokens, tables = passage.tokens, words().awards
    stop = next((at for at in range(start, end) if tokens.words[at] in _WORK_MARKS), end)
    verbs = granting(passage, start, stop) or tables.receiving_verbs.scan(tokens, start, stop)
    return bool(verbs) or "sẽ" in tokens.keys[start:stop]


# -- tables --------------------------------------------------------------------------------


def in_tables(passage: Passage) -> Iterator[Granted]:
    """Rows of a table that hold a prize or, under a head that says `Giải`, a rank."""
    if "|" not in passage.text:
        return
    ranks_alone = False
    for number, (first, end) in enumerate(passage.sentences):
        if "|" not in passage.tokens.words[first:end]:
            ranks_alone = False
            continue
        cells = _cells(passage, first, end)
        ranks_alone = ranks_alone or any(
            _says_prize(passage, *cell) for cell in (cells[:1] + cells[-1:])
        )
        honour = _row_honour(passage, cells, ranks_alone=ranks_alone)
        recipient = _row_recipient(passage, cells, honour) if honour else None
        if honour and recipient:
            yield Granted(
                honour=honour, recipient=recipient, passage=passage, sentence=number, rule="list"
            )


def _cells(passage: Passage, first: int, end: int) -> list[Cell]:
    bars = [at for at in range(first, end) if passage.tokens.words[at] == "|"]
    return [(a + 1, b) for a, b in pairwise((first - 1, *bars, end)) if b > a + 1]


def _says_prize(passage: Passage, first: int, end: int) -> bool:
    """Whether a cell is a head such as `Giải`: the ranks below it are prizes."""
    return end - first <= _LONGEST_LABEL and "giải" in passage.tokens.keys[first:end]


def _row_honour(passage: Passage, cells: list[Cell], *, ranks_alone: bool) -> Honour | None:
    for first, end in cells:
        honours = find_honours(passage, first, end)
        if honours and honours[0].end - first <= 4:
            return honours[0]
        text = passage.words_between(first, end)
        if ranks_alone and fold(text) in words().awards.ranks_in_tables:
            return Honour(
                start=first, end=end, kind="prize", text=f"giải {text}", rank=rank_of(fold(text))
            )
    return None


def _row_recipient(passage: Passage, cells: list[Cell], honour: Honour) -> Recipient | None:
    """The person of the row, else the first cell that names a body."""
    for first, end in cells:
        mention = passage.mention_between(first, end)
        if mention:
            return Recipient.person(mention)
    for first, end in cells:
        elsewhere = not first <= honour.start < end
        if elsewhere and passage.tokens.caps[first] and end - first > 1:
            return Recipient.written("organisation", passage.words_between(first, end))
    return None
