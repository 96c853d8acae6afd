"""WARC out: the pages as they were fetched, in files that have their names only when they are whole.

WARC 1.1, one gzip member a record, so that every record can be read by its offset alone. The
request stands before its response, so that in a file cut off anywhere no answer to a form lacks
what was posted and passes for the page of its address. A page that has not changed since it was
archived is a revisit record, which costs a few hundred bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from govnews.archive.cdxj import REVISIT, Capture, index_of, posted, with_form, write_index
from govnews.archive.reader import captures
from govnews.archive.records import whole_members
from govnews.dataset.disk import dataset_error
from govnews.dataset.visits import Archived
from govnews.errors import ArchiveError, DatasetError

OPEN_SUFFIX = ".open"
"""An archive is written under this suffix and renamed when it is whole."""
MAX_BYTES = 1_000_000_000
"""A file that has reached this size is closed and another one begun: the size that WARC tools
expect, and that a copy or a download takes at a time."""
OK, NOT_MODIFIED = 200, 304
_UNMODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One answer of a host, as received, and what was asked."""

    url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime
    """Aware."""
    method: str = "GET"
    asked: Headers = ()
    """Headers of the request; empty: it is not archived."""
    form: bytes = b""
    """Body of the request."""

    @property
    def address(self) -> str:
        """The URL, and with it what was posted."""
        return with_form(self.url, posted(self.method, self.form))

    @property
    def digest(self) -> str:
        """Of the body as received: `sha1:` and base 32, as in WARC."""
        return f"sha1:{b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()}"


class ArchiveWriter:
    """Writes exchanges to `path`, and to `NAME-2`, `NAME-3` … once a file is full.

    Until a file is whole it lies in its name + `.open`.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        max_bytes: int = MAX_BYTES,
        about: Mapping[str, str] | None = None,
    ) -> None:
        """Start the first file; `about` goes into the record that begins each.

        Raises `ArchiveError` where the folder cannot be written.
        """
        self.first = Path(path)
        self.max_bytes = max_bytes
        self.about = {"format": "WARC File Format 1.1", **(about or {})}
        self._number = 0
        self._torn = False
        self._begin()

    def _begin(self) -> None:
        from warcio.warcwriter import WARCWriter

        self._number += 1
        self.path = _numbered(self.first, self._number)
        self._partial = self.path.with_name(self.path.name + OPEN_SUFFIX)
        self._captures: list[Capture] = []
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._partial.open("wb")
        except OSError as error:
            raise _unwritable(self._partial, error) from error
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="1.1")

    def add(self, exchange: Exchange, *, earlier: Archived | None = None) -> Archived:
        """Store one exchange; gives where the page lies: here, or where it was stored `earlier`.

        A 304 has to have an `earlier`: without, it says nothing. Raises `ArchiveError`, and after
        that for every further one: what follows a torn record could not be read.
        """
        if self._torn:
            raise ArchiveError(f"{self._partial}: an earlier record could not be written")
        if self._stream.tell() >= self.max_bytes:
            self._end()
            self._begin()
        digest = exchange.digest
        known = earlier if earlier and _is_same(exchange, digest, earlier) else None
        try:
            if not self._stream.tell():
                self._write(self._writer.create_warcinfo_record(self.path.name, self.about))
            record = self._revisit(exchange, known) if known else self._response(exchange)
            if exchange.asked:
                self._write(self._request(exchange, record))
            offset = self._stream.tell()
            self._write(record)
            length = self._stream.tell() - offset
            self._stream.flush()
        except OSError as error:
            self._torn = True
            raise _unwritable(self._partial, error) from error
        capture = Capture(
            url=exchange.url,
            form=posted(exchange.method, exchange.form),
            at=exchange.fetched_at,
            mime=REVISIT if known else _mime(exchange.headers),
            status=exchange.status,
            digest=known.digest if known else digest,
            offset=offset,
            length=length,
            filename=self.path.name,
        )
        self._captures.append(capture)
        return known or Archived(ref=capture.ref, digest=digest, at=exchange.fetched_at)

    def close(self) -> None:
        """Give the file its own name; an empty one is removed, a torn one left for `mend`.

        Raises `ArchiveError`.
        """
        if not self._stream.closed:
            self._end()

    def _end(self) -> None:
        try:
            with self._stream:
                self._stream.flush()
                os.fsync(self._stream.fileno())
                empty = self._stream.tell() == 0
            if self._torn:
                return
            if empty:
                self._partial.unlink()
                return
            write_index(index_of(self.path), self._captures)
            self._partial.replace(self.path)
        except OSError as error:
            raise _unwritable(self._partial, error) from error
        except DatasetError as error:
            raise ArchiveError(str(error)) from error

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)

    def _response(self, exchange: Exchange) -> Any:
        return self._writer.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=_head(exchange),
            warc_headers_dict={"WARC-Date": _date(exchange.fetched_at)},
        )

    def _revisit(self, exchange: Exchange, earlier: Archived) -> Any:
        record = self._writer.create_revisit_record(
            exchange.url,
            earlier.digest,
            exchange.url,
            _date(earlier.at),
            http_headers=_head(exchange),
            warc_headers_dict={"WARC-Date": _date(exchange.fetched_at)},
        )
        if exchange.status == NOT_MODIFIED:
            record.rec_headers.replace_header("WARC-Profile", _UNMODIFIED)
        return record

    def _request(self, exchange: Exchange, response: Any) -> Any:
        from warcio.statusandheaders import StatusAndHeaders

        _, _, path = exchange.url.partition("://")[2].partition("/")
        line = f"{exchange.method} /{path.partition('#')[0]} HTTP/1.1"
        headers = response.rec_headers
        return self._writer.create_warc_record(
            exchange.url,
            "request",
            payload=io.BytesIO(exchange.form),
            length=len(exchange.form),
            http_headers=StatusAndHeaders(line, list(exchange.asked), is_http_request=True),
            warc_headers_dict={
                "WARC-Date": headers.get_header("WARC-Date"),
                "WARC-Concurrent-To": headers.get_header("WARC-Record-ID"),
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def mend(folder: str | Path) -> list[Path]:
    """Cut archives that a killed run left open back to their whole records and give them their name.

    Call it only while no run writes to the folder. Gives the files that were mended.

    Raises `ArchiveError` where one cannot be read, or the disk fails.
    """
    mended = []
    for torn in sorted(Path(folder).glob(f"*{OPEN_SUFFIX}")):
        path = torn.with_name(torn.name.removesuffix(OPEN_SUFFIX))
        try:
            with torn.open("rb") as stream:
                whole = whole_members(stream)
            if whole == 0:
                torn.unlink()
                continue
            os.truncate(torn, whole)
            write_index(index_of(path), list(captures(torn, path.name)))
            mended.append(torn.replace(path))
        except OSError as error:
            raise _unwritable(torn, error) from error
        except DatasetError as error:
            raise ArchiveError(str(error)) from error
    return mended


def _is_same(exchange: Exchange, digest: str, earlier: Archived) -> bool:
    """Whether the page is what it was, as the host says or as its bytes show."""
    if exchange.status == NOT_MODIFIED:
        return True
    return exchange.status == OK and digest == earlier.digest


def _head(exchange: Exchange) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    reason = responses.get(exchange.status, "")
    return StatusAndHeaders(
        f"{exchange.status} {reason}".strip(), list(exchange.headers), protocol="HTTP/1.1"
    )


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _mime(headers: Headers) -> str:
    types = (value for name, value in headers if name.lower() == "content-type")
    return next(types, "").partition(";")[0].strip().lower() or "unk"


def _numbered(first: Path, number: int) -> Path:
    if number == 1:
        return first
    stem, dot, suffix = first.name.partition(".warc")
    return first.with_name(f"{stem}-{number}{dot}{suffix}")


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(str(dataset_error(path, error)))
