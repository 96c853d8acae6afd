"""Which page of which listing an address names, as the pagers of Vietnamese portals write it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from govnews.portals.links import section_key

_NUMBERS = frozenset((
    "page", "p", "pg", "paged", "trang", "pageindex", "page_index", "pageno", "page_no",
    "pagenumber", "pagenum", "currentpage", "curpage", "cpage", "itempage",
))  # fmt: skip
"""Names in the query, in lower case, that hold the number of a page."""
_OFFSETS = frozenset(("start", "limitstart", "offset"))
"""Names that hold the number of the first entry instead (Joomla)."""
_LEAST_STEP = 5
"""Entries of the shortest page that is counted by its first entry."""
_PATH = re.compile(
    r"(?:[/.-](?:page|trang)[/_-]?|/p-?)(\d{1,6})(?:\.(?:html?|aspx|chn|vnp))?/?$", re.IGNORECASE
)
SECTION_NAMES = frozenset((
    "cat", "catid", "cid", "category", "categoryid", "id_cat", "cate", "chuyenmuc", "chuyen-muc",
    "cm", "zone", "zoneid", "channel", "channelid", "section", "nhom", "nhomtin", "loai",
))  # fmt: skip
"""Names in the query, in lower case, that say which section is meant and nothing else."""
NEXT_WORDS = frozenset((
    "trang sau", "trang kế", "trang kế tiếp", "trang tiếp", "trang tiếp theo", "tiếp", "tiếp theo",
    "kế tiếp", "sau", "xem thêm", "xem tiếp", "tải thêm", "tin cũ hơn", "bài cũ hơn", "cũ hơn",
    "các tin tiếp theo", "next", "next page", "older", "older posts", "›", "»", ">", ">>", "→",
))  # fmt: skip
"""What stands on the link to the next page, in lower case, without arrows before or after words."""
_ARROWS = " \t\n\r\xa0‹›«»<>←→…."


def place_of(url: str) -> tuple[str, int]:
    """The listing that the address is a page of, and the number of the page.

    An address without a page number is page 1; the listing's name is the same for all its pages.

    >>> place_of("https://a.gov.vn/tin-tuc/page/3/"), place_of("https://a.gov.vn/tin-tuc.htm")
    (('/tin-tuc', 3), ('/tin-tuc', 1))
    >>> place_of("https://a.gov.vn/tin-tuc/trang-2.htm"), place_of("https://a.gov.vn/?cat=4&trang=2")
    (('/tin-tuc', 2), ('/?cat=4', 2))
    """
    parts = urlsplit(url)
    number, kept = 1, []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        key = name.lower()
        if key in _NUMBERS and _counts(value):
            number = int(value)
        elif key in _OFFSETS and _counts(value):
            number = 1 + int(value) // _LEAST_STEP
        else:
            kept.append((name, value))
    path = parts.path
    if match := _PATH.search(path):
        number, path = int(match[1]), path[: match.start()] or "/"
    listing = section_key(parts._replace(path=path).geturl())
    return (f"{listing}?{urlencode(sorted(kept))}" if kept else listing), max(number, 1)


def _counts(value: str) -> bool:
    """Whether it may be the number of a page; longer digits are an id, or nonsense."""
    return value.isdecimal() and len(value) <= 6


def says_next(text: str) -> bool:
    """Whether a link's text leads to the next page.

    >>> says_next(" Trang sau »"), says_next("Trang chủ")
    (True, False)
    """
    text = " ".join(text.lower().split())
    return text in NEXT_WORDS or text.strip(_ARROWS) in NEXT_WORDS
