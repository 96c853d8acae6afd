"""One name for one article, however the link to it was written.

Identity is the path, plus what of the query says which article it is. Everything that only says how
the reader came or how the page is shown is dropped.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from govnews.text.printable import UNPRINTABLE

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|zarsrc|zalo\w*|mc_[ce]id|igshid|_ga|_gl|ref|refer\w*|"
    r"source|from|share|spm|jsessionid|phpsessid|asp\.net_sessionid|sid|sessionid|"
    r"print|printview|isprint|inbai|amp|mobile|random|rnd|timestamp|_t|gidzl",
    re.IGNORECASE,
)
"""Query keys (whole) that never say which article is meant."""
_PORTLET_STATE = re.compile(
    r"p_p_\w+|p_r_p_\w+|p_l_\w+|p_auth|_\d+_\w+|_[\w]+_INSTANCE_\w+|redirect|inheritRedirect",
    re.IGNORECASE,
)
"""Liferay's window and navigation state."""
_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid)=[^/?#]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/|$)", re.IGNORECASE
)
_LIFERAY_ARTICLE = re.compile(r"/-/view_content/(?:[^?#]*/)?(\d{3,})(?:-[^/?#]*)?/?$")
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?|[0-9a-f:.]*:[0-9a-f:.]*")
"""Names in any script, and addresses of IPv6."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE_PATH = "%/:@!$&'()*+,;=~-._"

_QUERY_IDS = ("itemid", "id", "newsid", "articleid", "contentid", "postid", "urile", "nid", "tid")
_PATH_IDS = (
    re.compile(r"-post(\d{3,})(?:\.\w+)?/?$"),  # ePi
    re.compile(r"-(\d{15,18})\.\w+$"),  # VCCorp
    re.compile(r"-i(\d{4,})/?$"),
    re.compile(r"---id(\d+)/?$"),
    re.compile(r"[-/](\d{3,})(?:\.\w{2,5})?/?$"),  # VNPT and many others: the slug's last number
)


def canonical_url(url: str) -> str:
    """The article's URL without fragment, tracking, session ids and portlet state.

    An article of Liferay 6 is named by its number alone: what stands before `/-/` says on which
    page it is shown, and the slug after the number is cut and changed.

    >>> canonical_url("HTTP://Haiphong.gov.vn:80/tin-tuc/a-1/?utm_source=zalo&b=2#top")
    'http://haiphong.gov.vn/tin-tuc/a-1?b=2'
    >>> canonical_url("https://sotttt.hanoi.gov.vn/en/tin/-/view_content/3104-a.html?p_p_id=101")
    'https://sotttt.hanoi.gov.vn/-/view_content/3104'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # brackets or a port that are none: a name all the same
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if port and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    path = _clean_path(_PATH_SESSION.sub("", parts.path))
    if match := _liferay(path):
        return urlunsplit((parts.scheme.lower(), host, f"/-/view_content/{match}", "", ""))
    return urlunsplit((parts.scheme.lower(), host, path, _clean_query(parts.query), ""))


def is_web_address(url: str) -> bool:
    """Whether a URL is one that a page can have been fetched from: http or https, and a host.

    >>> is_web_address("https://haiphong.gov.vn/a"), is_web_address("https://^%$#@!/a.aspx")
    (True, False)
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _HOST.fullmatch(host) is not None


def joined(base: str, reference: str) -> str:
    """`reference` made absolute; where one of the two is broken, `base` as it is."""
    if reference.startswith(("https://", "http://")):
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return base


def shown_address(url: str) -> str:
    """The address as it may be stored and shown: without a user, unseen characters as escapes.

    >>> shown_address("https://me:secret@a.gov.vn/tin\\x1b[31m")
    'https://a.gov.vn/tin%1B[31m'
    """
    url = UNPRINTABLE.sub(lambda sign: quote(sign.group(), errors="replace"), url)
    scheme, slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"


def article_key(url: str) -> str | None:
    """The number by which the portal itself knows the article, or None where the URL has none.

    >>> article_key("https://haiphong.gov.vn/tin-tuc-su-kien/hoi-nghi--760833")
    '760833'
    >>> article_key("https://moj.gov.vn/qt/tintuc/Pages/a.aspx?ItemID=4402")
    '4402'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    path = _PATH_SESSION.sub("", parts.path)
    if liferay := _liferay(path):
        return liferay
    if parts.query:
        query = {key.lower(): value for key, value in parse_qsl(parts.query)}
        for name in _QUERY_IDS:
            if query.get(name):
                return query[name]
    return next((match.group(1) for pattern in _PATH_IDS if (match := pattern.search(path))), None)


def _liferay(path: str) -> str | None:
    """The article's number; language links add `/en/vi/…` after the page again and again."""
    match = _LIFERAY_ARTICLE.search(path)
    return match.group(1) if match else None


def _clean_path(path: str) -> str:
    """Percent-encoding normalised, double slashes and the last slash gone."""
    path = quote(_ESCAPE.sub(_plainest, path), safe=_SAFE_PATH)
    path = re.sub(r"/{2,}", "/", path)
    return path.rstrip("/") or "/"


def _plainest(escape: re.Match[str]) -> str:
    """RFC 3986, 6.2.2: unreserved characters unescaped, hexadecimal digits in capitals."""
    character = chr(int(escape.group(1), 16))
    return character if character in _UNRESERVED else escape.group().upper()


def _clean_query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        key, _, _value = pair.partition("=")
        if key and not _TRACKING.fullmatch(key) and not _PORTLET_STATE.fullmatch(key):
            kept.append(_ESCAPE.sub(_plainest, pair))
    return "&".join(sorted(kept))


def canonical_of(page: HtmlElement, url: str) -> str:
    """The canonical URL of a page: its own link where that is sound, or else that of `url`.

    A link is sound if it is absolute, of the same host, and names the same article; mirrors hold
    relative ones and templates name the home page.
    """
    key = article_key(url)
    for link in page.iter("link"):
        if (link.get("rel") or "").lower() != "canonical":
            continue
        target = (link.get("href") or "").strip()
        if key is None or not target.startswith(("http://", "https://")):
            break
        if article_key(target) == key and urlsplit(target).hostname == urlsplit(url).hostname:
            return canonical_url(target)
        break
    return canonical_url(url)
