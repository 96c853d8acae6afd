"""A shown article as plain text, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from govnews.dataset.lookup import Found, Rows, Stored
from govnews.showing.labels import Labels
from govnews.showing.marks import Mark, field_texts, marks_of, paragraphs, pieces
from govnews.showing.telling import (
    differences,
    edit_heading,
    facts_of,
    place_of,
    version_line,
)
from govnews.text.printable import printable

WIDTH = 80
_INDENT = 4


def plain_text(
    found: Found, stored: Stored, rows: Rows, former: Rows | None, labels: Labels
) -> str:
    """One version of an article; what strangers wrote commands no terminal."""
    lines = [*_article(rows, labels), *_facts(rows, labels)]
    lines += _versions(found, stored, rows, former, labels)
    return printable("\n".join(lines))


def _article(rows: Rows, labels: Labels) -> Iterator[str]:
    [article] = rows["articles"]
    texts, marks = field_texts(rows), marks_of(rows, labels)

    def marked(field: str, start: int, end: int) -> str:
        own = [mark for mark in marks if mark.field == field]
        return bracketed(texts.get(field, ""), start, end, own)

    yield from _wrapped(marked("title", 0, len(article["title"])))
    yield from _wrapped(place_of(article, labels))
    yield article["url"]
    kinds = dict.fromkeys(mark.kind for mark in marks)
    if kinds:
        told = ", ".join(f"[{labels.letters[kind]} {labels.kinds[kind]}]" for kind in kinds)
        yield f"{labels.legend}: {told}"
    if article["summary"]:
        yield ""
        yield from _wrapped(marked("summary", 0, len(article["summary"])))
    for start, end in paragraphs(article["body"]):
        yield ""
        yield from _wrapped(marked("body", start, end))
    if rows["captions"]:
        yield from _heading(labels.pictures)
    for row in rows["captions"]:
        field = f"caption/{row['image_no']}"
        yield from _picture(
            row, marked(field, 0, len(texts[field])) if field in texts else labels.no_caption
        )


def _picture(row: Mapping[str, Any], told: str) -> Iterator[str]:
    credit = f" ({row['credit']})" if row["credit"] else ""
    yield from _wrapped(f"{row['image_no']}. {told}{credit}", hanging=True)
    yield f"{' ' * _INDENT}{row['image_url']}"


def _facts(rows: Rows, labels: Labels) -> Iterator[str]:
    yield from _heading(labels.facts)
    groups = list(facts_of(rows, labels))
    if not groups:
        yield labels.no_facts
    for heading, facts in groups:
        yield heading
        for fact in facts:
            yield from _wrapped(f"{fact.label}  {fact.head}", hanging=True)
            for name, told in fact.details:
                yield from _wrapped(f"{' ' * _INDENT}{name}: {told}", hanging=True)


def _versions(
    found: Found, stored: Stored, rows: Rows, former: Rows | None, labels: Labels
) -> Iterator[str]:
    yield from _heading(labels.versions)
    for version in found.versions:
        yield from _wrapped(version_line(version, stored.version, labels))
    if former is None:
        return
    yield from _heading(labels.changes.format(former["articles"][0]["version"]))
    edits = differences(former, rows)
    if not edits:
        yield labels.unchanged
    for edit in edits:
        yield edit_heading(edit, labels)
        for sign, words in (("-", edit.before), ("+", edit.after)):
            if words:
                yield from _wrapped(f"  {sign} {words}", hanging=True)


def bracketed(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """A stretch of a text with its marks as brackets: `[P1 Đồng chí Lê An, Bí thư]`.

    Where two marks cross, the inner one is closed and opened again, so that brackets always pair.
    """
    shown: list[str] = []
    opened: list[Mark] = []
    for first, last, over in pieces(start, end, marks):
        same = 0
        while same < min(len(opened), len(over)) and opened[same] is over[same]:
            same += 1
        shown.append("]" * _brackets(opened[same:]))
        shown += [f"[{' '.join(mark.label for mark in alike)} " for alike in _spans(over[same:])]
        shown.append(text[first:last])
        opened = list(over)
    return "".join(shown) + "]" * _brackets(opened)


def _spans(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks, longest first, with those of the same stretch together: they share a bracket."""
    return [list(alike) for _, alike in groupby(marks, key=lambda mark: (mark.start, mark.end))]


def _brackets(marks: Sequence[Mark]) -> int:
    return len(_spans(marks))


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words.upper()


def _wrapped(text: str, *, hanging: bool = False) -> Iterator[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    lines = wrap(
        text.strip(),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * _INDENT if hanging else indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    yield from lines or [""]
