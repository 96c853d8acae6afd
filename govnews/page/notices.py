"""The words of pages that stand in an article's place, from the table `notices`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnews.lexicon.tables import entries, table
from govnews.text import fold

KINDS = ("blocked", "login", "not_found", "maintenance")
"""The kinds of page that say in words what they are, in the order in which they are asked for."""

_ANYTHING = r"\b[^.!?…]{0,40}?\b"
"""What `…` in an entry of the table stands for."""
_SEPARATOR = re.compile(r"\s+[-–—|»:•·]+\s+|\s*\|\s*")
_SIGNS = r"(?:[\W_]|\d|\b(?:lỗi|error|http|http status|mã)\b)*"
"""What may stand round the words of a title: `Lỗi 404: …`, `… !`."""


@dataclass(frozen=True, slots=True)
class _Words:
    """One kind's words as patterns over folded text."""

    said: re.Pattern[str]
    title: re.Pattern[str]


def said_in(text: str, kinds: tuple[str, ...] = KINDS) -> str | None:
    """The kind of page that a short text speaks of; None where it is no notice.

    >>> said_in("Bài viết này hiện không còn tồn tại."), said_in("Hội nghị triển khai nhiệm vụ")
    ('not_found', None)
    """
    folded = fold(text)
    return next((kind for kind in kinds if _words(kind).said.search(folded)), None)


def titled(title: str | None) -> str | None:
    """The kind of page that a title names with all its words; site names after it do not count.

    >>> titled("Trạng thái - Cổng thông tin điện tử huyện Mẫu"), titled("LỖI 404!")
    ('not_found', 'not_found')
    >>> titled("Lỗi 404 là gì và cách khắc phục"), titled("Đăng nhập dịch vụ công bằng VNeID")
    (None, None)
    """
    first = next((part for part in _SEPARATOR.split(title or "") if part.strip()), "")
    folded = fold(first)
    return next((kind for kind in KINDS if _words(kind).title.fullmatch(folded)), None)


def leads_to_login(url: str) -> bool:
    """Whether an address is that of a log-in page.

    >>> leads_to_login("https://sso.example.gov.vn/cas/login?service=x"), leads_to_login("/tin/1")
    (True, False)
    """
    address = url.lower()
    return any(part in address for part in entries("notices", "login address"))


@cache
def _words(kind: str) -> _Words:
    phrases = table("notices")
    titles = "|".join(map(_pattern, phrases[f"{kind} title"].entries))
    return _Words(
        said=re.compile(rf"\b(?:{'|'.join(map(_pattern, phrases[kind].entries))})"),
        title=re.compile(rf"{_SIGNS}(?:{titles}){_SIGNS}"),
    )


def _pattern(phrase: str) -> str:
    parts = [re.escape(folded) for part in phrase.split("…") if (folded := fold(part))]
    return _ANYTHING.join(parts) + r"\b"
