"""Names of hosts to addresses, but never to one inside this computer or its network.

Whoever writes a portal's DNS could otherwise have the crawl ask machines that only this network
reaches. A portal that really lies inside is declared by its address in the place of its name.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from govnews.portals.portal import is_loopback
from govnews.spiders.refusals import INSIDE

log = logging.getLogger(__name__)


class PublicResolver(CachingThreadedResolver):
    """Scrapy's own, with each answer looked at."""

    def getHostByName(  # noqa: N802 Twisted's name
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        """Twisted's hook."""
        return super().getHostByName(name, timeout).addCallback(_checked, name)


def _checked(address: str, name: str) -> str:
    if is_loopback(name) or name in _proxies() or ip_address(address).is_global:
        return address
    if name not in INSIDE:
        log.error(
            "%s is not asked: it stands for %s, an address inside this network", name, address
        )
    INSIDE[name] = address
    raise DNSLookupError(name)  # Twisted hands on nothing else


@cache
def _proxies() -> frozenset[str]:
    """The hosts that the environment names to reach the web through."""
    hosts = (urlsplit(proxy).hostname for proxy in getproxies().values())
    return frozenset(host for host in hosts if host)
