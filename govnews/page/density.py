"""Where a page keeps its running text: one walk over the tree, and a table of body names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from lxml.html import HtmlElement

from govnews.page.hints import names, words

_JUNK_TAGS = frozenset("script style noscript template nav footer select option button svg iframe menu".split())
_JUNK_WORDS = frozenset(
    "footer nav navbar submenu breadcrumb breadcrumbs sidebar related relate relates relatedbox lienquan comment "
    "comments binhluan share sharing social addthis fb adv ads advert advertisement quangcao qc popup marquee "
    "weather thoitiet timkiem poll vote thamdo statistic statistics counter thongke truycap copyright pagination "
    "pager paging tukhoa danhgia subscribe newsletter hotline weblink lienket tinkhac tinmoi tinlienquan othernews "
    "tincungchuyenmuc docnhieu xemnhieu mostread tindadang tincu audio player tts sda topmenu leftmenu rightmenu "
    "header-top".split()
)
_WEAK_JUNK = frozenset(
    "banner tool tools toolbar toolbox slide slider print tag tags hidden search skip cookie swiper carousel "
    "keyword keywords menu modal login rate rating".split()
)
"""Junk unless a word for content stands next to it: `ContentBanner` is a page column of VNPT portals."""
_CONTENT_WORDS = frozenset("content main body detail article news post entry noidung chitiet description allow".split())
_JUNK_STARTS = ("related", "relate", "lienquan", "tinlienquan", "tinkhac", "comment", "binhluan", "sharedaddy", "sharethis", "addthis")
_JUNK_PAIRS = frozenset(
    (a, b)
    for a, b in (
        pair.split("/")
        for pair in "tin/khac lien/quan cung/chuyen bai/khac tin/moi other/news news/other other/assets article/other other/article latest/news hot/news doc/nhieu "
        "xem/nhieu binh/luan quang/cao right/col col/right left/col col/left most/viewed top/bar related/asset asset/links tin/cu tin/da".split()
    )
)
_CHROME = frozenset("footer copyright nav navbar comment comments binhluan sidebar menu".split())
_BODY_WHOLE: dict[str, int] = dict.fromkeys(
    "article__body articlebody article-body articlecontent article-content article_content article__content detail-content detail__content content-detail "
    "contentdetail content_detail journal-content-article entry-content post-content post__content td-post-content news-content newscontent news_content "
    "news-detail newsdetail newscontents noidung noi-dung noidung-baiviet noi-dung-trang chitietbaiviet chi-tiet-noi-dung content-fck divarticledescription "
    "divarticledescription2 divarticlecontent divnewsdetails news-detail-content textbody textdetail detail-content-body ms-rtestate-field ms-rtehtml content-print "
    "contentprint noi-dung-chi-tiet-tin singular-content fck_detail content_detail_news editor-content contentnews maindetail main-detail maincontentdetail entry-body "
    "chi-tiet-main-content bodytext body-text bodynews newsbody news_body cms-body post-body postbody storybody story-body the-article-body zce-content-body "
    "mh-detail-content content-post newsdetailcontent detailcontent dnn_contentpane_detail content-news divcontent lblnoidung txtcontent contentview editor-detail "
    "contentbody content-body body-content article-detail news-details-content box-content-news-detail cmscontents common-content b-maincontent detail-cmain "
    "viewsdtailcontent bodyart content-article articleview htmlcontent journalcontent link_content chitiet-noidung fulltext full-text detail_text divfirst".split(),
    5,
)
"""Classes and ids that hold an article's body, from the selectors of crawlers of some hundred sites."""
_BODY_WORDS = frozenset(
    "content body detail details noidung chitiet article news post entry text story fck editor baiviet tintuc".split()
)
_LEAF_TAGS = frozenset("p span b strong i em font a h1 h2 h3 h4 h5 h6 u small label center li".split())
_LONG = 80
_HEADLINE = 25


@dataclass(slots=True)
class Mass:
    """How much text stands below each element, in characters."""

    order: list[HtmlElement]
    index: dict[HtmlElement, int]
    text: list[float]
    """Running text that is in no link and in no junk."""
    links: list[float]
    """Text in links, junk apart."""
    junk: list[bool]

    def of(self, element: HtmlElement) -> float:
        at = self.index.get(element)
        return self.text[at] if at is not None else 0.0


def weigh(page: HtmlElement) -> Mass:
    """Walk the body of a page once, in page order, and add up text from below."""
    order = list(cast(HtmlElement, page.find("body")).iter("*"))
    index = {element: at for at, element in enumerate(order)}
    count = len(order)
    parents = [index.get(cast(HtmlElement, element.getparent()), 0) for element in order]
    own = [_size(element.text) + sum(_size(child.tail) for child in element) for element in order]
    linked, junk = [False] * count, [False] * count
    for at in range(1, count):
        tag = order[at].tag
        linked[at] = linked[parents[at]] or tag == "a"
        junk[at] = junk[parents[at]] or tag in _JUNK_TAGS
    raw = _from_below([0.0 if linked[at] or junk[at] else own[at] for at in range(count)], parents)
    most = 0.6 * raw[0]
    for at in range(1, count):
        junk[at] = junk[at] or junk[parents[at]] or is_junk(order[at])
        if junk[at] and raw[at] > most and not _is_chrome(order[at]) and not junk[parents[at]]:
            junk[at] = False  # what holds most of the page's text is no side matter
    text = _from_below([0.0 if linked[at] or junk[at] else own[at] for at in range(count)], parents)
    links = _from_below([own[at] if linked[at] and not junk[at] else 0.0 for at in range(count)], parents)
    return Mass(order, index, text, links, junk)


def _from_below(values: list[float], parents: list[int]) -> list[float]:
    for at in range(len(values) - 1, 0, -1):
        values[parents[at]] += values[at]
    return values


def is_junk(element: HtmlElement) -> bool:
    """Whether tag, class or id say that the element is no part of an article."""
    if element.tag in _JUNK_TAGS:
        return True
    attrs = element.attrib
    if not ("class" in attrs or "id" in attrs) or element.tag in ("body", "html", "form"):
        return False
    for name in names(attrs):
        if name.lower() in _BODY_WHOLE:
            return False
        parts = words(name)
        if len(parts) <= 4 and not _JUNK_WORDS.isdisjoint(parts):
            return True
        if len(parts) <= 4 and not _WEAK_JUNK.isdisjoint(parts) and _CONTENT_WORDS.isdisjoint(parts):
            return True
        if any(part.startswith(_JUNK_STARTS) for part in parts):
            return True
        if any(pair in _JUNK_PAIRS for pair in zip(parts, parts[1:], strict=False)):
            return True
    return False


def _is_chrome(element: HtmlElement) -> bool:
    parts = {part for name in names(element.attrib) for part in words(name)}
    return element.tag in _JUNK_TAGS or not parts.isdisjoint(_CHROME)


def find_body(mass: Mass) -> HtmlElement:
    """The element that holds the article's text: a named one, or the one that dominates."""
    total = mass.text[0] or 1.0
    dominant = _descend(mass)
    best, best_score = dominant, 0.0
    for at, element in enumerate(mass.order):
        if mass.junk[at] or not at:
            continue
        weight = body_weight(element)
        if not weight:
            continue
        share = mass.text[at] / total
        linkage = mass.links[at] / (mass.links[at] + mass.text[at] + 1)
        score = weight + 6 * share - 4 * linkage + min(at, 5000) * 1e-6
        if share >= 0.25 and score > best_score:
            best, best_score = element, score
    if best is dominant:
        return best
    if body_weight(best) < 5 and best in dominant.iterancestors():
        return dominant  # the name of a page column, not of a body
    return dominant if mass.of(best) < 0.45 * mass.of(dominant) and best_score < 7 else best


def body_weight(element: HtmlElement) -> int:
    """How clearly tag, class, id and microdata name an element as an article's body; 0 for not at all."""
    attrs = element.attrib
    weight = 0
    if (attrs.get("itemprop") or "").lower() == "articlebody" or attrs.get("data-role") == "content" or attrs.get("data-field") == "body":
        weight = 6
    if element.tag == "article":
        weight = max(weight, 2)
    elif element.tag == "main":
        weight = max(weight, 1)
    for name in names(attrs):
        if name.lower() in _BODY_WHOLE or name.startswith("ExternalClass"):
            weight = max(weight, 5)
        else:
            hits = sum(word in _BODY_WORDS for word in words(name))
            weight = max(weight, min(hits, 3))
    return weight


def _descend(mass: Mass) -> HtmlElement:
    """From the body down, as long as one child holds nearly all text of its parent."""
    node = mass.order[0]
    while True:
        children = [child for child in node if child in mass.index]
        if not children:
            break
        heaviest = max(children, key=mass.of)
        if heaviest.tag in _LEAF_TAGS or mass.of(heaviest) < 0.7 * mass.of(node) or mass.of(heaviest) <= 0:
            break
        node = heaviest
    return node


def is_listing(mass: Mass, body: HtmlElement) -> bool:
    """Whether an element holds headlines that lead elsewhere rather than an article."""
    at = mass.index[body]
    text, links = mass.text[at], mass.links[at]
    headlines = long_lines = 0
    for element in body.iter("*"):
        position = mass.index[element]
        if mass.junk[position]:
            continue
        if element.tag == "a":
            headlines += mass.links[position] >= _HEADLINE and _alone(mass, element)
        elif element.tag in ("p", "div", "td", "span", "li", "section") and _own(element) >= _LONG:
            long_lines += 1
    if headlines >= 5 and headlines >= 0.7 * long_lines:
        return True
    return links > 1.5 * text and headlines >= 3


def _alone(mass: Mass, link: HtmlElement) -> bool:
    """A link that is not a word of a sentence."""
    parent = link.getparent()
    return parent is None or mass.of(parent) < 0.8 * mass.links[mass.index[link]]


def _own(element: HtmlElement) -> float:
    return _size(element.text) + sum(_size(child.tail) + (_size(child.text) if child.tag in _LEAF_TAGS and child.tag != "a" else 0) for child in element)


def _size(text: str | None) -> float:
    """Characters, labels of a few words counted low."""
    if not text:
        return 0.0
    size = len(" ".join(text.split()))
    return float(size) if size >= 25 else 0.3 * size
