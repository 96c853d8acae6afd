"""The walk through a portal: from its listings, page by page, to every article."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from scrapy.http import FormRequest, HtmlResponse, Request, Response, TextResponse

from govnews.dataset.visits import Window
from govnews.outcome import UNPAGED
from govnews.page.notices import leads_to_login
from govnews.portals import is_trap
from govnews.portals.links import section_key
from govnews.portals.pages import place_of
from govnews.spiders.articles import status_of
from govnews.spiders.linked import entries_of, html_of, links_of, menu_of
from govnews.spiders.sources import SourceSpider
from govnews.spiders.trail import Entry, Lead, Listing, PageLink, Target, passed
from govnews.spiders.windows import deeper, place_after

MAX_PAGES = 2000
"""Pages of one listing."""
MAX_SECTIONS = 400
"""Listings of one portal that menus lead to."""
MAX_DEPTH = 4
"""Steps from a declared listing to one that menus lead to."""


class PortalSpider(SourceSpider):
    """Walks one portal; a family's subclass says how its pagers work.

    Arguments (all optional): `since`, `until` (ISO dates, both included), `limit` (articles),
    `refetch` (`recent`, `all`, `never`), `memory` (native id → what is known of an article), `brief`
    (a listing may end where everything is known), `pending` (addresses of articles that the run
    before could not read), `turn` (number of the walk; without it nothing is remembered of this
    one).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sections: dict[str, Lead] = {}
        self._listings: dict[tuple[str, str], Listing] = {}

    async def start(self) -> AsyncIterator[Request]:
        """What the run before could not read, the feeds and sitemaps, the declared listings."""
        if self.portal.tls == "lenient":
            self.count("certificate_unchecked")
            self.logger.warning("the certificate of %s is not checked", self.portal.hosts[0])
        for request in (*self.ask_pending(), *self.ask_due(), *self.ask_sources()):
            yield request
        for url in self.portal.start_urls:
            for request in self.open_section(url, depth=0):
                yield request

    def pager(self, response: HtmlResponse) -> Iterable[PageLink]:
        """The links of the pagers on a listing page, in any order; a family overrides it."""
        raise NotImplementedError

    def fragment(self, response: TextResponse, listing: Listing) -> HtmlResponse | None:
        """The answer to a page link as HTML whose links resolve; a family may override it.

        None where it is no page of the listing but an error of the portal.
        """
        return html_of(response)

    def section_of(self, url: str) -> str | None:
        """The name of the listing at this address; None where it is none that may be followed.

        What a query picks out is a page, a filter or a search; a family may know better.
        """
        return None if "?" in url else section_key(url)

    def read_section(self, response: Response, section: str, depth: int) -> Iterator[Request]:
        """The first page of a listing, or a page that only leads to listings."""
        self._sections[section].done = True
        if not isinstance(response, TextResponse) or self._astray(response.url, section):
            if depth == 0 and leads_to_login(response.url):
                self.count_other("login", response.url, listing=True)
            if depth == 0:  # menus lead to files and log-in pages as a matter of course
                self.list_lost(section, f"leads to {response.url}")
            return
        response = html_of(response)
        self.count("listing_pages")
        entries = self.entries(response)
        yield from self.ask_for(entries)
        if not entries and depth == 0:
            self.judge_empty(response)
            if not self.portal.discover:
                self.count("listings_empty")
        links = list(self.pager(response))
        self.count("listings_paged" if links else f"{UNPAGED}{len(entries)}")
        for pager in sorted({link.pager for link in links}):
            listing = self._listings.setdefault(
                (section, pager),
                Listing(url=response.url, name=f"{section} {pager}", declared=depth == 0),
            )
            listing.start(entries, self.memory.__contains__)
            self._weigh(listing, entries)
            self._offer(listing, links, pager)
            yield from self._turn(listing, pager)
        if self.portal.discover and depth < MAX_DEPTH:
            yield from self._discover(response, depth + 1, {link.target.url for link in links})

    def read_listing(
        self, response: Response, listing: Listing, pager: str, number: int
    ) -> Iterator[Request]:
        """A further page of a listing."""
        page = self.fragment(response, listing) if isinstance(response, TextResponse) else None
        if page is None:
            if listing.missed(number):
                self.list_lost(response.url, f"page {number} of {listing.url} is no list")
        else:
            self.count("listing_pages")
            entries = self.entries(page)
            if listing.in_window:
                self.count("listed_deep", sum(map(self.is_unseen, entries)))
            elif not entries and not listing.open_end:
                self.judge_empty(page)
            listing.turned(number, entries, self.memory.__contains__)
            yield from self.ask_for(entries)
            self._weigh(listing, entries)
            self._offer(listing, self.pager(page), pager)
        yield from self._turn(listing, pager)

    def section_failed(self, failure: Any) -> Iterator[Request]:
        """A listing's first page could not be had: try its next address."""
        section, depth = (failure.request.cb_kwargs[name] for name in ("section", "depth"))
        lead = self._sections[section]
        lead.failed()
        if lead.exhausted:
            self.list_failed(failure, declared=depth == 0)
        yield from self._ask_section(lead, section, depth)

    def listing_failed(self, failure: Any) -> Iterator[Request]:
        """A page of a listing could not be had: go on with the next one."""
        listing, pager, number = (
            failure.request.cb_kwargs[name] for name in ("listing", "pager", "number")
        )
        if listing.missed(number):
            ends = listing.open_end or listing.in_window
            if ends and status_of(failure) in (404, 410):
                listing.over = True
            else:
                self.list_failed(failure, declared=True)
        yield from self._turn(listing, pager)

    def open_section(self, url: str, depth: int) -> Iterator[Request]:
        """Ask for a listing's first page, once whatever the number of its addresses."""
        section = self._named(url)
        if section not in self._sections and len(self._sections) >= MAX_SECTIONS:
            self.count("sections_left_out")
            return
        lead = self._sections.setdefault(section, Lead())
        lead.offer(Target(url))
        yield from self._ask_section(lead, section, depth)

    def _ask_section(self, lead: Lead, section: str, depth: int) -> Iterator[Request]:
        if target := lead.take():
            yield Request(
                target.url,
                callback=self.read_section,
                errback=self.section_failed,
                cb_kwargs={"section": section, "depth": depth},
            )

    def _discover(self, response: HtmlResponse, depth: int, pages: set[str]) -> Iterator[Request]:
        """Follow the menus of a page; `pages` are the addresses in its pagers."""
        for url in menu_of(self._menu(response, pages), self.leave):
            yield from self.open_section(url, depth)

    def _menu(self, response: HtmlResponse, pages: set[str]) -> Iterator[str]:
        for url in self.links(response):
            if url in pages or self.portal.article_key(url, listed=False) is not None:
                continue
            if place_of(url)[1] > 1:  # a page of a pager is reached from the page before it
                continue
            if self.section_of(url) is None:
                self.leave("filter", url)
            else:
                yield url

    def _astray(self, url: str, section: str) -> bool:
        """Whether a listing's page is another one: a log-in page, or the home page in its place."""
        return section != "/" and (is_trap(url) or self._named(url) == "/")

    def _named(self, url: str) -> str:
        return self.section_of(url) or section_key(url)

    def _offer(self, listing: Listing, links: Iterable[PageLink], pager: str) -> None:
        for link in links:
            if link.pager == pager and not is_trap(link.target.url):
                listing.offer(link)

    def _turn(self, listing: Listing, pager: str) -> Iterator[Request]:
        """Ask for the next page of a listing."""
        page = listing.next_page(MAX_PAGES)
        if page is None:
            yield from self._ended(listing, pager)
            return
        number, target = page
        headers = {"Referer": listing.url}
        if target.form:
            headers["X-Requested-With"] = "XMLHttpRequest"
        make = FormRequest if target.form else Request
        more: dict[str, Any] = {"formdata": target.form} if target.form else {}
        yield make(
            target.url,
            headers=headers,
            callback=self.read_listing,
            errback=self.listing_failed,
            cb_kwargs={"listing": listing, "pager": pager, "number": number},
            **more,
        )

    def _ended(self, listing: Listing, pager: str) -> Iterator[Request]:
        """Nothing more is asked of a listing, unless the deep check goes on behind the known."""
        if listing.in_window:
            self._keep_place(listing, place_after(listing))
            return
        if listing.cut_short and listing.endless:
            self.leave("pager", f"{listing.url} {pager}")
        elif listing.cut_short:
            self.count("listings_cut" if listing.declared else "sections_cut")
            self.logger.info("%s has further pages that were not asked for", listing.url)
        if self.visits is None or self.bounded:
            return
        window = None
        if self.brief and listing.only_known(self.portal.margin):
            stored = self.visits.window(self.name, listing.name)
            window = deeper(listing, pager, stored, rounds=self.portal.deep_runs, most=MAX_PAGES)
        if window:
            yield from self._turn(window, pager)
        else:
            self._keep_place(listing, Window(pages=listing.highest_read))

    def _keep_place(self, listing: Listing, place: Window) -> None:
        if self.visits is not None and place.pages > 1:
            self.visits.keep_window(self.name, listing.name, place)

    def _weigh(self, listing: Listing, entries: list[Entry]) -> None:
        """End a listing that has gone past what this run is for."""
        if listing.in_window:
            return
        if self.since and passed(entries, self.since):
            listing.over = True
        if self.brief and listing.only_known(self.portal.margin):
            listing.over = True

    def entries(self, response: HtmlResponse) -> list[Entry]:
        """The articles that a listing page links to, each once, in the order of the page."""
        return entries_of(response, self.portal, self.leave)

    def links(self, response: HtmlResponse, hrefs: list[str] | None = None) -> Iterator[str]:
        """The portal's own links on a page that may be worth following, tidied."""
        return links_of(response, self.portal, self.leave, hrefs)
