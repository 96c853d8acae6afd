"""The page design of a portal that no registered layout reads, as a table of selectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from govnews.inspection.original import PageText, Picture
from govnews.inspection.placing import place
from govnews.model import Record
from govnews.page.select import several, text_of
from govnews.probing.fields import FieldFound
from govnews.probing.selectors import holder_of, selector_of, selectors_of_class

_PARTS = ("title", "date", "summary", "body", "author", "source")
"""What a layout has selectors for."""
_HEAD = ("title", "date", "summary", "body")
"""What stands together below its root."""
_MOST_JUNK = 8


def layout_table(
    fields: Sequence[FieldFound], record: Record, page: PageText
) -> dict[str, str | bool] | None:
    """What stands in `layout` of the declaration, or None where the body has no lasting name.

    The head is believed, as the generic reader does that found the fields.
    """
    elements = {f.name: f.element for f in fields if f.element is not None and f.name in _PARTS}
    if "body" not in elements or elements["body"] is page.root:
        return None
    body = elements["body"]
    above = next(body.iterancestors(), None)
    shared = holder_of(elements[name] for name in _HEAD if name in elements)
    root, table = _root(above if shared is body else shared, page)
    if selector_of(body, root) is None:
        return None
    for name, element in elements.items():
        if element is not body and body in (element, *element.iterancestors()):
            continue  # a byline within the text is told from it by the readers, not by its place
        if found := selector_of(_whole(element, root), root):
            table[name] = found
    if junk := _junk(body, record, page):
        table["junk"] = ", ".join(junk)
    return table | {"head": True}


def _whole(element: HtmlElement, root: HtmlElement) -> HtmlElement:
    """The largest element that holds nothing else: the heading rather than the `b` in it."""
    for holder in takewhile(lambda holder: holder is not root, element.iterancestors()):
        if text_of(holder) != text_of(element):
            break
        if selector_of(holder, root):
            element = holder
    return element


def _root(root: HtmlElement | None, page: PageText) -> tuple[HtmlElement, dict[str, str | bool]]:
    """The smallest element with a lasting name that holds the article; without one, the page."""
    while root is not None and root is not page.root:
        if css := selector_of(root, page.root):
            return root, {"root": css}
        root = root.getparent()
    return page.root, {}


def _junk(body: HtmlElement, record: Record, page: PageText) -> list[str]:
    """Selectors of what stands within the body and was not taken, as far as it has names."""
    wanted = _wanted(record, page)
    found: list[str] = []
    for element in _beside(body, wanted):
        for css in selectors_of_class(element):
            if not any(other in wanted for other in several(css).all(body)):
                found.append(css)
                break
    return list(dict.fromkeys(found))[:_MOST_JUNK]


def _wanted(record: Record, page: PageText) -> set[HtmlElement]:
    """Every element that holds text or a picture of the record."""
    holders: set[HtmlElement] = set()
    steps = [
        step
        for piece in place(record, page).pieces
        if piece.field.partition("/")[0] in ("body", "caption", "credit") and piece.stretch
        for step, _, _ in page.pieces(*piece.stretch)
    ]
    steps += [at for at, step in enumerate(page.steps) if isinstance(step, Picture)]
    for step in steps:
        element: HtmlElement | None = page.elements[step]
        while element is not None and element not in holders:
            holders.add(element)
            element = element.getparent()
    return holders


def _beside(body: HtmlElement, wanted: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The largest elements within the body that hold text, and nothing that is wanted."""
    waiting: list[HtmlElement] = [body]
    while waiting:
        for child in _children(waiting.pop()):
            if child in wanted:
                waiting.append(child)
            elif "".join(child.itertext()).strip():
                yield child


def _children(element: HtmlElement) -> Iterable[HtmlElement]:
    return (child for child in element if isinstance(child.tag, str))
