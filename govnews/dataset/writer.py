"""Writing: one run, from the lock to the commit.

A record is journalled before `add` returns. `finish` turns the journal into one set of immutable
parts, names them in the ledger in one transaction, and then replaces the current files. A run that
is killed is taken up by the next one, which commits its journal as a run of its own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from govnews.dataset import schema
from govnews.dataset.commit import commit, recover
from govnews.dataset.entries import Entries, Status, now
from govnews.dataset.folder import Folder
from govnews.dataset.ledger import Ledger, Seen
from govnews.dataset.sightings import article_of
from govnews.dataset.visits import Visits
from govnews.errors import BadInput, DatasetError
from govnews.health import Verdict
from govnews.model import Record
from govnews.storage import is_remote

_RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did."""

    run: str
    new: int
    changed: int
    unchanged: int
    rows: Mapping[str, int]
    """Table → rows that the run wrote."""


def open_run(path: str | Path, run: str | None = None) -> Run:
    """Take the dataset at `path`, made if missing, for one run; recover first what a killed one left.

    Use it in a `with` statement, or call `close()`. The run is named by the time (UTC) unless
    `run` names it; where the name is taken a number is added.

    Raises:
        BadInput: the name of the run cannot be a file name, or `path` is no folder.
        DatasetLocked: another run is writing here.
        DatasetError: the folder cannot be written, or its ledger is lost or damaged.

    """
    if run is not None and not _RUN_NAME.fullmatch(run):
        raise BadInput(f"run {run!r}: use up to 64 letters, digits, dots, hyphens, underscores")
    if is_remote(path):
        raise BadInput(f"{path}: write to a folder, and then `govnews publish FOLDER {path}`")
    folder = Folder(Path(path))
    try:
        recover(folder)
        name = run or datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        return Run(folder, _unused(name, folder.ledger))
    except BaseException:
        folder.close()
        raise


class Run:
    """A run in progress, from `open_run`. Not for use from several threads."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.path = folder.path
        self.name = name
        self._folder = folder
        self._entries = Entries(folder, name)
        self._entries.begin()
        self._state: Literal["open", "failed", "finished"] = "open"
        self._failure = ""

    def add(self, record: Record, *, reread: bool = False) -> Status:
        """Store a record; its `version` is decided here, by `content_hash`.

        `unchanged` stores nothing but that the article was there. With `reread`, a reading of the
        same page, or of one fetched later, that differs from the stored one (a newer parser's,
        say) takes its place under the same version. A page older than the current version, by
        `fetched_at`, becomes a version of its own but not the current one.

        Raises:
            BadInput: a column cannot hold what the record says; nothing was stored.
            DatasetError: the disk is full; what was added before is kept for the next run.

        """
        schema.check(record)
        with self._writing():
            return self._entries.add(record, reread=reread)

    def add_plain(self, record: dict[str, Any], reading: str) -> Status:
        """Store what another process read: `Record.to_dict()` of a checked record, and its `reading_of`.

        As `add` does with `reread`. Raises `DatasetError` as that does.
        """
        with self._writing():
            return self._entries.add_plain(record, reading, reread=True)

    def known(self, article_id: str) -> Seen | None:
        """What the dataset remembers of an article, this run included."""
        return self._folder.ledger.find(article_id)

    def known_url(self, url: str) -> Seen | None:
        """What it remembers of the article that was last fetched from this very URL.

        A page may declare a canonical URL to which its own URL does not lead by any rule.
        """
        return self._folder.ledger.find_url(url)

    @property
    def visits(self) -> Visits:
        """What runs remember of their visits to portals; committed with this run, or forgotten."""
        return self._folder.ledger.visits

    def noting(self) -> AbstractContextManager[sqlite3.Connection]:
        """The ledger in the run's transaction, for what another dataset has noted."""
        return self._folder.ledger.noting()

    def mark_seen(self, article_id: str) -> None:
        """Note that a known article is still there unchanged: the portal answered 304, say.

        Raises:
            BadInput: the article is not known.

        """
        with self._writing():
            self._entries.mark_seen(article_id)

    def note_listed(
        self, portal: str, articles: Iterable[tuple[str, date | None, Iterable[str]]]
    ) -> None:
        """Note articles that a list of the portal names, known or not.

        Each as its native id, the day that the list prints, and its addresses there.
        """
        rows = [
            (key, day.isoformat() if day else None, self._article(portal, key, urls))
            for key, day, urls in articles
        ]
        if rows:
            with self._writing():
                self._entries.note("listed", portal, at=now(), articles=rows)

    def note_read(self, portal: str, key: str, article_id: str) -> None:
        """Note that the page of an article arrived; `key` is the portal's native id."""
        self._note_asked(portal, key, "read", article_id)

    def note_missed(
        self, portal: str, key: str, outcome: str, url: str, moved_to: str | None = None
    ) -> None:
        """Note that an article's page could not be had: one of `ABSENCES`, or `failed`.

        A failure says nothing of whether the article still is there. `url` was asked for.
        """
        article_id = self._article(portal, key, [url])
        self._note_asked(portal, key, outcome, article_id, moved_to)

    def _note_asked(
        self,
        portal: str,
        key: str,
        outcome: str,
        article_id: str | None,
        moved_to: str | None = None,
    ) -> None:
        said = {"outcome": outcome, "article_id": article_id, "moved_to": moved_to}
        with self._writing():
            self._entries.note("asked", portal, key=key, at=now(), **said)

    def _article(self, portal: str, key: str, urls: Iterable[str]) -> str | None:
        """The id of the stored article that a portal names so."""
        ledger = self._folder.ledger
        with ledger.noting() as database:
            known = article_of(database, portal, key)
        found = (seen.article_id for url in urls if (seen := ledger.find_url(url)))
        return known or next(found, None)

    def note_walk(self, portal: str, *, complete: bool, full: bool) -> None:
        """Note the end of this run's walk over a portal.

        `complete`: nothing that its lists name was left out; then its days are covered until the
        run began. `full`: every list was walked to its end; then what none named is `unseen`.
        """
        with self._writing():
            self._entries.note(
                "walked",
                portal,
                started=self._entries.started,
                ended=now(),
                complete=complete,
                full=full,
            )

    def watch(self, walks: Mapping[str, str]) -> None:
        """Measure what is added of these portals; to each, the kind of its walk.

        At the commit, articles of a layout that lost what it had in former runs of this kind are
        held back: they go into `quarantine/`, and the dataset stays as it was of them.
        """
        with self._writing():
            self._entries.watch(walks)

    def verdicts(self) -> dict[str, Verdict]:
        """What the commit would say of the watched portals by now."""
        return self._entries.verdicts()

    def finish(self, report: Mapping[str, Any] | None = None) -> Summary:
        """Commit the run and replace the current files; `report` goes into `runs/<run>.json`.

        The ledger keeps the report too, and its `exit_code` in a column.

        Raises:
            DatasetError: the disk is full. Before the commit, the next run recovers this one;
                after it, the next run replaces the current files.

        """
        with self._writing():
            self._state = "failed"
            rows = commit(self._folder, self._entries, report or {})
            self._state = "finished"
        return Summary(run=self.name, rows=rows, **self._entries.counts)

    def close(self) -> None:
        """Release the dataset; what was not finished is left for the next run to recover."""
        self._state = "finished"
        self._entries.journal.close()
        self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the run if nobody has, after an error too, but not after a failure to write."""
        try:
            if self._state == "open":
                self.finish(None if error is None else {"exit_code": 1, "error": repr(error)})
        finally:
            self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Refuse to write after the end, and after a failure to write."""
        if self._state == "finished":
            raise DatasetError(f"{self.path}: run {self.name} is finished: open another one")
        if self._state == "failed":
            raise DatasetError(self._failure)
        try:
            yield
        except DatasetError as error:
            self._state, self._failure = "failed", str(error)
            raise


def _unused(name: str, ledger: Ledger) -> str:
    number, free = 1, name
    while ledger.holds(free):
        number += 1
        free = f"{name}-{number}"
    return free
