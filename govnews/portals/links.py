"""Which links of a portal are worth following: pure functions over addresses.

The rules come from crawls of real portals: session ids in paths, language switches that nest into
endless copies, pop-up and print copies, calendars, log-in pages, WebForms document tables.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_SESSION_PATH = re.compile(r";[A-Za-z]*session[A-Za-z]*=[^/?#;]*", re.IGNORECASE)
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
_CHROME = re.compile(
    r"/(?:dang-nhap|dang-ky|dang-xuat|log-?in|log-?out|register|sign-?in|tim-kiem|search|lich"
    r"|lich-lam-viec|lich-cong-tac|calendar|print|in-bai|rss|sitemap|documents|image|c/portal)"
    r"(?=[/.]|[0-9a-f]{4}\.html?$|$)",
    re.IGNORECASE,
)
_TRAP_QUERY = re.compile(
    r"(?:^|&)(?:p_p_state=(?:pop_up|exclusive|maximized)|[^=&]*struts_action=|p_auth="
    r"|p_p_lifecycle=[12]|p_l_id=|[^=&]*(?:mvcpath|_redirect|calendar)=|saveLastPath="
    r"|(?:print|in|popup|isprint)=(?:1|true|yes)|pageid=|p_steering="
    r"|(?:date|day|month|thang|ngay)=\d)",
    re.IGNORECASE,
)
_LANGUAGE_PREFIX = re.compile(r"^/(?:vi|vi-vn|vn)(?=/|\.html?$|$)", re.IGNORECASE)
_PAGE_SUFFIX = re.compile(r"\.(?:html?|aspx|jsp|php)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)$", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/index\.html?$")
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_SAFE = "/-._~!$&'()*+,=:@"


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


def is_trap(url: str) -> bool:
    """Whether the address leads away from the portal's Vietnamese news.

    Files, other languages, a language switch nested in a path, pop-up and print copies, calendars,
    log-in and search pages, links that act (`p_p_lifecycle=1`).

    >>> is_trap("https://a.gov.vn/vi/tin-tuc/vi/en/tin-tuc")
    True
    >>> is_trap("https://a.gov.vn/vi/tin-tuc?_101_cur=2")
    False
    """
    parts = urlsplit(url)
    path = parts.path
    return bool(
        _FILE.search(path)
        or _OTHER_LANGUAGE.search(path)
        or _CHROME.search(path)
        or _TRAP_QUERY.search(parts.query)
        or _LANGUAGE.search(path, 1)
        or _repeats(path)
    )


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
