"""The one path from a page to a record: read → clean → facts → assemble.

`extract()` walks it in one call; the crawl's pipelines walk the same steps one by one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from govnews.callable_module import make_callable
from govnews.facts import Source, read_facts
from govnews.facts.event import read_dateline
from govnews.facts.keys import organisation_key, person_key
from govnews.model import HANOI, Article, Award, Caption, Record, article_id, content_hash
from govnews.page.clean import clean_page
from govnews.page.parts import Page

if TYPE_CHECKING:
    from govnews.portals import Portal


AHEAD = timedelta(days=2)
"""Portals date an article ahead by hours; more than this is a misread date."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page on its way through the steps, with what the fetch knows of it."""

    page: Page
    portal: Portal | None
    fetched_at: datetime | None = None
    """Aware; stored in UTC."""
    archive_ref: str | None = None


def extract(
    html: bytes | str,
    url: str,
    *,
    portal: str | None = None,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
) -> Record:
    """Read one saved page; no network, no clock.

    `portal` names a portal definition; by default it is found by the host of `url`, and for a file
    (`file:///…`) by the dateline.
    `fetched_at` must be aware. `content_type` is the HTTP header, where it is known: some portals
    name their charset only there. Raises `UnreadablePage` for bytes that are no page, `NotAnArticle`
    for a page of another kind, `UnknownPortal` for a name that is not declared.
    """
    from govnews.page.read import read_page

    definition = find_portal(portal, url)
    layouts = definition.layouts if definition else ()
    page = clean_page(
        read_page(
            html,
            url,
            layouts=layouts,
            content_type=content_type,
            month_first=definition is not None and definition.month_first,
        )
    )
    if definition is None and url.startswith("file:"):
        definition = _portal_of_dateline(page)
    return assemble(Reading(page=page, portal=definition, fetched_at=fetched_at))


def facts(
    text: str,
    *,
    title: str | None = None,
    published_at: date | datetime | None = None,
    portal: str | None = None,
) -> Record:
    """Read the facts of plain text; paragraphs are separated by blank lines.

    A naive `published_at` is taken at +07:00. Without it, dates whose year is not written stay
    null. `portal` names a portal definition, whose province a bare `thành phố` or `tỉnh` means; by
    default it is the one that the dateline names (`(Haiphong.gov.vn) – …`). Raises `UnknownPortal`
    for a name that is not declared.
    """
    from govnews.page.plain import plain_page

    definition = find_portal(portal, None)
    page = clean_page(plain_page(text, title=title, published_at=_at_hanoi(published_at)))
    return assemble(Reading(page=page, portal=definition or _portal_of_dateline(page)))


def _portal_of_dateline(page: Page) -> Portal | None:
    """The portal that `(Haiphong.gov.vn) – …` names, for a text that says nothing else of it."""
    dateline = read_dateline(page.summary, page.paragraphs[0] if page.paragraphs else "")
    return find_portal(None, f"https://{dateline.lower()}/") if dateline else None


def find_portal(name: str | None, url: str | None) -> Portal | None:
    """The portal of this name, or else of this URL's host, or None. Raises `UnknownPortal`."""
    if name is None and not url:
        return None
    from govnews import portals

    return portals.get(name) if name is not None else portals.for_url(url or "")


def assemble(reading: Reading) -> Record:
    """Facts and parts of a cleaned page put together as one record."""
    reading = _without_dates_ahead(reading)
    page, portal = reading.page, reading.portal
    body = "\n\n".join(page.paragraphs)
    found = read_facts(
        Source(
            title=page.title,
            summary=page.summary,
            body=body,
            captions=tuple((p.image_no, p.caption) for p in page.pictures if p.caption),
            published_on=page.published_at.date() if page.published_at else None,
            province=portal.province if portal else None,
            authors=page.authors,
        )
    )
    captions = tuple(
        Caption(
            image_no=picture.image_no,
            image_url=picture.url,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            people=found.caption_people.get(picture.image_no, ()),
        )
        for picture in page.pictures
    )
    province = found.place.province or (portal.province if portal else None)
    keys = {p.name: person_key(p.name, p.positions, province) for p in found.people}
    return Record(
        article=_article(reading, body, found.event_columns()),
        people=tuple(replace(p, person_key=keys[p.name]) for p in found.people),
        speakers=tuple(replace(s, person_key=keys[s.name]) for s in found.speakers),
        captions=captions,
        awards=tuple(_keyed(award, province) for award in found.awards),
    )


def _without_dates_ahead(reading: Reading) -> Reading:
    """The reading, without a date that lies after its fetch: such a date was misread."""
    page, fetched_at = reading.page, reading.fetched_at
    if fetched_at is None:
        return reading
    latest = fetched_at + AHEAD
    if page.published_at and page.published_at > latest:
        told = f"{page.published_at:%Y-%m-%d}"
        log.warning("%s: dated %s, after its fetch: the date is left out", page.url, told)
        page = replace(page, published_at=None, published_precision=None)
    if page.modified_at and page.modified_at > latest:
        page = replace(page, modified_at=None)
    return replace(reading, page=page)


def _keyed(award: Award, province: str | None) -> Award:
    organisation = award.recipient if award.recipient_kind == "organisation" else None
    return replace(
        award,
        grantor_organisation_key=organisation_key(award.grantor, province),
        recipient_organisation_key=organisation_key(organisation, province),
    )


def _article(reading: Reading, body: str, event: dict[str, object]) -> Article:
    page, portal = reading.page, reading.portal
    fetched_at = (
        reading.fetched_at.astimezone(UTC).replace(microsecond=0) if reading.fetched_at else None
    )
    layout = page.layout
    if portal and portal.family and layout == "generic":
        layout = f"{portal.family}/generic"
    return Article(
        article_id=article_id(page.canonical_url),
        portal=portal.name if portal else _host(page.url),
        url=page.url,
        canonical_url=page.canonical_url,
        title=page.title,
        summary=page.summary,
        body=body,
        published_at=page.published_at,
        modified_at=page.modified_at,
        published_precision=page.published_precision,
        published_text=page.published_text,
        fetched_at=fetched_at,
        authors=page.authors,
        source_credit=page.source_credit,
        section=page.section,
        tags=page.tags,
        attachments=page.attachments,
        language=page.language,
        content_hash=content_hash(
            page.title,
            page.summary,
            body,
            tuple(p.caption for p in page.pictures),
            page.published_at,
        ),
        parser=f"{package_version()}/{layout}",
        archive_ref=reading.archive_ref,
        **event,  # type: ignore[arg-type]
    )


@cache
def package_version() -> str:
    """The version in pyproject.toml, by way of the installed metadata."""
    from importlib.metadata import version

    return version("govnews")


def _host(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or "local"


def _at_hanoi(moment: date | datetime | None) -> datetime | None:
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)


make_callable(__name__, home=__name__, function="extract")
