"""One spider class per declared portal, so that `scrapy list` and `scrapy crawl NAME` know them.

A portal is data (`govnews/portals/*.toml`); the class only ties its name to the spider of
its family.
"""

from __future__ import annotations

from importlib.util import find_spec

from scrapy.utils.misc import load_object

from govnews.portals import Portal, all_portals
from govnews.spiders.base import PortalSpider


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
            "custom_settings": {
                "DOWNLOAD_DELAY": portal.delay,
                "DOWNLOAD_VERIFY_CERTIFICATES": portal.tls == "strict",
                "CONCURRENT_REQUESTS": portal.concurrency + 1,
                "CONCURRENT_REQUESTS_PER_DOMAIN": portal.concurrency,
            },
        },
    )


def _can_walk(portal: Portal) -> bool:
    """Whether there is a spider for the portal's family yet."""
    return find_spec(portal.platform.spider.rpartition(".")[0]) is not None


# Scrapy finds spiders among a module's attributes.
_classes = map(spider_class, filter(_can_walk, all_portals()))
globals().update({cls.__name__: cls for cls in _classes})
