"""One spider class per declared portal, so that `scrapy list` and `scrapy crawl NAME` know them.

A portal is data (`govnews/portals/*.toml`); the class only ties its name to the spider of
its family.
"""

from __future__ import annotations

from typing import Any

from scrapy.utils.misc import load_object

from govnews.browser import browser_settings
from govnews.portals import Portal, all_portals
from govnews.spiders.base import PortalSpider
from govnews.spiders.fetch import FetchSpider


def spider_class(portal: Portal) -> type[PortalSpider]:
    """The spider of this portal: its family's, under the portal's name and with its manners."""
    base = load_object(portal.platform.spider)
    title = "".join(part.capitalize() for part in portal.name.replace(".", "-").split("-"))
    return type(
        f"{title}Spider",
        (base,),
        {
            "__module__": __name__,
            "__doc__": f"Walks {portal.title}.",
            "name": portal.name,
            "portal": portal,
            "custom_settings": manners_of(portal),
        },
    )


def fetch_class(portal: Portal | None) -> type[FetchSpider]:
    """The spider of single pages: of this portal with the manners of its crawls, or of any host."""
    if portal is None:
        return FetchSpider
    settings = manners_of(portal)
    return type("FetchSpider", (FetchSpider,), {"portal": portal, "custom_settings": settings})


def manners_of(portal: Portal) -> dict[str, Any]:
    """Scrapy's settings as the declaration asks for them, whatever is fetched of the portal."""
    return {
        "DOWNLOAD_DELAY": portal.delay,
        "DOWNLOAD_VERIFY_CERTIFICATES": portal.tls == "strict",
        "CONCURRENT_REQUESTS": portal.concurrency + 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": portal.concurrency,
    } | (browser_settings() if portal.browser else {})


# Scrapy finds spiders among a module's attributes; a class's own name may be that of another.
globals().update({f"{portal.name} spider": spider_class(portal) for portal in all_portals()})
