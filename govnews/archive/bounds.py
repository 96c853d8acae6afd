"""The records of a WARC file as warcio reads them, with bounds to what one record may unpack to."""

from __future__ import annotations

import io
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from govnews import content_encoding

MAX_HEAD = 1024 * 1024
"""Bytes of the headers of one compressed record; real ones have a few thousand."""
_PIECE = 1 << 16


def records_of(
    stream: IO[bytes], *, arc: bool = False, check_digests: bool = False
) -> ArchiveIterator:
    """All records from here on. Iterating raises `ArchiveLoadFailed` where headers do not end."""
    records = ArchiveIterator(stream, arc2warc=arc, check_digests=check_digests)
    records.reader = _BoundedReader(stream)
    return records


def body_of(record: Any, *, is_wanted: bool = True) -> bytes | None:
    """The record's body as stored, read to its end; None for one larger than `MAX_UNPACKED`.

    Empty where it is not wanted.
    """
    body = io.BytesIO()  # hands its memory over: a long page is never there twice
    size = 0
    while piece := record.raw_stream.read(_PIECE):
        size += len(piece)
        if is_wanted and size <= content_encoding.MAX_UNPACKED:
            body.write(piece)
    return body.getvalue() if size <= content_encoding.MAX_UNPACKED or not is_wanted else None


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """Refuses lines, which are headers, that unpack to more than `MAX_HEAD` in one gzip member."""

    _head = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or MAX_HEAD, MAX_HEAD))
        self._head += len(line)
        if self._head > MAX_HEAD and self.decompressor:
            raise ArchiveLoadFailed("headers without an end")
        return line

    def read_next_member(self) -> bool:
        self._head = 0
        return bool(super().read_next_member())
