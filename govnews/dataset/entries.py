"""What a run stores: every entry is a line of its journal, noted in the ledger's transaction.

Which version a record becomes is decided here, and written into the line, so that the journal of a
killed run can be noted again without deciding again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

from govnews.dataset import sightings
from govnews.dataset.folder import Folder
from govnews.dataset.journal import SUFFIX, Journal
from govnews.dataset.ledger import Version, utc_text
from govnews.dataset.replaced import stored
from govnews.errors import BadInput
from govnews.health import Measures, Verdict, judge, traits_of
from govnews.model import Record, content_hash

Status = Literal["new", "changed", "unchanged"]

NOT_READ = ("url", "fetched_at", "archive_ref", "truncated", "parser", "version")
"""Columns that say how a page was had, not what was read from it."""


class Entries:
    """The entries of one run, in memory only as counts."""

    def __init__(self, folder: Folder, run: str) -> None:
        self.run = run
        self.counts: dict[str, int] = {"new": 0, "changed": 0, "unchanged": 0}
        self.measures: dict[str, Measures] = {}
        """Portal → the measures of its records, for portals that are watched."""
        self._walks: dict[str, str] = {}
        self.journal = Journal(folder.runs / f"{run}{SUFFIX}")
        self.started = now()
        self._folder = folder
        self._ledger = folder.ledger
        self._ledger.begin()

    def begin(self) -> None:
        """Write the first line, which says when the run began."""
        self.journal.append(_line({"run": self.run, "started": self.started}))

    def watch(self, walks: Mapping[str, str]) -> None:
        """Measure the records of these portals from here on; to each, the kind of its walk."""
        self.journal.append(_line({"walks": dict(walks)}))
        self._watch(walks)

    def _watch(self, walks: Mapping[str, str]) -> None:
        self._walks |= walks
        for portal in walks:
            self.measures.setdefault(portal, Measures())

    def replay(self, without: Collection[str] = ()) -> None:
        """Note every line of a journal again, but those on the articles `without`."""
        for offset, line in self.journal.lines():
            if "note" in line:
                with self._ledger.noting() as database:
                    sightings.note(database, line)
            elif "status" in line:
                if article_of(line) not in without:
                    self._note(line, offset)
            elif "walks" in line:
                self._watch(line["walks"])
            else:
                self.started = line["started"]

    def verdicts(self) -> dict[str, Verdict]:
        """Portal → how its records compare with those of former runs."""
        if not self.measures:
            return {}
        former = list(self._ledger.reports())
        return {
            portal: judge(
                measures, former, portal, self._walks[portal], partial(stored, self._folder)
            )
            for portal, measures in self.measures.items()
        }

    def hold_back(self, articles: Collection[str]) -> None:
        """Leave these articles as they were before the run."""
        self._ledger.roll_back()
        self._ledger.begin()
        self.counts = dict.fromkeys(self.counts, 0)
        self.replay(articles)

    def add(self, record: Record, *, reread: bool) -> Status:
        """Decide, write the line, note it: in this order, so that what is noted can be replayed."""
        plain = record.to_dict()
        return self.add_plain(plain, reading_of(plain), reread=reread)

    def add_plain(self, record: dict[str, Any], reading: str, *, reread: bool) -> Status:
        """The same for `Record.to_dict()` and its `reading_of`."""
        article = record["article"]
        entry = self._decided(record, reading, reread)
        if "record" not in entry and article["portal"] in self.measures:
            entry["traits"] = traits_of(record)
        try:
            line = _line(entry)
        except UnicodeEncodeError as error:
            raise BadInput(f"{article['url']}: text with half a character: {error}") from error
        self._note(entry, self.journal.append(line))
        status: Status = entry["status"]
        return status

    def mark_seen(self, article_id: str) -> None:
        """Write and note that a known article is still there."""
        if self._ledger.find(article_id) is None:
            raise BadInput(f"article {article_id} is not in the dataset: add its record first")
        entry = {"status": "unchanged", "seen": article_id, "at": now(), "version": None}
        self._note(entry, self.journal.append(_line(entry)))

    def note(self, kind: str, portal: str, **said: Any) -> None:
        """Write and note what was learned of the articles of a portal; see `sightings`."""
        line = {"note": kind, "portal": portal, **said}
        self.journal.append(_line(line))
        with self._ledger.noting() as database:
            sightings.note(database, line)

    def _decided(self, record: dict[str, Any], reading: str, reread: bool) -> dict[str, Any]:
        """The line of the journal that says what becomes of a record."""
        article = record["article"]
        fetched_at = utc_text(article["fetched_at"])
        entry = {"at": fetched_at or now(), "reading": reading, "record": record}
        versions = self._ledger.versions(article["article_id"])
        if not versions:
            article["version"] = 1
            return entry | {"status": "new", "current": True}
        if reread and (same_page := _reading_of(article["url"], fetched_at, versions)):
            if same_page.reading == reading:
                return _seen(entry, same_page)
            article["version"] = same_page.version
            return entry | {"status": "unchanged", "current": same_page.current}
        current = next(version for version in versions if version.current)
        same = [v for v in versions if v.content_hash == article["content_hash"]]
        is_old = _is_before(fetched_at, current.fetched_at)
        # An old page may show any of the former versions, a new one only the current.
        alike = [current, *(reversed(versions) if is_old and not same else ())]
        if found := next((v for v in alike if _differs_in_date_alone(record, v)), None):
            is_same_page = reread and found.url == article["url"]
            if article["published_at"] is None and not is_same_page:
                return _seen(entry, found)
            article["version"] = found.version
            return entry | {"status": "unchanged", "current": found.current}
        if current not in same and (not same or _is_before(current.fetched_at, fetched_at)):
            article["version"] = versions[-1].version + 1
            return entry | {"status": "changed", "current": not is_old}
        match = current if current in same else same[-1]
        newer = match.url == article["url"] or _is_before(match.fetched_at, fetched_at)
        if reread and newer and match.reading != reading:
            article["version"] = match.version
            return entry | {"status": "unchanged", "current": match.current}
        return _seen(entry, match)

    def _note(self, entry: Mapping[str, Any], offset: int) -> None:
        """Apply a line of the journal to the ledger's transaction."""
        self.counts[entry["status"]] += 1
        self._measure(entry)
        if "record" not in entry:
            self._ledger.see(entry["seen"], entry["at"], entry["version"])
            return
        record = entry["record"]
        self._ledger.store(self.run, offset, entry["reading"], record)
        if entry["current"]:
            self._ledger.point(record["article"], entry["at"])
        self._ledger.see(record["article"]["article_id"], entry["at"])

    def _measure(self, entry: Mapping[str, Any]) -> None:
        if not self.measures:
            return
        traits = traits_of(entry["record"]) if "record" in entry else entry.get("traits")
        if traits and (measures := self.measures.get(traits["portal"])):
            measures.add(
                article_of(entry),
                traits,
                stored="record" in entry,
                changed=entry["status"] == "changed",
            )


def article_of(line: Mapping[str, Any]) -> str:
    """The id of the article that a line of the journal is on."""
    return str(line["record"]["article"]["article_id"] if "record" in line else line["seen"])


def now() -> str:
    """The time as the ledger keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _seen(entry: Mapping[str, Any], version: Version) -> dict[str, Any]:
    """The line that stores nothing but that a version was there."""
    article = entry["record"]["article"]
    return {
        "status": "unchanged",
        "seen": article["article_id"],
        "at": entry["at"],
        "version": version.version if article["fetched_at"] else None,
    }


def _reading_of(url: str, fetched_at: str | None, versions: list[Version]) -> Version | None:
    """The version that was read from this very answer of the portal, as far as times can tell.

    Another reading of it is none of the portal's edits, whatever it says.
    """
    if fetched_at is None:
        return None
    return next(
        (v for v in versions if v.url == url and fetched_at in (v.first_fetched, v.fetched_at)),
        None,
    )


def _differs_in_date_alone(record: Mapping[str, Any], version: Version) -> bool:
    """Whether a reading is a stored version but for a date of publication that one of them lacks.

    Portals show an article in several sections, and not every template prints the date: that is
    no edit, and the reading with the date is the better one.
    """
    article, stored = record["article"], version.published_at
    if (article["published_at"] is None) == (stored is None):
        return False
    captions = tuple(caption["caption"] for caption in record["captions"])
    date = datetime.fromisoformat(stored) if stored else None
    told = content_hash(article["title"], article["summary"], article["body"], captions, date)
    return told == version.content_hash


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether both times are known and the first is the earlier."""
    return one is not None and other is not None and one < other


def reading_of(record: Mapping[str, Any]) -> str:
    """A hash of everything read from a page, to tell whether another reading says the same."""
    article = {k: v for k, v in record["article"].items() if k not in NOT_READ}
    text = json.dumps({**record, "article": article}, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _line(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
