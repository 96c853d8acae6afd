"""Records of WARC and ARC files, in order, each whole: the layer above warcio.

What is cut off, damaged or packed in an odd way is an `ArchiveError` that names file and byte;
no record comes short.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

from govnews.archive.cdxj import posted
from govnews.errors import ArchiveError
from govnews.storage import fetched, is_remote

_HEADLESS = (AttributeError, TypeError)
"""What warcio raises of a record whose head is cut off before its address or length."""
_GZIP = b"\x1f\x8b"
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x2a\x4d\x18")
"""How zstd frames begin: such of data, and from their second byte such of a dictionary."""
_WARC, _ARC = b"WARC/", b"filedesc:"
_BLOCK = 1 << 16
_HEAD = 1 << 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """One record of any kind, its body in memory."""

    warc: Any
    """As warcio gives it."""
    body: bytes | None
    """As stored; empty where it was not asked for, None where it is larger than `MAX_UNPACKED`."""
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
    def is_capture(self) -> bool:
        """Whether it belongs into an index."""
        return self.is_response or self.kind == "revisit"

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
    def wrong_digest(self) -> str | None:
        """How the body differs from the digest beside it; None where it does not, or none is."""
        checker = self.warc.digest_checker
        return "; ".join(checker.problems) if checker and checker.passed is False else None

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


def whole_members(stream: IO[bytes]) -> int:
    """The length of the whole gzip members from here on, in bytes."""
    return max(member_ends(stream), default=0)


def member_ends(stream: IO[bytes]) -> Iterator[int]:
    """Where each whole gzip member from here on ends, in bytes from here."""
    position = 0
    inflate = zlib.decompressobj(wbits=31)
    while chunk := stream.read(_BLOCK):
        while chunk:
            try:
                inflate.decompress(chunk)
            except zlib.error:
                return
            position += len(chunk) - len(inflate.unused_data)
            chunk = inflate.unused_data
            if inflate.eof:
                yield position
                inflate = zlib.decompressobj(wbits=31)


def opened(path: Path) -> IO[bytes]:
    """The file, or a copy of the object at an address. Raises `ArchiveError`, `StorageError`."""
    if is_remote(path):
        return fetched(path)
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(f"cannot read {path}: {error.strerror}; check the path") from error


def whole_file(
    stream: IO[bytes], path: Path, *, bodies: bool = True, check_digests: bool = False
) -> Iterator[ArchiveRecord]:
    """All records, from a file that is looked at from its first byte to its last.

    Without `bodies` only requests have theirs: for an index pages need not be kept in memory.
    Raises `ArchiveError`, after the whole records, where it is cut off or damaged.
    """
    _check_beginning(stream, path)
    yield from records(stream, path, bodies=bodies, check_digests=check_digests)


def records(
    stream: IO[bytes], path: Path, *, bodies: bool = True, check_digests: bool = False
) -> Iterator[ArchiveRecord]:
    """The records from here on; raises what `whole_file` raises."""
    from warcio.exceptions import ArchiveLoadFailed

    from govnews.archive.bounds import records_of

    # It warns of each address with a space, which mirrored files have and nobody can act on.
    logging.getLogger("warcio.recordloader").setLevel(logging.ERROR)
    # Allowed to, warcio takes a damaged head of a WARC record for one of ARC.
    is_arc = _beginning(stream).startswith(_ARC)
    offset = end = stream.tell()
    try:
        found = records_of(stream, arc=is_arc, check_digests=check_digests)
        while (record := _next(found, bodies=bodies)) is not None:
            offset = record.offset
            end = offset + record.length
            # A record that the end of the file cuts off comes without an error, only shorter.
            if getattr(record.warc.raw_stream, "limit", 0) > 0:
                raise ArchiveError(_torn(path, offset))
            yield record
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, *_HEADLESS) as error:
        if "non-chunked gzip" in str(error):
            raise ArchiveError(_one_piece(path)) from error
        raise ArchiveError(_torn(path, end)) from error
    _check_end(stream, path, offset, end)


def _next(found: Any, *, bodies: bool) -> ArchiveRecord | None:
    """The next record that warcio finds, read to its end; None after the last one."""
    from govnews.archive.bounds import body_of

    with redirect_stderr(io.StringIO()):  # warcio prints what we raise
        record = next(found, None)
        if record is None:
            return None
        return ArchiveRecord(
            warc=record,
            body=body_of(record, is_wanted=bodies or record.rec_type == "request"),
            offset=found.get_record_offset(),
            length=found.get_record_length(),
        )


def _check_beginning(stream: IO[bytes], path: Path) -> None:
    """Refuse what is no archive, or is packed in a way in which no record can be found."""
    first = stream.read(_BLOCK)
    stream.seek(0)
    if first.startswith(_ZSTD[0]) or first[1:4] == _ZSTD[1]:
        raise ArchiveError(f"{path} is packed with zstd: unpack it first: `unzstd {path.name}`")
    if first.startswith(_GZIP):
        try:
            first = zlib.decompressobj(wbits=31).decompress(first, _BLOCK)
        except zlib.error as error:
            raise ArchiveError(_torn(path, 0)) from error
        if len(first) < len(_ARC):
            raise ArchiveError(_torn(path, 0))
    if not first.startswith((_WARC, _ARC)):
        raise ArchiveError(f"{path} is no WARC file; check the path")


def _beginning(stream: IO[bytes]) -> bytes:
    """The first bytes of the file, unpacked; the place in the stream stays."""
    place = stream.tell()
    stream.seek(0)
    first = stream.read(_HEAD)
    stream.seek(place)
    if not first.startswith(_GZIP):
        return first
    try:
        return zlib.decompressobj(wbits=31).decompress(first, len(_ARC))
    except zlib.error:
        return b""


def _check_end(stream: IO[bytes], path: Path, offset: int, end: int) -> None:
    """A file that ends within the head of a record, or of a gzip member, ends without an error."""
    stream.seek(offset)
    if stream.read(2) == _GZIP:
        stream.seek(offset)
        end = offset + whole_members(stream)
    stream.seek(end)
    if any(block.strip() for block in iter(partial(stream.read, _BLOCK), b"")):
        raise ArchiveError(_torn(path, end))


def _torn(path: Path, offset: int) -> str:
    return f"{path} is cut off or damaged in the record at byte {offset}: fetch the file again"


def _one_piece(path: Path) -> str:
    return (
        f"{path} is packed as one piece, in which no record can be found by its place: unpack it "
        f"first: `gunzip {path.name}`"
    )


def with_requests(records: Iterator[ArchiveRecord]) -> Iterator[tuple[ArchiveRecord, str]]:
    """The records, and of each what was posted to get it.

    The request stands next to its response: before it, or behind it as other tools write it.
    """
    before: ArchiveRecord | None = None
    form = ""
    """What was posted for the record before this one."""
    try:
        for record in records:
            if before is not None:
                yield before, form or _form_for(before, record)
            form = _form_for(record, before) if before is not None else ""
            before = record
    except ArchiveError:
        if before is not None:  # this one is whole
            yield before, form
        raise
    if before is not None:
        yield before, form


def _form_for(response: ArchiveRecord, request: ArchiveRecord) -> str:
    """What a neighbouring record posted to get a response; empty where it is no such request."""
    return request.form if response.is_capture and request.answered == response.record_id else ""


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
