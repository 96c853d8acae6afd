"""Which of the titles that a page offers is the article's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from govnews.page.density import Mass
from govnews.page.hints import words
from govnews.page.metadata import Metadata
from govnews.page.printed import looks_dated
from govnews.page.select import text_of

_SEPARATOR = re.compile(r"\s+(?:[-–—|»:]|::|>>|&raquo;)+\s+|\s*\|\s*")
_SITE = re.compile(
    r"cổng\s+thông\s+tin|cổng\s+ttđt|trang\s+(?:thông\s+tin|chủ|tin)|website|báo\s+điện\s+tử|thông\s+tin\s+điện\s+tử|\.(?:vn|com|org|net)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:ra mắt|chính thức|khai trương|tổ chức|đạt|được|hoạt động|vận hành|nâng cấp|triển khai|công bố|đối với|về việc|thông báo)\b|\d",
    re.IGNORECASE,
)
_SITE_WORDS = 16
_BODY_NAME = re.compile(
    r"^(?:báo|tạp\s+chí|ubnd|hđnd|sở|ủy\s+ban|uỷ\s+ban|bộ|cục|đảng\s+(?:bộ|ủy)|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|đài|mặt\s+trận|ubmttq|mttq|portal|"
    r"tin\s+tức|tin\s+hoạt\s+động|chi\s+tiết|trang\s+chủ|home|thành\s+phố|tỉnh|huyện|quận|xã|phường|thị\s+xã)\b",
    re.IGNORECASE,
)
"""Names of offices and sections; headlines begin so too, but are longer."""
_NAME_WORDS = 8
_TAGS = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "p", "div", "span", "td", "a", "strong", "b", "font"]
)
_TITLE_WORDS = (
    "title", "tieude", "headline", "heading", "tittle", "articleheader", "postname", "tenbai",
    "tentin",
)  # fmt: skip
_NO_TITLE_WORDS = frozenset((
    "site", "logo", "box", "block", "widget", "portlet", "module", "menu", "banner", "cate",
    "category", "section", "other", "related", "page", "sub", "sidebar", "col", "footer",
    "list", "item",
    "field", "label", "folder",
))  # fmt: skip
_FOLD = re.compile(r"\W+")
_SHORTEST, _LONGEST = 12, 350
_LEAST_OWN = 25
_LONG_LINE = 80
"""Characters of a line of running text."""
_NEAR = 12
"""Elements between a nameless headline and the text."""
_TOP = 60
"""Elements into the text, where its column holds the headline too."""
_DATE_LINE = 60
_DATE_START = re.compile(r"\W*(?:ngày|thứ|chủ nhật|cập nhật|đăng|\d)", re.IGNORECASE)
_NAMED = 1.5
_FEW_WORDS = 5
"""Syllables; `Thông báo mới` is the name of a box."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it stands."""

    text: str
    element: HtmlElement | None
    """None where only the head of the page gives it."""
    sure: bool
    """Whether the head agrees, or the element is named or tagged as a headline."""


def find_headline(mass: Mass, metadata: Metadata, body: HtmlElement) -> Headline | None:
    """The headline of the article whose text stands in `body`, or None.

    A visible heading that agrees with the head wins; so a cut og:title is made whole and a site
    name in `<title>` is left off. Without agreement the heading nearest above the body counts.
    """
    told = _told(metadata, text_of(body) or "")
    shown = _headings(mass, body, told)
    agreeing = [item for item in shown if any(_agree(item[0], other) for other in told)]
    if agreeing:
        text, element, _ = max(agreeing, key=lambda item: (item[1].tag == "h1", len(item[0])))
        return Headline(text, element, True)
    text, element, rank = max(shown, key=lambda item: item[2], default=("", None, 0.0))
    if rank > 0 and element is not None:
        return Headline(text, element, _rank(element, mass.names[mass.index[element]]) >= _NAMED)
    return Headline(told[0], None, bool(metadata.titles)) if told else None


def told_by_head(headline: Headline, metadata: Metadata) -> bool:
    """Whether the head of the page gives this headline too."""
    return any(_agree(headline.text, other) for other in _told(metadata, headline.text))


def _told(metadata: Metadata, text: str) -> list[str]:
    """Headlines of the head, without the site's name.

    A `<title>` without any mark over its letters, above Vietnamese text, is the name of an old site.
    """
    site = _key(metadata.site_name or "")
    found = [title for title in metadata.titles if _key(title) != site and not _only_site(title)]
    if metadata.page_title and not (text.isascii() < metadata.page_title.isascii()):
        found.append(_without_site(metadata.page_title, site))
    return [title for title in found if len(title) >= _SHORTEST and not _only_site(title)]


def _only_site(title: str) -> bool:
    """Whether a title names a site or office and nothing that happened there.

    >>> _only_site("Cổng thông tin điện tử huyện Mẫu"), _only_site("Cổng thông tin ra mắt bản mới")
    (True, False)
    """
    is_named = (_SITE.match(title) and len(title.split()) <= _SITE_WORDS) or (
        _BODY_NAME.match(title) and len(title.split()) <= _FEW_WORDS
    )
    return bool(is_named) and not (_SEPARATOR.search(title) or _HAPPENED.search(title))


def _without_site(title: str, site: str) -> str:
    """A `<title>` without the trailing parts that name section and site.

    >>> _without_site("Trao giải năm 2016 - Tin tức - Sở Thông tin và Truyền thông", "")
    'Trao giải năm 2016'
    """
    cuts = [match.start() for match in _SEPARATOR.finditer(title)]
    ends = [match.end() for match in _SEPARATOR.finditer(title)]
    while cuts and (_names_site(title[ends[-1] :]) or _key(title[ends[-1] :]) == site):
        title = title[: cuts.pop()]
        ends.pop()
    return title.strip()


def _names_site(part: str) -> bool:
    short = len(part.split()) <= _NAME_WORDS
    return bool(_SITE.search(part)) or (short and bool(_BODY_NAME.match(part)))


def _headings(
    mass: Mass, body: HtmlElement, told: Sequence[str]
) -> list[tuple[str, HtmlElement, float]]:
    """Visible headings with how likely each is the article's, by name and place."""
    start = mass.index[body]
    first_line = _first_line(mass, body)
    found = []
    last = min(max(start, first_line) + _TOP, start + sum(1 for _ in body.iter("*")))
    for at, element in enumerate(mass.order[:last]):  # below the text stands the site's name again
        if mass.junk[at] or element.tag not in _TAGS:
            continue
        rank = _rank(element, mass.names[at])
        if not rank and not _LEAST_OWN <= _own(element) <= _LONGEST:
            continue
        text = text_of(element)
        if text is None or not _SHORTEST <= len(text) <= _LONGEST or _only_site(text):
            continue
        if len(text) <= _DATE_LINE and looks_dated(text) and _DATE_START.match(text):
            continue
        if (
            not rank
        ):  # a line without any name: it counts right above the text, or if the head says it
            agrees = any(_agree(text, other) for other in told)
            rank = 0.6 if agrees or 0 < first_line - at <= _NEAR else 0.0
            if not rank or (looks_dated(text) and not agrees):
                continue
        inside = body in element.iterancestors()
        near = 2.0 / (1 + abs(start - at) / 25) if at <= start or inside else -1.0
        linked = (
            2.0 if mass.links[at] > 0.8 * (mass.text[at] + mass.links[at]) and not inside else 0.0
        )
        few = 1.5 if len(text.split()) < _FEW_WORDS else 0.0
        full_stop = 0.6 if text.endswith(".") else 0.0
        found.append((text, element, rank + near - linked - few - full_stop))
    return found


def _first_line(mass: Mass, body: HtmlElement) -> int:
    """After which element the running text begins; columns hold headline, date and text alike."""
    for element in body.iter("*"):
        at = mass.index[element]
        if mass.junk[at] or element.tag == "a":
            continue
        if len((element.text or "").strip()) >= _LONG_LINE:
            return at
        if element is not body and len((element.tail or "").strip()) >= _LONG_LINE:
            return at + 1
    return mass.index[body]


def _own(element: HtmlElement) -> int:
    return len((element.text or "").strip()) + sum(
        len((child.tail or "").strip()) for child in element
    )


def _rank(element: HtmlElement, all_names: tuple[str, ...]) -> float:
    tag = {"h1": 3.0, "h2": 1.5, "h3": 1.0}.get(str(element.tag), 0.0)
    if (element.get("itemprop") or "").lower() == "headline" or element.get("data-role") == "title":
        return tag + 4.0
    return tag + _named_title(all_names)


@lru_cache(maxsize=8192)
def _named_title(all_names: tuple[str, ...]) -> float:
    parts = [word for name in all_names for word in words(name)]
    joined = "".join(parts)
    if any(word in joined for word in _TITLE_WORDS):
        return 0.8 if not _NO_TITLE_WORDS.isdisjoint(parts) else 2.0
    return 0.0


def _agree(shown: str, told: str) -> bool:
    """Equal, or one cut short, or one with a section before or after it."""
    a, b = _key(shown), _key(told)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return len(short) >= 10 and (long.startswith(short) or (len(short) >= 25 and short in long))


def _key(text: str) -> str:
    return _FOLD.sub("", text).casefold()
