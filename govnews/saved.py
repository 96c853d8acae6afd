"""Saved pages → records: HTML files, folders of them, WARC archives, standard input. No network."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from govnews import extract, portals
from govnews.archive import ArchivedPage
from govnews.archive.replay import ARCHIVES, is_archive
from govnews.errors import BadInput, UnreadablePage
from govnews.model import Record
from govnews.page.urls import shown_address
from govnews.storage import files_at, is_remote, place

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
    truncated: str | None = None
    """Why the archive has the beginning only; None for the whole page."""

    @property
    def content(self) -> bytes:
        """The page's bytes. Raises `UnreadablePage` where its file cannot be read."""
        if isinstance(self.body, bytes):
            return self.body
        try:
            return self.body.read_bytes()
        except OSError as error:
            raise UnreadablePage(f"cannot be read: {error.strerror}") from error


def check_sources(sources: Sequence[str], *, url: str | None, portal: str | None) -> None:
    """Refuse what reading cannot begin with.

    Raises:
        BadInput: a source does not exist, or `url` is given for several pages.
        UnknownPortal: `portal` is not declared.

    """
    if portal is not None:
        portals.get(portal)
    for source in sources:
        if is_remote(source):
            if not any(saved_files(place(source))):
                raise BadInput(f"{source}: no archive there ({', '.join(ARCHIVES)})")
            continue
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


def saved_files(path: Path) -> Iterator[Path]:
    """The pages and archives of one source, in the order of their names: itself, or what is inside.

    Of an object store the archives only. Raises `StorageError` where that cannot be asked.
    """
    if is_remote(path):
        yield from filter(is_archive, files_at(path))
    elif path.is_dir():
        yield from sorted(_inside(path))
    else:
        yield path


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
        truncated=response.truncated,
    )


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
    article = dataclasses.replace(
        record.article, archive_ref=page.archive_ref, truncated=page.truncated
    )
    return dataclasses.replace(record, article=article)
