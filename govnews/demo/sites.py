"""The sites of the demo, running, and the portals that they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from govnews import portals
from govnews.demo.articles import DemoArticle, load_articles
from govnews.demo.body import Site
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer
from govnews.demo.traps import TrapSite
from govnews.demo.vnpt import VnptSite
from govnews.portals import Portal

NAMES = ("demo-vnpt", "demo-liferay")


@contextmanager
def running_sites(
    articles: tuple[DemoArticle, ...] | None = None, *, with_traps: bool = False
) -> Iterator[list[Portal]]:
    """Both sites for as long as the context lasts, as portals ready to be harvested.

    `with_traps` adds the site full of traps, which takes longer than a demo should. A site whose port is taken, by a second demo at the same time, moves to any free one.
    """
    shown = load_articles() if articles is None else articles
    sites: list[Site] = [VnptSite(shown), LiferaySite(shown)]
    if with_traps:
        sites.append(TrapSite(shown))
    with ExitStack() as stack:
        yield [portal(site.name, stack.enter_context(_server(site)).url) for site in sites]


def portal(name: str, url: str) -> Portal:
    """The declaration of the demo portal, served at `url`."""
    return replace(portals.get(name), hosts=(urlsplit(url).netloc,))


def _server(site: Site) -> DemoServer:
    try:
        # An article is known by its address: on its declared port, the next run recognises it.
        return DemoServer(site, port=urlsplit(portals.get(site.name).start_urls[0]).port or 0)
    except OSError:
        return DemoServer(site)
