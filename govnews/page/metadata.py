"""What a page's head says of the article: JSON-LD, Open Graph, article:*, Dublin Core.

A head is written by a template, so it is a witness and not a judge: Dublin Core dates of 2016 and
authors called `Administrator` stand on pages of every year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml.html import HtmlElement

from govnews.page.select import text_of

_ARTICLE_TYPES = frozenset(
    ("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "WebPage")
)

_SEPARATOR = re.compile(r"(?:^|\s)[-–—|»]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Strings as the head gives them; None or () where it is silent."""

    page_title: str | None = None
    """`<title>`, often with the site's name."""
    titles: tuple[str, ...] = ()
    """Headlines: JSON-LD, og:title, twitter:title, DC.Title."""
    description: str | None = None
    site_name: str | None = None
    published: str | None = None
    """article:published_time, datePublished and their like; never Dublin Core."""
    modified: str | None = None
    authors: tuple[str, ...] = ()
    """Of JSON-LD only."""
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    kind: str | None = None
    """og:type."""
    canonical: str | None = None


def read_metadata(page: HtmlElement) -> Metadata:
    """The head of a page."""
    meta = _meta(page)
    ld = next(_articles(page), {})
    titles = (
        _string(ld.get("headline")),
        _first(meta, "og:title"),
        _first(meta, "twitter:title"),
        _first(meta, "dcterms.title", "dc.title"),
    )
    canonical = cast("list[str]", page.xpath("//link[@rel='canonical']/@href"))
    return Metadata(
        page_title=text_of(page.find(".//title")),
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        description=_first(meta, "og:description", "description", "twitter:description"),
        site_name=_first(meta, "og:site_name", "application-name"),
        published=_string(ld.get("datePublished"))
        or _first(
            meta,
            "article:published_time",
            "datepublished",
            "pubdate",
            "article:published",
            "og:published_time",
        ),
        modified=_string(ld.get("dateModified"))
        or _first(meta, "article:modified_time", "datemodified", "lastmod", "og:updated_time"),
        authors=tuple(_people(ld.get("author"))),
        section=_first(meta, "article:section") or _string(ld.get("articleSection")),
        tags=tuple(dict.fromkeys(meta.get("article:tag", ()))),
        language=page.get("lang") or _first(meta, "content-language", "language"),
        kind=_first(meta, "og:type"),
        canonical=canonical[0] if canonical else None,
    )


def _first(meta: dict[str, list[str]], *keys: str) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _meta(page: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        key = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key.lower(), []).append(content)
    return found


def _articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in page.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue  # templates print unescaped quotes; the rest of the page still counts
        for item in _items(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLE_TYPES for kind in kinds) and (
                item.get("headline") or item.get("datePublished")
            ):
                yield item


def _items(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data[:50]:
            yield from _items(item)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"))


def _people(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and item.get("@type") in (None, "Person"):
            item = item.get("name")
        if name := _string(item):
            yield name


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) or None if isinstance(value, str) else None


def section_in(page_title: str | None, headline: str) -> str | None:
    """The section in a `<title>` of the form headline - section - site.

    >>> section_in("Trao giải năm 2016 - Tin tức sự kiện - Sở Y tế", "Trao giải năm 2016")
    'Tin tức sự kiện'
    """
    if not page_title or not page_title.startswith(headline):
        return None
    parts = [part.strip() for part in _SEPARATOR.split(page_title[len(headline) :]) if part.strip()]
    return parts[0] if len(parts) >= 2 and len(parts[0]) <= 60 else None
