"""What goes wrong on portals, by name: each fault spoils the answers of a sound site.

A fault of the network comes and goes with each request, one of the portal stays with an address.
Which are hit follows from the seed alone, so a run can be repeated.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from govnews.demo.body import Answer, Trouble

ARTICLE, LISTING, ROBOTS, PAGE = "article", "listing", "robots", "page"
"""What a fault touches; `page` is an article or a listing."""
SECONDS = 30.0
"""How long a fault holds up an answer: far longer than a trial waits."""
LOGIN = "/vi/dang-nhap"
"""Where the log-in page is."""
LOGIN_PAGE = Answer(
    body="<html><head><title>Đăng nhập</title></head><body><form><input name='ten'>"
    "<input type='password' name='mat-khau'></form></body></html>"
)
MOVED = "/moi"
"""Begins the address of an article that has moved."""
_CANONICAL = re.compile(r'<link href="(?=[^"]*" rel="canonical")')
_STAMP = re.compile(r"(\d\d)/(\d\d)/(20\d\d)(?= \|)")
_CLASS = re.compile(r'class="(?=[^"]*(?:asset-full|assetPublish|journal-|sapo))[^"]*"')
_ABSTRACT = re.compile(
    r'<div class="asset-bounddary">.*?<div class="asset-metadata"></div></div></div>', re.DOTALL
)
_PAGER = re.compile(
    r'<li class="custom-paging".*?</li>|<a href="[^"]*_101_cur=\d+">(?:Tiếp|← Đầu tiên)</a>'
)
_STUB = (
    '<html><body><script>document.cookie="D1N=5e0a1f"+"; expires=Fri, 31-Dec-2099 23:59:59 GMT; '
    'path=/";window.location.reload(true);</script></body></html>'
)
_BLOCKED = (
    "<html><head><title>Web Page Blocked</title></head><body>Attack ID: 20000051</body></html>"
)
_GONE = (
    "<html><head><title>Trạng thái</title></head><body><h3>Không tìm thấy</h3>"
    "<p>Tài nguyên không được tìm thấy.</p></body></html>"
)
_HUGE = 11 * 1024 * 1024
_BOMB = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that a fault hits."""

    path: str
    page: int
    """The page of the listing."""


Spoil = Callable[[Answer, Asked], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that goes wrong."""

    about: str
    """In half a sentence."""
    touches: str
    spoil: Spoil | None = None
    """The answer in place of the sound one; None: the articles themselves are others."""
    rate: float = 1.0
    """Share of what it touches that it hits, unless told otherwise."""
    comes_and_goes: bool = False
    """Each request has its own luck: asking again may help."""


def _travels(trouble: Trouble) -> Spoil:
    return lambda answer, _: replace(answer, trouble=trouble)


def _becomes(body: str, status: int = 200, **headers: str) -> Spoil:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda *_: Answer(body=body, status=status, headers=pairs)


def _rewritten(pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str]) -> Spoil:
    return lambda answer, _: replace(answer, body=pattern.sub(by, _text(answer)))


def _text(answer: Answer) -> str:
    return answer.body if isinstance(answer.body, str) else answer.body.decode()


def _half(answer: Answer) -> int:
    return len(_text(answer).encode()) // 2


def _cut(*, length: bool, reset: bool = False) -> Spoil:
    """Half of the body; with `length`, the header promises no more than that."""

    def spoil(answer: Answer, _: Asked) -> Answer:
        half = _half(answer)
        trouble = Trouble(length=half if length else None, stop_after=half, reset=reset)
        return replace(answer, trouble=trouble)

    return spoil


def _to_tls(_: Answer, asked: Asked) -> Answer:
    return Answer(body="", status=302, location=f"https://{{host}}{asked.path}")


def _moved(answer: Answer, asked: Asked) -> Answer:
    if asked.path.startswith(MOVED):
        body = _CANONICAL.sub(rf"\g<0>{MOVED}", _text(answer))
        return replace(answer, body=body)
    return Answer(body="", status=301, location=f"{MOVED}{asked.path}")


def _empty(answer: Answer, _: Asked) -> Answer:
    return replace(answer, body=_ABSTRACT.sub("", _text(answer)))


def _pagerless(answer: Answer, _: Asked) -> Answer:
    return replace(answer, body=_PAGER.sub("", _text(answer)))


def _looping(answer: Answer, asked: Asked) -> Answer:
    """Every page names a next one, which shows the first page again."""
    link = f'<li><a href="{asked.path}?_101_cur={asked.page + 1}">Tiếp</a></li></ul>'
    return replace(answer, body=_text(answer).replace("</ul>", link, 1))


def _huge(answer: Answer, _: Asked) -> Answer:
    return replace(answer, body=_text(answer) + "<!-- " + "x" * _HUGE + " -->")


@cache
def _bomb() -> bytes:
    return gzip.compress(b"<p>" + b"x" * _BOMB, compresslevel=9)


def _bombed(answer: Answer, _: Asked) -> Answer:
    return replace(answer, body=_bomb(), headers=(("Content-Encoding", "gzip"),))


def _plain_robots(body: str, status: int = 200) -> Spoil:
    return lambda *_: Answer(body=body, status=status, content_type="text/plain")


FAULTS: Mapping[str, Fault] = {
    "error-500": Fault(
        about="HTTP 500 to some requests",
        touches=PAGE, spoil=_becomes("<h1>500</h1>", 500), rate=0.2, comes_and_goes=True,
    ),
    "busy-503": Fault(
        about="HTTP 503 with Retry-After: 1 to some requests",
        touches=PAGE, spoil=_becomes("", 503, Retry_After="1"), rate=0.2, comes_and_goes=True,
    ),
    "timeout": Fault(
        about="some requests are never answered",
        touches=PAGE, spoil=_travels(Trouble(wait=SECONDS)), rate=0.05, comes_and_goes=True,
    ),
    "reset": Fault(
        about="some connections are reset half-way",
        touches=PAGE, spoil=_cut(length=False, reset=True), rate=0.2, comes_and_goes=True,
    ),
    "truncated": Fault(
        about="some bodies end before their Content-Length",
        touches=PAGE, spoil=_cut(length=False), rate=0.2, comes_and_goes=True,
    ),
    "wrong-length": Fault(
        about="some pages are cut, and Content-Length agrees",
        touches=ARTICLE, spoil=_cut(length=True), rate=0.2, comes_and_goes=True,
    ),
    "wrong-charset": Fault(
        about="the header says iso-8859-1 of pages in UTF-8",
        touches=PAGE,
        spoil=lambda answer, _: replace(answer, content_type="text/html; charset=iso-8859-1"),
    ),
    "tls": Fault(
        about="every page redirects to HTTPS, which is broken", touches=PAGE, spoil=_to_tls
    ),
    "slow-drip": Fault(
        about="some articles arrive a few bytes at a time",
        touches=ARTICLE, spoil=_travels(Trouble(drip=0.5)), rate=0.1,
    ),
    "soft-404": Fault(
        about="articles are not found, with status 200", touches=ARTICLE, spoil=_becomes(_GONE)
    ),
    "block-page": Fault(
        about="a firewall's page in the place of pages", touches=PAGE, spoil=_becomes(_BLOCKED)
    ),
    "cookie-stub": Fault(
        about="a script that sets a cookie in the place of pages",
        touches=PAGE, spoil=_becomes(_STUB),
    ),
    "login": Fault(
        about="articles redirect to a log-in page",
        touches=ARTICLE,
        spoil=lambda *_: Answer(body="", status=302, location=LOGIN),
    ),
    "empty-listing": Fault(
        about="listings show no article", touches=LISTING, spoil=_empty
    ),
    "short-pager": Fault(
        about="listings name no page after the first", touches=LISTING, spoil=_pagerless
    ),
    "pager-loop": Fault(
        about="every listing page names a next one, without end", touches=LISTING, spoil=_looping
    ),
    "back-dated": Fault(
        about="an article is posted with an old date", touches=ARTICLE
    ),
    "silent-edit": Fault(
        about="articles get a paragraph, their dates stay", touches=ARTICLE, rate=0.3
    ),
    "deleted": Fault(
        about="listed articles answer 404",
        touches=ARTICLE, spoil=_becomes("<h1>404 Not Found</h1>", 404), rate=0.3,
    ),
    "moved": Fault(
        about="articles redirect to new addresses", touches=ARTICLE, spoil=_moved, rate=0.3
    ),
    "redesign-field": Fault(
        about="the date stands in an element of another name",
        touches=PAGE,
        spoil=_rewritten(re.compile(r'class="assetPublishDate block_timer"'), 'class="thoi-diem"'),
    ),
    "redesign": Fault(
        about="all elements of an article have other names",
        touches=ARTICLE, spoil=_rewritten(_CLASS, 'class="moi"'),
    ),
    "date-format": Fault(
        about="dates are printed with the month first",
        touches=PAGE, spoil=_rewritten(_STAMP, r"\2/\1/\3"),
    ),
    "duplicate-id": Fault(
        about="a new article has the number of an old one", touches=ARTICLE
    ),
    "future-clock": Fault(
        about="dates lie years in the future",
        touches=PAGE, spoil=_rewritten(_STAMP, r"\1/\2/2093"),
    ),
    "huge-page": Fault(
        about="some articles have 11 MB", touches=ARTICLE, spoil=_huge, rate=0.2
    ),
    "gzip-bomb": Fault(
        about="some articles unpack to 300 MB", touches=ARTICLE, spoil=_bombed, rate=0.2
    ),
    "robots-forbids": Fault(
        about="robots.txt forbids everything",
        touches=ROBOTS, spoil=_plain_robots("User-agent: *\nDisallow: /\n"),
    ),
    "robots-fails": Fault(
        about="robots.txt answers 500", touches=ROBOTS, spoil=_plain_robots("", 500)
    ),
}  # fmt: skip
"""Every fault by its name, those of the network first."""
