"""CDXJ: an index of archives, one line a response, sorted by address and time.

Each WARC file has its own beside it in the folder `index/`; it is on the disk before the archive
has its name, so no whole archive is without. pywb reads the same files. A line is the address with
its host turned around (SURT), the moment in UTC, and a JSON object:
`vn,gov,haiphong)/tin/a-1 20231212030405 {"url": …, "mime": …, "status": …, "digest": …, …}`.
"""

from __future__ import annotations

import heapq
import json
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from govnews.dataset.disk import replacing
from govnews.errors import ArchiveError

FOLDER, SUFFIX = "index", ".cdxj"
REVISIT = "warc/revisit"
"""The type of a line that stands for a response which was the same as an earlier one."""

_MOMENT = "%Y%m%d%H%M%S"
_WWW = re.compile(r"^www\d*\.")
_SLASHES = re.compile(r"/{2,}")
_DEFAULT_PORTS = {80, 443, None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One line of the index: what was archived, when, and where it lies."""

    url: str
    form: str = ""
    """What was posted there, as `posted` writes it; empty for a page that was simply fetched."""
    at: datetime
    """When it was fetched: aware, UTC, whole seconds."""
    mime: str
    """Type of the page; `REVISIT` where the page itself lies in an earlier record."""
    status: int
    digest: str
    """Of the body as received: `sha1:…`, or empty."""
    offset: int
    length: int
    """Bytes of the record in the file."""
    filename: str

    @property
    def key(self) -> str:
        """What the lines are sorted by."""
        return f"{surt(self.address)} {self.at.astimezone(UTC).strftime(_MOMENT)}"

    @property
    def address(self) -> str:
        """The URL, and with it what was posted."""
        return with_form(self.url, self.form)

    @property
    def ref(self) -> str:
        """As in the column `archive_ref`."""
        return f"{self.filename}#{self.offset}"

    @property
    def is_revisit(self) -> bool:
        """Whether the page itself lies elsewhere."""
        return self.mime == REVISIT

    def line(self) -> str:
        """As it stands in the file."""
        asked = {"method": "POST", "requestBody": self.form} if self.form else {}
        values = {
            "url": self.url,
            **asked,
            "mime": self.mime,
            "status": str(self.status),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        return f"{self.key} {json.dumps(values, ensure_ascii=False)}\n"


def posted(method: str, form: bytes) -> str:
    """What makes a posted form a part of the address, as pywb writes it; empty for GET.

    >>> posted("POST", b"page=2")
    '__wb_method=POST&page=2'
    """
    return "" if method == "GET" else f"__wb_method={method}&{form.decode('latin-1')}"


def with_form(url: str, form: str) -> str:
    """The address under which the answer to a form is found."""
    return f"{url}{'&' if '?' in url else '?'}{form}" if form else url


def surt(url: str) -> str:
    """The address as a key: host turned around, small letters, query in order, no `www`.

    >>> surt("https://www.haiphong.gov.vn/Tin-Tuc//A-1.html?b=2&a=1#x")
    'vn,gov,haiphong)/tin-tuc/a-1.html?a=1&b=2'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # as `http://[a/`, which pages link to and other tools archive
        return _spelled(url)
    host = _WWW.sub("", _spelled(parts.hostname or ""))
    try:
        port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    except ValueError:  # no number
        port = ""
    path = _SLASHES.sub("/", _spelled(parts.path)) or "/"
    query = "&".join(sorted(_spelled(parts.query).split("&"))) if parts.query else ""
    whole = f"{','.join(reversed(host.split('.')))}{port}){path.rstrip('/') or '/'}"
    return f"{whole}?{query}" if query else whole


def _spelled(text: str) -> str:
    """One spelling of what may or may not be escaped."""
    return quote(
        unquote_to_bytes(text.encode(errors="backslashreplace")), safe="/:;=&+,!'()*$@~?|[]-._"
    ).lower()


def index_of(archive: Path) -> Path:
    """Where the index of an archive lies."""
    return archive.parent / FOLDER / f"{archive.name}{SUFFIX}"


def write_index(path: Path, captures: Iterable[Capture]) -> None:
    """Write an index in place of what was there. Raises `DatasetError` where the disk fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = sorted(capture.line().encode(errors="backslashreplace") for capture in captures)
    with replacing(path) as out:
        out.writelines(lines)


def merge(indexes: Iterable[Path], path: Path) -> int:
    """Write all lines of several indexes as one, in order; gives their number.

    Raises `DatasetError` where the disk fails.
    """
    streams = [index.open("rb") for index in indexes]
    number = 0
    try:
        with replacing(path) as out:
            for line in heapq.merge(*streams):
                out.write(line)
                number += 1
    finally:
        for stream in streams:
            stream.close()
    return number


def indexes(folder: Path) -> list[Path]:
    """The indexes of a folder of archives."""
    return sorted((folder / FOLDER).glob(f"*{SUFFIX}"))


def read_index(path: Path) -> Iterator[Capture]:
    """Every line. Raises `ArchiveError` where one is no line of an index."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            yield _capture(line, f"{path}, line {number}")


def find(folder: Path, url: str) -> list[Capture]:
    """Every capture of an address in a folder of archives, oldest first.

    Raises `ArchiveError` where an index is damaged.
    """
    key = f"{surt(url)} ".encode(errors="backslashreplace")
    found = [
        _capture(line, str(path)) for path in indexes(folder) for line in _beginning(path, key)
    ]
    return sorted(found, key=lambda capture: (capture.at, capture.filename, capture.offset))


def _beginning(path: Path, key: bytes) -> Iterator[bytes]:
    """The lines that begin with a key, found by halving a sorted file."""
    if not path.stat().st_size:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as text:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high) // 2
            start = text.rfind(b"\n", low, middle) + 1 or low
            end = text.find(b"\n", start) + 1 or len(text)
            if text[start:end] < key:
                low = end
            else:
                high = start
        text.seek(low)
        while (line := text.readline()).startswith(key):
            yield line


def _capture(line: bytes, place: str) -> Capture:
    try:
        _, moment, text = line.decode().split(" ", 2)
        values = json.loads(text)
        return Capture(
            url=values["url"],
            form=values.get("requestBody", ""),
            at=datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC),
            mime=values.get("mime", ""),
            status=int(values.get("status") or 0),
            digest=values.get("digest", ""),
            offset=int(values["offset"]),
            length=int(values.get("length") or 0),
            filename=values["filename"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            f"{place}: no line of an index ({error!r}): make it anew with `govnews archive index`"
        ) from error
