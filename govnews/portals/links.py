"""Which links of a portal are worth following: pure functions over addresses.

The rules come from crawls of real portals: session ids in paths, language switches that nest into
endless copies, pop-up and print copies, calendars, log-in pages, WebForms document tables.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

MAX_ADDRESS = 2083
"""Letters of the longest address that is followed: no browser was ever sure to open a longer one."""

_SESSION_PATH = re.compile(
    r";[A-Za-z]{0,20}session[A-Za-z]{0,20}=[^/?#;]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/|$)",
    re.IGNORECASE,
)
"""Java writes the session behind the path, ASP.NET without cookies a folder `(S(…))` into it."""
_SESSION_QUERY = re.compile(
    r"(?:^|&)(?:jsessionid|phpsessid|asp\.net_sessionid|sessionid|sid)=", re.IGNORECASE
)
_NOISE_PARAMETER = re.compile(
    r"(?:jsessionid|phpsessid|asp\.net_sessionid|sessionid|sid|fbclid|gclid|zarsrc|utm_\w+"
    r"|redirect|inheritredirect|returntofullpageurl)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:7z|apk|avi|bmp|css|csv|docx?|epub|exe|flv|gif|gz|ico|jpe?g|js|json|m4[av]|mov|mp3|mp4|ods"
    r"|odt|ogg|pdf|png|pptx?|rar|rss|svg|tar|tiff?|wav|webm|webp|wmv|woff2?|xlsx?|xml|zip)(?:/|$)",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = re.compile(
    r"(?:^|/)(?:en|eng|en-us|jp|ja|kr|ko|cn|zh|fr|ru)(?=/|\.html?$|$)"
    r"|^/web/[^/]*-(?:en|eng|english)(?=/|\.html?$|$)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"/(?:vi|vi-vn|vn)(?=/|\.html?$|$)", re.IGNORECASE)
_PATHS = (
    (
        "calendar",
        (
            r"/(?:lich|lich-lam-viec|lich-cong-tac|calendar)(?=[/.]|[0-9a-f]{4}\.html?$|$)"
            r"|/(?:19|20)\d\d[/-]\d{1,2}(?:[/-]\d{1,2})?/?$"
            r"|/(?:ngay|thang|tuan)(?:[/-]\d{1,4}){2,3}/?$"
        ),
    ),
    ("print", r"/(?:print|in-bai)(?=[/.]|[0-9a-f]{4}\.html?$|$)"),
    (
        "service",
        (
            r"/(?:dang-nhap|dang-ky|dang-xuat|log-?in|log-?out|register|sign-?in|tim-kiem|search|rss"
            r"|sitemap|documents|image|c/portal)(?=[/.]|[0-9a-f]{4}\.html?$|$)"
        ),
    ),
)
_QUERIES = (
    (
        "print",
        r"p_p_state=(?:pop_up|exclusive|maximized)|(?:print|in|popup|isprint)=(?:1|true|yes)",
    ),
    ("calendar", r"[^=&]*calendar=|(?:date|day|month|thang|ngay)=\d"),
    (
        "action",
        (
            r"[^=&]*struts_action=|p_auth=|p_p_lifecycle=[12]|p_l_id=|[^=&]*(?:mvcpath|_redirect)="
            r"|saveLastPath="
        ),
    ),
    ("document", r"pageid=|p_steering="),
)
_TRAP_PATHS = tuple((kind, re.compile(path, re.IGNORECASE)) for kind, path in _PATHS)
_TRAP_QUERIES = tuple(
    (kind, re.compile(f"(?:^|&)(?:{query})", re.IGNORECASE)) for kind, query in _QUERIES
)
TRAP_KINDS = {
    "calendar": ("calendar day", "calendar days"),
    "session": ("session copy", "session copies"),
    "print": ("print or pop-up view", "print and pop-up views"),
    "loop": ("nested path", "nested paths"),
    "language": ("page in another language", "pages in other languages"),
    "filter": ("filtered list", "filtered lists"),
    "crowd": ("link of an overfull folder", "links of overfull folders"),
    "shape": ("address unlike an article's", "addresses unlike articles'"),
    "pager": ("endless pager", "endless pagers"),
    "redirect": ("redirect loop", "redirect loops"),
    "service": ("log-in or search page", "log-in and search pages"),
    "action": ("link that acts", "links that act"),
    "document": ("document table", "document tables"),
    "file": ("file", "files"),
}
"""What a crawl leaves alone, as one and as many, in the order in which it is told."""
_LANGUAGE_PREFIX = re.compile(r"^/(?:vi|vi-vn|vn)(?=/|\.html?$|$)", re.IGNORECASE)
_PAGE_SUFFIX = re.compile(r"\.(?:html?|aspx|jsp|php)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)$", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/index\.html?$")
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_SAFE = "/-._~!$&'()*+,=:@"


def absolute(base: str, reference: str) -> str:
    """The address that a link means; empty where it is broken, or longer than any page's.

    >>> absolute("https://a.gov.vn/tin/", "x.html"), absolute("https://a.gov.vn/", "http://[x/")
    ('https://a.gov.vn/tin/x.html', '')
    """
    try:
        url = urljoin(base, reference)
    except ValueError:  # a bracket in the host
        return ""
    return url if len(url) <= MAX_ADDRESS else ""


def tidy(url: str) -> str:
    """The same address without fragment, session id and tracking parameters.

    >>> tidy("https://a.gov.vn/tin;jsessionid=0A1B?x=1&utm_source=zalo#top")
    'https://a.gov.vn/tin?x=1'
    """
    parts = urlsplit(url)
    query = parts.query
    if query and any(_NOISE_PARAMETER.fullmatch(name) for name, _ in parse_qsl(query, True)):
        kept = [p for p in parse_qsl(query, True) if not _NOISE_PARAMETER.fullmatch(p[0])]
        query = urlencode(kept)
    path = _SESSION_PATH.sub("", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path or "/", query, ""))


def has_session(url: str) -> bool:
    """Whether the address carries a session id, which makes a copy of the page with each visit.

    >>> has_session("https://a.gov.vn/(S(x1y2))/tin.aspx"), has_session("https://a.gov.vn/tin?id=1")
    (True, False)
    """
    parts = urlsplit(url)
    return bool(_SESSION_PATH.search(parts.path) or _SESSION_QUERY.search(parts.query))


def trap_kind(url: str) -> str | None:
    """Why the address leads away from the portal's Vietnamese news: a key of `TRAP_KINDS`, or None.

    Files, other languages, a language switch nested in a path, pop-up and print copies, calendars,
    log-in and search pages, links that act (`p_p_lifecycle=1`).

    >>> trap_kind("https://a.gov.vn/vi/tin-tuc/vi/en/tin-tuc")
    'loop'
    >>> trap_kind("https://a.gov.vn/vi/tin-tuc?_101_cur=2")
    """
    parts = urlsplit(url)
    path = parts.path
    if _FILE.search(path):
        return "file"
    if _LANGUAGE.search(path, 1) or _repeats(path):
        return "loop"
    if _OTHER_LANGUAGE.search(path):
        return "loop" if _LANGUAGE_PREFIX.search(path) else "language"
    for kind, pattern in _TRAP_PATHS:
        if pattern.search(path):
            return kind
    queries = _TRAP_QUERIES if parts.query else ()
    return next((kind for kind, pattern in queries if pattern.search(parts.query)), None)


def is_trap(url: str) -> bool:
    """Whether `trap_kind` knows the address.

    >>> is_trap("https://a.gov.vn/lich-cong-tac/2024/05")
    True
    """
    return trap_kind(url) is not None


def section_key(url: str) -> str:
    """What a listing is called, whichever of its addresses led there.

    The language prefix, `.html`, `index` and a final slash do not make another listing.

    >>> section_key("https://a.gov.vn/vi/tin-tuc.html")
    '/tin-tuc'
    >>> section_key("https://a.gov.vn/index.html")
    '/'
    """
    path = unquote(urlsplit(url).path)
    path = _PAGE_SUFFIX.sub("", _LANGUAGE_PREFIX.sub("", path))
    path = _INDEX.sub("", path)
    return path.rstrip("/") or "/"


def lookup_key(url: str, *, with_query: bool = True) -> str:
    """One spelling for addresses that mean the same page, to look it up in an archive.

    Scheme, default port, letter case of the host, percent-encoding, fragment and `index.html` do
    not matter.

    >>> lookup_key("HTTP://A.gov.vn:80/tin%2dtuc/index.html#x")
    'a.gov.vn/tin-tuc/'
    """
    parts = urlsplit(url)
    host = _DEFAULT_PORT.sub("", parts.netloc.rpartition("@")[2].lower())
    path = quote(unquote(parts.path, errors="surrogateescape"), _SAFE, errors="surrogateescape")
    path = _INDEX_PAGE.sub("/", path or "/")
    return f"{host}{path}?{parts.query}" if with_query and parts.query else f"{host}{path}"


def _repeats(path: str) -> bool:
    """A path that walks through one folder again and again is a loop of relative links."""
    segments = [s for s in path.split("/") if s not in ("", "-")]
    return len(segments) > 12 or any(segments.count(s) > 2 for s in set(segments))
