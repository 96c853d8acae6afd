"""The reader of last resort: any article page of any content system, by what such pages share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from govnews.dates import read_stamp
from govnews.errors import NotAnArticle
from govnews.page.block import Block
from govnews.page.byline import is_account, is_signature, split_authors
from govnews.page.density import Mass, find_body, is_listing
from govnews.page.headline import Headline, find_headline, told_by_head
from govnews.page.hints import AUTHOR, SOURCE, hinted, words
from govnews.page.items import beside_teasers, holds_items, past_teasers
from govnews.page.layout import Found
from govnews.page.metadata import Metadata, read_metadata
from govnews.page.outside import believed, machine_date, section_of, tags_of
from govnews.page.printed import find_dates_printed
from govnews.page.select import text_of
from govnews.page.styles import Style, marks_of
from govnews.page.urls import joined

_SUMMARY_STRONG = (
    "sapo", "summary", "tomtat", "chapeau", "abstract", "trichyeu", "shortcontent",
    "subcontent", "sumcontent", "sabo", "mota", "alead", "newslead",
)  # fmt: skip
"""Parts of class and id names that mean the sapo."""
_SUMMARY_WEAK = frozenset((
    "lead", "excerpt", "intro", "desc", "description", "subtitle", "des", "brief", "trichdan",
    "gioithieu",
))  # fmt: skip
_NOT_SUMMARY = frozenset((
    "caption", "image", "img", "photo", "author", "tacgia", "list", "item", "meta", "footer",
    "site", "related", "other",
))  # fmt: skip
_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 30, 1500
_NAMELESS_SUMMARY = 60
_DATE_LINE = 120
"""A line with a date at its start that is longer is a sentence: `Sáng 02/02/2024, Thành ủy …`."""
_SUMMARY_REACH = 25
"""Elements of the body in which a named sapo may stand."""
_LINE_TAGS = frozenset(["p", "div", "span", "strong", "b", "h2", "h3", "h4", "em", "td"])
_LEAST_TEXT = 80
_BYLINE_ABOVE = 6
"""Elements above the headline in which a named byline may stand."""
_RECORD = re.compile(
    r"(?:Số,? ký hiệu|Số hiệu|Ngày ban hành|Ngày (?:có )?hiệu lực|Trích yếu|Người ký|Cơ quan ban hành|Loại văn bản|Lĩnh vực)(?= )"
)
"""Field labels of the page of a legal document."""
_LONG_TEXT = 1500
_FIELDS = 3
_LONGEST_ABOVE = 200
"""Characters of a line with a date above the headline: a menu with today's date."""
_MANY_LINKS = 200
_HEADLINE_WORDS = 6
"""Syllables; the names of standing pages (`Cơ cấu tổ chức`) have fewer, headlines have more."""


def read_generic(page: HtmlElement, mass: Mass, url: str) -> Found:
    """The parts of an article page that was weighed.

    Raises `NotAnArticle` for listings and pages without a title.
    """
    metadata = read_metadata(page)
    body = _body_of(mass, metadata)
    headline = _article_headline(mass, metadata, body, url)
    shown = headline.element
    told = machine_date(metadata, url)
    stamp = read_stamp(told) if told else None
    dates = find_dates_printed(mass, shown, body, stamp.value.date() if stamp else None)
    published = believed(dates.published, told)
    if published is None and metadata.kind != "article" and not _is_headline(headline):
        raise NotAnArticle("no_title", f"{url}: a standing page ({headline.text}), without a date")
    summary = _summary(mass, shown, body, dates.elements)
    authors = _byline(mass, shown, body, AUTHOR)
    source = _byline(mass, shown, body, SOURCE)
    below = (e for e in body.iter("*") if e is not body)
    junk = [e for e in below if mass.is_junk(e) and not _is_most(mass, e, body)]
    junk += _above(shown, body)
    for element in (shown, summary, *dates.elements, *authors, *source):
        if element is not None and body in element.iterancestors():
            junk.append(element)
    return Found(
        layout="generic",
        title=headline.text,
        body=[body],
        date_text=published,
        modified_text=dates.modified or (metadata.modified if metadata.published else None),
        summary=text_of(summary),
        authors=_authors(authors, metadata),
        source=_clean_source(source),
        section=section_of(mass.order, metadata, headline.text),
        tags=list(metadata.tags) or tags_of(page),
        junk=junk,
    )


def _body_of(mass: Mass, metadata: Metadata) -> HtmlElement:
    """The element with the article's text, even where teasers beside it are longer."""
    body = past_teasers(mass, find_body(mass))
    other = beside_teasers(mass, body)
    if other is None:
        return body
    headline = find_headline(mass, metadata, other)
    shown = headline is not None and headline.element is not None
    return other if shown and headline and told_by_head(headline, metadata) else body


def _article_headline(mass: Mass, metadata: Metadata, body: HtmlElement, url: str) -> Headline:
    """The headline of a page that holds one article; raises `NotAnArticle` for every other page."""
    if mass.of(body) < _LEAST_TEXT:
        kind = "listing" if mass.links[0] > _MANY_LINKS else "no_body"
        raise NotAnArticle(kind, f"{url}: no element of the page holds an article's text")
    headline = find_headline(mass, metadata, body)
    if metadata.kind != "article":
        if is_listing(mass, body) or holds_items(mass, body):
            raise NotAnArticle("listing", f"{url}: the page lists articles and is none")
        shown = headline.element if headline else None
        if shown is not None and _leads_elsewhere(mass, shown, url):
            raise NotAnArticle("listing", f"{url}: the headline leads to another page")
    if mass.of(body) < _LONG_TEXT and len(set(_RECORD.findall(text_of(body) or ""))) >= _FIELDS:
        raise NotAnArticle("no_body", f"{url}: the record of a legal document, and no news")
    if headline is None:
        raise NotAnArticle("no_title", f"{url}: the page has text and no headline")
    return headline


def _is_headline(headline: Headline) -> bool:
    """Whether a headline says that something happened; standing pages have short names."""
    return headline.sure and len(headline.text.split()) >= _HEADLINE_WORDS


def _above(title: HtmlElement | None, body: HtmlElement) -> list[HtmlElement]:
    """What stands above the headline in a column that holds both it and the text: breadcrumbs."""
    found: list[HtmlElement] = []
    if title is not None and body in title.iterancestors():
        step = title
        while step is not body:
            found += step.itersiblings(preceding=True)
            step = cast(HtmlElement, step.getparent())
    texts = ((element, text_of(element) or "") for element in found)
    return [e for e, text in texts if len(text) <= _LONGEST_ABOVE or not read_stamp(text)]


def _leads_elsewhere(mass: Mass, headline: HtmlElement, url: str) -> bool:
    """Whether the headline is a link to the article rather than its title; on many sites it links to itself."""
    link = headline if headline.tag == "a" else headline.find(".//a")
    if link is None or mass.links[mass.index[headline]] <= 0:
        return False
    target = urlsplit(joined(url, link.get("href") or ""))
    path = unquote(target.path).rstrip("/")
    here = unquote(urlsplit(url).path).rstrip("/")
    return (
        bool(path)
        and not here.endswith(path.lstrip("./"))
        and not path.endswith(here.rpartition("/")[2] or "/")
    )


def _is_most(mass: Mass, element: HtmlElement, body: HtmlElement) -> bool:
    return mass.of(element) > 0.5 * mass.of(body)


def _summary(
    mass: Mass, title: HtmlElement | None, body: HtmlElement, dated: tuple[HtmlElement, ...]
) -> HtmlElement | None:
    """The sapo: named so by class or id, or a text of its own between the headline and the body."""
    start = mass.index[body]
    first = mass.index[title] + 1 if title is not None else max(0, start - 40)
    nameless = None
    for at in range(first, min(start + _SUMMARY_REACH, len(mass.order))):
        element = mass.order[at]
        if mass.junk[at] or element is body or element in body.iterancestors() or element in dated:
            continue
        named = element.get("data-role") == "sapo" or any(
            _names_summary(name) for name in mass.names[at]
        )
        if not named and (
            nameless is not None or at > start or element.tag not in _LINE_TAGS or title is None
        ):
            continue
        text = text_of(element)
        if (
            not text
            or not _SHORTEST_SUMMARY <= len(text) <= _LONGEST_SUMMARY
            or mass.of(element) > 0.95 * mass.text[0]
        ):
            continue
        if named:
            return element
        if (
            len(text) >= _NAMELESS_SUMMARY
            and mass.of(element) > 0.8 * len(text)
            and (len(text) > _DATE_LINE or not read_stamp(text[:60]))
        ):
            nameless = element
    return nameless


@lru_cache(maxsize=4096)
def _names_summary(name: str) -> bool:
    parts = words(name)
    if not _NOT_SUMMARY.isdisjoint(parts):
        return False
    joined = "".join(parts)
    return any(word in joined for word in _SUMMARY_STRONG) or not _SUMMARY_WEAK.isdisjoint(parts)


def _byline(
    mass: Mass, title: HtmlElement | None, body: HtmlElement, hint: str
) -> list[HtmlElement]:
    """Elements named as author or source, from the headline to shortly after the body."""
    first = mass.index[title] - _BYLINE_ABOVE if title is not None else mass.index[body] - 40
    first = max(0, first)
    last = mass.index[body] + sum(1 for _ in body.iter("*")) + 40
    found = []
    for element in mass.order[first:last]:
        if (
            hinted(element, (hint,))
            or (element.get("data-role") == hint)
            or (element.get("itemprop") == hint)
        ):
            text = text_of(element)
            if (
                text
                and len(text) <= 120
                and not any(other in found for other in element.iterancestors())
            ):
                found.append(element)
    return found or (_signed_below(body) if hint == AUTHOR else [])


def _signed_below(body: HtmlElement) -> list[HtmlElement]:
    """A name at the right edge, right below the text."""
    below = body.getnext()
    if below is None or dict(marks_of(str(below.tag), dict(below.items()))).get("align") != "right":
        return []
    text = text_of(below)
    signed = text and is_signature(Block(text=text, style=Style(align="right")), None)
    return [below] if signed else []


def _authors(elements: list[HtmlElement], metadata: Metadata) -> list[str]:
    shown = [text for element in elements if (text := text_of(element)) and split_authors(text)]
    if shown:
        return shown
    return [
        name for name in metadata.authors if 2 <= len(name.split()) <= 5 and not is_account(name)
    ]


def _clean_source(elements: list[HtmlElement]) -> str | None:
    for element in elements:
        text = re.sub(
            r"^\W*(?:nguồn(?:\s+tin)?|theo)\s*:?\s*",
            "",
            text_of(element) or "",
            flags=re.IGNORECASE,
        ).strip(" .()")
        if text and len(text) <= 80:
            return text
    return None
