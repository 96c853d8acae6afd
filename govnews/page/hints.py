"""What the class and id names of Vietnamese content systems say about an element.

Names are broken into words first (`box-author`, `ArticleSummary`, `tin_lien_quan`), so that one
table serves all of them. The names were gathered from the selectors that crawlers of some hundred
portals and newspapers use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

AUTHOR = "author"
SOURCE = "source"
CAPTION = "caption"
FRAME = "frame"

_AUTHOR_NAMES = """
author authors tacgia tac-gia post-author news-author article-author article__author detail-
author pseudonym byline nguoiviet nguoi-viet aritcle-author author-top author-name view-author
butdanh but-danh txtauthor lbltacgia lblauthor author-info name-author newsauthor signature bai-
viet-tac-gia tac-gia-bai-viet
"""
_SOURCE_NAMES = """
source nguon nguontin nguon-tin news-source article-source lblnguon lblsource post-source
nguonbaiviet source-news
"""
_CAPTION_NAMES = """
caption image-caption image_desc image-desc imgcaption img-caption photocms_caption pcaption
figcaption wp-caption-text avatar-desc articleimg_caption chuthich chu-thich chuthichanh chu-
thich-anh note-image fig desc-img image-note photo-caption alt_imgeditor tplcaption-text picdesc
"""
_FRAME_NAMES = """
wp-caption picbox picture image-center tblimage imgeditor tplcaption mastercms_tpl_table
contentimg full-img article-photo vcsortableinpreviewmode detail__avatar imagefull body-image
box-image image-box news-image hinh hinhanh anh-bai-viet thumbnail-caption photo figure image
expnoedit
"""
"""Boxes that hold pictures and their captions and nothing else."""
_ROLES = {
    **dict.fromkeys(_AUTHOR_NAMES.split(), AUTHOR),
    **dict.fromkeys(_SOURCE_NAMES.split(), SOURCE),
    **dict.fromkeys(_CAPTION_NAMES.split(), CAPTION),
    **dict.fromkeys(_FRAME_NAMES.split(), FRAME),
}
_LAST_WORDS = {
    **dict.fromkeys(("author", "authors", "tacgia", "byline", "pseudonym", "butdanh"), AUTHOR),
    **dict.fromkeys(("caption", "figcaption", "chuthich"), CAPTION),
}
"""Last words that mean one thing whatever stands before them: `sc-longform-header-author`."""

_BODY_NAMES = """
article__body articlebody article-body articlecontent article-content article_content
article__content detail-content detail__content content-detail contentdetail content_detail
journal-content-article entry-content post-content post__content td-post-content news-content
newscontent news_content news-detail newsdetail newscontents noidung noi-dung noidung-baiviet
noi-dung-trang chitietbaiviet chi-tiet-noi-dung content-fck divarticledescription
divarticledescription2 divarticlecontent divnewsdetails news-detail-content textbody textdetail
detail-content-body ms-rtestate-field ms-rtehtml content-print contentprint noi-dung-chi-tiet-
tin singular-content fck_detail content_detail_news editor-content contentnews maindetail main-
detail maincontentdetail entry-body chi-tiet-main-content bodytext body-text bodynews newsbody
news_body cms-body post-body postbody storybody story-body the-article-body zce-content-body mh-
detail-content content-post newsdetailcontent detailcontent dnn_contentpane_detail content-news
divcontent lblnoidung txtcontent contentview editor-detail contentbody content-body body-content
article-detail news-details-content box-content-news-detail cmscontents common-content
b-maincontent detail-cmain viewsdtailcontent bodyart content-article articleview htmlcontent
journalcontent link_content chitiet-noidung fulltext full-text detail_text divfirst
"""
"""Classes and ids that hold an article's body."""
_BODY_WORDS = """
content body detail details noidung chitiet article news post entry text story fck editor
baiviet tintuc
"""
_JUNK_WORDS = """
footer nav navbar submenu breadcrumb breadcrumbs sidebar related relate relates relatedbox
lienquan comment comments binhluan share sharing social addthis fb adv ads advert advertisement
quangcao qc popup marquee weather thoitiet timkiem poll vote thamdo statistic statistics counter
thongke truycap copyright pagination pager paging tukhoa danhgia subscribe newsletter hotline
weblink lienket tinkhac tinmoi tinlienquan othernews tincungchuyenmuc docnhieu xemnhieu mostread
tindadang tincu audio player tts sda topmenu leftmenu rightmenu header-top ykien pagenav readmore
"""
_WEAK_JUNK_WORDS = """
banner tool tools toolbar toolbox slide slider print tag tags hidden search skip cookie swiper
carousel keyword keywords menu modal login rate rating actions
"""
"""Junk unless a word for content stands next to it: `ContentBanner` is a page column of VNPT."""
_CONTENT_WORDS = """
content main body detail article news post entry noidung chitiet description allow
"""
_JUNK_PAIRS = """
tin/khac lien/quan cung/chuyen bai/khac tin/moi other/news news/other other/assets article/other
other/article latest/news hot/news doc/nhieu xem/nhieu binh/luan quang/cao right/col col/right
left/col col/left article/info most/viewed top/bar related/asset asset/links tin/cu tin/da
"""
_CHROME_WORDS = """
footer copyright nav navbar comment comments binhluan ykien sidebar menu
"""
"""Names of parts that are never the article, however much of the page's text they hold."""
_JUNK_STARTS = (
    "related",
    "relate",
    "lienquan",
    "tinlienquan",
    "tinkhac",
    "comment",
    "binhluan",
    "sharedaddy",
    "sharethis",
    "addthis",
)
_BODY = frozenset(_BODY_NAMES.split())
_BODY_PARTS = frozenset(_BODY_WORDS.split())
_JUNK = frozenset(_JUNK_WORDS.split())
_WEAK_JUNK = frozenset(_WEAK_JUNK_WORDS.split())
_CONTENT = frozenset(_CONTENT_WORDS.split())
_PAIRS = frozenset(tuple(pair.split("/")) for pair in _JUNK_PAIRS.split())
_CHROME = frozenset(_CHROME_WORDS.split())


class Attributes(Protocol):
    """What gives an attribute by its name: an element of lxml, or a dictionary."""

    def get(self, key: str, /) -> str | None: ...


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BREAK = re.compile(r"[^0-9A-Za-z]+")
_MOST_WORDS = 4
"""A longer name is that of a whole page or theme."""


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a class or id name, lower case.

    >>> words("ArticleSummary"), words("tin-lien_quan"), words("article__sapo")
    (('article', 'summary'), ('tin', 'lien', 'quan'), ('article', 'sapo'))
    """
    return tuple(word.lower() for part in _BREAK.split(name) for word in _CAMEL.split(part) if word)


def names(attrs: Attributes) -> tuple[str, ...]:
    """Classes and id of an element of lxml, or of the attributes of any element."""
    return split_names(attrs.get("class"), attrs.get("id"))


@lru_cache(maxsize=8192)
def split_names(classes: str | None, identity: str | None) -> tuple[str, ...]:
    """The names in a class and an id attribute.

    >>> split_names("box news", "main"), split_names(None, None)
    (('box', 'news', 'main'), ())
    """
    return (*(classes or "").split(), *(identity or "").split())


def hinted(attrs: Attributes, wanted: Iterable[str]) -> str | None:
    """The first role among the `wanted` that a class or id of an element names."""
    for name in names(attrs):
        role = _role(name)
        if role is not None and role in wanted:
            return role
    return None


@lru_cache(maxsize=4096)
def _role(name: str) -> str | None:
    parts = words(name)
    return _ROLES.get(name.lower()) or (_LAST_WORDS.get(parts[-1]) if parts else None)


@lru_cache(maxsize=4096)
def names_body(name: str) -> int:
    """How clearly a name says that an element holds an article's body: 5 surely, 0 not at all.

    >>> names_body("article__body"), names_body("box-news"), names_body("col-lg-9")
    (5, 1, 0)
    """
    if name.lower() in _BODY or name.startswith("ExternalClass"):
        return 5
    return min(3, sum(word in _BODY_PARTS for word in words(name)))


@lru_cache(maxsize=4096)
def names_junk(name: str) -> bool:
    """Whether a name says that an element is no part of an article.

    >>> names_junk("tin-lien-quan"), names_junk("UISocialShare"), names_junk("ContentBanner")
    (True, True, False)
    """
    parts = words(name)
    if any(part.startswith(_JUNK_STARTS) for part in parts):
        return True
    if any(pair in _PAIRS for pair in pairwise(parts)):
        return True
    if len(parts) > _MOST_WORDS:
        return False
    weak = not _WEAK_JUNK.isdisjoint(parts) and _CONTENT.isdisjoint(parts)
    return weak or not _JUNK.isdisjoint(parts)


def names_chrome(all_names: Iterable[str]) -> bool:
    """Whether a class or id names the frame round a page: footer, menu, sidebar, comments."""
    return any(not _CHROME.isdisjoint(words(name)) for name in all_names)
