"""The page of inspection put together: heading, original, records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from govnews.inspection.marks import Mark
from govnews.inspection.original import PageText
from govnews.inspection.placing import Places
from govnews.inspection.rendering import Rendering
from govnews.model import Record

_TABLES = (
    ("people", "People", "Nhân vật", "person_no"),
    ("speakers", "Speeches", "Phát biểu", "speech_no"),
    ("awards", "Awards", "Khen thưởng", "award_no"),
    ("captions", "Captions", "Chú thích ảnh", "image_no"),
)
_HIDDEN = frozenset(("evidence_start", "evidence_end", "evidence_field"))
_LONG = 400
"""Code points of a value that is shown whole."""


def document(record: Record, page: PageText, places: Places, marks: Sequence[Mark]) -> str:
    """The HTML of the inspection of one page."""
    article = record.article
    shown = {mark.row for mark in marks if mark.stretches}
    template = Template(files("govnews.inspection").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        title=escape(article.title),
        url=escape(article.url),
        reader=escape(f"{article.portal} · {article.parser}"),
        counts=escape(_counts(marks, places)),
        missing=_missing(marks, places),
        original=Rendering(page, marks).html(),
        article=_article(record, shown),
        tables="".join(_table(record, table, shown) for table in _TABLES),
    )


def _counts(marks: Sequence[Mark], places: Places) -> str:
    facts = [mark for mark in marks if mark.is_fact]
    parts, placed = len(places.pieces), len(places.pieces) - len(places.missing)
    return (
        f"{placed} of {parts} parts and {sum(bool(f.stretches) for f in facts)} of {len(facts)} "
        "facts are marked in the page"
    )


def _missing(marks: Sequence[Mark], places: Places) -> str:
    """What was read and is not seen in the page's text, said aloud."""
    lines = [f"{piece.field.replace('_', ' ')}: {_cut(piece.text)}" for piece in places.missing]
    lines += [mark.told for mark in marks if mark.is_fact and not mark.stretches]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        "<details open><summary>Not found in the page's visible text, so not marked</summary>"
        f"<ul>{items}</ul></details>"
    )


def _article(record: Record, shown: set[str]) -> str:
    values = record.to_dict()["article"]
    rows = "".join(_line(f"article-{name}", name, value, shown) for name, value in values.items())
    return f"<h2>Article · Bài viết</h2><table>{rows}</table>"


def _table(record: Record, table: tuple[str, str, str, str], shown: set[str]) -> str:
    name, english, vietnamese, number = table
    rows = record.to_dict()[name]
    found = [f"<h2>{english} · {vietnamese} ({len(rows)})</h2>"]
    for row in rows:
        key = f"{name}-{row[number]}"
        found.append(f'<table id="{key}" class="row">{"".join(_cells(key, row, shown))}</table>')
    return "".join(found)


def _cells(key: str, row: dict[str, Any], shown: set[str]) -> Iterator[str]:
    link = f'<a href="#at-{key}">in the page</a>' if key in shown else "not seen in the page"
    yield f"<tr><th>{key.replace('-', ' ')}</th><td>{link}</td></tr>"
    for name, value in row.items():
        if name not in _HIDDEN and value not in (None, []):
            yield f"<tr><th>{name}</th><td>{_shown(value)}</td></tr>"


def _line(key: str, name: str, value: Any, shown: set[str]) -> str:
    words = _shown(value)
    if key in shown:
        words = f'<a href="#at-{key}">{words}</a>'
    return f'<tr id="{key}"><th>{name}</th><td>{words}</td></tr>'


def _shown(value: Any) -> str:
    if value is None or value == []:
        return '<span class="null">null</span>'
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, date):
        value = value.isoformat()
    return escape(_cut(str(value)))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0]} …"
