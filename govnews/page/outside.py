"""What a page says of its article outside of it: head, address, breadcrumb, list of tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.html import HtmlElement

from govnews.dates import read_stamp
from govnews.page.density import is_listing, weigh
from govnews.page.headline import find_headline
from govnews.page.hints import names, words
from govnews.page.items import holds_items
from govnews.page.layout import Found, Layout
from govnews.page.metadata import Metadata, read_metadata
from govnews.page.printed import find_dates_printed, is_dated
from govnews.page.select import Mismatch, text_of
from govnews.page.urls import article_key

_STAMPED_URL = re.compile(r"^\d{3}(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\d{0,3}$")
_TAGS = frozenset(("tags", "tag", "tukhoa", "keywords"))


def complete(found: Found, page: HtmlElement, url: str, layout: Layout) -> Found:
    """What a layout found, with what it names no element for.

    With `head`, section, tags, the day of the last change and, where the page prints none in its
    place, the date of publication are taken from the rest of the page too. Raises `Mismatch` where
    there is no title, and where plain class names met a listing.
    """
    if found.title and not layout.head and not layout.own:
        return found
    metadata = read_metadata(page)
    mass = weigh(page) if layout.own or not found.title else None
    may_list = found.body if layout.own and metadata.kind != "article" else ()
    if mass and any(is_listing(mass, part) or holds_items(mass, part) for part in may_list):
        raise Mismatch(f"{found.layout}: the page lists articles")
    if not found.title and mass:
        headline = find_headline(mass, metadata, found.body[0])
        if headline is None:
            raise Mismatch(f"{found.layout}: the page has no headline")
        found.title, found.headline = headline.text, headline.element
    if layout.head:
        told = machine_date(metadata, url)
        if not (found.date_text and is_dated(found.date_text)):
            stamp = read_stamp(told) if told else None
            day = stamp.value.date() if stamp else None
            dates = find_dates_printed(mass or weigh(page), found.headline, found.body[0], day)
            found.date_text = dates.published
        found.date_text = believed(found.date_text, told)
        found.modified_text = metadata.modified if metadata.published else None
        found.section = found.section or section_of(page.iter("*"), metadata, found.title)
        found.tags = found.tags or list(metadata.tags) or tags_of(page)
    return found


def machine_date(metadata: Metadata, url: str) -> str | None:
    """A date from the head, or from the digits of a VCCorp URL (`yymmddHHMMSS` after three)."""
    if metadata.published and read_stamp(metadata.published):
        return metadata.published
    match = _STAMPED_URL.match(article_key(url) or "")
    if not match:
        return None
    year, month, day, hour, minute, _ = match.groups()
    if not ("01" <= month <= "12" and "01" <= day <= "31" and hour < "24" and minute < "60"):
        return None
    return f"{day}/{month}/20{year} {hour}:{minute}"


def believed(printed: str | None, told: str | None) -> str | None:
    """The printed date, or the machine's where they are one day in two orders.

    >>> believed("09/11/2023", "2023-09-11"), believed("09/21/2023", "2023-09-21")
    ('2023-09-11', '2023-09-21')
    >>> believed("09/11/2023", "2023-11-10"), believed("09/11/2023", None)
    ('09/11/2023', '09/11/2023')
    """
    if not printed or not told:
        return printed or told
    stamp = read_stamp(printed)
    other, machine = read_stamp(printed, month_first=True), read_stamp(told)
    if stamp is None:
        return told
    agrees = machine and other and other.value.date() == machine.value.date()
    return told if agrees else printed


def section_of(elements: Iterable[HtmlElement], metadata: Metadata, title: str) -> str | None:
    """The last step of the breadcrumb before the article itself."""
    for element in elements:
        if (named := names(element)) and _names_breadcrumb(named):
            steps = [
                text
                for link in element.iter("a", "span", "li")
                if (text := text_of(link)) and len(text) <= 60
            ]
            steps = [
                step
                for step in steps
                if step.lower() not in ("trang chủ", "home", "»", ">", "/") and step not in title
            ]
            if steps:
                return steps[-1]
    return metadata.section


@lru_cache(maxsize=8192)
def _names_breadcrumb(all_names: tuple[str, ...]) -> bool:
    return any("breadcrumb" in word for name in all_names for word in words(name))


@lru_cache(maxsize=8192)
def _names_tags(all_names: tuple[str, ...]) -> bool:
    return any(not _TAGS.isdisjoint(words(name)) for name in all_names)


def tags_of(page: HtmlElement) -> list[str]:
    """The links of the first list that is named as one of tags."""
    for element in page.iter("div", "ul", "p", "section"):
        if (named := names(element)) and _names_tags(named):
            found = [
                text.strip("# ,")
                for link in element.iter("a")
                if (text := text_of(link)) and len(text) <= 60
            ]
            if found:
                return found[:20]
    return []
