"""A part of an archive: where a file may be cut, and what lies between two cuts.

A damaged record costs that record: reading goes on at the next one that can be told.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from govnews.archive.cdxj import index_of, read_index
from govnews.archive.reader import ArchivedPage, page_of
from govnews.archive.records import ArchiveRecord, member_ends, opened, records, whole_file
from govnews.errors import ArchiveError

_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_BETWEEN = b"\r\n\r\n" + _WARC
"""What stands before a record in a file that is not compressed."""
_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE)
_BLOCK = 1 << 20
_HEAD = 1 << 12

Refusal = Callable[[ArchiveRecord], str | None]
"""Of a response: why it is left out, or None."""
Found = ArchivedPage | ArchiveError | str
"""A page; a damage; or why a response is left out."""


def cuts(path: Path, size: int) -> Iterator[int]:
    """Where records begin, from the first byte on, at least `size` bytes apart.

    They come from the file's index where there is one that fits, else from a look through the file,
    as they are found. A file that is damaged has no cut behind the damage. Raises `ArchiveError`
    where the file cannot be opened.
    """
    yield 0
    last, whole = 0, path.stat().st_size
    with opened(path) as stream:
        for offset in _indexed(path, stream, size) or _starts(stream):
            if offset - last >= size and whole - offset >= size // 2:
                yield offset
                last = offset


def read_range(
    path: Path, start: int = 0, stop: int | None = None, *, refuse: Refusal
) -> Iterator[tuple[int, Found]]:
    """The responses whose records begin in `[start, stop)`, each with its offset.

    `start` must be where a record begins. Nothing is raised: what is damaged, and a file that is no
    archive, comes as an `ArchiveError`.
    """
    try:
        with opened(path) as stream:
            yield from _from(stream, path, start, stop, refuse)
    except ArchiveError as error:
        yield start, error
    except OSError as error:
        yield start, ArchiveError(f"cannot read {path}: {error.strerror}; check the disk")


def _from(
    stream: IO[bytes], path: Path, start: int, stop: int | None, refuse: Refusal
) -> Iterator[tuple[int, Found]]:
    packed = _is_packed(stream)
    due: int | None = start
    while due is not None and (stop is None or due < stop):
        stream.seek(due)
        try:
            for record in records(stream, path) if due else whole_file(stream, path):
                if stop is not None and record.offset >= stop:
                    return
                due = record.offset + record.length
                if record.is_response:
                    yield record.offset, refuse(record) or page_of(record, path)
        except ArchiveError as error:
            yield due, error
            due = _next_start(stream, due + 1, packed=packed)
        else:
            return


def _indexed(path: Path, stream: IO[bytes], size: int) -> list[int]:
    """Offsets from the index, about `size` bytes apart; none where it does not fit the file."""
    index = index_of(path)
    if not index.exists():
        return []
    try:
        offsets = sorted(capture.offset for capture in read_index(index))
    except ArchiveError:
        return []
    chosen, last = [], 0
    for offset in offsets:
        if offset - last >= size:
            chosen.append(offset)
            last = offset
    return chosen if all(_begins_record(stream, offset) for offset in chosen) else []


def _starts(stream: IO[bytes]) -> Iterator[int]:
    """Where each record begins, as far as the file is whole."""
    packed = _is_packed(stream)
    stream.seek(0)
    yield from member_ends(stream) if packed else _plain_starts(stream)


def _plain_starts(stream: IO[bytes]) -> Iterator[int]:
    while (line := stream.readline(_HEAD)).startswith(_WARC):
        yield stream.tell() - len(line)
        length = None
        while (line := stream.readline(_HEAD)).strip():
            if found := _LENGTH.match(line):
                length = int(found[1])
        if length is None:
            return
        stream.seek(length + len(b"\r\n\r\n"), 1)


def _next_start(stream: IO[bytes], start: int, *, packed: bool) -> int | None:
    """The first place from `start` on at which a record begins."""
    mark, inside = (_GZIP, 0) if packed else (_BETWEEN, len(_BETWEEN) - len(_WARC))
    position, block = start, b""
    while True:
        stream.seek(position)
        block = stream.read(_BLOCK)
        at = block.find(mark)
        while at >= 0:
            if _begins_record(stream, position + at + inside):
                return position + at + inside
            at = block.find(mark, at + 1)
        if len(block) < _BLOCK:
            return None
        position += _BLOCK - len(mark) + 1


def _begins_record(stream: IO[bytes], offset: int) -> bool:
    stream.seek(offset)
    head = stream.read(_HEAD)
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, len(_WARC))
        except zlib.error:
            return False
    return head.startswith(_WARC)


def _is_packed(stream: IO[bytes]) -> bool:
    stream.seek(0)
    return stream.read(len(_GZIP)) == _GZIP
