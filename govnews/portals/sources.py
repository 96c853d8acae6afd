"""Feeds and sitemaps: the lists of articles that portals keep for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from io import BytesIO

from lxml import etree

from govnews.dates import read_stamp
from govnews.errors import UnreadablePage
from govnews.model import HANOI

MAX_ELEMENTS = 2_000_000
"""Of one list; the 50,000 addresses that a sitemap may hold need less than half of them."""
_ROOTS = frozenset(("rss", "RDF", "feed", "urlset", "sitemapindex"))
_MAPS = frozenset(("urlset", "sitemapindex"))
_ROWS = frozenset(("item", "entry", "url", "sitemap"))
_PUBLISHED = ("pubDate", "published", "date", "publication_date")
_MODIFIED = ("lastmod", "updated", "modified")
# VCCorp: `9/14/2026 6:44:00 PM`, month first, local time; .NET writes it so, and RFC 822 does not.
_AMERICAN = re.compile(r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a feed or sitemap."""

    url: str
    """As written there; it may be relative."""
    published: date | None = None
    """Day of publication in Vietnam; None where the list does not tell."""
    modified: datetime | None = None
    """Time of the last change in Vietnam, the end of the day where only that is told; it says nothing
    of the publication but the latest day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a feed or sitemap lists."""

    pages: tuple[Row, ...]
    maps: tuple[Row, ...]
    """Further sitemaps, where it is an index."""
    is_feed: bool
    """A feed holds articles only; a sitemap holds every page of the portal."""


def read_source(xml: bytes, name: str) -> Source:
    """The rows of an RSS, Atom or RDF feed, a sitemap, a news sitemap or a sitemap index.

    Broken XML is read as far as it goes. Raises `UnreadablePage`, with `name`, where the bytes are
    none of these.
    """
    events = etree.iterparse(
        BytesIO(xml.lstrip(b"\xef\xbb\xbf \t\r\n")),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
    )
    pages: list[Row] = []
    maps: list[Row] = []
    try:
        for number, (_, element) in enumerate(events):
            if number > MAX_ELEMENTS:
                raise UnreadablePage(f"{name}: more than {MAX_ELEMENTS:,} elements; check it")
            if _local(element) in _ROWS:
                if row := _row(element):
                    (maps if _local(element) == "sitemap" else pages).append(row)
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise UnreadablePage(f"{name}: no feed and no sitemap ({error}); check it") from error
    root = events.root
    if root is None or _local(root) not in _ROOTS:
        raise UnreadablePage(f"{name}: no feed and no sitemap; check the address")
    return Source(pages=tuple(pages), maps=tuple(maps), is_feed=_local(root) not in _MAPS)


def read_day(text: str) -> date | None:
    """The day in Vietnam of a date as feeds and sitemaps write it; None for what is no date.

    >>> read_day("9/14/2026 6:44:00 PM"), read_day("Mon, 14 Sep 2026 18:30:00 GMT")
    (datetime.date(2026, 9, 14), datetime.date(2026, 9, 15))
    >>> read_day("2026-09-14"), read_day("14/09/2026 18:44"), read_day("hôm qua")
    (datetime.date(2026, 9, 14), datetime.date(2026, 9, 14), None)
    """
    moment = _read_moment(text)
    return moment.date() if moment else None


def read_change(text: str) -> datetime | None:
    """The time in Vietnam at which something has changed; the end of the day where only that is told.

    >>> read_change("2026-09-14T18:30:00Z").isoformat()
    '2026-09-15T01:30:00+07:00'
    >>> read_change("2026-09-14").isoformat()
    '2026-09-14T23:59:59+07:00'
    """
    moment = _read_moment(text)
    # Many write midnight where they know only the day.
    if moment and moment.time() == time():
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment


def _read_moment(text: str) -> datetime | None:
    text = " ".join(text.split())
    if _AMERICAN.fullmatch(text):
        with suppress(ValueError):
            moment = datetime.strptime(text.upper(), "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007
            return _in_vietnam(moment)
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError):
            return _in_vietnam(read(text))
    stamp = read_stamp(text)
    return stamp.value if stamp else None


def _in_vietnam(moment: datetime) -> datetime | None:
    """A time without a zone is Vietnam's own; what .NET writes for no time (year 1) is none."""
    if not 1990 <= moment.year <= 2100:
        return None
    return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _forget(element: etree._Element) -> None:
    """Free a row that was read, and what stands before it."""
    element.clear()
    if (parent := element.getparent()) is not None:
        while parent[0] is not element:
            del parent[0]


def _row(element: etree._Element) -> Row | None:
    texts: dict[str, str] = {}
    for child in element.iter():
        if (text := (child.text or "").strip()) and child.getparent() is not None:
            texts.setdefault(_local(child), text)
    url = next(_addresses(element), None)
    if url is None:
        return None
    published = next((read_day(texts[name]) for name in _PUBLISHED if name in texts), None)
    modified = next((read_change(texts[name]) for name in _MODIFIED if name in texts), None)
    return Row(url=url, published=published, modified=modified)


def _addresses(element: etree._Element) -> Iterator[str]:
    """`<loc>`, RSS's `<link>`, Atom's `<link href>`, and at last an RSS `<guid>` that is one."""
    for child in element:
        name, text = _local(child), (child.text or "").strip()
        if name in ("loc", "link") and text:
            yield text
        elif name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            yield str(child.get("href")).strip()
    for child in element:
        text = (child.text or "").strip()
        if _local(child) == "guid" and text.startswith(("http://", "https://")):
            yield text


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
