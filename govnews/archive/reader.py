"""WARC in: the pages as they were fetched, ours and other tools', with no index and little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from govnews.archive.cdxj import REVISIT, Capture
from govnews.archive.records import ArchiveRecord, opened, records, whole_file, with_requests
from govnews.content_encoding import MAX_UNPACKED, TooLarge, decoded
from govnews.errors import ArchiveError

TOO_LARGE = f"is larger than {MAX_UNPACKED >> 20} MB, or unpacks to more: it is left out"
"""What to say of such a response."""
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
        for record, form in with_requests(whole_file(stream, path, bodies=False)):
            if record.is_capture:
                yield capture_of(record, name, form)


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


def capture_of(record: ArchiveRecord, name: str, form: str) -> Capture:
    """The line of an index for a response or revisit."""
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
