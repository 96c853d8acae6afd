"""VCCorp: listings that grow by fragments, addressed by the number of their zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy.http import HtmlResponse

from govnews.portals.pages import place_of
from govnews.spiders.paged import PagedSpider
from govnews.spiders.trail import PageLink, Target

_FRAGMENT = re.compile(r"/timelinelist/(\d{1,12})/(\d{1,6})\.htm$")


class TimelineSpider(PagedSpider):
    """Walks portals on the CMS of VCCorp (chinhphu.vn and others)."""

    def pager(self, response: HtmlResponse) -> Iterator[PageLink]:
        """The fragment after this page, for as long as pages have entries.

        Where the fragments are gone, the numbered pages (`/trang-2.htm`) that the page links to.
        """
        numbered = list(super().pager(response))
        if match := _FRAGMENT.search(response.url):
            zone, here = match[1], int(match[2])
        else:
            zone = (response.css("#hdZoneId::attr(value)").get() or "").strip()
            here = place_of(response.url)[1]
        if not zone.isdecimal() or not zone.strip("0"):
            yield from numbered
            return
        name = f"zone-{zone}"
        if response.css(self.portal.platform.item):
            address = urljoin(response.url, f"/timelinelist/{zone}/{here + 1}.htm")
            yield PageLink(name, here + 1, Target(address), guessed=True)
        for link in numbered:
            # Further pages are not mixed: a fragment may hold more entries than a numbered page.
            if link.number == here + 1:
                yield PageLink(name, link.number, link.target)
