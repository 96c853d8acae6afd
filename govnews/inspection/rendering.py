"""The original page as safe HTML: its structure and text, marked; no script, style or picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

from lxml.html import HtmlElement

from govnews.inspection.marks import Mark
from govnews.inspection.original import UNSEEN, PageText

_KEPT = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "figure",
    "figcaption", "section", "article", "header", "footer", "main", "aside", "nav", "address",
    "strong", "b", "em", "i", "u", "sub", "sup", "span",
))  # fmt: skip
"""Elements that keep their name; all others become `span`, and none keeps its attributes."""
_SPANS = ("colspan", "rowspan")
_FURNITURE = 40
"""Letters of a part beside the article from which on it is folded away."""


class Rendering:
    """Renders one page with its marks."""

    def __init__(self, page: PageText, marks: Sequence[Mark]) -> None:
        self._page = page
        self._marks = marks
        self._pieces: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._anchored: set[int] = set()
        for number, mark in enumerate(marks):
            for first, last in mark.stretches:
                for node, start, end in page.pieces(first, last):
                    self._pieces[node].append((start, end, number))
        self._holding = self._ancestors()

    def html(self) -> str:
        """The whole body; what stands beside the article is folded away."""
        return "".join(self._element(self._page.root))

    def _ancestors(self) -> set[int]:
        """Every element that holds something marked."""
        held: set[int] = set()
        for node in self._pieces:
            piece = self._page.nodes[node]
            element = piece.element.getparent() if piece.is_tail else piece.element
            while element is not None and id(element) not in held:
                held.add(id(element))
                element = element.getparent()
        return held

    def _element(self, element: HtmlElement) -> Iterator[str]:
        if element.tag == "br":
            yield "<br>"
        elif element.tag == "img":
            yield _picture(element)
        elif element.tag not in UNSEEN:
            yield from self._shown(element)

    def _shown(self, element: HtmlElement) -> Iterator[str]:
        # A document holds one body, which is that of the inspection.
        name = element.tag if element.tag in _KEPT else "div" if element.tag == "body" else "span"
        kept = "".join(
            f' {key}="{escape(value)}"'
            for key in _SPANS
            if (value := element.get(key, "")).isdigit()
        )
        yield f"<{name}{kept}>"
        yield self._text(element, is_tail=False)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._beside(child)
            yield self._text(child, is_tail=True)
        yield f"</{name}>"

    def _beside(self, child: HtmlElement) -> Iterator[str]:
        """A child, folded away where nothing in it was read and it is a block of some length."""
        plain = id(child) not in self._holding and child.tag in _BLOCKS
        size = len("".join(child.itertext()).split()) if plain else 0
        if size > _FURNITURE:
            yield f"<details><summary>not extracted: {size:,} words</summary>"
        yield from self._element(child)
        if size > _FURNITURE:
            yield "</details>"

    def _text(self, element: HtmlElement, *, is_tail: bool) -> str:
        node = self._page.number.get((id(element), is_tail))
        if node is None:
            return ""
        text = self._page.nodes[node].text
        pieces = self._pieces.get(node, [])
        edges = sorted({0, len(text), *(e for start, end, _ in pieces for e in (start, end))})
        found = []
        for start, end in zip(edges, edges[1:], strict=False):
            active = [n for first, last, n in pieces if first <= start and end <= last]
            found.append(self._segment(escape(text[start:end]), active))
        return "".join(found)

    def _segment(self, text: str, active: list[int]) -> str:
        """Text under some marks: it leads to the row of the shortest fact."""
        if not active:
            return text
        marks = [self._marks[number] for number in active]
        anchors = "".join(
            f'<i id="at-{self._marks[n].row}"></i>' for n in active if self._first_time(n)
        )
        classes = " ".join(sorted({mark.kind for mark in marks}))
        told = escape("\n".join(mark.told for mark in marks))
        inner = min(marks, key=lambda mark: (not mark.is_fact, mark.size))
        return f'{anchors}<a class="{classes}" href="#{inner.row}" title="{told}">{text}</a>'

    def _first_time(self, number: int) -> bool:
        row = self._marks[number].row
        known = hash(row) in self._anchored
        self._anchored.add(hash(row))
        return not known


_BLOCKS = frozenset((
    "div", "section", "article", "header", "footer", "aside", "nav", "ul", "ol", "table", "form",
    "tr", "td", "dl", "main", "center",
))  # fmt: skip


def _picture(element: HtmlElement) -> str:
    """A picture's address in its place; nothing is fetched."""
    source = element.get("data-src") or element.get("src") or "a picture without an address"
    shown = source if not source.startswith("data:") else "a picture inside the page"
    return f'<span class="picture">▣ {escape(shown)}</span>'
