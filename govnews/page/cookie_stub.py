"""The small page that only sets a cookie and asks to be loaded again: `D1N` on Vietnamese hosts.

Nothing is run: the cookie is read where the script writes it out in full. Values that a script has
to compute are somebody's riddle for robots, and no business of ours.
"""

from __future__ import annotations

import re

LARGEST = 20_000
"""Bytes; larger pages are no such stub."""
_SETS = re.compile(r"\bdocument\.cookie\s*=(?!=)\s*")
_STRING = re.compile(r"""\s*(["'])((?:(?!\1)[^\\\r\n])*)\1\s*""")
_COOKIE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})=([!#-+\--:<-\[\]-~]{1,1024})\s*(;|$)")
"""Name and value as RFC 6265, 4.1.1, writes them."""
_RELOADS = re.compile(r"\blocation\s*\.\s*(?:reload|replace|assign|href)\b|\blocation\s*=")
_IN_PAGE = re.compile(r"<script\b[^>]*>(.*?)(?:</script>|$)", re.DOTALL | re.IGNORECASE)
_REFRESHES = re.compile(r"<meta[^>]+http-equiv=[\"']?refresh", re.IGNORECASE)


def sets_cookie(script: str) -> bool:
    """Whether a script sets a cookie at all."""
    return _SETS.search(script) is not None


def reloads(script: str) -> bool:
    """Whether a script loads the page again, or another one."""
    return _RELOADS.search(script) is not None


def cookie_asked(script: str) -> tuple[str, str] | None:
    """Name and value of the cookie that a script sets, where it writes them out; else None.

    >>> cookie_asked('document.cookie="D1N=0a1b2c"+"; expires=Fri, 31-Dec-2027"; location.reload()')
    ('D1N', '0a1b2c')
    >>> cookie_asked('document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b)); location.reload()')
    """
    for match in _SETS.finditer(script):
        text, at = "", match.end()
        while literal := _STRING.match(script, at):
            text, at = text + literal[2], literal.end()
            if script[at : at + 1] != "+":
                break
            at += 1
        whole = literal is not None
        cookie = _COOKIE.match(text)
        # After the first `;` stand only attributes, which may be computed: `"; expires=" + date`.
        if cookie and (cookie[3] or whole):
            return cookie[1], cookie[2]
    return None


def cookie_of_stub(html: str) -> tuple[str, str] | None:
    """The cookie that a page asks for, where the page is such a stub; else None."""
    if len(html) > LARGEST:
        return None
    script = "\n".join(_IN_PAGE.findall(html))
    if not (reloads(script) or _REFRESHES.search(html)):
        return None
    return cookie_asked(script)
