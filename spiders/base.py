"""The walk through a portal: from its listings, page by page, to every article."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import FormRequest, HtmlResponse, Request, Response, TextResponse

from govnews.dates import read_stamp
from govnews.errors import NotAnArticle, UnreadablePage
from govnews.other_pages import REFUSALS
from govnews.outcome import UNREACHABLE
from govnews.page import read_page
from govnews.page.notices import leads_to_login
from govnews.portals import is_trap, tidy
from govnews.portals.links import section_key
from govnews.spiders.articles import ArticleSpider, reason_of
from govnews.spiders.refusals import (
    ForbiddenByRobots,
    NoRobots,
    NotArchived,
    kind_of_failure,
    told_unreachable,
    unreachable,
)
from govnews.spiders.trail import Entry, Lead, Listing, PageLink, Target, passed

MAX_PAGES = 2000
"""Pages of one listing."""
MAX_SECTIONS = 400
"""Listings of one portal that menus lead to."""
MAX_DEPTH = 4
"""Steps from a declared listing to one that menus lead to."""


class PortalSpider(ArticleSpider):
    """Walks one portal; a family's subclass says how its pagers work.

    Arguments (all optional): `since`, `until` (ISO dates, both included), `limit` (articles),
    `refetch` (`recent`, `all`, `never`), `memory` (native id → URL and publication day of the known
    articles), `brief` (a listing may end where everything is known), `today`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sections: dict[str, Lead] = {}
        self._listings: dict[tuple[str, str], Listing] = {}

    async def start(self) -> AsyncIterator[Request]:
        """The declared listings."""
        for url in self.portal.start_urls:
            for request in self._open_section(url, depth=0):
                yield request

    def pager(self, response: HtmlResponse) -> Iterable[PageLink]:
        """The links of the pagers on a listing page, in any order; a family overrides it."""
        raise NotImplementedError

    def fragment(self, response: TextResponse, listing: Listing) -> HtmlResponse | None:
        """The answer to a page link as HTML whose links resolve; a family may override it.

        None where it is no page of the listing but an error of the portal.
        """
        return response.replace(cls=HtmlResponse)

    def read_section(self, response: Response, section: str, depth: int) -> Iterator[Request]:
        """The first page of a listing, or a page that only leads to listings."""
        self._sections[section].done = True
        if not isinstance(response, TextResponse) or self._astray(response.url, section):
            if depth == 0 and leads_to_login(response.url):
                self.count_other("login", response.url, listing=True)
            if depth == 0:  # menus lead to files and log-in pages as a matter of course
                self._lost(section, f"leads to {response.url}")
            return
        response = response.replace(cls=HtmlResponse)
        self.count("listing_pages")
        entries = self._entries(response)
        yield from self.ask_for(entries)
        if not entries and depth == 0:
            self._judge_empty(response)
            if not self.portal.discover:
                self.count("listings_empty")
        links = list(self.pager(response))
        for pager in sorted({link.pager for link in links}):
            listing = self._listings.setdefault(
                (section, pager), Listing(url=response.url, declared=depth == 0)
            )
            listing.start(entries, self.memory.__contains__)
            self._weigh(listing, entries)
            self._offer(listing, links, pager)
            yield from self._turn(listing, pager)
        if self.portal.discover and depth < MAX_DEPTH:
            yield from self._discover(response, depth + 1)

    def read_listing(
        self, response: Response, listing: Listing, pager: str, number: int
    ) -> Iterator[Request]:
        """A further page of a listing."""
        page = self.fragment(response, listing) if isinstance(response, TextResponse) else None
        if page is None:
            if listing.missed(number):
                self._lost(response.url, f"page {number} of {listing.url} is no list")
        else:
            self.count("listing_pages")
            entries = self._entries(page)
            if not entries:
                self._judge_empty(page)
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
            self._listing_lost(failure, declared=depth == 0)
        yield from self._ask_section(lead, section, depth)

    def listing_failed(self, failure: Any) -> Iterator[Request]:
        """A page of a listing could not be had: go on with the next one."""
        listing, pager, number = (
            failure.request.cb_kwargs[name] for name in ("listing", "pager", "number")
        )
        if listing.missed(number):
            self._listing_lost(failure, declared=True)
        yield from self._turn(listing, pager)

    def _open_section(self, url: str, depth: int) -> Iterator[Request]:
        section = section_key(url)
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

    def _discover(self, response: HtmlResponse, depth: int) -> Iterator[Request]:
        for url in self._links(response):
            if "?" not in url and self.portal.article_key(url, listed=False) is None:
                yield from self._open_section(url, depth)

    def _astray(self, url: str, section: str) -> bool:
        """Whether a listing's page is another one: a log-in page, or the home page in its place."""
        return section != "/" and (is_trap(url) or section_key(url) == "/")

    def _offer(self, listing: Listing, links: Iterable[PageLink], pager: str) -> None:
        for link in links:
            if link.pager == pager and not is_trap(link.target.url):
                listing.offer(link.number, link.target)

    def _turn(self, listing: Listing, pager: str) -> Iterator[Request]:
        """Ask for the next page of a listing."""
        page = listing.next_page(MAX_PAGES)
        if page is None:
            if listing.cut_short:
                self.count("listings_cut" if listing.declared else "sections_cut")
                self.logger.info("%s has further pages that were not asked for", listing.url)
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

    def _weigh(self, listing: Listing, entries: list[Entry]) -> None:
        """End a listing that has gone past what this run is for."""
        if self.since and passed(entries, self.since):
            listing.over = True
        if self.brief and listing.only_known:
            listing.over = True

    def _listing_lost(self, failure: Any, *, declared: bool) -> None:
        """Count a listing page that could not be had; one that an archive lacks is no failure."""
        if failure.check(NotArchived):
            return
        kind = kind_of_failure(failure.value)
        if failure.check(ForbiddenByRobots):
            self.count("listings_forbidden")
        elif declared or kind not in ("not_found", "redirected", "login"):
            self._lost(failure.request.url, reason_of(failure), failure.value)
            if kind in REFUSALS or kind == "login":
                self.count_other(kind, failure.request.url, listing=True)
        else:
            self.count("sections_gone")

    def _lost(self, url: str, reason: str, error: BaseException | None = None) -> None:
        self.count("listings_failed")
        if error is not None and (why := unreachable(error)):
            host = urlsplit(url).netloc
            if self.crawler.stats:
                self.crawler.stats.set_value(UNREACHABLE, told_unreachable(host, why))
        else:
            self.count("listings_refused")
        # One line at the end tells of a host without an answer, not one for each listing.
        level = logging.DEBUG if isinstance(error, NoRobots) else logging.WARNING
        self.logger.log(level, "listing not read: %s (%s)", url, reason)

    def _judge_empty(self, response: HtmlResponse) -> None:
        """Say what a listing's page without any article is, a challenge page above all."""
        try:
            read_page(response.body, response.url, layouts=self.portal.layouts)
        except NotAnArticle as error:
            if error.kind in (*REFUSALS, "login", "not_found"):
                self.count_other(error.kind, response.url, listing=True)
                self._count_refusal(error.kind)
        except UnreadablePage as error:
            self.logger.info("listing %s: %s", response.url, error)

    # What a page links to

    def _entries(self, response: HtmlResponse) -> list[Entry]:
        """The articles that a listing page links to, each once, in the order of the page."""
        urls: dict[str, dict[str, None]] = {}
        days: dict[str, date | None] = {}
        platform = self.portal.platform
        for item in response.css(platform.item):
            text = " ".join(item.css(platform.stamp).xpath(".//text()").getall())
            stamp = read_stamp(text) if text.strip() else None
            for url in self._links(response, item.xpath(".//a/@href").getall()):
                if key := self.portal.article_key(url):
                    urls.setdefault(key, {})[url] = None
                    days.setdefault(key, stamp.value.date() if stamp else None)
        for url in self._links(response):
            if key := self.portal.article_key(url, listed=False):
                urls.setdefault(key, {})[url] = None
        return [Entry(key, tuple(found), days.get(key)) for key, found in urls.items()]

    def _links(self, response: HtmlResponse, hrefs: list[str] | None = None) -> Iterator[str]:
        """The portal's own links on a page that may be worth following, tidied."""
        base = response.css("base::attr(href)").get()
        base = urljoin(response.url, base) if base else response.url
        for href in response.xpath("//a/@href").getall() if hrefs is None else hrefs:
            if not href.strip() or href.lstrip().startswith("#"):
                continue
            try:
                url = tidy(urljoin(base, href.strip()))
            except ValueError:
                continue
            if self.portal.owns(url) and not is_trap(url):
                yield url
