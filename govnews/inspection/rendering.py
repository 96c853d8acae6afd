"""The original page as safe HTML: its structure and text, marked; no script, style or picture."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from govnews.inspection.marks import Mark, file_name
from govnews.inspection.original import End, PageText, Picture, Start

_BLOCKS = frozenset((
    "div", "section", "article", "header", "footer", "aside", "nav", "ul", "ol", "li", "table",
    "dl", "main", "p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote",
))  # fmt: skip
"""Elements that may be folded away; a part of a table may not, as browsers would move it."""
_EMPTY = frozenset(("br", "hr"))
_MANY = 25
"""Words beside the article from which on they are folded away."""
_PICTURE = 10
"""Words whose room a picture takes."""
_PREVIEW = 8
"""Words that show what was folded away."""


class Rendering:
    """Renders one page with its marks."""

    def __init__(self, page: PageText, marks: Sequence[Mark], pictures: Mapping[str, int]) -> None:
        """`pictures` tells the number of each picture of the records by its file's name."""
        self._steps = page.steps
        self._marks = marks
        self._pictures = dict(pictures)
        self.shown: set[str] = set()
        """Rows that have a place in the page, once `html` was called."""
        self._pieces: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, mark in enumerate(marks):
            for first, last in mark.stretches:
                for step, start, end in page.pieces(first, last, punctuated=not mark.is_fact):
                    self._pieces[step].append((start, end, number))
        self._held = sorted({*self._pieces, *self._numbered()})
        """Steps that show something of the records."""
        self._ends = _ends(self._steps)

    def html(self) -> str:
        """The whole body; what stands beside the article is folded away."""
        return "".join(self._body())

    def _body(self) -> Iterator[str]:
        at = 0
        while at < len(self._steps):
            end = max(self._beside(at), at + 1)
            words = " ".join(s for s in self._steps[at:end] if isinstance(s, str)).split()
            pictures = sum(isinstance(step, Picture) for step in self._steps[at:end])
            inside = "".join(map(self._shown, range(at, end)))
            is_long = end > at + 1 and len(words) + _PICTURE * pictures >= _MANY
            yield _folded(words, pictures, inside) if is_long else inside
            at = end

    def _beside(self, first: int) -> int:
        """The step after the blocks that begin at `first` and show nothing of the records."""
        at = first
        while at < len(self._steps) and not self._holds(at, end := self._end(at)):
            step = self._steps[at]
            if isinstance(step, End) or (isinstance(step, Start) and step.tag not in _BLOCKS):
                break
            if isinstance(step, str) and step.strip():
                break
            at = end
        return at

    def _end(self, at: int) -> int:
        return self._ends.get(at, at) + 1

    def _holds(self, first: int, last: int) -> bool:
        return bisect_left(self._held, first) < bisect_left(self._held, last)

    def _numbered(self) -> Iterator[int]:
        """The steps of the records' pictures, each once."""
        waiting = dict(self._pictures)
        for at, step in enumerate(self._steps):
            if isinstance(step, Picture) and waiting.pop(file_name(step.source), 0):
                yield at

    def _shown(self, at: int) -> str:
        step = self._steps[at]
        if isinstance(step, str):
            return "".join(self._text(step, self._pieces.get(at, [])))
        if isinstance(step, Picture):
            return self._picture(step)
        if isinstance(step, End):
            return "" if step.tag in _EMPTY else f"</{step.tag}>"
        spans = "".join(f' {name}="{value}"' for name, value in step.spans)
        return f"<{step.tag}{spans}>"

    def _text(self, text: str, pieces: Sequence[tuple[int, int, int]]) -> Iterator[str]:
        edges = sorted({0, len(text), *(e for start, end, _ in pieces for e in (start, end))})
        for start, end in pairwise(edges):
            marks = [self._marks[n] for first, last, n in pieces if first <= start and end <= last]
            words = escape(text[start:end])
            yield self._marked(words, marks) if marks else words

    def _marked(self, text: str, marks: Sequence[Mark]) -> str:
        """Text under some marks: it leads to the row of the shortest fact."""
        anchors = "".join(self._anchor(mark.row, mark.kind, mark.label) for mark in marks)
        kinds = " ".join(sorted({mark.kind for mark in marks}))
        told = escape("\n".join(mark.told for mark in marks))
        inner = min(marks, key=lambda mark: (not mark.is_fact, mark.size))
        rows = " ".join(dict.fromkeys(mark.row for mark in marks))
        link = f'class="{kinds}" href="#{inner.row}" data-rows="{rows}" title="{told}"'
        return f"{anchors}<a {link}>{text}</a>"

    def _picture(self, picture: Picture) -> str:
        """A picture's address in its place; nothing is fetched."""
        source = picture.source or "a picture without an address"
        shown = escape(source if not source.startswith("data:") else "a picture inside the page")
        number = self._pictures.pop(file_name(picture.source), None)
        if number is None:
            return f'<span class="picture">{shown}</span>'
        row = f"captions-{number}"
        anchor = self._anchor(row)
        return f'{anchor}<a class="picture" href="#{row}">picture {number}: {shown}</a>'

    def _anchor(self, row: str, kind: str = "", label: str = "") -> str:
        """Where a row leads to: the first place that shows it."""
        if row in self.shown:
            return ""
        self.shown.add(row)
        shown = f' class="{kind}" data-label="{escape(label)}"' if label else ""
        return f'<i id="at-{row}"{shown}></i>'


def _folded(words: Sequence[str], pictures: int, inside: str) -> str:
    counted = f"{len(words):,} words" + (f", {pictures} pictures" if pictures else "")
    more = " …" if len(words) > _PREVIEW else ""
    preview = escape(" ".join(words[:_PREVIEW]))
    summary = f"<summary>{counted} not extracted: {preview}{more}</summary>"
    return f"<details>{summary}{inside}</details>"


def _ends(steps: Sequence[object]) -> dict[int, int]:
    """Step at which an element begins → step at which it ends."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for at, step in enumerate(steps):
        if isinstance(step, Start):
            waiting.append(at)
        elif isinstance(step, End):
            found[waiting.pop()] = at
    return found
