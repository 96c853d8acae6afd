"""Where a page keeps its running text: one walk over the tree, and a table of body names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml.html import HtmlElement

from govnews.page.hints import names, names_body, names_chrome, names_junk
from govnews.page.select import one_line

_JUNK_TAGS = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "select", "option", "button",
    "svg", "iframe", "menu",
))  # fmt: skip
_LEAF_TAGS = frozenset((
    "p", "span", "b", "strong", "i", "em", "font", "a", "u", "small", "label", "center", "li",
    "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
SURELY = 5
"""The weight of a name that says surely: this is the body."""
_IMPRINT = re.compile(
    r"bản quyền|giấy phép (?:số|thiết lập|xuất bản)|ghi rõ nguồn|chịu trách nhiệm|cơ quan (?:chủ quản|quản lý)|copyright|©|điện thoại\s*:|tổng biên tập\s*:",
)
_TEXT_TAGS = frozenset(["p", "div", "td", "span", "li", "section", "article", "font"])
_LONG = 80
_HEADLINE = 25


@dataclass(slots=True)
class Mass:
    """How much text stands below each element, in characters."""

    order: list[HtmlElement]
    index: dict[HtmlElement, int]
    names: list[tuple[str, ...]]
    """Classes and ids; most readers of the page ask for them."""
    text: list[float]
    """Running text that is in no link and in no junk."""
    links: list[float]
    """Text in links, junk apart."""
    junk: list[bool]

    def of(self, element: HtmlElement) -> float:
        at = self.index.get(element)
        return self.text[at] if at is not None else 0.0

    def is_junk(self, element: HtmlElement) -> bool:
        """Whether tag, class or id say that the element is no part of an article."""
        return _is_junk(element.tag, self.names[self.index[element]])


def weigh(page: HtmlElement) -> Mass:
    """Walk the body of a page once, in page order, and add up text from below."""
    order = list(cast(HtmlElement, page.find("body")).iter("*"))
    index = {element: at for at, element in enumerate(order)}
    count = len(order)
    tags = [element.tag for element in order]
    named = [names(element) for element in order]
    parents = [index.get(cast(HtmlElement, element.getparent()), 0) for element in order]
    own = _running(order, parents)
    linked, junk = [False] * count, [False] * count
    for at in range(1, count):
        parent, tag = parents[at], tags[at]
        linked[at] = linked[parent] or tag == "a"
        junk[at] = junk[parent] or tag in _JUNK_TAGS
    raw = _from_below([0.0 if linked[at] or junk[at] else own[at] for at in range(count)], parents)
    most = 0.6 * raw[0]
    for at in range(1, count):
        if not junk[at]:
            junk[at] = junk[parents[at]] or _is_junk(tags[at], named[at])
        if (
            raw[at] > most
            and junk[at]
            and tags[at] not in _JUNK_TAGS
            and not names_chrome(named[at])
            and not junk[parents[at]]
        ):
            junk[at] = False  # what holds most of the page's text is no side matter
    text = _from_below([0.0 if linked[at] or junk[at] else own[at] for at in range(count)], parents)
    links = _from_below(
        [own[at] if linked[at] and not junk[at] else 0.0 for at in range(count)], parents
    )
    return Mass(order, index, named, text, links, junk)


def _running(order: Sequence[HtmlElement], parents: Sequence[int]) -> list[float]:
    """Text that stands directly in each element; the imprint of a site counts for nothing."""
    sizes = [0.0] * len(order)
    texts = [element.text for element in order]
    for at, element in enumerate(order):
        if text := texts[at]:
            sizes[at] += _size(text)
        if at and (tail := element.tail):
            sizes[parents[at]] += _size(tail)
    for at, text in enumerate(texts):
        if text and sizes[at] >= _HEADLINE and _IMPRINT.search(text.lower()):
            sizes[at] = 0.0
    return sizes


def _from_below(values: list[float], parents: list[int]) -> list[float]:
    for at in range(len(values) - 1, 0, -1):
        values[parents[at]] += values[at]
    return values


def _is_junk(tag: object, all_names: tuple[str, ...]) -> bool:
    if tag in _JUNK_TAGS:
        return True
    return tag not in ("body", "html", "form") and _named_junk(all_names)


@lru_cache(maxsize=8192)
def _named_junk(all_names: tuple[str, ...]) -> bool:
    for name in all_names:
        if names_body(name) == SURELY:
            return False
        if names_junk(name):
            return True
    return False


def find_body(mass: Mass) -> HtmlElement:
    """The element that holds the article's text: a named one, or the one that dominates."""
    total = mass.text[0] or 1.0
    dominant = descend(mass, mass.order[0])
    best, best_score = dominant, 0.0
    for at, element in enumerate(mass.order):
        if mass.junk[at] or not at:
            continue
        weight = _body_weight(element, mass.names[at])
        if not weight:
            continue
        share = mass.text[at] / total
        linkage = mass.links[at] / (mass.links[at] + mass.text[at] + 1)
        score = weight + 6 * share - 4 * linkage + min(at, 5000) * 1e-6
        if share >= 0.25 and score > best_score:
            best, best_score = element, score
    if best is dominant:
        return best
    if (
        _body_weight(best, mass.names[mass.index[best]]) < SURELY
        and best in dominant.iterancestors()
    ):
        return dominant  # the name of a page column, not of a body
    return dominant if mass.of(best) < 0.45 * mass.of(dominant) and best_score < 7 else best


def _body_weight(element: HtmlElement, all_names: tuple[str, ...]) -> int:
    """How clearly tag, class, id and microdata name an element as an article's body; 0 for not at all."""
    weight = {"article": 2, "main": 1}.get(str(element.tag), 0)
    attrs = dict(element.items())
    if not attrs:
        return weight
    if (
        attrs.get("itemprop", "").lower() == "articlebody"
        or attrs.get("data-role") == "content"
        or attrs.get("data-field") == "body"
    ):
        weight = 6
    return max(weight, _named_body(all_names))


@lru_cache(maxsize=8192)
def _named_body(all_names: tuple[str, ...]) -> int:
    return max(map(names_body, all_names), default=0)


def descend(mass: Mass, node: HtmlElement) -> HtmlElement:
    """From an element down, as long as one child holds nearly all text of its parent."""
    while True:
        children = [child for child in node if child in mass.index]
        if not children:
            break
        heaviest = max(children, key=mass.of)
        if (
            heaviest.tag in _LEAF_TAGS
            or mass.of(heaviest) < 0.7 * mass.of(node)
            or mass.of(heaviest) <= 0
        ):
            break
        node = heaviest
    return node


def is_listing(mass: Mass, body: HtmlElement) -> bool:
    """Whether an element holds headlines that lead elsewhere rather than an article.

    Headlines under the last line of text are an article's related items; in a listing they stand
    between the teasers.
    """
    at = mass.index[body]
    text, links = mass.text[at], mass.links[at]
    headlines: list[int] = []
    lines: list[int] = []
    for element in body.iter("*"):
        position = mass.index[element]
        if mass.junk[position]:
            continue
        if element.tag == "a":
            if mass.links[position] >= _HEADLINE and _alone(mass, element):
                headlines.append(position)
        elif element.tag in _TEXT_TAGS and _own(element) >= _LONG:
            lines.append(position)
    among = sum(position < lines[-1] for position in headlines) if lines else len(headlines)
    if among >= 4 and among >= 0.6 * len(lines):
        return True
    return links > 1.5 * text and among >= 3


def _alone(mass: Mass, link: HtmlElement) -> bool:
    """A link that is not a word of a sentence."""
    parent = link.getparent()
    return parent is None or mass.of(parent) < 0.8 * mass.links[mass.index[link]]


def _own(element: HtmlElement) -> float:
    return _size(element.text) + sum(
        _size(child.tail)
        + (_size(child.text) if child.tag in _LEAF_TAGS and child.tag != "a" else 0)
        for child in element
    )


def _size(text: str | None) -> float:
    """Characters, labels of a few words counted low."""
    if not text or text.isspace():
        return 0.0
    size = len(one_line(text))
    return float(size) if size >= 25 else 0.3 * size
