"""A short CSS selector for an element, from names that its siblings on other pages bear too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import cast

from lxml.html import HtmlElement

from govnews.page.select import Mismatch, several

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TAG = re.compile(r"[a-z][a-z0-9]*")
"""Tags that CSS takes as they are; text from Word has others (`o:p`, `st1:place`)."""
_NUMBERED = re.compile(r"\d{3}|^ctl\d|_\d|\d_|[0-9a-f]{8}")
"""Ids and hashes that another page of the same portal does not have."""
_STYLING = re.compile(
    r"(?:m[tblrxy]?|p[tblrxy]?|w|h|fs|fw|g|gap)-(?:\d.*|auto|bold)"
    r"|(?:col|row|grid|flex|float|pull|text|bg|d|border|align|justify|order)(?:-[a-z0-9-]+)?"
    r"|container(?:-fluid)?|wrapper|clearfix|left|right|center|first|last|odd|even|active|show"
    r"|hidden|block|inline|lazy|fade|in",
    re.IGNORECASE,
)
"""Class names that say how an element looks, and many others bear."""
_TELLING = frozenset(("h1", "h2", "time", "article", "main", "figcaption"))
"""Elements whose tag alone says what they are."""
_PROPERTIES = ("itemprop", "data-role", "data-field")


def selector_of(element: HtmlElement, root: HtmlElement) -> str | None:
    """A selector that finds this element alone below `root`; None where only its place would tell.

    The element's own names come first, then those of an element round it.
    """
    own = list(_names(element))
    inside = [*own, *_tag(element)]
    for name in own:
        if _finds(name, element, root):
            return name
    holders = takewhile(lambda holder: holder is not root, element.iterancestors())
    for holder in holders:
        for name in _names(holder):
            for inner in inside:
                if _finds(found := f"{name} {inner}", element, root):
                    return found
                if _finds(found := f"{name} > {inner}", element, root):
                    return found
    return None


def path_of(element: HtmlElement, root: HtmlElement) -> str:
    """The element's place below `root`, for people to find it where it has no selector."""
    steps = []
    for step in (element, *takewhile(lambda holder: holder is not root, element.iterancestors())):
        before = sum(sibling.tag == step.tag for sibling in step.itersiblings(preceding=True))
        steps.append(f"{step.tag}:nth-of-type({before + 1})" if before else str(step.tag))
    return " > ".join(reversed(steps))


def holder_of(elements: Iterable[HtmlElement]) -> HtmlElement | None:
    """The smallest element that holds all of them, or None where there are none."""
    chains = [[*reversed(list(e.iterancestors())), e] for e in dict.fromkeys(elements)]
    shared = takewhile(lambda level: len(set(level)) == 1, zip(*chains, strict=False))
    return cast("HtmlElement | None", next(iter(list(shared)[-1:]), (None,))[0])


def selectors_of_class(element: HtmlElement) -> Iterator[str]:
    """Selectors by the element's own id and classes, that may find others of its kind too."""
    return (name for name in _names(element) if name not in _TELLING)


def _names(element: HtmlElement) -> Iterator[str]:
    """What an element is called, the most telling first."""
    for name in _PROPERTIES:
        if (value := element.get(name)) and _NAME.fullmatch(value):
            yield f"[{name}={value}]"
    classes = [c for c in (element.get("class") or "").split() if _lasts(c)]
    for tag in _tag(element):
        yield from (f"{tag}.{name}" for name in classes if not _STYLING.fullmatch(name))
    if (identity := (element.get("id") or "").strip()) and _lasts(identity):
        yield f"#{identity}"
    if element.tag in _TELLING:
        yield str(element.tag)


def _tag(element: HtmlElement) -> list[str]:
    """The tag where a selector can be made of it, else none."""
    return [tag] if _TAG.fullmatch(tag := str(element.tag)) else []


def _lasts(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not _NUMBERED.search(name)


def _finds(css: str, element: HtmlElement, root: HtmlElement) -> bool:
    try:
        return several(css).all(root) == [element]
    except Mismatch:  # more than any layout may find
        return False
