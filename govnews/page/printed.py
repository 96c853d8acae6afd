"""The date that a page prints for its article, told from the other dates on it.

Other dates: the clock in the header, related items, licences in the footer, visit counters, and
dates in the text itself. Place, name and label decide together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from lxml.html import HtmlElement

from govnews.dates import read_stamp
from govnews.page.density import Mass
from govnews.page.hints import names, words
from govnews.page.select import text_of

_LOOKS_DATED = re.compile(
    r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}-\d{2}-\d{2}|tháng\s+\d{1,2}\s*(?:,|năm)?\s*\d{4}",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NO_LINE_TAGS = frozenset((
    "script", "style", "option", "html", "body", "table", "tbody", "form",
))  # fmt: skip
_CLOCK_WORDS = frozenset(("clock", "today", "current", "now", "homnay", "dongho"))
_DATE_WORDS = frozenset((
    "date", "time", "ngay", "ngaydang", "datetime", "publish", "published", "publishdate",
    "postdate", "created", "createdate", "creatdate", "thoigian", "pubdate", "posted", "meta",
    "timestamp", "dateup", "dateart", "datearticle",
))  # fmt: skip
_LABEL = re.compile(
    r"ngày\s+(?:đăng|tạo|xuất\s+bản|cập\s+nhật|đưa|gửi|viết)|đăng\s+(?:lúc|ngày|tải|bởi|tin)|cập\s+nhật|thời\s+gian|xuất\s+bản|publish|posted|updated",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật", re.IGNORECASE)
"""A label too, but not above the headline: there stands today's date."""
_CHANGED = re.compile(
    r"cập\s+nhật|sửa\s+(?:đổi|lần\s+cuối)|chỉnh\s+sửa|updated|modified", re.IGNORECASE
)
_CREATED = re.compile(
    r"ngày\s+(?:đăng|tạo|xuất\s+bản|đưa)|đăng\s+(?:lúc|ngày|tải)|xuất\s+bản|publish|posted",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}\s*[:hg]\s*\d{2}")
_NOT_IT = re.compile(
    r"hôm\s+nay|bây\s+giờ|giấy\s+phép|ban\s+hành|hiệu\s+lực|hết\s+hạn|sinh\s+ngày|số\s+\d+/|truy\s+cập|online|copyright|©",
    re.IGNORECASE,
)
_LONGEST = 140
_HEADLINE = 20
_NEAR = 45
"""Elements between headline and date."""
_AGREES = 3.0
_DOUBTFUL = 2.5
"""Score of a date right under the headline without name or label."""
_APART = 3.0
_BEFORE, _TOP, _AFTER = 25, 14, 60
"""Elements before the headline, into the text and after it, in which the date may stand."""
_LAST = 10
"""Last elements of the text, among which a template may print the date below the byline."""
_CLOSE = 10
"""Elements within which a date belongs to the headline even if it stands among tools."""


@dataclass(frozen=True, slots=True)
class _Dated:
    score: float
    text: str
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class PrintedDates:
    """Texts that hold the dates, and the elements that show them."""

    published: str | None = None
    modified: str | None = None
    elements: tuple[HtmlElement, ...] = ()


def find_dates_printed(
    mass: Mass, title: HtmlElement | None, body: HtmlElement, told: date | None = None
) -> PrintedDates:
    """The printed dates of an article whose headline and body are known.

    `told` is the day that the head or the URL names: a printed date of that day is surely the
    article's, and without one a date that stands in a doubtful place is not believed.
    """
    found = _candidates(mass, title, body, told)
    if not found or (told is not None and found[0].score < _DOUBTFUL):
        return PrintedDates()
    changes = [f for f in found if _CHANGED.search(f.text) and not _CREATED.search(f.text)]
    creations = [f for f in found if _CREATED.search(f.text)]
    published = found[0]
    if changes and creations and creations[0].score >= published.score - _APART:
        published = creations[0]
    modified = next((f for f in changes if f is not published), None)
    if modified and modified.score < published.score - _APART:
        modified = None
    return PrintedDates(
        published.text,
        modified.text if modified else None,
        tuple(f.element for f in (published, modified) if f),
    )


def _candidates(
    mass: Mass, title: HtmlElement | None, body: HtmlElement, told: date | None
) -> list[_Dated]:
    """Lines with a date near the article, the likeliest first."""
    first_line = mass.index[body]
    top, end = first_line + _TOP, first_line + sum(1 for _ in body.iter("*"))
    start = mass.index[title] if title is not None else first_line
    first_line = max(first_line, start)  # old pages have all in one table
    found: list[_Dated] = []
    for at in (
        *range(max(0, start - _BEFORE), min(first_line + _TOP, len(mass.order))),
        *range(max(first_line + _TOP, end - _LAST), min(end + _AFTER, len(mass.order))),
    ):
        element = mass.order[at]
        text = _own_text(element)
        if text is None or _NOT_IT.search(text):
            continue
        if top <= at < end and not _is_date_line(element, text):
            continue  # dates of the text itself
        score = _score(mass, element, at, text, start, end)
        if score > 0 and is_dated(text):
            stamp = read_stamp(text)
            score += _AGREES if stamp and stamp.value.date() == told else 0.0
            found.append(_Dated(score, text, element))
    return sorted(found, key=lambda f: f.score, reverse=True)


def _is_date_line(element: HtmlElement, text: str) -> bool:
    """Whether a line far into a column says that the date is that of the article."""
    text = text.lstrip(" (-")
    return bool(_CREATED.match(text) or _CHANGED.match(text)) or _named(element)


def _score(mass: Mass, element: HtmlElement, at: int, text: str, start: int, end: int) -> float:
    distance = at - start
    labelled = bool(_LABEL.search(text) or (distance >= 0 and _WEEKDAY.search(text)))
    named_so = bool(_CREATED.search(text) or _CHANGED.search(text))
    if distance < 0:
        score = 1.5 + distance / 15 - (3.0 if _is_clock(element) and not named_so else 0.0)
    elif distance <= _NEAR:
        score = 3.0 - 2.0 * distance / _NEAR
    else:
        score = 1.0 - (distance - _NEAR) / 400
    named = _named(element) or _named(element.getparent())
    score += (
        2.0
        if element.tag == "time" or element.get("itemprop") == "datePublished"
        else 1.5
        if named
        else 0.0
    )
    score += 1.0 if labelled else 0.0
    score += 0.5 if _CLOCK.search(text) else 0.0
    score -= len(text) / 100
    if mass.junk[at]:
        score -= 0.5 if -_CLOSE <= distance <= (_NEAR if labelled else _CLOSE) else 2.5
    if _is_listed(element):
        score -= 1.5 if at < end else 3.0
    return score if at < end or labelled else score - 1.0


def _is_listed(element: HtmlElement) -> bool:
    """Whether a date stands in an item of a list of links."""
    nearest = (element, *list(element.iterancestors())[:3])
    if any(e.tag in ("a", "li") for e in nearest):
        return True
    return any(len(text_of(link) or "") >= _HEADLINE for link in element.iter("a"))


def _is_clock(element: HtmlElement) -> bool:
    """Whether a name says that a date above the headline is today's."""
    nearest = (element, *list(element.iterancestors())[:1])
    return any(not _CLOCK_WORDS.isdisjoint(words(name)) for e in nearest for name in names(e))


def is_dated(text: str) -> bool:
    """Whether a line holds a date that can be read, day first or month first.

    >>> is_dated("21/09/2023"), is_dated("09/21/2023"), is_dated("31/02/2023")
    (True, True, False)
    """
    return read_stamp(text) is not None or read_stamp(text, month_first=True) is not None


def looks_dated(text: str) -> bool:
    """Whether a line holds a full date in figures, or a month with its year."""
    return bool(_DIGIT.search(text) and _LOOKS_DATED.search(text))


def _own_text(element: HtmlElement) -> str | None:
    """The text of a small element that holds a date."""
    if element.tag in _NO_LINE_TAGS:
        return None
    printed = element.get("datetime") if element.tag == "time" else None
    if printed and not looks_dated("".join(element.itertext())):
        return str(printed)
    if len(element) > 8:
        return None
    own = (element.text or "") + " ".join(child.tail or "" for child in element)
    if not looks_dated(own):
        whole = _short_text(element) if len(element) else ""
        if not looks_dated(whole) or any(looks_dated("".join(c.itertext())) for c in element):
            return None
    text = text_of(element)
    return text if text and len(text) <= _LONGEST else None


def _short_text(element: HtmlElement) -> str:
    """The text below an element, or nothing where it is longer than any date line."""
    pieces: list[str] = []
    size = 0
    for piece in cast("Iterator[str]", element.itertext()):
        size += len(piece)
        if size > _LONGEST:
            return ""
        pieces.append(piece)
    return "".join(pieces)


def _named(element: HtmlElement | None) -> bool:
    if element is None:
        return False
    return any(word in _DATE_WORDS for name in names(element) for word in words(name))
