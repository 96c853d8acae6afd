"""A probe: one article and one listing of a site, what is read of them, and the declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from govnews import portals
from govnews.errors import BadInput, NotAnArticle, UnreadablePage
from govnews.extract import Reading, assemble
from govnews.inspection.original import PageText
from govnews.model import HANOI, Record
from govnews.page.clean import clean_page
from govnews.page.decode import decode, parse
from govnews.page.layouts import LAYOUTS
from govnews.page.metadata import read_metadata
from govnews.page.parts import Page
from govnews.page.read import read_page
from govnews.page.urls import is_web_address
from govnews.portals import Portal
from govnews.portals.declared import portals_of
from govnews.portals.portal import bare
from govnews.probing.address import article_rule
from govnews.probing.declaration import name_of, province_of
from govnews.probing.fields import NEEDED, FieldFound, fields_of
from govnews.probing.layout import layout_table
from govnews.probing.listing import ListingFound, fitting, links_of, read_listing
from govnews.probing.platform import Candidate, candidates, layouts_beside
from govnews.saved import SavedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What was found, and the portal that it makes."""

    source: SavedPage
    """The article's page."""
    page: Page
    """What is read of it with the declaration."""
    more: tuple[str, ...]
    """Paragraphs that only the portal's own layout reads, and no reader before it."""
    fields: tuple[FieldFound, ...]
    candidates: tuple[Candidate, ...]
    """The likeliest platform first."""
    listing: ListingFound | None
    portal: Portal
    table: dict[str, Any]
    """The portal as its declaration says it."""
    known: Portal | None
    """The declared portal of this host, if there is one."""
    live: bool
    """Whether the pages were fetched just now."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What a person has to see to before the portal is harvested."""
        return tuple(_problems(self))


def probe(
    article: SavedPage,
    listing: SavedPage | None = None,
    *,
    name: str | None = None,
    live: bool = False,
) -> Probe:
    """Read one article and one listing of a site, and make a declaration of what was found.

    `name` is the portal's; by default it is made from the host. `live` says that the pages were
    fetched just now. Raises `BadInput` where the address of a page is not known or `name` cannot
    be one, and `NotAnArticle` or `UnreadablePage` where the article is none.
    """
    url = _address(article, "--url")
    if listing is not None:
        _address(listing, "--listing-url")
    known = _known(url)
    name = name or (known.name if known else name_of(urlsplit(url).netloc))
    page = read_with(article, known)
    found = _candidates(article, listing, page)
    table = _table(article, page, found[0], listing, live=live)
    text = PageText(parse(article.content, article.content_type))
    first = page
    if page.layout == "generic" and (own := _layout(page, text)):
        with_layout = portal_of(name, table | {"layout": own})
        if keeps(page, after := read_with(article, with_layout)):
            table, page = table | {"layout": own}, after
    portal = portal_of(name, table)
    layouts = {layout.name: layout for layout in (*LAYOUTS.values(), *portal.layouts)}
    return Probe(
        source=article,
        page=page,
        more=tuple(line for line in page.paragraphs if line not in first.paragraphs),
        fields=fields_of(_record(page), text, layouts.get(page.layout)),
        candidates=found,
        listing=read_listing(listing, portal) if listing else None,
        portal=portal,
        table=table,
        known=known,
        live=live,
    )


def read_with(source: SavedPage, portal: Portal | None) -> Page:
    """The article's parts as the portal's layouts or the generic reader find them.

    Raises `NotAnArticle` and `UnreadablePage`, which name the page.
    """
    layouts = portal.layouts if portal else ()
    try:
        return read_page(
            source.content,
            source.url or "",
            layouts=layouts,
            content_type=source.content_type,
            month_first=portal is not None and portal.month_first,
        )
    except NotAnArticle as error:
        hint = "name an article first, then its listing"
        told = f"{source.name} is no article ({error.kind}): {hint}"
        raise NotAnArticle(error.kind, told) from error
    except UnreadablePage as error:
        raise UnreadablePage(f"{source.name}: {error}") from error


def portal_of(name: str, table: dict[str, Any]) -> Portal:
    """The portal that a declaration makes. Raises `BadInput`."""
    return portals_of({name: table}, where="the declaration")[name]


def keeps(before: Page, after: Page) -> bool:
    """Whether a reading has all that another one has; it may have further paragraphs."""
    same = ("title", "published_at", "summary")
    if any(getattr(before, name) != getattr(after, name) for name in same):
        return False
    captions = [picture.caption for picture in after.pictures]
    return (
        _in_order(before.paragraphs, after.paragraphs)
        and _in_order([picture.caption for picture in before.pictures], captions)
        and set(before.authors) <= set(after.authors)
    )


def _in_order(some: Sequence[str | None], all_of_them: Sequence[str | None]) -> bool:
    rest = iter(all_of_them)
    return all(item in rest for item in some)


def _address(page: SavedPage, option: str) -> str:
    if page.url is None or not is_web_address(page.url):
        raise BadInput(f"{page.name} does not say where it is from: give its address with {option}")
    return page.url


def _known(url: str) -> Portal | None:
    """The portal that is declared for this very host."""
    portal = portals.for_url(url)
    return portal if portal in portals.all_portals() else None


def _record(page: Page) -> Record:
    return assemble(Reading(page=clean_page(page), portal=None))


def _layout(page: Page, text: PageText) -> dict[str, str | bool] | None:
    record = _record(page)
    return layout_table(fields_of(record, text, None), record, text)


def _candidates(article: SavedPage, listing: SavedPage | None, page: Page) -> tuple[Candidate, ...]:
    sources = [decode(p.content, p.content_type) for p in (article, listing) if p]
    fits = fitting(listing) if listing else {}
    return candidates("".join(sources), page.url, page.layout, fits)


def _table(
    article: SavedPage, page: Page, candidate: Candidate, listing: SavedPage | None, *, live: bool
) -> dict[str, Any]:
    """The declaration without a layout of its own."""
    parts, family = urlsplit(page.url), candidate.family
    day = (article.fetched_at or datetime.now(HANOI)).astimezone(HANOI).date()
    metadata = read_metadata(parse(article.content, article.content_type))
    links = (
        list(links_of(parse(listing.content, listing.content_type), page.url)) if listing else []
    )
    fits = family.article_key(portals.tidy(page.url)) is not None
    table: dict[str, Any] = {
        "title": metadata.site_name or parts.netloc,
        "hosts": [bare(parts.netloc)],
        "family": family.name,
        "province": province_of(parts.netloc),
        "scheme": "http" if parts.scheme == "http" else None,
        "listings": [path_of(listing.url)] if listing and listing.url else None,
        **({} if fits else article_rule(page.url, links)),
        "layouts": list(layouts_beside(family, page.layout)) or None,
        "rests_on": "live" if live else "saved page",
        "checked": day if live else None,
        "evidence": f"{'one article and one listing' if listing else 'one article'}, "
        f"{'fetched' if live else 'saved; probed'} {day}",
    }
    return {key: value for key, value in table.items() if value is not None}


def path_of(url: str) -> str:
    """Path and query of an address, as declarations name listings."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _problems(found: Probe) -> Iterator[str]:
    for field in found.fields:
        if field.value is None and field.name in NEEDED:
            yield f"no {field.name} was found: add its selector under [{found.portal.name}.layout]"
    for line in found.more:
        yield f"only the layout reads this; `govnews inspect` shows whether it is text: “{line[:60]} …”"
    if found.portal.article_key(found.page.url) is None:
        yield "nothing in its address tells the article: add `article`, a pattern with its id"
    if found.listing is None:
        yield "no listing was given: add the paths where the news are listed as `listings`"
    elif not found.listing.articles:
        yield "the listing shows no article: name another one, or correct `article`"
    elif not found.listing.pages:
        yield "the listing leads to no further page: only the articles of its first page are found"
    if found.portal.province is None and found.known is None:
        yield "the host does not tell the province: add `province` unless the body is a national one"
