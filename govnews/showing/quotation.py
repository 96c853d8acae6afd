"""The words that a row was read from, in their sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

from govnews.dataset.lookup import Rows
from govnews.errors import BadInput
from govnews.inspection.marks import EVENT_FIELDS
from govnews.showing.marks import event_span, field_texts
from govnews.showing.web import link, safe, style
from govnews.text import sentences
from govnews.text.printable import printable

_SPAN = ("evidence_field", "evidence_start", "evidence_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A span of an article's text, and where to find it."""

    article_id: str
    version: int
    url: str
    archive_ref: str | None
    """WARC file name and offset of the page, where it was kept."""
    field: str
    """`title`, `summary`, `body` or `caption/N`."""
    start: int
    """First code point of the span in the field."""
    end: int
    """One past the last."""
    text: str
    """The span itself."""
    sentence: str
    """The whole sentence that holds it; several, where it runs over their ends."""
    sentence_start: int
    """First code point of the sentence in the field."""

    @property
    def _parts(self) -> tuple[str, str, str]:
        """The sentence before the span, the span, the sentence after it."""
        start, end = self.start - self.sentence_start, self.end - self.sentence_start
        return self.sentence[:start], self.sentence[start:end], self.sentence[end:]

    def __str__(self) -> str:
        return self.sentence

    def __repr__(self) -> str:
        before, span, after = self._parts
        place = f"{self.field}[{self.start}:{self.end}]"
        return printable(f"{before}«{span}»{after}\n({place}, version {self.version}, {self.url})")

    def _repr_html_(self) -> str:
        before, span, after = map(safe, self._parts)
        kept = f" · {safe(self.archive_ref)}" if self.archive_ref else ""
        return (
            f'<div class="govnews"><style>{style()}</style>'
            f'<blockquote lang="vi">{before}<mark class="gn-person">{span}</mark>{after}</blockquote>'
            f"<small>{safe(self.field)} {self.start}–{self.end} · {link(self.url)}{kept}</small></div>"
        )


def quotation_of(row: Mapping[str, Any], rows: Rows, column: str | None = None) -> Quotation:
    """The words that a row stands on, out of the rows of its article.

    Of an article's own row these are the words of a column of the event: of `column`, or of the
    first one that stands in the text.

    Raises:
        BadInput: the row has no words to show.

    """
    [article] = rows["articles"]
    texts = field_texts(rows)
    field, start, end = _span(row, article, texts, column)
    text = texts.get(field, "")
    if not 0 <= start < end <= len(text):
        raise BadInput(
            f"article {article['article_id']}: its {field} has no words {start} to {end}: "
            "was the row changed?"
        )
    first, last = around(text, start, end)
    return Quotation(
        article_id=article["article_id"],
        version=article["version"],
        url=article["url"],
        archive_ref=article["archive_ref"],
        field=field,
        start=start,
        end=end,
        text=text[start:end],
        sentence=text[first:last],
        sentence_start=first,
    )


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentences that a span of a text touches.

    >>> text = "Sáng nay họp. Ông An dự. Kết thúc."
    >>> first, last = around(text, 14, 19)
    >>> text[first:last]
    'Ông An dự.'
    """
    touched = [span for span in sentences(text) if span[0] < end and span[1] > start]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def _span(
    row: Mapping[str, Any],
    article: Mapping[str, Any],
    texts: Mapping[str, str],
    column: str | None,
) -> tuple[str, int, int]:
    """Field, start and end of what a row was read from."""
    if all(name in row for name in _SPAN):
        for name in _SPAN:
            if not isinstance(row[name], str | Integral):
                raise BadInput(f"{name} is null in this row: it was read from no words")
        field, start, end = (row[name] for name in _SPAN)
        return str(field), int(start), int(end)
    if "image_no" in row:
        field = f"caption/{row['image_no']}"
        if field not in texts:
            raise BadInput(
                f"article {article['article_id']}: picture {row['image_no']} has no caption"
            )
        return field, 0, len(texts[field])
    if any(name in row for name in ("person_no", "speech_no", "award_no")):
        raise BadInput(
            f"a row without {', '.join(_SPAN)}: load these columns too, as they say where it was read"
        )
    return _event_words(article, texts, [column] if column else list(EVENT_FIELDS))


def _event_words(
    article: Mapping[str, Any], texts: Mapping[str, str], columns: Sequence[str]
) -> tuple[str, int, int]:
    for column in columns:
        if column not in EVENT_FIELDS:
            raise BadInput(f"column={column!r}: choose one of {', '.join(EVENT_FIELDS)}")
        if span := event_span(article, column, texts):
            return span
    raise BadInput(
        f"article {article['article_id']}: no words of its text say its {', '.join(columns)}"
    )
