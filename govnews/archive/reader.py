"""WARC in: the pages as they were fetched, ours and other tools', with no index and little memory."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from govnews.archive.cdxj import REVISIT, Capture, posted
from govnews.content_encoding import MAX_UNPACKED, TooLarge, decoded
from govnews.errors import ArchiveError
from govnews.storage import fetched, is_remote

TOO_LARGE = f"is larger than {MAX_UNPACKED >> 20} MB, or unpacks to more: it is left out"
"""What to say of such a response."""
_HEADLESS = (AttributeError, TypeError)
"""What warcio raises of a record whose head is cut off before its address or length."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in an index for records without a date."""


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
    truncated: str | None = None
    """Why the crawler kept only the beginning of the body: `length` (Common Crawl's limit of
    1 MiB), `time`, `disconnect`, `unspecified`, or `segment` where other records have the rest."""

    @property
    def content_type(self) -> str | None:
        """The header as sent, with its charset."""
        return self.headers.get("content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """One record of any kind, its body in memory."""

    warc: Any
    """As warcio gives it."""
    body: bytes | None
    """As stored; None for one larger than `MAX_UNPACKED`."""
    offset: int
    length: int
    """Bytes in the file."""

    @property
    def kind(self) -> str:
        """`response`, `request`, `revisit`, `warcinfo`, …"""
        return str(self.warc.rec_type)

    @property
    def is_response(self) -> bool:
        """Whether it holds an HTTP response."""
        return self.kind == "response" and self.warc.http_headers is not None

    @property
    def url(self) -> str:
        """What it is about; empty for records about the file."""
        return self.warc.rec_headers.get_header("WARC-Target-URI") or ""

    @property
    def at(self) -> datetime | None:
        """Aware, UTC; None where the record gives no date."""
        return _moment(self.warc.rec_headers.get_header("WARC-Date"))

    @property
    def status(self) -> int:
        """Of the response; 0 where there is none."""
        code = self.warc.http_headers.get_statuscode() if self.warc.http_headers else ""
        return int(code) if code.isdigit() else 0

    @property
    def truncated(self) -> str | None:
        """Why the body is only the beginning of what was sent; None where it is whole."""
        reason = self.warc.rec_headers.get_header("WARC-Truncated")
        if not reason and self.warc.rec_headers.get_header("WARC-Segment-Number"):
            return "segment"
        return reason or None

    @property
    def digest(self) -> str:
        """Of the body, as the record says; empty where it does not."""
        return self.warc.rec_headers.get_header("WARC-Payload-Digest") or ""

    @property
    def record_id(self) -> str:
        """Its name in the archives of the world."""
        return self.warc.rec_headers.get_header("WARC-Record-ID") or ""

    @property
    def answered(self) -> str | None:
        """For a request: the record that answers it."""
        return self.warc.rec_headers.get_header("WARC-Concurrent-To")  # type: ignore[no-any-return]

    @property
    def form(self) -> str:
        """For a request: what it posted, as in an index."""
        http = self.warc.http_headers
        return posted(http.protocol, self.body or b"") if self.kind == "request" and http else ""

    @property
    def earlier(self) -> datetime | None:
        """For a revisit: when the page that it stands for was fetched."""
        return _moment(self.warc.rec_headers.get_header("WARC-Refers-To-Date"))


def read_warc(path: str | Path) -> Iterator[ArchivedPage]:
    """Every HTTP response in the file, in order.

    Raises `ArchiveError`, after the whole records, where the file is cut off or damaged.
    """
    path = Path(path)
    with opened(path) as stream:
        for record in whole_file(stream, path):
            if record.is_response:
                yield page_of(record, path)


def read_ref(folder: Path, ref: str) -> ArchivedPage:
    """The one response that `ArchivedPage.ref` names, in a folder of archives.

    Raises `ArchiveError` where the file is gone, holds no response there, or one that is too large.
    """
    name, _, offset = ref.rpartition("#")
    if not name or Path(name).name != name or not offset.isdecimal():
        raise ArchiveError(f"{ref!r} names no response of an archive")
    path = folder / name
    with opened(path) as stream:
        page = page_at(stream, path, int(offset))
    if page.is_too_large:
        raise ArchiveError(f"{path}: the response at byte {offset} {TOO_LARGE}")
    return page


def page_at(stream: IO[bytes], path: Path, offset: int) -> ArchivedPage:
    """The response whose record begins at this byte. Raises `ArchiveError` where there is none."""
    stream.seek(offset)
    found = next(records(stream, path), None)
    if found is None or not found.is_response or found.offset not in (0, offset):
        raise ArchiveError(f"{path} holds no response at byte {offset}")
    return page_of(found, path, offset)


def captures(path: Path, name: str) -> Iterator[Capture]:
    """The lines of an index of this file; `name` is what it will be called.

    Raises `ArchiveError`, after the whole records, where the file is cut off or damaged.
    """
    with opened(path) as stream:
        for record, form in with_requests(whole_file(stream, path)):
            if record.is_response or record.kind == "revisit":
                yield _capture(record, name, form)


def with_requests(records: Iterator[ArchiveRecord]) -> Iterator[tuple[ArchiveRecord, str]]:
    """The records, and of each what was posted to get it: the request stands behind its response."""
    before: ArchiveRecord | None = None
    try:
        for record in records:
            if before is not None:
                yield before, record.form if record.answered == before.record_id else ""
            before = record
    except ArchiveError:
        if before is not None:  # this one is whole
            yield before, ""
        raise
    if before is not None:
        yield before, ""


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


def opened(path: Path) -> IO[bytes]:
    """The file, or a copy of the object at an address. Raises `ArchiveError`, `StorageError`."""
    if is_remote(path):
        return fetched(path)
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(f"cannot read {path}: {error.strerror}; check the path") from error


def whole_file(
    stream: IO[bytes], path: Path, *, check_digests: bool = False
) -> Iterator[ArchiveRecord]:
    """All records, from a file that is looked at from its first byte to its last.

    Raises `ArchiveError`, after the whole records, where it is cut off or damaged.
    """
    packed = (first := stream.read(5)).startswith(b"\x1f\x8b")
    if not packed and first != b"WARC/":
        raise ArchiveError(f"{path} is no WARC file; check the path")
    stream.seek(0)
    yield from records(stream, path, check_digests=check_digests)


def records(
    stream: IO[bytes], path: Path, *, check_digests: bool = False
) -> Iterator[ArchiveRecord]:
    """The records from here on; raises what `whole_file` raises."""
    from warcio.exceptions import ArchiveLoadFailed

    from govnews.archive.bounds import body_of, records_of

    # It warns of each address with a space, which mirrored files have and nobody can act on.
    logging.getLogger("warcio.recordloader").setLevel(logging.ERROR)
    offset = end = stream.tell()
    try:
        found = records_of(stream, check_digests=check_digests)
        for record in found:
            body = body_of(record)
            offset, length = found.get_record_offset(), found.get_record_length()
            end = offset + length
            # A record that the end of the file cuts off comes without an error, only shorter.
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise ArchiveError(_torn(path, offset))
            yield ArchiveRecord(warc=record, body=body, offset=offset, length=length)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, *_HEADLESS) as error:
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


def page_of(record: ArchiveRecord, path: Path, offset: int | None = None) -> ArchivedPage:
    """The page in a response record of this file."""
    http = record.warc.http_headers
    headers = {name.lower(): value for name, value in http.headers}
    body: bytes | None
    try:
        body = None if record.body is None else decoded(record.body, headers)
    except TooLarge:
        body = None
    for name in ("content-encoding", "transfer-encoding", "content-length"):
        headers.pop(name, None)
    return ArchivedPage(
        url=record.url,
        status=record.status,
        headers=headers,
        body=body or b"",
        fetched_at=record.at,
        ref=f"{path.name}#{record.offset if offset is None else offset}",
        is_too_large=body is None,
        truncated=record.truncated,
    )


def _capture(record: ArchiveRecord, name: str, form: str) -> Capture:
    http = record.warc.http_headers
    mime = (http.get_header("Content-Type") or "unk") if http else "unk"
    return Capture(
        url=record.url,
        form=form,
        at=record.at or EPOCH,
        mime=REVISIT if record.kind == "revisit" else mime.partition(";")[0].strip().lower(),
        status=record.status,
        digest=record.digest,
        offset=record.offset,
        length=record.length,
        filename=name,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
