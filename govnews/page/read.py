"""A page → its parts: by the portal's layouts, by any layout that fits, or by the generic reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from govnews.dates import read_stamp
from govnews.errors import NotAnArticle
from govnews.page.block import Block
from govnews.page.blocks import read_blocks
from govnews.page.byline import read_byline, split_authors
from govnews.page.captions import picture_source, read_captions
from govnews.page.decode import parse
from govnews.page.density import weigh
from govnews.page.generic import read_generic
from govnews.page.kinds import check_headline, check_kind, check_readable, told_instead
from govnews.page.layout import Found, Layout, apply_layout
from govnews.page.layouts import LAYOUTS
from govnews.page.metadata import section_in
from govnews.page.outside import complete
from govnews.page.parts import Page, Picture
from govnews.page.select import Mismatch, text_of
from govnews.page.trim import trim
from govnews.page.urls import canonical_of, joined

_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|rar|7z)(?:$|[?#/])", re.IGNORECASE
)
_VIEWER = re.compile(r"[?&](?:file|url)=([^&#]+)", re.IGNORECASE)
_VIETNAMESE = re.compile("[ăâđêôơưạảãàáằắẳẵặầấẩẫậẹẻẽèéềếểễệịỉĩìíọỏõòóồốổỗộờớởỡợụủũùúừứửữựỵỷỹỳý]")
_ONE_LETTER_IN = 25
"""Characters of a Vietnamese text, of which at least one is a Vietnamese letter."""
_ENOUGH_TEXT = 40
_HEAD = 3
"""Blocks at the start of a body in which title and summary may be repeated."""


def read_page(
    html: bytes | str,
    url: str,
    *,
    layouts: Sequence[Layout] = (),
    content_type: str | None = None,
    month_first: bool = False,
) -> Page:
    """The parts of an article page; `layouts` are tried first, then every registered one
    that is no portal's own.

    `content_type` is the HTTP header, if there was one. `month_first` says how the portal prints
    dates in figures. Raises `UnreadablePage` where the bytes are
    no page, and `NotAnArticle` where the page is of another kind.
    """
    page = parse(html, content_type)
    others = (lay for lay in LAYOUTS.values() if not lay.own and lay not in layouts)
    for layout in chain(layouts, others):
        if not _holds(html, layout.marker):
            continue
        try:
            found = complete(apply_layout(layout, page), page, url, layout)
        except Mismatch:
            continue
        # Plain class names fit pages of other kinds; the generic reader tells one from an article.
        if found.date_text or not layout.own:
            read = _assemble(found, page, url, month_first=month_first)
            check_headline(read.title, read.paragraphs, read.published_text is not None, url)
            return read
    return _by_what_pages_share(page, url, month_first=month_first)


def read_unknown(html: bytes | str, url: str, *, content_type: str | None = None) -> Page:
    """The parts of an article page by the generic reader alone, as if no layout were known.

    Raises what `read_page` does.
    """
    return _by_what_pages_share(parse(html, content_type), url)


def _by_what_pages_share(page: HtmlElement, url: str, *, month_first: bool = False) -> Page:
    check_kind(page, url)
    mass = weigh(page)
    try:
        found = read_generic(page, mass, url)
    except NotAnArticle as error:
        raise told_instead(error, page, mass, url) from None
    try:
        read = _assemble(found, page, url, month_first=month_first)
    except NotAnArticle as error:
        if error.kind == "unreadable":
            raise
        raise told_instead(error, page, weigh(page), url) from None  # junk is gone from the page
    check_headline(read.title, read.paragraphs, read.published_text is not None, url)
    return read


def _holds(html: bytes | str, marker: str) -> bool:
    """Whether the source holds the layout's marker; zipped and UTF-16 bodies always may."""
    if isinstance(html, str):
        return marker in html
    packed = html[:2] in (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff") or b"\0" in html[:2]
    return packed or marker.encode() in html


def _assemble(found: Found, page: HtmlElement, url: str, *, month_first: bool) -> Page:
    base = page.find(".//base")
    base_url = joined(url, (base.get("href") if base is not None else None) or "")
    attachments = tuple(dict.fromkeys(_attachments(found, base_url)))
    pictures, rest = read_captions(trim(_blocks(found)), base_url, found.title)
    pictures = _with_lead(found.lead_picture, pictures, base_url)
    byline, rest = read_byline(rest)
    paragraphs = _paragraphs(rest, found)
    generic = found.layout == "generic"
    shown = paragraphs or found.summary or attachments or (pictures and found.date_text)
    if generic and not shown:
        raise NotAnArticle("no_body", f"{url}: the article has a title and nothing under it")
    named = tuple(dict.fromkeys(name for text in found.authors for name in split_authors(text)))
    check_readable((found.title, *paragraphs), url)
    printed = found.date_text or ""
    stamp = read_stamp(printed, month_first=month_first)
    shown_stamp = stamp or read_stamp(printed, month_first=not month_first)
    changed = found.modified_text
    modified = read_stamp(changed, month_first=month_first) if changed else None
    return Page(
        url=url,
        canonical_url=canonical_of(page, url),
        layout=found.layout,
        title=found.title,
        summary=found.summary,
        paragraphs=paragraphs,
        pictures=pictures,
        published_at=stamp.value if stamp else None,
        published_precision=stamp.precision if stamp else None,
        published_text=shown_stamp.text if shown_stamp else None,
        modified_at=modified.value if modified else None,
        # A class that says author may mean the account, where no layout says what it means.
        authors=(byline.authors or named) if generic else (named or byline.authors),
        source_credit=found.source or byline.source,
        section=found.section or section_in(text_of(next(page.iter("title"), None)), found.title),
        tags=tuple(dict.fromkeys(found.tags)),
        attachments=attachments,
        language=_language(page, paragraphs, found.title),
    )


def _blocks(found: Found) -> list[Block]:
    for element in found.junk:
        if element.getparent() is not None:
            element.drop_tree()
    return [block for body in found.body for block in read_blocks(body)]


def _with_lead(
    lead: HtmlElement | None, pictures: tuple[Picture, ...], base_url: str
) -> tuple[Picture, ...]:
    """The pictures after the one above the body, unless that is one of them, in whatever size."""
    source = picture_source(dict(lead.items())) if lead is not None else ""
    if lead is None or not source or _file_name(source) in (_file_name(p.url) for p in pictures):
        return pictures
    alt = " ".join((lead.get("alt") or "").split()) or None
    first = Picture(image_no=1, url=joined(base_url, source), alt=alt)
    return (first, *(replace(p, image_no=p.image_no + 1) for p in pictures))


def _file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _paragraphs(blocks: Sequence[Block], found: Found) -> tuple[str, ...]:
    """The text of the blocks, without the title and summary that some templates repeat on top."""
    head = {_key(found.title), _key(found.summary or "")}
    longest = 2 * max(map(len, head))
    return tuple(
        block.text
        for at, block in enumerate(blocks)
        if at >= _HEAD or len(block.text) > longest or _key(block.text) not in head
    )


def _key(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _attachments(found: Found, base_url: str) -> Iterator[str]:
    """Files for download: what the layout names, and links to documents in the body."""
    links = [
        *found.attachments,
        *(a for body in found.body for a in body.iter("a", "iframe", "embed", "object")),
    ]
    for element in links:
        target = (element.get("href") or element.get("src") or element.get("data") or "").strip()
        viewer = _VIEWER.search(target)
        if element.tag != "a" and viewer:
            target = unquote(viewer.group(1))
        if not target or target.startswith(("javascript:", "mailto:", "#", "data:")):
            continue
        if _DOCUMENT.search(target) or (element in found.attachments and element.tag == "a"):
            yield joined(base_url, target)


def _language(page: HtmlElement, paragraphs: Sequence[str], title: str) -> str:
    """`vi` where the text has Vietnamese letters; otherwise what the page declares, or `vi`."""
    sample = f"{title} {' '.join(paragraphs[:3])}"[:400]
    enough = len(sample) // _ONE_LETTER_IN + 1
    if sum(1 for _ in islice(_VIETNAMESE.finditer(sample.lower()), enough)) == enough:
        return "vi"
    declared = (page.get("lang") or "").strip().lower()[:2]
    if len(sample) < _ENOUGH_TEXT or not declared.isalpha():
        return "vi"
    return declared if declared != "vi" else "en"
