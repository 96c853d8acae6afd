"""What in an address says that it is an article's, and which one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from govnews.page.urls import article_key

_SHORT = 4
"""Letters of a step before the id that is kept as it is: `/id/4402`, `/a/4402`."""


def article_rule(url: str, links: Iterable[str] = ()) -> dict[str, Any]:
    """What tells that this address is an article's: `article`, and `identity` for an id in the query.

    `links` are those of a listing: what differs between links to the same path is the id. Empty
    where nothing in the address looks like an article's id.

    >>> article_rule("https://a.gov.vn/tin/bai-viet/id/4402")["article"]
    '^/[^/]+/[^/]+/id/(\\\\d+)$'
    >>> article_rule("https://a.gov.vn/chi-tiet?ma=4402", ["https://a.gov.vn/chi-tiet?ma=4403"])
    {'article': '^/chi-tiet$', 'identity': ['ma']}
    """
    path = unquote(urlsplit(url).path)
    if name := _identity(url, links):
        return {"article": f"^{_escaped(path)}$", "identity": [name]}
    key = article_key(url)
    folder, _, last = path.rpartition("/")
    before, found, after = last.rpartition(key) if key else ("", "", "")
    if not found:
        return {}
    *steps, last = ["[^/]+" if step else "" for step in folder.split("/")]
    name = folder.rpartition("/")[2]
    steps.append(name if not before and len(name) < _SHORT else last)
    slug = "[^/]*-" if before.endswith("-") else "[^/]*" if before else ""
    return {"article": rf"^{'/'.join(steps)}/{slug}(\d+){_escaped(after)}$"}


def _identity(url: str, links: Iterable[str]) -> str | None:
    """The name in the query whose number tells the article."""
    parts = urlsplit(url)
    same = [urlsplit(link).query for link in links if urlsplit(link).path == parts.path]
    others = [dict(parse_qsl(query)) for query in same]
    numbers = {name: value for name, value in parse_qsl(parts.query) if value.isdecimal()}
    for name, value in numbers.items():
        if any(other.get(name, value) != value for other in others) or value == article_key(url):
            return name
    return next(iter(numbers)) if len(numbers) == 1 else None


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")
