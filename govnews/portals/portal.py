"""What is declared of a portal."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from govnews.again import AGES
from govnews.errors import BadInput
from govnews.portals.families import FAMILIES, Family, key_of
from govnews.portals.links import tidy

if TYPE_CHECKING:
    from govnews.page.layout import Layout


Kind = Literal[
    "province", "commune", "department", "ministry", "government", "assembly", "front", "party",
    "union", "newspaper", "other",
]  # fmt: skip
"""Whose portal it is; `department` is one of a province, `union` a mass organisation."""


_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One portal: where its news are listed, and what its name and province are."""

    name: str
    """The name used in commands and in the column `portal`."""
    title: str
    """For people to read."""
    hosts: tuple[str, ...]
    """Host names (with a port where it is not the default), the one to start from first; each
    stands for its spelling with and without `www.`."""
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
    """GSO code, valid now, of the province, or of the one that holds its land since 2025-07-01;
    None for a national body."""
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
    layout: Layout | None = None
    """A page design of its own."""
    layout_names: tuple[str, ...] = ()
    """Registered layouts that are tried before the family's; `layouts` in the declaration."""
    timezone: str = "Asia/Ho_Chi_Minh"
    """Zone of the printed dates."""
    month_first: bool = False
    """Dates in figures are printed with the month first: 12/31/2023."""
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
    rests_on: Literal["live", "saved page", "described", "host only"] = "described"
    """What the declaration was made from: the portal itself, saved pages of it, what others say of
    its pages or addresses, or nothing but its host name."""
    checked: date | None = None
    """When the declaration was last compared with a real page; None where it never was."""
    evidence: str = ""
    """What the declaration rests on, in words."""
    again: tuple[str, ...] = AGES
    """Ages at which a known article is fetched again, once at each: hours and days (`1h`, `30d`)."""
    margin: int = 2
    """Pages of a listing that are read after the first one with known articles only."""
    deep_runs: int = 14
    """In so many runs the deep check sees the whole of every listing."""
    delay: float = 1.0
    """Seconds between two requests; a longer Crawl-delay in robots.txt wins."""
    hours: str | None = None
    """When it may be asked, in its time zone: `22:00-05:00`; None for always."""
    budget: int | None = None
    """Requests that each of its hosts gets in a day (Vietnam time), over all runs; None: any number."""

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            known = ", ".join(FAMILIES)
            raise BadInput(f"portal {self.name}: no family {self.family!r}; choose from {known}")
        if not self.hosts or any("/" in host for host in (*self.hosts, *self.former_hosts)):
            raise BadInput(f"portal {self.name}: hosts must be bare host names, got {self.hosts}")

    @property
    def platform(self) -> Family:
        """The family itself."""
        return FAMILIES[self.family]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The page layouts to try, in this order: its own, those that it names, its family's."""
        from govnews.page.layouts import LAYOUTS

        names = dict.fromkeys((*self.layout_names, *self.platform.layouts))
        own = (self.layout,) if self.layout else ()
        return (*own, *(LAYOUTS[name] for name in names))

    def outgrew(self, layout: str) -> bool:
        """Whether a page of today read by this layout shows that the portal's own fit no more.

        Layouts of former designs are not expected to fit.
        """
        layouts = self.layouts
        expected = any(own.until is None for own in layouts)
        return expected and layout not in {own.name for own in layouts}

    @property
    def start_urls(self) -> tuple[str, ...]:
        """The addresses of the listings where the walk starts."""
        return tuple(f"{self.scheme}://{self.hosts[0]}{path}" for path in self.listings)

    def owns(self, url: str) -> bool:
        """Whether the address lies on one of the portal's hosts, now or formerly.

        Subdomains are not its own.
        """
        return lies_on(url, self.all_hosts)

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Its hosts, now and formerly."""
        return (*self.hosts, *self.former_hosts)

    def left(self, url: str) -> bool:
        """Whether the address lies on a former host: there are pages to read, and none to ask for."""
        return bool(self.former_hosts) and lies_on(url, self.former_hosts)

    def article_key(self, url: str, *, listed: bool = True) -> str | None:
        """See `Family.article_key`."""
        family, url = self.platform, tidy(url)
        if self.article is None and not self.identity:
            return family.article_key(url, listed=listed)
        article = re.compile(self.article) if self.article else family.article
        wider = family.listed if listed and not self.article else None
        patterns = (article, wider) if wider else (article,)
        return key_of(url, patterns, self.identity or family.identity)

    def to_dict(self) -> dict[str, Any]:
        """All fields, `layouts` with the names in the order in which they are tried."""
        fields = asdict(self)
        del fields["layout_names"]
        return fields | {"layouts": [layout.name for layout in self.layouts]}


def is_loopback(host: str) -> bool:
    """Whether a declared host, with or without a port, is this computer itself.

    >>> is_loopback("127.0.0.1:8000"), is_loopback("localhost"), is_loopback("localhost.gov.vn")
    (True, True, False)
    """
    name = host.partition(":")[0].lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def is_inside(url: str) -> bool:
    """Whether the address is one of this computer or its network, where no portal's page leads."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def bare(host: str) -> str:
    """A host name in lower case, without `www.`.

    >>> bare("WWW.haiphong.gov.vn")
    'haiphong.gov.vn'
    """
    return host.lower().removeprefix("www.")


def lies_on(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether the address is one of these hosts' web pages, at its declared or usual port.

    One with a user in it, or with a backslash, is read differently by different programs.
    """
    try:
        parts = urlsplit(url)
        host, port = bare(parts.hostname or ""), parts.port
    except ValueError:  # brackets or a port that are none
        return False
    if parts.scheme not in _USUAL_PORTS or any(sign in parts.netloc for sign in "@\\"):
        return False
    known = {bare(name) for name in hosts}
    return bare(parts.netloc) in known or (host in known and port in (None, *_USUAL_PORTS.values()))
