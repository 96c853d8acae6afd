"""A shown article as HTML: for a notebook, and as a page of its own.

Everything that a portal wrote is escaped. There is no script and no picture, and nothing is loaded
from anywhere; an address is a link only where it begins with http.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import count
from typing import Any

from govnews.dataset.edits import Edit
from govnews.dataset.lookup import Found, Rows, Stored
from govnews.showing.labels import Kind, Labels
from govnews.showing.marks import Mark, field_texts, marks_of, paragraphs, pieces
from govnews.showing.telling import (
    Fact,
    differences,
    edit_heading,
    facts_of,
    place_of,
    version_line,
    words_changed,
)
from govnews.text.printable import printable

_KINDS: tuple[Kind, ...] = ("event", "person", "speech", "award")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_numbers = count(1)
"""One for each article that is rendered: a notebook may show the same one twice."""


def style() -> str:
    """The style sheet of everything that is shown."""
    return files("govnews.showing").joinpath("article.css").read_text("utf-8")


def page(title: str, inside: str, lang: str) -> str:
    """A whole HTML page that loads nothing, round what `fragment` gave."""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="generator" content="govnews">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n"
        "<style>body { margin: 0 } .govnews { border: 0; border-radius: 0; min-height: 100vh }</style>\n"
        f"</head>\n<body>\n<main>{inside}</main>\n</body>\n</html>\n"
    )


def safe(text: str) -> str:
    """What a stranger wrote, as HTML that shows it and does nothing; signs nobody sees as escapes."""
    return escape(printable(text))


def link(url: str) -> str:
    """An address, as a link where a browser would fetch it."""
    if url.startswith(("http://", "https://")):
        return f'<a href="{safe(url)}" rel="noopener noreferrer">{safe(url)}</a>'
    return safe(url)


class ArticleView:
    """The HTML of one version of an article."""

    def __init__(
        self, found: Found, stored: Stored, rows: Rows, former: Rows | None, labels: Labels
    ) -> None:
        self._found = found
        self._stored = stored
        self._rows = rows
        self._former = former
        self._labels = labels
        self._article: Mapping[str, Any] = rows["articles"][0]
        self._texts = field_texts(rows)
        self._marks = marks_of(rows, labels)
        self._prefix = ""
        self._anchored: set[str] = set()

    def fragment(self, level: int = 2) -> str:
        """An element with its own style; its heading is of this level."""
        self._prefix = f"gn{next(_numbers)}-"
        self._anchored = set()
        text = "".join(self._text(level + 1))  # first: it says which labels have a place
        title = self._marked("title", 0, len(self._article["title"]))
        return (
            f'<article class="govnews" lang="{self._labels.lang}"><style>{style()}</style>'
            f'<header><h{level} class="gn-title" lang="vi">{title}</h{level}>'
            f"<p>{safe(place_of(self._article, self._labels))}<br>"
            f"{link(self._article['url'])}</p>{self._legend()}</header>"
            f'<div class="gn-columns"><section lang="vi">{text}</section>'
            f"<section>{''.join(self._beside(level + 1))}</section></div></article>"
        )

    def _legend(self) -> str:
        """Each kind of mark as it looks, by name and number."""
        items = "".join(
            f'<li><span class="gn-label gn-{kind}">{self._labels.letters[kind]}</span>'
            f'<mark class="gn-{kind}">{self._labels.kinds[kind]}</mark> {number}</li>'
            for kind in _KINDS
            if (number := sum(mark.kind == kind for mark in self._marks))
        )
        return (
            f'<p class="gn-legend-head">{self._labels.legend}</p><ul class="gn-legend">{items}</ul>'
            if items
            else ""
        )

    def _text(self, level: int) -> Iterator[str]:
        if self._article["summary"]:
            yield f'<p class="gn-summary">{self._marked("summary", 0, len(self._article["summary"]))}</p>'
        for start, end in paragraphs(self._article["body"]):
            yield f"<p>{self._marked('body', start, end)}</p>"
        if pictures := self._rows["captions"]:
            yield f'<div lang="{self._labels.lang}">{_heading(level, self._labels.pictures)}</div>'
            yield f"<ol>{''.join(map(self._picture, pictures))}</ol>"

    def _picture(self, row: Mapping[str, Any]) -> str:
        """A picture's caption, credit and address; nothing is fetched."""
        if row["caption"]:
            told = self._marked(f"caption/{row['image_no']}", 0, len(row["caption"]))
        else:
            told = f'<em lang="{self._labels.lang}">{self._labels.no_caption}</em>'
        credit = f" ({safe(row['credit'])})" if row["credit"] else ""
        address = f"<code>{safe(row['image_url'])}</code>"
        return f'<li value="{int(row["image_no"])}">{told}{credit}<br>{address}</li>'

    def _marked(self, field: str, start: int, end: int) -> str:
        """A stretch of a field with its marks."""
        text = self._texts.get(field, "")
        marks = [mark for mark in self._marks if mark.field == field]
        shown = []
        for first, last, over in pieces(start, end, marks):
            words = safe(text[first:last])
            opened = "".join(self._label(mark) for mark in over if mark.start == first)
            shown.append(f"{opened}{_mark(words, over)}" if over else words)
        return "".join(shown)

    def _label(self, mark: Mark) -> str:
        """The label before a mark, which leads to its fact."""
        place = ""
        if mark.label not in self._anchored:
            self._anchored.add(mark.label)
            place = f' id="{self._prefix}at-{mark.label}"'
        return (
            f'<a class="gn-label gn-{mark.kind}"{place} href="#{self._prefix}{mark.label}">'
            f"{mark.label}</a>"
        )

    def _beside(self, level: int) -> Iterator[str]:
        labels = self._labels
        groups = list(facts_of(self._rows, labels))
        yield _heading(level, labels.facts)
        for heading, facts in groups:
            size = f" ({len(facts)})" if facts[0].kind != "event" else ""
            yield _heading(level + 1, f"{heading}{size}", "gn-group")
            yield f'<ul class="gn-facts">{"".join(map(self._fact, facts))}</ul>'
        if not groups:
            yield f"<p>{labels.no_facts}</p>"
        versions = self._found.versions
        lines = (version_line(stored, self._stored.version, labels) for stored in versions)
        yield _heading(level, labels.versions)
        yield f"<ul>{''.join(f'<li>{safe(line)}</li>' for line in lines)}</ul>"
        if self._former:
            number = self._former["articles"][0]["version"]
            yield _heading(level, labels.changes.format(number))
            yield self._changes(differences(self._former, self._rows))

    def _fact(self, fact: Fact) -> str:
        kind = f'class="gn-label gn-{fact.kind}"'
        if fact.label in self._anchored:
            badge = f'<a {kind} href="#{self._prefix}at-{fact.label}">{fact.label}</a>'
            note = ""
        else:
            badge = f"<span {kind}>{fact.label}</span>"
            note = f"<small>{self._labels.unplaced}</small>"
        details = "".join(
            f"<div><dt>{safe(name)}</dt><dd>{safe(told)}</dd></div>" for name, told in fact.details
        )
        listed = f"<dl>{details}</dl>" if details else ""
        head = f'<b lang="vi">{safe(fact.head)}</b>'
        return f'<li id="{self._prefix}{fact.label}">{badge} {head} {note}{listed}</li>'

    def _changes(self, edits: Sequence[Edit]) -> str:
        if not edits:
            return f"<p>{self._labels.unchanged}</p>"
        items = "".join(
            f"<div><dt>{safe(edit_heading(edit, self._labels))}</dt>"
            f'<dd lang="vi">{_edited(edit)}</dd></div>'
            for edit in edits
        )
        return f'<dl class="gn-changes">{items}</dl>'


def _heading(level: int, words: str, kind: str = "gn-head") -> str:
    return f'<h{level} class="{kind}">{words}</h{level}>'


def _mark(words: str, over: Sequence[Mark]) -> str:
    kinds = " ".join(dict.fromkeys(f"gn-{mark.kind}" for mark in over))
    told = safe("\n".join(mark.told for mark in over))
    return f'<mark class="{kinds}" title="{told}">{words}</mark>'


def _edited(edit: Edit) -> str:
    """Words that went and words that came, those around them as they are."""
    elements = {"-": "del", "+": "ins"}
    return " ".join(
        f"<{elements[sign]}>{safe(words)}</{elements[sign]}>" if sign in elements else safe(words)
        for sign, words in words_changed(edit.before or "", edit.after or "")
    )
