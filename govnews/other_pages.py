"""What to tell a person of the pages that were no articles: what they were, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

REFUSALS = (
    "blocked", "cookie_stub", "cookie_refused", "script_only", "empty_in_browser", "maintenance",
)  # fmt: skip
"""Kinds of page that stand in the place of every page: a single one is told to a person."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "blocked": (
        "refused by the portal, or a challenge for robots in the page's place",
        "wait a day, or ask the portal for permission",
    ),
    "cookie_stub": (
        "only a script that sets a cookie, in the page's place",
        "set `cookie_stub = true` in the portal's declaration",
    ),
    "cookie_refused": (
        "the cookie that the portal asked for was set, and it asks again",
        "ask the portal for permission, or set `browser = true` in its declaration",
    ),
    "script_only": (
        "empty until a browser runs the page's scripts",
        "set `browser = true` in the portal's declaration",
    ),
    "empty_in_browser": (
        "empty in a browser too",
        "open it in your own browser: if it shows an article, report it",
    ),
    "maintenance": (
        "closed for maintenance, says the portal",
        "harvest again tomorrow",
    ),
    "login": (
        "behind a log-in",
        "leave these pages out; only what is open to everybody is read",
    ),
    "not_found": (
        "not there, says the portal",
        "open it in a browser; if it is there after all, the portal has changed",
    ),
    "redirected": (
        "another page behind the link",
        "open it in a browser to see where the link leads",
    ),
    "listing": ("a list of articles and none itself", "nothing to do, unless there are many"),
    "no_title": ("text without a headline or date", "nothing to do, unless there are many"),
    "no_body": ("a headline without text", "nothing to do, unless there are many"),
    "too_large": (
        "larger than a page may be (10 MB, also unpacked)",
        "open it in a browser; it stays out of the dataset, and later runs only count it",
    ),
    "no_answer": (
        "no whole answer, however often it was asked for",
        "nothing to do, unless it stays so: the next run asks again",
    ),
    "unreadable": ("garbled letters", "harvest again, and report it if it stays so"),
}
KINDS = tuple(_WORDS)
"""Every kind of page that is counted, those that keep whole portals from being read first."""


def told(kind: str, number: int, example: str | None) -> str:
    """How many pages were of a kind, in words, with an address to look at and what to do.

    >>> told("maintenance", 1, "https://a.vn/1")
    '1 page: closed for maintenance, says the portal (https://a.vn/1): harvest again tomorrow'
    """
    words, advice = _WORDS[kind]
    pages = "page" if number == 1 else "pages"
    where = f" ({example})" if example else ""
    return f"{number} {pages}: {words}{where}: {advice}"
