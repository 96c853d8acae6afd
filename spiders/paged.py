"""Ordinary pagers: a page number in the address, or a link that says it leads to the next page."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import HtmlResponse

from govnews.portals.links import section_key
from govnews.portals.pages import place_of, says_next
from govnews.spiders.base import PortalSpider
from govnews.spiders.trail import PageLink, Target

_NEXT_CLASSES = frozenset(("next", "nextpage", "next-page", "page-next", "pagination-next"))


class PagedSpider(PortalSpider):
    """Walks portals whose pagers are links."""

    def pager(self, response: HtmlResponse) -> Iterator[PageLink]:
        """The numbered pages of the listing; where none is further on, the link to the next one."""
        listing, here = place_of(response.url)
        # Behind an opaque address (`?tu=abc`) only the walk knows which page of what this is.
        asked = response.cb_kwargs if response.request else {}
        here, pager = max(here, asked.get("number", 1)), asked.get("pager", listing)
        further = False
        for url in self.links(response):
            name, number = place_of(url)
            if name in (listing, pager) and number > 1:
                further = further or number > here
                yield PageLink(pager, number, Target(url))
        if not further and (url := self._next(response)):
            yield PageLink(pager, here + 1, Target(url))

    def _next(self, response: HtmlResponse) -> str | None:
        """Where the next page of this listing is, if a link says so; `Xem thêm` may mean anything."""
        hrefs = response.xpath("//link[@rel='next']/@href").getall()
        for anchor in response.xpath("//a[@href]"):
            classes = set(anchor.attrib.get("class", "").lower().split())
            rel = anchor.attrib.get("rel", "").lower().split()
            parent = set((anchor.xpath("../@class").get() or "").lower().split())
            named = "next" in rel or _NEXT_CLASSES & (classes | parent)
            labels = (anchor.attrib.get("title", ""), anchor.attrib.get("aria-label", ""))
            text = " ".join(anchor.xpath(".//text()").getall())
            if named or any(map(says_next, (text, *labels))):
                hrefs.append(anchor.attrib["href"])
        section = section_key(place_of(response.url)[0])
        for url in self.links(response, hrefs):
            name, _ = place_of(url)
            same = section_key(name) == section and url != response.url
            if same and self.portal.article_key(url, listed=False) is None:
                return url
        return None
