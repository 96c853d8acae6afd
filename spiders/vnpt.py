"""VNPT Portal: listings whose further pages the page's own script posts for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy.http import HtmlResponse, TextResponse

from govnews.spiders.base import MAX_PAGES, PortalSpider
from govnews.spiders.trail import Listing, PageLink, Target

LOAD = "/DesktopModule/UIArticleInMenu/ArticleInMenuPagination.aspx/LoadArticle"
_VALUE = re.compile(r"""['"]?\b(\w+)\b['"]?\s*:\s*(?:"([^"]*)"|'([^']*)'|(-?\d+|true|false))""")
_LAST_PAGE = re.compile(r"\bmaxPage\s*=\s*(?:parseInt\(\s*)?['\"]?(\d{1,6})")
_DEFAULTS = {
    "article_category_id": "",
    "categoryIds": "",
    "site_id": "",
    "page": "1",
    "page_size": "10",
    "keyword": "",
    "date_begin": "",
    "date_end": "",
    "show_no": "false",
    "show_post_date": "true",
    "num_of_text": "0",
    "show_view_count": "false",
    "filter_order_in_list": "",
    "is_default": "false",
    "new": "false",
    "number_of_day": "3",
    "no": "-10",
    "articlelang": "vi-VN",
    "is_authenticated": "false",
}
"""The fields that the portal's script posts, where the page's own script does not set them."""


class VnptSpider(PortalSpider):
    """Walks portals on VNPT Portal."""

    def pager(self, response: HtmlResponse) -> Iterator[PageLink]:
        """One link per page that the listing's script would post for."""
        for script in response.xpath("//script/text()").getall():
            values = {name: a or b or c for name, a, b, c in _VALUE.findall(script)}
            last = _LAST_PAGE.search(script)
            if not values.get("article_category_id") or not last:
                continue
            form = _DEFAULTS | {name: v for name, v in values.items() if name in _DEFAULTS}
            form["no"] = f"-{form['page_size']}"
            target = urljoin(response.url, LOAD)
            # One more than is asked for, so that a longer listing is known to be cut.
            for number in range(2, min(int(last[1]), MAX_PAGES + 1) + 1):
                fields = form | {"page": str(number)}
                yield PageLink(
                    f"category-{form['article_category_id']}",
                    number,
                    Target(target, tuple(fields.items())),
                )

    def fragment(self, response: TextResponse, listing: Listing) -> HtmlResponse | None:
        """The posted page, its links resolved against the listing; some sites wrap it in JSON.

        None for JSON that wraps no page: so ASP.NET tells of an error.
        """
        text = response.text
        if text.lstrip().startswith("{"):
            try:
                wrapped = json.loads(text)["d"]
            except (ValueError, KeyError):
                return None
            text = wrapped if isinstance(wrapped, str) else ""
        if "ArticleList" not in text:  # the script puts the entries into the list of the first page
            text = f'<ul class="ArticleList">{text}</ul>'
        return HtmlResponse(listing.url, body=text.encode(), encoding="utf-8")
