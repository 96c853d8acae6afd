"""One shard read, page by page, so that a kill at any moment costs the page that was being read.

What is read goes into a draft, a line a page, and a line before each page says that it was begun.
Called again, reading goes on behind the last line. A page that was begun `TRIES` times and never
ended took its process with it each time: it is told as failed, and left out.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from govnews.archive.ranges import read_range
from govnews.archive.records import ArchiveRecord
from govnews.archive.replay import is_archive
from govnews.dataset import schema
from govnews.dataset.disk import explained, make_folder, sync_folder
from govnews.dataset.entries import reading_of
from govnews.dataset.journal import Journal
from govnews.errors import ArchiveError, GovnewsError, NotAnArticle, UnreadablePage, reason
from govnews.portals import use_files
from govnews.saved import STDIN, SavedPage, archived, extracted
from govnews.shards.shard import How, Line, Shard, ShardResult, Tally, last_line
from govnews.storage import place
from govnews.time_limit import time_limit

TRIES = 2
_DRAFT, _LOCK = ".open", ".lock"

Item = SavedPage | ArchiveError | str
"""A page; a damage of the archive; or why a response of it is left out."""


def read_shard(shard: Shard, folder: Path) -> ShardResult:
    """Read the pages of a shard into a file in `folder`; one that is finished is not read again.

    The same arguments give the same file, whoever calls, and however often: a call after a kill
    goes on where that one ended, and two processes that are given one shard do not disturb each
    other. Pages that cannot be read are told in the file and stop nothing.

    Raises:
        DatasetError: the folder cannot be written, or the disk is full.
        BadInput: a file that declares portals cannot be used.
        StorageError: an object store fails; what was read of the shard is kept.

    """
    finished = folder / shard.name
    if finished.exists():
        return ShardResult.of(finished)
    make_folder(folder)
    use_files(shard.how.portal_files)
    draft = _Draft(folder, shard.name)
    try:
        for at, item in _items(shard, draft.last):
            if draft.is_done(at):
                continue
            if not isinstance(item, SavedPage):
                draft.write(_told(item, at, shard))
            elif draft.tries(at) >= TRIES:
                draft.write(_failed(item.name, UnreadablePage(_FATAL), at))
            else:
                draft.begin(at)
                draft.write(_outcome(item, at, shard.how))
        draft.finish(finished)
    finally:
        draft.close()
    return ShardResult(path=finished, tally=draft.tally)


def give_up(shard: Shard, folder: Path) -> ShardResult:
    """Finish a shard that no process could read to its end with what was read of it."""
    draft = _Draft(folder, shard.name)
    try:
        what = UnreadablePage("no process could read this to its end: see whether memory is short")
        draft.write(_failed(shard.files[0], what, draft.last))
        draft.finish(folder / shard.name)
    finally:
        draft.close()
    return ShardResult(path=folder / shard.name, tally=draft.tally)


_FATAL = f"{TRIES} times the process that read it was gone: the page is left out; please report it"


def progress(shard: Shard, folder: Path) -> int:
    """A number that grows as long as a shard is being read."""
    try:
        return (folder / f"{shard.name}{_DRAFT}").stat().st_size
    except FileNotFoundError:
        return 0


class _Draft:
    """The lines of a shard until it is finished."""

    def __init__(self, folder: Path, name: str) -> None:
        self.tally = Tally()
        self.last = -1
        """Place of the page that the last line is on."""
        self._begun = 0
        """Lines at the end that say that this page was begun."""
        with explained(folder):
            self._lock = os.open(folder / f"{name}{_LOCK}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path = folder / f"{name}{_DRAFT}"
        except BlockingIOError:  # another process reads the same: a draft of our own
            path = folder / f"{name}.{platform.node()}-{os.getpid()}{_DRAFT}"
        self._journal = Journal(path, forced=False)
        for _, line in self._journal.lines():
            if "tally" not in line:  # a kill just before the end
                self._note(line)

    def is_done(self, at: int) -> bool:
        """Whether the draft says what became of the page at this place."""
        return at < self.last or (at == self.last and not self._begun)

    def tries(self, at: int) -> int:
        """How often the page at this place was begun and not ended."""
        return self._begun if at == self.last else 0

    def begin(self, at: int) -> None:
        """Note that a page is being read."""
        self.write(({"at": at, "begun": True}, b'{"at":%d,"begun":true}' % at))

    def write(self, line: tuple[Line, bytes]) -> None:
        """Store a line, which is given as it is and as it is written."""
        self._journal.append(line[1])
        self._note(line[0])

    def _note(self, line: Line) -> None:
        is_same = line["at"] == self.last
        self._begun = (self._begun if is_same else 0) + 1 if "begun" in line else 0
        self.last = line["at"]
        self.tally.count(line)

    def finish(self, path: Path) -> None:
        """Give the file its name: it is whole."""
        self._journal.append(last_line(self.tally))
        self._journal.sync()
        with explained(path):
            self._journal.path.replace(path)
            sync_folder(path.parent)

    def close(self) -> None:
        """Let another process go on."""
        self._journal.close()
        os.close(self._lock)


def _items(shard: Shard, last: int) -> Iterator[tuple[int, Item]]:
    """The pages from the place `last` on, each with its place."""
    path = place(shard.files[0])
    if not is_archive(path):
        for number, file in enumerate(shard.files):
            yield number, _page(file, shard.how.url)
        return
    refuse = partial(_refusal, shard.how)
    for at, found in read_range(path, max(last, shard.start), shard.stop, refuse=refuse):
        if isinstance(found, str | ArchiveError):
            yield at, found
        else:
            yield at, "too large" if found.is_too_large else archived(path, found)


def _page(file: str, url: str | None) -> SavedPage:
    if file == STDIN:
        return SavedPage(name="standard input", body=sys.stdin.buffer.read(), url=url)
    return SavedPage(name=file, body=Path(file), url=url)


def _refusal(how: How, record: ArchiveRecord) -> str | None:
    """What a response is, if it is no page that is wanted."""
    if record.status != 200:
        return f"status {record.status}"
    host = (urlsplit(record.url).hostname or "") if how.hosts else ""
    if how.hosts and not any(f".{host}".endswith(f".{wanted}") for wanted in how.hosts):
        return "other host"
    said = record.warc.http_headers.get_header("Content-Type")
    found = record.warc.rec_headers.get_header("WARC-Identified-Payload-Type")
    kinds = [kind.partition(";")[0].strip().lower() for kind in (said, found) if kind]
    if how.types:
        is_wanted = any(kind in how.types for kind in kinds)
    else:
        is_wanted = not kinds or "html" in kinds[0]
    return None if is_wanted else (kinds or ["no content type"])[0]


def _told(item: ArchiveError | str, at: int, shard: Shard) -> tuple[Line, bytes]:
    """The line on what is no page."""
    if isinstance(item, ArchiveError):
        return _failed(shard.files[0], item, at)
    return _written({"at": at, "other": item})


def _outcome(page: SavedPage, at: int, how: How) -> tuple[Line, bytes]:
    """The line on a page: what was read, or why nothing was."""
    try:
        with time_limit(how.seconds):
            record = extracted(page, how.portal)
        schema.check(record)
        if how.languages and record.article.language not in how.languages:
            return _written({"at": at, "other": f"language {record.article.language}"})
        plain = record.to_dict()
        return _written({"at": at, "reading": reading_of(plain), "record": plain})
    except NotAnArticle as error:
        # Who saved a page by hand means it to be one; an archive is full of others.
        told = {"name": page.name, "reason": reason(error)} if page.archive_ref is None else {}
        return _written({"at": at, "other": error.kind, **told})
    except TimeoutError as error:
        return _failed(page.name, UnreadablePage(f"{error}: left out; please report it"), at)
    except Exception as error:  # a fault of ours on one page must not cost the other pages
        return _failed(page.name, error, at)


def _failed(name: str, error: Exception, at: int) -> tuple[Line, bytes]:
    line: Line = {"at": at, "failed": name, "reason": reason(error)}
    if not isinstance(error, GovnewsError):
        line["trace"] = "".join(traceback.format_exception(error))
    text = json.dumps(line, separators=(",", ":"))  # a name may hold half a character
    return line, text.encode()


def _written(line: Line) -> tuple[Line, bytes]:
    return line, json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
