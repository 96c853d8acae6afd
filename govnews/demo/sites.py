"""The two sites of the demo, running, and the portals that they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from govnews.demo.articles import CATEGORIES, PROVINCE, DemoArticle, load_articles
from govnews.demo.body import Site
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer
from govnews.demo.vnpt import VnptSite
from govnews.portals import Portal

PORTS = {"demo-vnpt": 48311, "demo-liferay": 48312}
"""An article is known by its address: on the same port, the next run recognises what it has."""
_TITLES = {
    "demo-vnpt": "Cổng Thông tin điện tử tỉnh Lam Châu (demo)",
    "demo-liferay": "Cổng thông tin điện tử thành phố Lam Châu (demo)",
}


@contextmanager
def running_sites(articles: tuple[DemoArticle, ...] | None = None) -> Iterator[list[Portal]]:
    """Both sites for as long as the context lasts, as portals ready to be harvested.

    A site whose port is taken, by a second demo at the same time, moves to any free one.
    """
    shown = load_articles() if articles is None else articles
    sites: tuple[Site, ...] = (VnptSite(shown), LiferaySite(shown))
    with ExitStack() as stack:
        yield [portal(site.name, stack.enter_context(_server(site)).url) for site in sites]


def portal(name: str, url: str) -> Portal:
    """The declaration of the demo portal that is served at `url`."""
    family = name.removeprefix("demo-")
    prefix = "/vi" if family == "liferay" else ""
    return Portal(
        name=name,
        title=_TITLES[name],
        hosts=(urlsplit(url).netloc,),
        scheme="http",
        family=family,
        province=PROVINCE,
        listings=("/", *(f"{prefix}/{category}" for category in CATEGORIES)),
        evidence="built in",
        delay=0.0,
    )


def _server(site: Site) -> DemoServer:
    try:
        return DemoServer(site, port=PORTS[site.name])
    except OSError:
        return DemoServer(site)
