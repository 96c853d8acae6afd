"""What looks like a day and month and is none: shares, scores, document numbers, street names."""

from __future__ import annotations

from collections.abc import Sequence

from govnews.dates.clock import read_clock
from govnews.dates.points import Point
from govnews.dates.tokens import Token, read_phrase, tokenise, word_key  # noqa: F401  tokenise: doctests
from govnews.dates.words import (
    COMMEMORATED,
    COUNTED,
    FRACTIONS,
    NO_DATE_AFTER,
)

_GLUE_BEFORE = frozenset("/\\_=@#$+&")
_REACH = 12
"""How many tokens before a date may name what it commemorates."""
_SENTENCE_ENDS = frozenset(".;!?")
_DOCUMENT_NUMBER = word_key("số")


def stands_alone(tokens: Sequence[Token], at: int, after: int, *, marked: bool) -> bool:
    """Whether a date is not part of a longer number, code, address or path.

    After a mark (`ngày`, `Sáng`) a word may touch it: `ngày 11/12/2023tại`, `Sáng 11/12-Đoàn`.

    >>> [stands_alone(tokenise(text), 0, 3, marked=False) for text in ("11/12.", "15/12/NQ", "11/12%")]
    [True, False, False]
    >>> stands_alone(tokenise("A1/12"), 1, 4, marked=False)
    False
    """
    return _free_before(tokens, at, marked=marked) and ends_alone(tokens, after, marked=marked)


def _free_before(tokens: Sequence[Token], at: int, *, marked: bool) -> bool:
    if not tokens[at].tight or at == 0:
        return True
    before = tokens[at - 1]
    if before.kind == "w":
        return marked
    if before.key in _GLUE_BEFORE:
        return False
    glued = at > 1 and before.tight and before.key in {".", ",", "-", ":"}
    in_path = before.key == tokens[at + 1].key == "-"
    return marked or not glued or not (in_path or tokens[at - 2].kind == "n")


def ends_alone(tokens: Sequence[Token], after: int, *, marked: bool) -> bool:
    """The same, asked only of what follows the date."""
    sign, beyond = tokens[after : after + 2]
    if not sign.tight or not sign.kind:
        return True
    if sign.kind == "w":
        return marked
    if sign.kind == "n" or sign.key in {"/", "\\", "_", "=", "%", "‰", "@"}:
        return False
    if sign.key in {"-", ","} and read_clock(tokens, after + 1):
        return True
    if sign.key in {".", ",", "-", ":"} and beyond.tight:
        return beyond.kind == "p" or (beyond.kind == "w" and (marked or sign.key != "-"))
    return True


def means_a_day(tokens: Sequence[Token], at: int, after: int, point: Point) -> bool:
    """Whether an unmarked day and month are a date, judged by the words on both sides.

    >>> point = Point(day=12, month=10, sign="/")
    >>> means_a_day(tokenise("từ 12/10 các đơn vị"), 1, 4, point)
    True
    >>> means_a_day(tokenise("có 12/10 xã"), 1, 4, point), means_a_day(tokenise("lớp 12/10"), 1, 4, point)
    (False, False)
    """
    before = tokens[at - 1]
    if before.key == _DOCUMENT_NUMBER:
        return False
    if point.year_given or point.lunar:
        return True
    if before.key in NO_DATE_AFTER or (before.kind == "n" and not tokens[at].tight):
        return False
    if (point.day, point.month) in FRACTIONS and not in_brackets(tokens, at, after):
        return False
    follows = tokens[after]
    return not (follows.key in COUNTED or follows.key in {"%", "‰"})


def in_brackets(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether brackets hold the date and nothing else.

    >>> in_brackets(tokenise("(5/9)"), 1, 4)
    True
    """
    return tokens[at - 1].key == "(" and tokens[after].key == ")"


def commemorates(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bare date names what is remembered or celebrated: `Quốc khánh 2/9`, `đợt 19/5`.

    >>> commemorates(tokenise("Ngày Nhà giáo Việt Nam 20/11"), 5)
    True
    >>> commemorates(tokenise("Lễ kỷ niệm đã xong. Từ 20/11"), 7)
    False
    """
    for index in range(at - 1, max(at - 1 - _REACH, -1), -1):
        if tokens[index].key in _SENTENCE_ENDS:
            return False
        if read_phrase(tokens, index, COMMEMORATED):
            return True
    return False
