"""Liferay 6: asset publishers, paged by `…_cur=N` in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapy.http import HtmlResponse

from govnews.spiders.base import PortalSpider
from govnews.spiders.trail import PageLink, Target

# `_101_cur`, `_101_INSTANCE_x7_cur`; the name of the portlet tells several lists of a page apart.
_CURRENT = re.compile(r"[?&](_\w*?_?cur)=(\d+)(?:&|$)")


class LiferaySpider(PortalSpider):
    """Walks portals on Liferay 6."""

    def pager(self, response: HtmlResponse) -> Iterator[PageLink]:
        """Every link that carries the page number of an asset publisher."""
        for url in self.links(response):
            if match := _CURRENT.search(url):
                yield PageLink(match[1], int(match[2]), Target(url))
