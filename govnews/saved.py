"""Saved pages → records: HTML files, folders of them, WARC archives, standard input. No network."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from govnews import extract, portals
from govnews.archive import ArchivedPage, read_warc
from govnews.archive.replay import ARCHIVES, is_archive
from govnews.errors import (
    ArchiveError,
    BadInput,
    DatasetError,
    NotAnArticle,
    UnreadablePage,
)
from govnews.model import Record
from govnews.page.urls import shown_address

STDIN = "-"
TEXT = ".txt"
"""Plain text, read by `govnews.facts`."""

_PAGE = (".html", ".htm")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_MIRRORED_FROM = re.compile(rb"<!--\s*Mirrored from (\S+) by HTTrack", re.IGNORECASE)
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How gzip, Word (new and old), PDF and RTF files begin."""
_HTML = re.compile(r"<(?:!doctype html|html|head|body|p|div|article)\b[^<]*>", re.IGNORECASE)
_HEAD = 8192
"""Bytes in which a browser or a mirroring tool says where a page is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page on the disk or in an archive."""

    name: str
    """For messages: the file, and in an archive the URL too."""
    body: bytes | Path
    """The page, or the file that holds it."""
    url: str | None = None
    """None where only the page itself can tell."""
    fetched_at: datetime | None = None
    """Aware, UTC."""
    content_type: str | None = None
    """The HTTP header, in an archive."""
    archive_ref: str | None = None

    @property
    def content(self) -> bytes:
        """The page's bytes. Raises `UnreadablePage` where its file cannot be read."""
        if isinstance(self.body, bytes):
            return self.body
        try:
            return self.body.read_bytes()
        except OSError as error:
            raise UnreadablePage(f"cannot be read: {error.strerror}") from error


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the pages."""

    articles: int = 0
    failed: int = 0
    others: Counter[str] = field(default_factory=Counter)
    """Kind of page → how many were no articles."""

    def __str__(self) -> str:
        parts = [_counted(self.articles, "article")]
        if self.others:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self.others.most_common())
            parts.append(f"{_counted(self.others.total(), 'other page')} ({kinds})")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)


def check_sources(sources: Sequence[str], *, url: str | None, portal: str | None) -> None:
    """Refuse what `read_saved` cannot begin with.

    Raises:
        BadInput: a source does not exist, or `url` is given for several pages.
        UnknownPortal: `portal` is not declared.

    """
    if portal is not None:
        portals.get(portal)
    for source in sources:
        path = Path(source)
        if source != STDIN and not path.exists():
            raise BadInput(f"{source}: no such file or folder: check the path")
        if path.is_dir() and not any(_inside(path)):
            looked_for = ", ".join((*_PAGE, *ARCHIVES))
            raise BadInput(f"{source}: no saved page in this folder ({looked_for}): check the path")
        if url and (len(sources) > 1 or path.is_dir() or is_archive(path)):
            raise BadInput(
                f"--url names one page, {' '.join(sources)} may be several: leave it out"
            )


def read_saved(
    sources: Sequence[str],
    *,
    url: str | None = None,
    portal: str | None = None,
    use: Callable[[Record], object],
    trouble: Callable[[str, Exception], object],
) -> Tally:
    """Read every page in `sources` and hand each record to `use`, each problem to `trouble`.

    A source is an HTML file, a WARC file, a folder of them, or `-`. `url` is where the one page
    was fetched from; otherwise the page's own word is taken, or else the file's `file:` URL.
    One bad page never stops the others. Raises what `check_sources` does, and `DatasetError` where
    `use` cannot store a record.
    """
    check_sources(sources, url=url, portal=portal)
    tally = Tally()
    for source in sources:
        for page in _pages(Path(source), url, tally, trouble):
            _read(page, portal, tally, use, trouble)
    return tally


def plain_text(name: str, data: bytes) -> str:
    """The text of a file for `facts`.

    Raises:
        BadInput: it is no plain text but a web page, a document or another binary file.

    """
    from govnews.page.decode import decode

    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.startswith(_PACKED) or (b"\0" in data[:_HEAD] and not is_utf16):
        raise BadInput(f"{name}: no plain text but a binary file: save it as text (UTF-8)")
    text = decode(data)
    if len(_HTML.findall(text, 0, _HEAD)) > 1:
        raise BadInput(f"{name}: looks like a web page: use `govnews extract {name}`")
    return text


def own_url(body: bytes) -> str | None:
    """The URL that a saved page says it is from, or None.

    A browser's or HTTrack's note comes first; then the page's own canonical link or `og:url`, if
    it names an article and not, as templates do, the home page.
    """
    from govnews.page.decode import parse
    from govnews.page.urls import article_key, is_web_address

    head = body[:_HEAD]
    for note, scheme in ((_SAVED_FROM, ""), (_MIRRORED_FROM, "https://")):  # HTTrack leaves it out
        noted = note.search(head)
        address = scheme + noted.group(1).decode("ascii", "ignore") if noted else ""
        if is_web_address(address):
            return address
    declared = parse(body).xpath(
        "//link[translate(@rel,'CANOIL','canoil')='canonical']/@href | //meta[@property='og:url']/@content"
    )
    for target in map(str.strip, map(str, declared)):
        if not is_web_address(target):
            continue
        slug = urlsplit(target).path.rstrip("/").rpartition("/")[2]
        if article_key(target) or slug.count("-") > 2:
            return target
    return None


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _pages(
    path: Path, url: str | None, tally: Tally, trouble: Callable[[str, Exception], object]
) -> Iterator[SavedPage]:
    """The pages of one source; an archive's other records are only counted."""
    if str(path) == STDIN:
        yield SavedPage(name="standard input", body=sys.stdin.buffer.read(), url=url)
    elif path.is_dir():
        for file in sorted(_inside(path)):
            yield from _pages(file, None, tally, trouble)
    elif is_archive(path):
        read = 0
        try:
            for response in read_warc(path):
                read += 1
                if reason := _not_a_page(response):
                    tally.others[reason] += 1
                else:
                    yield archived(path, response)
        except ArchiveError as error:
            tally.failed += 1
            rest = f"; {_counted(read, 'record')} before it were read" if read else ""
            trouble(str(path), ArchiveError(f"{error}{rest}"))
    else:
        yield SavedPage(name=str(path), body=path, url=url)


def _inside(folder: Path) -> Iterator[Path]:
    """The pages and archives in a folder and below."""
    for path in folder.rglob("*"):
        if path.name.lower().endswith((*_PAGE, *ARCHIVES)) and path.is_file():
            yield path


def archived(path: Path, response: ArchivedPage) -> SavedPage:
    """A response of an archive as a page."""
    return SavedPage(
        name=f"{path}: {shown_address(response.url)}",
        body=response.body,
        url=response.url,
        fetched_at=response.fetched_at,
        content_type=response.content_type,
        archive_ref=response.ref,
    )


def _not_a_page(response: ArchivedPage) -> str | None:
    """What a response is, if it is no HTML page that was found."""
    if response.status != 200:
        return f"status {response.status}"
    if response.is_too_large:
        return "too large"
    kind = (response.content_type or "text/html").partition(";")[0].strip().lower()
    return None if "html" in kind else kind


def _read(
    page: SavedPage,
    portal: str | None,
    tally: Tally,
    use: Callable[[Record], object],
    trouble: Callable[[str, Exception], object],
) -> None:
    try:
        use(extracted(page, portal))
    except NotAnArticle as error:
        tally.others[error.kind] += 1
        if page.archive_ref is None:
            trouble(page.name, error)
    except (DatasetError, BrokenPipeError):
        raise
    except Exception as error:  # a fault of ours on one page must not cost the other pages
        tally.failed += 1
        trouble(page.name, error)
    else:
        tally.articles += 1


def extracted(page: SavedPage, portal: str | None) -> Record:
    """What `govnews.extract` reads from a page; raises what that raises."""
    body = page.content
    url = page.url or own_url(body)
    if url is None:
        url = page.body.absolute().as_uri() if isinstance(page.body, Path) else "file:///dev/stdin"
    record = extract(
        body, url, portal=portal, fetched_at=page.fetched_at, content_type=page.content_type
    )
    if page.archive_ref is None:
        return record
    article = dataclasses.replace(record.article, archive_ref=page.archive_ref)
    return dataclasses.replace(record, article=article)
