"""Where sentences begin and end within a text.

A full stop ends a sentence unless what stands before it or after it says otherwise: an
abbreviation, an initial, the number of a list item, a small letter. `;` and `:` never end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from govnews.text.keys import fold
from govnews.text.syllables import is_syllable

_TITLES = (
    "gs pgs ts tskh ths th.s bs cki ckii bscki bsckii ks kts cn ds ls đd đ/c đc nsnd nsưt ngnd ngưt"
)
_FOREIGN_TITLES = "mr mrs ms dr prof st"
_NEXT_WORD = re.compile(r"\s*(?P<word>\w+)")
_OPENERS = frozenset(
    "Đồng Tại Trong Ngoài Sau Theo Phát Cũng Bên Nhân Để Đây Về Tiếp Với Từ Đến Trước Các Những Ông Bà Năm Ngày"
    " Sáng Chiều Tối Hội Buổi Cùng Dịp Nhằm Qua Trên Do Khi Đặc Riêng Trao Dự Tham".split()
)
"""Words that open a sentence and no place's name: `… thuộc Hội Nhà báo TP. Đồng thời, …`."""
_ADDRESSES = "tp tx tt q p h x t đ đg kp kđt kcn"
_IN_PROSE = "tr vd v.d nxb tel fax đt"
_ABBREVIATIONS = frozenset(f"{_TITLES} {_FOREIGN_TITLES} {_ADDRESSES} {_IN_PROSE}".split())
"""Folded, without the last full stop. `v.v.` is not one of them: before a capital it ends."""

_BODIES = frozenset(("t.ư", "t.w"))
"""Dotted like initials, but a capital after them begins a new sentence."""

_BOUNDARY = re.compile(r"[\n.!?…](?:(?<=\n)[^\S\n]*+\n|(?<!\n)[.!?…]*+(?P<closed>[\"”’»)\]]*+))")
"""A blank line, or marks; it begins with one set of characters, so that `re` skips all others fast."""
_AHEAD = re.compile(r"\s*[\"“‘«(\[•*+–—-]*\s*(?P<head>[a-zđ][.)]\s|\w)?")
_LAST_WORDS = re.compile(r"(?P<token>[\w./]+)(?:\s(?P<before>\w+))?")
"""In a text read backwards: its last word, and the one before it."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LABEL = re.compile(
    r"[\s\"“(–—•*+-]*(?:(?:điều|khoản|chương|mục|phần|bài|câu|bảng|hình|phụ lục)\s)?"
    r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[ivxl]{1,5}|[a-zđ])\)?",
    re.IGNORECASE,
)
_LONGEST_TOKEN = 24
_LONGEST_LABEL = 32


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of `text`, in order, half open, without outer white space.

    The spans never overlap and hold every character that is not white space. Closing quotation
    marks and brackets belong to the sentence before them; a paragraph break always ends one.

    >>> text = "PGS.TS. Lê An dự. “Năm 2024 đạt 1.234 tỷ…” Q. Chủ tịch TP. Hải Phòng kết luận."
    >>> [text[start:end] for start, end in sentences(text)]
    ['PGS.TS. Lê An dự.', '“Năm 2024 đạt 1.234 tỷ…”', 'Q. Chủ tịch TP. Hải Phòng kết luận.']
    """
    start = 0
    for match in chain(_BOUNDARY.finditer(text), (None,)):
        if match is None:
            stop = len(text)
        elif text[match.start()] == "\n" or _ends_sentence(text, start, match):
            stop = match.end()
        else:
            continue
        chunk = text[start:stop].lstrip()
        if chunk:
            start = stop - len(chunk)
            yield start, start + len(chunk.rstrip())
        start = stop


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark ends the sentence that began at `start`."""
    end, mark = match.end(), text[match.start() : match.start("closed")]
    if end < len(text) and not text[end].isspace():
        return not match["closed"] and _space_is_missing(text, match.start(), end)
    ahead = _AHEAD.match(text, end)
    head = ahead["head"] if ahead else None
    if head is None or len(head) > 1:
        return True  # nothing, a sign, or the label of the next item: `a. `, `b) `
    if "!" in mark or "?" in mark or head.islower():
        return not head.islower()
    if mark != ".":
        return not head.isdigit()
    if match["closed"]:
        return True
    return not _is_label(text, start, match.start()) and not _is_shortened(text, match.start())


def _space_is_missing(text: str, stop: int, end: int) -> bool:
    """`…phát triển.Tại hội nghị…`: a whole small word before, a capitalised one after."""
    after = text[end : end + 2]
    if not (len(after) == 2 and after[0].isupper() and after[1].islower()):
        return False
    word, _ = _words_before(text, stop)
    return word.islower() and is_syllable(word)


def _words_before(text: str, stop: int) -> tuple[str, str]:
    """The word that ends at `stop` and the one before it; empty where there is none."""
    found = _LAST_WORDS.match(text[max(0, stop - _LONGEST_TOKEN) : stop][::-1])
    return (found["token"][::-1], (found["before"] or "")[::-1]) if found else ("", "")


def _is_label(text: str, start: int, stop: int) -> bool:
    """`1.`, `2.1.`, `IV.`, `a.`, `Điều 5.` at the head of what would be the sentence."""
    return stop - start <= _LONGEST_LABEL and _LABEL.fullmatch(text, start, stop) is not None


def _is_shortened(text: str, stop: int) -> bool:
    """Whether the word before `stop` is written short, so that the full stop belongs to it."""
    token, before = _words_before(text, stop)
    if not token:
        return False
    if len(token) == 1 and token.isupper() and before[:1].isupper():
        return not is_syllable(before)  # George W. Bush goes on, Nguyễn Văn A. does not
    if before.isdecimal() and token.islower():
        return False  # a unit: 50 tr. (triệu), 500 đ. (đồng)
    key = fold(token)
    if key in _ABBREVIATIONS or key.rpartition(".")[2] in _ABBREVIATIONS:
        ahead = _NEXT_WORD.match(text, stop + 1)
        return ahead is None or ahead["word"] not in _OPENERS
    return token.isupper() and key not in _BODIES and _INITIALS.fullmatch(token) is not None
