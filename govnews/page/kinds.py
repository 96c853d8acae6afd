"""Pages that are no article: errors behind a 200, challenges, log-ins, scripts, garbled letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from govnews.errors import NotAnArticle
from govnews.page.cookie_stub import cookie_asked, reloads, sets_cookie
from govnews.page.density import Mass
from govnews.page.hints import words
from govnews.page.notices import leads_to_login, said_in, titled
from govnews.page.select import one_line, text_of
from govnews.text import clean, syllable_share
from govnews.text.mojibake import TRACE

_LITTLE = 400
"""Characters of text up to which the words of an error or challenge page count."""
_NOTHING = 60
_SHORT_LINE = 240
"""Characters of a line that can be a notice."""
_ONE_NOTICE = 120
"""Characters of a whole body that is a notice, although a date stands above it."""
_UNDER_A_DATE = ("blocked", "login", "not_found")
"""What such a body may tell of; that a site will be closed for maintenance is news of that day."""
_MUCH = 1500
"""Characters of running text on a page that is more than notice, imprint and sidebar."""
_SIGNS = "\u0080-\u009f\ufffd\ue000-\uf8ff¢-©¬®¯´-¶¸¹¼-¾"
_GARBLED = re.compile(f"[\u0000-\u0008\u000e-\u001b\u007f{_SIGNS}]")
"""What no text in a sound encoding has inside its words."""
_GARBLED_WORD = re.compile(f"[^\\W\\d_][{_SIGNS}]|[{_SIGNS}][^\\W\\d_]|\ufffd")
_SAMPLE = 1000
"""Characters that a garbled article cannot begin with and show nothing."""
_FEW_GARBLED = 5
_GARBLED_SHARE, _GARBLED_SHARE_OF_FOREIGN = 0.05, 0.01
_LEAST_VIETNAMESE = 0.5
"""Articles have 95 of 100 words that are Vietnamese syllables; lists of foreign names some 60."""
_TOLD = {
    "blocked": "a challenge or refusal stands in place of the page; slow down or ask",
    "cookie_stub": "a script that sets a cookie stands in place of the page; "
    "set `cookie_stub = true` in the portal's declaration",
    "login": "the page asks for a log-in, which govnews never does; leave it out",
    "not_found": "the portal says that the page does not exist; check the address",
    "maintenance": "the portal says that it is closed for maintenance; try again later",
    "script_only": "the page holds scripts and no text; fetch it with a browser "
    "(`browser = true` in the portal's declaration)",
}
_LEAVES = re.compile(
    r"location(?:\.href)?\s*=\s*[\"']([^\"']+)|location\.(?:replace|assign)\(\s*[\"']([^\"']+)"
)
"""Where a script leads to."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_MESSAGE = frozenset((
    "error", "errors", "alert", "msg", "message", "404", "notfound", "loi", "thongbao", "notice",
    "maintenance", "baotri",
))  # fmt: skip
"""Words of class and id names that mean a message to the reader."""
_SILENT = frozenset(("head", "title", "meta", "link", "script", "style", "noscript", "template"))


def check_kind(page: HtmlElement, url: str) -> None:
    """Raise `NotAnArticle` where a page with little text, or its title, says what it is instead."""
    title = text_of(page.find(".//title")) or ""
    text = visible_text(page)
    kind = _scripted(page, text)
    if kind is None and not _claims_an_article(page):
        kind = titled(title)
    if kind is None and len(text) < _NOTHING and _runs_scripts(page):
        kind = "script_only"
    if kind is not None:
        raise other_page(kind, url)


def told_instead(error: NotAnArticle, page: HtmlElement, mass: Mass, url: str) -> NotAnArticle:
    """What a page without an article is, where a notice stands in the chrome; else the `error`.

    Menus, sidebars and footers of an error page may hold more text than the notice itself, so it is
    looked for in the headings and message boxes, and in short lines where little else is said.
    """
    said = [*_headings(mass), text_of(page.find(".//title")) or ""]
    kind = next((found for text in said if (found := titled(text))), None)
    if mass.text[0] < (_LITTLE if error.kind == "listing" else _MUCH):
        said += _lines(mass)
    kind = kind or said_in(" . ".join(said))
    if kind is None and error.kind != "listing" and mass.text[0] < _MUCH:
        kind = _log_in_form(mass, alone=mass.text[0] < _LITTLE)
    return other_page(kind, url) if kind else error


def check_headline(title: str, paragraphs: Sequence[str], dated: bool, url: str) -> None:
    """Raise `NotAnArticle` where what was read as an article is a notice with a headline."""
    kind = titled(title)
    text = " . ".join(paragraphs)
    if kind is None and not dated and len(text) < _LITTLE:
        kind = said_in(f"{title} . {text}")
    elif kind is None and len(text) < _ONE_NOTICE:
        kind = said_in(text, _UNDER_A_DATE)
    if kind is not None:
        raise other_page(kind, url)


def other_page(kind: str, url: str) -> NotAnArticle:
    """The error for a page of this kind."""
    return NotAnArticle(kind, f"{url}: {_TOLD[kind]}")


def check_readable(texts: Iterable[str], url: str) -> None:
    """Raise `NotAnArticle` where cleaning too leaves the words of an article garbled."""
    text = "\n\n".join(texts)
    if not _GARBLED.search(text, 0, _SAMPLE):
        return
    text = clean(text)
    words = text.split()
    garbled = sum(
        _GARBLED_WORD.search(word) is not None or TRACE.search(word) is not None for word in words
    )
    if garbled < _FEW_GARBLED or garbled < _GARBLED_SHARE_OF_FOREIGN * len(words):
        return
    if garbled > _GARBLED_SHARE * len(words) or syllable_share(text) < _LEAST_VIETNAMESE:
        raise NotAnArticle(
            "unreadable",
            f"{url}: {garbled} of {len(words)} words are garbled; fetch the page again, as bytes",
        )


def visible_text(page: HtmlElement, most: int = _LITTLE) -> str:
    """The text of a page without scripts and styles, up to a little more than `most` characters."""
    found: list[str] = []
    size = 0
    for element in page.iter("*"):
        if element.tag in _SILENT:
            continue
        pieces = (element.text, *[child.tail for child in element])
        texts = [one_line(piece) for piece in pieces if piece and not piece.isspace()]
        found += texts
        size += sum(map(len, texts))
        if size > most:
            break
    return " ".join(found)


def _claims_an_article(page: HtmlElement) -> bool:
    """Whether the head declares an article; templates of error pages do not."""
    return any(
        meta.get("property") == "og:type" and meta.get("content") == "article"
        for meta in page.iter("meta")
    )


def _scripted(page: HtmlElement, text: str) -> str | None:
    """The kind of a page with little text that sends the browser elsewhere, or asks it to return."""
    if len(text) >= _LITTLE:
        return None
    script = "\n".join(element.text or "" for element in page.iter("script"))
    if reloads(script) and sets_cookie(script):
        # A value that has to be computed is a riddle for browsers: nothing here solves it.
        return "cookie_stub" if cookie_asked(script) else "blocked"
    refresh = page.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
    targets = [*map(str, refresh), *("".join(found) for found in _LEAVES.findall(script))]
    if "SAMLRequest" in map(str, page.xpath("//input/@name")):
        return "login"
    return "login" if any(map(leads_to_login, targets)) else None


def _log_in_form(mass: Mass, *, alone: bool) -> str | None:
    """A field for a password; one in the chrome counts only on a page that has little else."""
    fields = (at for at, e in enumerate(mass.order) if e.get("type") == "password")
    return "login" if any(alone or not mass.junk[at] for at in fields) else None


def _headings(mass: Mass) -> Iterator[str]:
    """Headings and message boxes outside links and chrome."""
    for at, element in enumerate(mass.order):
        if mass.junk[at] or mass.links[at] > mass.text[at]:
            continue
        is_said = _names_message(mass.names[at]) or element.tag in _HEADINGS
        if is_said or element.get("role") == "alert":
            text = text_of(element)
            if text and len(text) <= _SHORT_LINE:
                yield text


@lru_cache(maxsize=4096)
def _names_message(all_names: tuple[str, ...]) -> bool:
    return any(not _MESSAGE.isdisjoint(words(name)) for name in all_names)


def _lines(mass: Mass) -> Iterator[str]:
    """Short lines outside links and chrome."""
    for at, element in enumerate(mass.order):
        if mass.junk[at] or element.tag == "a" or mass.links[at] > mass.text[at]:
            continue
        own = " ".join(filter(None, (element.text, *(child.tail for child in element))))
        if 0 < len(line := " ".join(own.split())) <= _SHORT_LINE:
            yield line


def _runs_scripts(page: HtmlElement) -> bool:
    """Whether scripts are to write the page's text: it has any, or the root that they fill."""
    roots = "//*[@id='root' or @id='app' or @id='__next' or @id='q-app']"
    return next(page.iter("script"), None) is not None or bool(page.xpath(roots))
