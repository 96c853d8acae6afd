"""Pieces of HTML; what comes from the dataset is always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

CUT = 220
"""Code points of a text that are shown."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def cell(value: object) -> Html:
    """A value as HTML: escaped, unless it is HTML; long texts are cut, missing is a dash.

    >>> cell("<b>"), cell(Html("<b>")), cell(None)
    ('&lt;b&gt;', '<b>', '–')
    """
    if isinstance(value, Html):
        return value
    if value is None or value != value or str(value) in ("<NA>", "NaT"):
        return Html("–")
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return Html(escape(text if len(text) <= CUT else text[:CUT].rstrip() + "…"))


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]], kinds: str = ""
) -> Html:
    """A table; in `kinds` a letter for each column: `n` numbers, `d` days, `.` anything else."""
    marks = [f' class="{kind}"' if kind != "." else "" for kind in kinds.ljust(len(columns), ".")]
    head = "".join(
        f'<th scope="col"{mark}>{escape(name)}</th>'
        for mark, name in zip(marks, columns, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{cell(value)}</td>" for mark, value in zip(marks, row, strict=True))
        + "</tr>\n"
        for row in rows
    )
    named = escape(caption, quote=True)
    return Html(
        f'<div class="wide" tabindex="0" role="region" aria-label="{named}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>\n"
        f"<tbody>{body}</tbody></table></div>"
    )


def link(url: str, text: str) -> Html:
    """A link where the address is one of the web, else the text alone.

    >>> link("https://a.vn/?a=1&b=2", "<a>"), link("javascript:alert(1)", "b")
    ('<a href="https://a.vn/?a=1&amp;b=2" rel="noreferrer">&lt;a&gt;</a>', 'b')
    """
    if not url.lower().startswith(("http://", "https://")):
        return cell(text)
    return Html(f'<a href="{escape(url)}" rel="noreferrer">{cell(text)}</a>')


def section(key: str, heading: str, *parts: str) -> Html:
    """A part of the page."""
    body = "\n".join(filter(None, parts))
    return Html(f'<section id="{key}"><h2>{escape(heading)}</h2>\n{body}</section>')


def paragraph(text: str, kind: str = "") -> Html:
    """A paragraph; `kind` is its class."""
    mark = f' class="{kind}"' if kind else ""
    return Html(f"<p{mark}>{text if isinstance(text, Html) else escape(text)}</p>")


def heading(text: str) -> Html:
    """A heading within a section."""
    return Html(f"<h3>{escape(text)}</h3>")
