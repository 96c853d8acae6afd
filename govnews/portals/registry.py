"""The declared portals, read once from `portals.toml`, and those of the demo, from `demo.toml`."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from govnews.errors import BadInput, UnknownPortal
from govnews.portals.families import FAMILIES, Family
from govnews.portals.links import tidy

if TYPE_CHECKING:
    from govnews.page.layout import Layout


Kind = Literal[
    "province", "commune", "department", "ministry", "government", "assembly", "front", "party",
    "union", "newspaper", "other",
]  # fmt: skip
"""Whose portal it is; `department` is one of a province, `union` a mass organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One portal: where its news are listed, and what its name and province are."""

    name: str
    """The name used in commands and in the column `portal`."""
    title: str
    """For people to read."""
    hosts: tuple[str, ...]
    """Host names (with a port where it is not the default), the one to start from first."""
    family: str
    """Key of `govnews.portals.FAMILIES`."""
    province: str | None = None
    """What a bare `thành phố` or `tỉnh` means there; None for a national body."""
    listings: tuple[str, ...] = ("/",)
    """Paths of the listings where the walk starts."""
    discover: bool = True
    """Whether menus are followed to further listings."""
    scheme: str = "https"
    kind: Kind = "other"
    """Whose portal it is."""
    code: str | None = None
    """GSO code of the province-level unit, valid now; None for a national body."""
    former_hosts: tuple[str, ...] = ()
    """Hosts that it had before; their pages are read as its own, and nothing is asked of them."""
    feeds: tuple[str, ...] = ()
    """Paths or addresses of RSS and Atom feeds."""
    sitemaps: tuple[str, ...] = ()
    """Paths or addresses of sitemaps and sitemap indexes, plain or gzipped."""
    article: str | None = None
    """Pattern of an article's path, with one group, the native id; by default the family's."""
    identity: tuple[str, ...] = ()
    """Names in the query that identify an article (`ItemID`); by default the family's."""
    timezone: str = "Asia/Ho_Chi_Minh"
    """Zone of the printed dates."""
    tls: Literal["strict", "lenient"] = "strict"
    """`lenient`: the host's certificate is not checked, which every run says aloud."""
    concurrency: int = 1
    """Requests at the same time."""
    cookie_stub: bool = False
    """The portal answers first with a script that sets a cookie; it is set once, as browsers do."""
    browser: bool = False
    """Pages are empty without a browser: needs the extra `govnews[browser]`."""
    status: Literal["live", "replay", "demo"] = "live"
    """`replay`: the portal is closed, only archives of it can be read; `demo`: `govnews demo`."""
    checked: date | None = None
    """When the declaration was last compared with a real page; None where it never was."""
    evidence: str = ""
    """What the declaration rests on."""
    delay: float = 1.0
    """Seconds between two requests; a longer Crawl-delay in robots.txt wins."""

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            known = ", ".join(FAMILIES)
            raise BadInput(f"portal {self.name}: no family {self.family!r}; choose from {known}")
        if not self.hosts or any("/" in host for host in self.hosts):
            raise BadInput(f"portal {self.name}: hosts must be bare host names, got {self.hosts}")

    @property
    def platform(self) -> Family:
        """The family itself."""
        return FAMILIES[self.family]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The page layouts to try, in this order."""
        from govnews.page.layouts import LAYOUTS

        return tuple(LAYOUTS[name] for name in self.platform.layouts)

    @property
    def start_urls(self) -> tuple[str, ...]:
        """The addresses of the listings where the walk starts."""
        return tuple(f"{self.scheme}://{self.hosts[0]}{path}" for path in self.listings)

    def owns(self, url: str) -> bool:
        """Whether the address lies on one of the portal's own hosts (subdomains are not)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return False
        host = parts.hostname or ""
        return host in self.hosts or parts.netloc.lower() in self.hosts

    def article_key(self, url: str, *, listed: bool = True) -> str | None:
        """See `Family.article_key`."""
        return self.platform.article_key(tidy(url), listed=listed)


def all_portals() -> tuple[Portal, ...]:
    """Every declared portal but the demo's, in the order of the file."""
    return tuple(portal for portal in _declared().values() if portal.status != "demo")


def get(name: str) -> Portal:
    """The portal of this name. Raises `UnknownPortal`, which suggests near names."""
    portals = _declared()
    if name in portals:
        return portals[name]
    near = difflib.get_close_matches(name, portals, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "see `govnews portals`"
    raise UnknownPortal(f"no portal is named {name!r}: {hint}")


def for_url(url: str) -> Portal | None:
    """The portal of this address's host, or None.

    A host below a declared one (`xa.tinh.gov.vn` below `tinh.gov.vn`) is a portal of its own, in
    the same province and, as long as nothing else is declared, of the same family.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket in the host
        return None
    hosts = _hosts()
    host = (parts.hostname or "").removeprefix("www.")
    for candidate in (parts.netloc.lower(), host):
        if candidate in hosts:
            return hosts[candidate]
    _, dot, parent = host.partition(".")
    if dot and parent in hosts:
        return replace(hosts[parent], name=host, title=host, hosts=(host,), listings=("/",))
    return None


@cache
def _declared() -> dict[str, Portal]:
    folder = files("govnews.portals")
    texts = [folder.joinpath(f"{name}.toml").read_text("utf-8") for name in ("portals", "demo")]
    tables = [item for text in texts for item in tomllib.loads(text).items()]
    return {name: _portal(name, fields) for name, fields in tables}


def _portal(name: str, fields: Mapping[str, Any]) -> Portal:
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()
    }
    return Portal(name=name, **values)


@cache
def _hosts() -> dict[str, Portal]:
    return {host: portal for portal in _declared().values() for host in portal.hosts}
