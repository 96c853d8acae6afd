"""Answers addresses from archives: one file, or a folder of them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from govnews.archive.cdxj import with_form
from govnews.archive.reader import ArchivedPage, page_at
from govnews.archive.records import opened, whole_file, with_requests
from govnews.errors import ArchiveError
from govnews.portals.links import lookup_key

ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".warc.zst")
"""How the names of archives end; one packed with zstd is not read, but said to be one."""


@lru_cache(maxsize=1)
def open_replay(path: str | Path) -> Replay:
    """The archive with its index, made once for all that a run asks of it; see `Replay`."""
    return Replay(path)


def is_archive(path: Path) -> bool:
    """Whether a file is an archive, by its name."""
    return path.name.lower().endswith(ARCHIVES)


class Replay:
    """Answers addresses from an archive.

    The index holds addresses and offsets, never bodies. Spellings that mean the same page are one
    address (see `govnews.portals.links.lookup_key`). Where no archived address has a query, a
    mirroring tool has folded it into the file names; then the query of a link is ignored too.
    """

    def __init__(self, path: str | Path) -> None:
        """Read the file, or the folder's files in the order of their names, once.

        Raises `ArchiveError` where one cannot be read or is cut off, or there is none.
        """
        self.path = Path(path)
        self.newest: datetime | None = None
        """The date of the latest response, aware, UTC."""
        self.origins: set[str] = set()
        """Scheme and host of every response: `https://haiphong.gov.vn`."""
        self._files = _files(self.path)
        self._places: dict[str, tuple[int, int]] = {}
        self._queries = False
        for number in range(len(self._files)):
            self._index(number)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, url: str) -> bool:
        return self._key(url) in self._places

    def get(self, url: str) -> ArchivedPage | None:
        """The archived response of this address, or None. The newest one where there are several."""
        place = self._places.get(self._key(url))
        if place is None:
            return None
        path = self._files[place[0]]
        with opened(path) as stream:
            return page_at(stream, path, place[1])

    def _index(self, number: int) -> None:
        path = self._files[number]
        with opened(path) as stream:
            for record, form in with_requests(whole_file(stream, path, bodies=False)):
                # A revisit stands for a page that an earlier record has.
                if not record.is_response:
                    continue
                self._places[lookup_key(with_form(record.url, form))] = number, record.offset
                self._queries = self._queries or "?" in record.url or bool(form)
                self.origins.add("/".join(record.url.split("/", 3)[:3]))
                moment = record.at
                if moment and (self.newest is None or moment > self.newest):
                    self.newest = moment

    def _key(self, url: str) -> str:
        return lookup_key(url, with_query=self._queries)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if is_archive(file))
    if not found:
        raise ArchiveError(f"{path}: no archive in this folder ({', '.join(ARCHIVES)})")
    return found
