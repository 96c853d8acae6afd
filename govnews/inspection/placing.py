"""Where the parts of a record stand in the original page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from govnews.inspection.original import PageText, letters
from govnews.model import Record

_REACH = 4000
"""Letters around the body in which a text that was mended is looked for."""
_RUN = 4
"""Letters in a row that count as found."""
_ALIKE = 0.8
"""Share of a mended text's letters that must be there."""
_LONG = 2000
"""Letters above which texts are not compared: that takes minutes where letters repeat."""
_END = 200
"""Letters at the beginning and at the end that tell where a long text stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a field — a paragraph of the body, or the whole of another — and its place."""

    field: str
    """As in `Evidence.field`, or another name of what was read (`published_text`)."""
    start: int
    """Offset of its first code point in the field."""
    text: str
    offsets: tuple[int, ...]
    """Offset in the field of each letter."""
    spots: tuple[int, ...]
    """Index of each letter in the page's letters; none where the page does not show the text."""

    @property
    def stretch(self) -> tuple[int, int] | None:
        """The page's letters from its first to the one after its last."""
        return (self.spots[0], self.spots[-1] + 1) if self.spots else None

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """The page's letters that a span of the field fills; None where it has none here."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return (
            (self.spots[first], self.spots[last - 1] + 1) if first < last and self.spots else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every field of a record with its pieces."""

    pieces: tuple[Piece, ...]

    def find(self, field: str, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the page's letters that a span of a field fills."""
        found = (p.find(start, end) for p in self.pieces if p.field == field)
        return [stretch for stretch in found if stretch]

    @property
    def missing(self) -> list[Piece]:
        """What was read and is not seen in the page's text: a title told by metadata alone."""
        return [piece for piece in self.pieces if not piece.spots]


def place(record: Record, page: PageText) -> Places:
    """Look every part up: the body first, for all others stand near it."""
    body = list(_body(record.article.body, page.letters))
    known = [spot for piece in body if piece.stretch for spot in piece.stretch]
    middle = (min(known), max(known)) if known else (0, len(page.letters))
    others = [
        _near(field, text, page.letters, middle) for field, text in _texts(record) if text.strip()
    ]
    return Places(pieces=(*others, *body))


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    article = record.article
    yield "title", article.title
    yield "summary", article.summary or ""
    yield "published_text", article.published_text or ""
    for number, author in enumerate(article.authors, 1):
        yield f"author/{number}", author
    yield "source_credit", article.source_credit or ""
    for caption in record.captions:
        yield f"caption/{caption.image_no}", caption.caption or ""
        yield f"credit/{caption.image_no}", caption.credit or ""


def _body(body: str, where: str) -> Iterator[Piece]:
    """The paragraphs in order, found from the longest one outwards: short ones recur in menus."""
    paragraphs = [(start, text, *letters(text)) for start, text in _paragraphs(body)]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph[2]]
    found = _in_order([bare for _, _, bare, _ in paragraphs], where)
    for at, (start, text, bare, offsets) in enumerate(paragraphs):
        if at in found:
            spots = tuple(range(found[at], found[at] + len(bare)))
        else:
            first = max((found[n] + len(paragraphs[n][2]) for n in found if n < at), default=0)
            last = min((found[n] for n in found if n > at), default=len(where))
            spots = _alike(bare, where, first, last)
        yield Piece(
            field="body",
            start=start,
            text=text,
            offsets=tuple(start + offset for offset in offsets),
            spots=spots,
        )


def _in_order(texts: list[str], where: str) -> dict[int, int]:
    """Number of each text that is there letter for letter → where."""
    order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    middle = next((at for at in order if texts[at] in where), None)
    if middle is None:
        return {}
    found = {middle: where.find(texts[middle])}
    limit = found[middle]
    for at in range(middle - 1, -1, -1):
        if (spot := where.rfind(texts[at], 0, limit)) >= 0:
            found[at] = limit = spot
    limit = found[middle] + len(texts[middle])
    for at in range(middle + 1, len(texts)):
        if (spot := where.find(texts[at], limit)) >= 0:
            found[at] = spot
            limit = spot + len(texts[at])
    return found


def _alike(bare: str, where: str, first: int, last: int) -> tuple[int, ...]:
    """The place of a text that cleaning has mended (`phograve;ng`): most letters in their order."""
    last = min(last, first + _REACH + 3 * len(bare))
    if len(bare) > _LONG:
        return _between_ends(bare, where, first, last)
    blocks = SequenceMatcher(None, bare, where[first:last], autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks if block.size >= _RUN) < _ALIKE * len(bare):
        return ()
    spots: list[int] = []
    for block in blocks:
        if block.size >= _RUN:
            at = first + block.b
            spots += [at] * (block.a - len(spots))
            spots += range(at, at + block.size)
    spots += [spots[-1]] * (len(bare) - len(spots))
    return tuple(spots)


def _between_ends(bare: str, where: str, first: int, last: int) -> tuple[int, ...]:
    """The place of a long text by its ends; the letters between them are spread over the stretch."""
    start = where.find(bare[:_END], first, last)
    end = where.rfind(bare[-_END:], start + _END, last) + _END if start >= 0 else 0
    length = end - start
    if not _ALIKE * len(bare) <= length <= len(bare) / _ALIKE:
        return ()
    return tuple(start + at * (length - 1) // (len(bare) - 1) for at in range(len(bare)))


def _paragraphs(body: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    start = 0
    for text in body.split("\n\n"):
        found.append((start, text))
        start += len(text) + 2
    return found


def _near(field: str, text: str, where: str, middle: tuple[int, int]) -> Piece:
    """The occurrence nearest to the body: what stands above it is repeated in trails and menus."""
    bare, offsets = letters(text)
    best: int | None = None
    spot = where.find(bare) if bare else -1
    while spot >= 0:
        if best is None or _distance(spot, middle) < _distance(best, middle):
            best = spot
        spot = where.find(bare, spot + 1)
    if best is not None:
        spots = tuple(range(best, best + len(bare)))
    else:
        spots = _alike(bare, where, max(0, middle[0] - _REACH), len(where)) if bare else ()
    return Piece(field=field, start=0, text=text, offsets=tuple(offsets), spots=spots)


def _distance(spot: int, middle: tuple[int, int]) -> int:
    first, last = middle
    return first - spot if spot < first else max(0, spot - last)
