"""Lists of articles: siblings of one kind, each with a headline that leads to its own page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import cast

from lxml.html import HtmlElement

from govnews.page.density import Mass, descend
from govnews.page.hints import words
from govnews.page.select import text_of

_LEAST_ITEMS = 4
_MOST_OF_ITEMS = 0.8
_MOST_OF_TEXT = 0.6
_HALF = 0.5
_LEAST_ARTICLE = 150
"""Characters of running text that an article beside teasers has."""
_HEADLINE = 25
"""Characters of a link that can be a headline."""
_WORDS_OF_SENTENCE = 0.8
"""A link whose parent has this much text beside it is a word in a sentence."""
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b")
_NOWHERE = re.compile(r"#|javascript:|mailto:|tel:", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|zip|rar)(?:$|[?#])", re.IGNORECASE)
_PAGER = frozenset(("pagination", "pager", "paging", "phantrang", "paginate", "pagenavi"))


def holds_items(mass: Mass, body: HtmlElement) -> bool:
    """Whether most text of an element stands in items of a list of articles.

    The items are siblings with the same tag, have each a headline with its own target, and show
    dates or pictures or stand above a pager: paragraphs of an article have none of it.
    """
    whole = _all(mass, body)
    node = body
    while True:
        children = [child for child in node if child in mass.index and _all(mass, child) > 0]
        if len(children) >= _LEAST_ITEMS and _are_items(mass, children, _MOST_OF_TEXT * whole):
            return True
        heaviest = max(children, key=lambda child: _all(mass, child), default=None)
        if heaviest is None or _all(mass, heaviest) < _MOST_OF_TEXT * whole:
            return False
        node = heaviest


def past_teasers(mass: Mass, body: HtmlElement) -> HtmlElement:
    """The column with the article, where an element holds it beside a column of teasers.

    Teasers of other articles may be longer together than the article itself.
    """
    while True:
        columns = [child for child in body if mass.of(child) > 0]
        teasers = [column for column in columns if is_of_teasers(mass, column)]
        others = [column for column in columns if column not in teasers]
        best = max(others, key=mass.of, default=None)
        if not teasers or best is None or mass.of(best) < _LEAST_ARTICLE:
            return body
        if mass.of(best) < _HALF * sum(map(mass.of, others)):
            return body
        body = descend(mass, best)


def beside_teasers(mass: Mass, body: HtmlElement) -> HtmlElement | None:
    """The column with most text beside an element that holds teasers only; None where it has more."""
    if not is_of_teasers(mass, body):
        return None
    for ancestor in body.iterancestors():
        if ancestor not in mass.index:
            return None
        columns = [child for child in ancestor if child is not body and body not in child.iter()]
        others = [column for column in columns if not is_of_teasers(mass, column)]
        best = max(others, key=mass.of, default=None)
        if best is not None and mass.of(best) >= _LEAST_ARTICLE:
            return descend(mass, best)
    return None


def is_of_teasers(mass: Mass, column: HtmlElement) -> bool:
    """Whether most children of an element, or of its one big child, have a headline of their own."""
    while True:
        children = [child for child in column if child in mass.index and _all(mass, child) > 0]
        found = [child for child in children if _target(mass, child)]
        if len(found) >= _LEAST_ITEMS and len(found) >= _MOST_OF_ITEMS * (len(children) - 1):
            return len({_target(mass, child) for child in found}) == len(found)
        heaviest = max(children, key=lambda child: _all(mass, child), default=None)
        if heaviest is None or _all(mass, heaviest) < _MOST_OF_ITEMS * _all(mass, column):
            return False
        column = heaviest


def _all(mass: Mass, element: HtmlElement) -> float:
    at = mass.index[element]
    return mass.text[at] + mass.links[at]


def _are_items(mass: Mass, children: list[HtmlElement], least: float) -> bool:
    tag, count = Counter(child.tag for child in children).most_common(1)[0]
    items = [child for child in children if child.tag == tag]
    if count < _LEAST_ITEMS or sum(_all(mass, item) for item in items) < least:
        return False
    found = [(item, target) for item in items if (target := _target(mass, item))]
    if len(found) < _MOST_OF_ITEMS * count or len({target for _, target in found}) < len(found):
        return False
    dated = sum(_DAY.search(text_of(item) or "") is not None for item, _ in found)
    pictured = sum(item.find(".//a//img") is not None for item, _ in found)
    return max(dated, pictured) >= _HALF * count or _has_pager(mass)


def _target(mass: Mass, item: HtmlElement) -> str | None:
    """Where the headline of an item leads."""
    for link in item.iter("a"):
        size = mass.links[mass.index[link]]
        target = (link.get("href") or "").strip()
        if size < _HEADLINE or not target or _NOWHERE.match(target) or _FILE.search(target):
            continue
        parent = cast(HtmlElement, link.getparent())
        opens = parent[0] is link and not (parent.text or "").strip()
        if link is item or opens or mass.of(parent) < _WORDS_OF_SENTENCE * size:
            return target
    return None


def _has_pager(mass: Mass) -> bool:
    return any(not _PAGER.isdisjoint(words(name)) for name in chain.from_iterable(mass.names))
