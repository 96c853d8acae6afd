"""WARC out: the pages as they were fetched, in a file that has its name only when it is whole.

One gzip member is one record, so that every record can be read by its offset alone.
"""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from govnews.archive import whole_members
from govnews.dataset.disk import dataset_error
from govnews.errors import ArchiveError

OPEN_SUFFIX = ".open"
"""An archive is written under this suffix and renamed when it is whole."""


class ArchiveWriter:
    """Writes responses to `path`; until `close()` they lie in `path` + `.open`."""

    def __init__(self, path: str | Path) -> None:
        """Start the file. Raises `ArchiveError` where the folder cannot be written."""
        from warcio.warcwriter import WARCWriter

        self.path = Path(path)
        self._partial = self.path.with_name(self.path.name + OPEN_SUFFIX)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._partial.open("wb")
        except OSError as error:
            raise _unwritable(self._partial, error) from error
        self._writer = WARCWriter(self._stream, gzip=True)
        self._torn = False

    def add(
        self,
        url: str,
        status: int,
        headers: list[tuple[str, str]],
        body: bytes,
        fetched_at: datetime,
    ) -> str:
        """Store one response as received; gives its reference.

        Raises `ArchiveError`, and after that for every further response: what follows a torn record
        could not be read.
        """
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.timeutils import datetime_to_iso_date

        if self._torn:
            raise ArchiveError(f"{self._partial}: an earlier record could not be written")
        offset = self._stream.tell()
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(str(status), headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": datetime_to_iso_date(fetched_at.astimezone(UTC))},
        )
        try:
            self._writer.write_record(record)
            self._stream.flush()
        except OSError as error:
            self._torn = True
            raise _unwritable(self._partial, error) from error
        return f"{self.path.name}#{offset}"

    def close(self) -> None:
        """Give the file its own name; an empty one is removed, a torn one left for `mend`.

        Raises `ArchiveError`.
        """
        if self._stream.closed:
            return
        try:
            with self._stream:
                self._stream.flush()
                os.fsync(self._stream.fileno())
                empty = self._stream.tell() == 0
        except OSError as error:
            raise _unwritable(self._partial, error) from error
        if self._torn:
            return
        if empty:
            self._partial.unlink()
        else:
            self._partial.replace(self.path)

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
    """
    mended = []
    for torn in sorted(Path(folder).glob(f"*{OPEN_SUFFIX}")):
        with torn.open("rb") as stream:
            whole = whole_members(stream)
        if whole == 0:
            torn.unlink()
            continue
        os.truncate(torn, whole)
        mended.append(torn.replace(torn.with_name(torn.name.removesuffix(OPEN_SUFFIX))))
    return mended


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(str(dataset_error(path, error)))
