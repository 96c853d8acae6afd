"""The page of inspection put together: heading, original, records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from govnews.inspection.marks import Mark, file_name
from govnews.inspection.original import PageText
from govnews.inspection.placing import Places
from govnews.inspection.rendering import Rendering
from govnews.model import Record

_ARTICLE = (
    "title", "summary", "body", "published_at", "published_precision", "published_text",
    "modified_at", "authors", "source_credit", "section", "tags", "attachments",
)  # fmt: skip
_EVENT = (
    "event_name", "event_date", "event_end_date", "event_date_text", "event_part_of_day",
    "organiser", "venue", "place", "province", "province_code", "province_now",
    "province_now_code", "location", "dateline",
)  # fmt: skip
_TABLES = (
    ("people", "People · Nhân vật", "person_no", "name"),
    ("speakers", "Speeches · Phát biểu", "speech_no", "name"),
    ("awards", "Awards · Khen thưởng", "award_no", "award"),
    ("captions", "Pictures · Ảnh", "image_no", "caption"),
)
"""Table, its heading, the number of a row and what a row is headed by."""
_UNTOLD = frozenset(("evidence_start", "evidence_end", "evidence_field"))
_LONG = 400
"""Code points of a value that is shown whole."""
_LAYERS = ("event", "person", "speech", "award", "caption")


def document(record: Record, page: PageText, places: Places, marks: Sequence[Mark]) -> str:
    """The HTML of the inspection of one page."""
    article = record.article
    pictures = {file_name(caption.image_url): caption.image_no for caption in record.captions}
    rendering = Rendering(page, marks, pictures)
    original = rendering.html()
    template = Template(files("govnews.inspection").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        title=escape(article.title or "No title"),
        url=escape(article.url or "plain text"),
        reader=escape(f"{article.portal} · {article.parser}"),
        layers="".join(_layer(kind, marks) for kind in _LAYERS),
        counts=escape(counts_of(places, marks)),
        missing=_missing(places, marks),
        original=original,
        records="".join(_records(record, rendering.shown)),
    )


def counts_of(places: Places, marks: Sequence[Mark]) -> str:
    """How much of what was read is marked in the page."""
    facts = [mark for mark in marks if mark.is_fact]
    parts, placed = len(places.pieces), len(places.pieces) - len(places.missing)
    seen = sum(bool(fact.stretches) for fact in facts)
    return f"{placed} of {parts} parts and {seen} of {len(facts)} facts are marked in the page"


def _layer(kind: str, marks: Sequence[Mark]) -> str:
    """The switch that shows and hides one kind of marks."""
    count = Counter(mark.kind for mark in marks)[kind]
    return (
        f'<label><input type="checkbox" id="show-{kind}" checked>'
        f'<a class="{kind}">{kind}</a> {count}</label>'
    )


def _missing(places: Places, marks: Sequence[Mark]) -> str:
    """What was read and is not seen in the page's text, said aloud."""
    lines = [f"{piece.field.replace('_', ' ')}: {_cut(piece.text)}" for piece in places.missing]
    lines += [mark.told for mark in marks if mark.is_fact and not mark.stretches]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<details open><summary>Not seen in the page's text</summary><ul>{items}</ul></details>"


def _records(record: Record, shown: set[str]) -> Iterator[str]:
    values = record.to_dict()
    article = values["article"] | {"body": _size(record.article.body)}
    others = tuple(name for name in article if name not in (*_ARTICLE, *_EVENT))
    yield _group("Article · Bài viết", _columns(article, _ARTICLE, shown))
    yield _group("Event · Sự kiện", _columns(article, _EVENT, shown))
    for table, heading, number, head in _TABLES:
        rows = (_row(table, row, row[number], head, shown) for row in values[table])
        yield _group(f"{heading} <b>{len(values[table])}</b>", "".join(rows))
    yield _group("Reading · Cách đọc", _columns(article, others, shown))


def _group(heading: str, rows: str) -> str:
    return f"<h2>{heading}</h2>{rows}"


def _columns(values: Mapping[str, Any], names: Sequence[str], shown: set[str]) -> str:
    """Columns of the article; those without a value are named in one line."""
    lines = [
        f'<div id="article-{name}"><dt>{name}</dt><dd>{_linked(name, values[name], shown)}</dd></div>'
        for name in names
        if values[name] not in (None, [])
    ]
    empty = [name for name in names if values[name] in (None, [])]
    if empty:
        lines.append(f'<div class="null"><dt>null</dt><dd>{", ".join(empty)}</dd></div>')
    return f'<dl class="row">{"".join(lines)}</dl>'


def _linked(name: str, value: Any, shown: set[str]) -> str:
    key = f"article-{name}"
    return f'<a href="#at-{key}">{_told(value)}</a>' if key in shown else _told(value)


def _row(table: str, row: Mapping[str, Any], number: int, head: str, shown: set[str]) -> str:
    """One row of a table, under the label that stands in the page too."""
    key, label = f"{table}-{number}", f"{table[0].upper()}{number}"
    badge = f'<i class="{table}" data-label="{label}"></i>'
    if key in shown:
        badge = f'<a href="#at-{key}">{badge}</a>'
    else:
        badge += "<small>not seen in the page</small>"
    lines = "".join(
        f"<div><dt>{name.removeprefix('evidence_')}</dt><dd>{_told(value)}</dd></div>"
        for name, value in row.items()
        if name not in (*_UNTOLD, head) and not name.endswith("_no") and value not in (None, [])
    )
    heading = _told(row[head]) if row[head] else '<span class="null">no caption</span>'
    return f'<article class="row" id="{key}"><h3>{badge} {heading}</h3><dl>{lines}</dl></article>'


def _told(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return escape(_cut(str(value)))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0]} …"


def _size(body: str) -> str:
    paragraphs = len(body.split("\n\n")) if body else 0
    return f"{len(body.split()):,} words in {paragraphs} paragraphs"
