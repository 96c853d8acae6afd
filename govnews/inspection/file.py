"""A page of any source read, and its inspection written to a file that is nobody else's."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from govnews import facts
from govnews.errors import BadInput, NotAnArticle, UnreadablePage
from govnews.inspection import Inspection, inspect_page
from govnews.saved import TEXT, SavedPage, extracted, plain_text
from govnews.sources import Source

_ENDING = ".inspect.html"
_OURS = b'<meta name="generator" content="govnews inspect">'
_HEAD = 400
"""Bytes in which a page of inspection says what it is."""
_LONGEST_NAME = 100


def inspect_source(page: SavedPage, portal: str | None) -> Inspection:
    """The inspection of a page as `govnews.sources` gives it, or of a plain text.

    Raises `NotAnArticle` and `UnreadablePage`, with the page's name, where nothing can be read.
    """
    if page.name.endswith(TEXT):
        text = plain_text(page.name, page.content)
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        return inspect_page(lines, facts(text, portal=portal))
    try:
        record = extracted(page, portal)
    except NotAnArticle as error:
        raise NotAnArticle(
            error.kind, f"{page.name} is no article ({error.kind}): {error}"
        ) from error
    except UnreadablePage as error:
        raise UnreadablePage(f"{page.name}: {error}") from error
    return inspect_page(page.content, record, content_type=page.content_type)


def place_beside(source: Source) -> Path:
    """Where the inspection of a source goes: beside a file, otherwise into the current folder."""
    path = Path(source.name)
    if source.url is None and path.is_file():
        return path.with_name(path.stem + _ENDING)
    last = unquote(urlsplit(source.url or source.name).path).rstrip("/").rpartition("/")[2]
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in last).strip("-")[-_LONGEST_NAME:]
    return Path((stem or "page") + _ENDING)


def write_inspection(inspection: Inspection, path: Path) -> None:
    """Write the page; only an earlier inspection is replaced.

    Raises `BadInput` where the file is another one, or cannot be written.
    """
    try:
        if path.exists() and _OURS not in path.read_bytes()[:_HEAD]:
            raise BadInput(f"{path} exists and is no inspection: name another file with --out")
        path.write_text(inspection.html, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {error.strerror}") from error
