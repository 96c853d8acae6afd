"""WARC in: the pages as they were fetched.

Reading needs no index and little memory; `Replay` answers single addresses from a file.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from govnews.content_encoding import MAX_UNPACKED, TooLarge, decoded
from govnews.errors import ArchiveError
from govnews.portals.links import lookup_key

TOO_LARGE = f"is larger than {MAX_UNPACKED >> 20} MB, or unpacks to more: it is left out"
"""What to say of such a response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One archived HTTP response."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in lower case; without the encodings that are undone in `body`."""
    body: bytes
    """Without transfer and content encoding; empty where it is too large."""
    fetched_at: datetime | None
    """Aware, UTC: `WARC-Date`."""
    ref: str
    """File name and offset of the record: `name.warc.gz#12345`."""
    is_too_large: bool = False
    """Whether the body was left out: it is larger than `MAX_UNPACKED`, or unpacks to more."""

    @property
    def content_type(self) -> str | None:
        """The header as sent, with its charset."""
        return self.headers.get("content-type")


def read_warc(path: str | Path) -> Iterator[ArchivedPage]:
    """Every HTTP response in the file, in order.

    Raises `ArchiveError`, after the whole records, where the file is cut off or damaged.
    """
    path = Path(path)
    with _open(path) as stream:
        for record, body, offset in _whole_file(stream, path):
            yield _page(record, body, path, offset)


def read_ref(folder: Path, ref: str) -> ArchivedPage:
    """The one response that `ArchivedPage.ref` names, in a folder of archives.

    Raises `ArchiveError` where the file is gone, holds no response there, or one that is too large.
    """
    name, _, offset = ref.rpartition("#")
    if not name or Path(name).name != name or not offset.isdecimal():
        raise ArchiveError(f"{ref!r} names no response of an archive")
    path = folder / name
    with _open(path) as stream:
        stream.seek(int(offset))
        found = next(_records(stream, path), None)
        if found is None or found[2] not in (0, int(offset)):
            raise ArchiveError(f"{path} holds no response at byte {offset}")
        page = _page(found[0], found[1], path, int(offset))
    if page.is_too_large:
        raise ArchiveError(f"{path}: the response at byte {offset} {TOO_LARGE}")
    return page


class Replay:
    """Answers addresses from one archive.

    The index holds addresses and offsets, never bodies. Spellings that mean the same page are one
    address (see `govnews.portals.links.lookup_key`). Where no archived address has a query, a
    mirroring tool has folded it into the file names; then the query of a link is ignored too.
    """

    def __init__(self, path: str | Path) -> None:
        """Read the file once. Raises `ArchiveError` where it cannot be read or is cut off."""
        self.path = Path(path)
        self.newest: datetime | None = None
        """The date of the latest response, aware, UTC."""
        self.origins: set[str] = set()
        """Scheme and host of every response: `https://haiphong.gov.vn`."""
        self._offsets: dict[str, int] = {}
        self._queries = False
        self._stream = _open(self.path)
        try:
            self._index()
        except BaseException:
            self._stream.close()
            raise

    def __len__(self) -> int:
        return len(self._offsets)

    def __contains__(self, url: str) -> bool:
        return self._key(url) in self._offsets

    def get(self, url: str) -> ArchivedPage | None:
        """The archived response of this address, or None. The newest one where there are several."""
        offset = self._offsets.get(self._key(url))
        if offset is None:
            return None
        self._stream.seek(offset)
        record, body, _ = next(_records(self._stream, self.path))
        return _page(record, body, self.path, offset)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _index(self) -> None:
        for record, _, offset in _whole_file(self._stream, self.path):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            self._offsets[lookup_key(url)] = offset
            self._queries = self._queries or "?" in url
            self.origins.add("/".join(url.split("/", 3)[:3]))
            moment = _moment(record)
            if moment and (self.newest is None or moment > self.newest):
                self.newest = moment

    def _key(self, url: str) -> str:
        return lookup_key(url, with_query=self._queries)


def whole_members(stream: IO[bytes]) -> int:
    """The length of the whole gzip members from here on, in bytes."""
    whole = position = 0
    inflate = zlib.decompressobj(wbits=31)
    while chunk := stream.read(1 << 16):
        while chunk:
            try:
                inflate.decompress(chunk)
            except zlib.error:
                return whole
            position += len(chunk) - len(inflate.unused_data)
            chunk = inflate.unused_data
            if inflate.eof:
                whole = position
                inflate = zlib.decompressobj(wbits=31)
    return whole


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(f"cannot read {path}: {error.strerror}; check the path") from error


def _whole_file(stream: IO[bytes], path: Path) -> Iterator[tuple[Any, bytes | None, int]]:
    """All response records, from a file that is looked at from its first byte to its last."""
    packed = (first := stream.read(5)).startswith(b"\x1f\x8b")
    if not packed and first != b"WARC/":
        raise ArchiveError(f"{path} is no WARC file; check the path")
    stream.seek(0)
    yield from _records(stream, path)


def _records(stream: IO[bytes], path: Path) -> Iterator[tuple[Any, bytes | None, int]]:
    """The response records from here on: the record, its body as stored, its offset."""
    from warcio.exceptions import ArchiveLoadFailed

    from govnews.archive_records import body_of, records_of

    # It warns of each address with a space, which mirrored files have and nobody can act on.
    logging.getLogger("warcio.recordloader").setLevel(logging.ERROR)
    offset = end = stream.tell()
    try:
        records = records_of(stream)
        for record in records:
            body = body_of(record)
            offset = records.get_record_offset()
            end = offset + records.get_record_length()
            # A record that the end of the file cuts off comes without an error, only shorter.
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise ArchiveError(_torn(path, offset))
            if record.rec_type == "response" and record.http_headers is not None:
                yield record, body, offset
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        raise ArchiveError(_torn(path, offset)) from error
    _check_end(stream, path, offset, end)


def _check_end(stream: IO[bytes], path: Path, offset: int, end: int) -> None:
    """A file that ends within the head of a record, or of a gzip member, ends without an error."""
    stream.seek(offset)
    if stream.read(2) == b"\x1f\x8b":
        stream.seek(offset)
        end = offset + whole_members(stream)
    stream.seek(end)
    if stream.read().strip():
        raise ArchiveError(_torn(path, end))


def _torn(path: Path, offset: int) -> str:
    return f"{path} is cut off or damaged in the record at byte {offset}: fetch the file again"


def _page(record: Any, stored: bytes | None, path: Path, offset: int) -> ArchivedPage:
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    body: bytes | None
    try:
        body = None if stored is None else decoded(stored, headers)
    except TooLarge:
        body = None
    for name in ("content-encoding", "transfer-encoding", "content-length"):
        headers.pop(name, None)
    code = record.http_headers.get_statuscode()
    return ArchivedPage(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=int(code) if code.isdigit() else 0,
        headers=headers,
        body=body or b"",
        fetched_at=_moment(record),
        ref=f"{path.name}#{offset}",
        is_too_large=body is None,
    )


def _moment(record: Any) -> datetime | None:
    text = record.rec_headers.get_header("WARC-Date")
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
