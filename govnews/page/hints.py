"""What the class and id names of Vietnamese content systems say about an element.

Names are broken into words first (`box-author`, `ArticleSummary`, `tin_lien_quan`), so that one
table serves all of them. The words were gathered from the selectors that crawlers of some hundred
portals and newspapers use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

TITLE = "title"
DATE = "date"
SUMMARY = "summary"
BODY = "body"
AUTHOR = "author"
SOURCE = "source"
CAPTION = "caption"
FRAME = "frame"
SECTION = "section"
TAGS = "tags"
JUNK = "junk"

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BREAK = re.compile(r"[^0-9A-Za-z]+")

_WHOLE: dict[str, str] = {
    **dict.fromkeys(
        "author authors tacgia tac-gia post-author news-author article-author article__author detail-author "
        "pseudonym byline nguoiviet nguoi-viet aritcle-author author-top author-name view-author butdanh but-danh "
        "txtauthor lbltacgia lblauthor author-info name-author newsauthor signature bai-viet-tac-gia tac-gia-bai-viet".split(),
        AUTHOR,
    ),
    **dict.fromkeys(
        "source nguon nguontin nguon-tin news-source article-source lblnguon lblsource post-source nguonbaiviet source-news".split(),
        SOURCE,
    ),
    **dict.fromkeys(
        "caption image-caption image_desc image-desc imgcaption img-caption photocms_caption pcaption figcaption "
        "wp-caption-text avatar-desc articleimg_caption chuthich chu-thich chuthichanh chu-thich-anh note-image "
        "fig desc-img image-note photo-caption alt_imgeditor tplcaption-text picdesc".split(),
        CAPTION,
    ),
    **dict.fromkeys(
        "wp-caption picbox picture image-center tblimage imgeditor tplcaption mastercms_tpl_table contentimg full-img "
        "article-photo vcsortableinpreviewmode detail__avatar imagefull body-image box-image image-box news-image "
        "hinh hinhanh anh-bai-viet thumbnail-caption photo figure image expNoEdit".lower().split(),
        FRAME,
    ),
}
"""Names that mean one thing as they stand."""
_LAST = {
    **dict.fromkeys(("author", "authors", "tacgia", "byline", "pseudonym", "butdanh"), AUTHOR),
    **dict.fromkeys(("caption", "figcaption", "chuthich"), CAPTION),
}
"""Last words that mean one thing whatever stands before them: `sc-longform-header-author`."""


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a class or id name, lower case.

    >>> words("ArticleSummary"), words("tin-lien_quan"), words("article__sapo")
    (('article', 'summary'), ('tin', 'lien', 'quan'), ('article', 'sapo'))
    """
    return tuple(word.lower() for part in _BREAK.split(name) for word in _CAMEL.split(part) if word)


@lru_cache(maxsize=4096)
def _whole(name: str) -> str | None:
    parts = words(name)
    return _WHOLE.get(name.lower()) or (_LAST.get(parts[-1]) if parts else None)


def hinted(attrs: Mapping[str, object], wanted: tuple[str, ...]) -> str | None:
    """The first of the `wanted` hints that a class or id of an element gives."""
    for name in names(attrs):
        if (hint := _whole(name)) in wanted:
            return hint
    return None


def names(attrs: Mapping[str, object]) -> list[str]:
    """Classes and id of an element, from lxml or BeautifulSoup attributes."""
    found: list[str] = []
    for key in ("class", "id"):
        value = attrs.get(key)
        if isinstance(value, str):
            found += value.split()
        elif value:
            found += [str(item) for item in value]  # type: ignore[attr-defined]
    return found
