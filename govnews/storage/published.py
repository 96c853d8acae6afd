"""A dataset at an address: `publish` copies it there, `Published` is a reader's copy of it.

Parts and archives never change, so each is put there once, under its own name; then the current
files, of which those that changed take the place of the former ones; then the ledger, under a name
of its content; and last one small object, the manifest, which names them all with their sizes and
digests. Readers begin with the manifest. Whatever ends an upload before that, they have the state
before: what is a current file of another state they read from the parts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from govnews.archive.replay import is_archive
from govnews.dataset.current import table_path
from govnews.dataset.disk import explained as disk_explained
from govnews.dataset.disk import make_folder, replacing
from govnews.dataset.folder import LEDGER
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.snapshot import View
from govnews.errors import DatasetError, StorageError
from govnews.model import TABLES
from govnews.storage.store import explained, object_store

MANIFEST, UPLOADING = "manifest.json", "uploading.json"
FORMAT = 1
NOTED = 64 << 20
"""After so many bytes an upload notes what it has put there, so that the next one need not again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of a published dataset."""

    size: int
    """Bytes."""
    sha256: str
    changed: int = 0
    """When its file was last written, in nanoseconds: one that has not been is not read again."""


class Manifest(NamedTuple):
    """What is published at an address."""

    ledger: Entry
    files: dict[str, Entry]
    gone: list[str]
    """What the manifest before named and this one does not: readers may still be at that one."""


class _OtherState(StorageError):
    """What an object holds is not what the manifest says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What an upload did."""

    files: int
    """That were put there."""
    bytes: int
    kept: int
    """That were there already."""


def publish(dataset: Path, url: str) -> Uploaded:
    """Copy the dataset in a folder, as of its last commit, to an address; only what is not there yet.

    Raises:
        DatasetError: there is no dataset in the folder.
        StorageError: the store fails, or another dataset is there; what was there stays as it was.

    """
    if not (dataset / LEDGER).is_file():
        raise DatasetError(f"{dataset}: no dataset here: name the folder that was harvested into")
    upload = _Upload(url)
    with TemporaryDirectory(prefix="govnews-") as folder:
        ledger = Path(folder) / LEDGER
        _copy_ledger(dataset / LEDGER, ledger)
        for name in _names(dataset, ledger):
            upload.put(name, dataset / name)
        for path in _current(dataset):
            upload.put(str(path.relative_to(dataset)), path, replace=True)
        entry = _entry(ledger)
        upload.send(ledger_name(entry), ledger, entry)
        upload.commit(entry)
    return Uploaded(files=upload.files, bytes=upload.bytes, kept=upload.kept)


class _Upload:
    """An upload on its way."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.files = self.bytes = self.kept = 0
        self._store = object_store()
        former = read_manifest(self.url)
        self._former = former.files if former else {}
        self._former_ledger = former.ledger if former else None
        self._gone = former.gone if former else []
        self._begun = self._read_begun()
        self._entries: dict[str, Entry] = {}
        self._unnoted = 0

    def put(self, name: str, path: Path, *, replace: bool = False) -> None:
        """Put a file there, unless it is; only with `replace` one that may change."""
        known = self._former.get(name) or self._begun.get(name)
        with disk_explained(path):
            found = path.stat()
        if known and (known.size, known.changed) == (found.st_size, found.st_mtime_ns):
            entry = known
        else:
            entry = _entry(path)
        self._entries[name] = entry
        if known and known.sha256 == entry.sha256:
            self.kept += 1
        elif name in self._former and not replace:
            raise StorageError(
                f"{self.url}: another dataset was published here ({name} is another file): "
                "choose another address"
            )
        else:
            self.send(name, path, entry)
            self._unnoted += entry.size
            if self._unnoted >= NOTED:
                self._note()

    def send(self, name: str, path: Path, entry: Entry) -> None:
        """Put a file there."""
        with explained(f"{self.url}/{name}"):
            self._store.put_file(str(path), f"{self.url}/{name}")
        self.files += 1
        self.bytes += entry.size

    def commit(self, ledger: Entry) -> None:
        """Let readers see it."""
        said = {
            "format": FORMAT,
            "published": datetime.now(UTC).isoformat(timespec="seconds"),
            "ledger": asdict(ledger),
            "files": {name: asdict(entry) for name, entry in self._entries.items()},
            "gone": [name for name in self._former if name not in self._entries],
        }
        self._write(MANIFEST, said)
        kept = {ledger_name(entry) for entry in (ledger, self._former_ledger) if entry}
        with explained(self.url):
            for path in self._store.find(f"{self.url}/ledgers"):
                name = f"ledgers/{path.rpartition('/')[2]}"
                if name not in kept:  # a reader may still be at the former one
                    self._store.rm_file(path)
            for name in set(self._gone).difference(self._entries):  # the same
                if self._store.exists(f"{self.url}/{name}"):
                    self._store.rm_file(f"{self.url}/{name}")
            if self._store.exists(f"{self.url}/{UPLOADING}"):
                self._store.rm_file(f"{self.url}/{UPLOADING}")

    def _note(self) -> None:
        self._write(UPLOADING, {name: asdict(entry) for name, entry in self._entries.items()})
        self._unnoted = 0

    def _write(self, name: str, said: object) -> None:
        with explained(f"{self.url}/{name}"):
            self._store.pipe_file(f"{self.url}/{name}", json.dumps(said, indent=1).encode())

    def _read_begun(self) -> dict[str, Entry]:
        """What an upload that was cut off had put there."""
        said = _read_json(f"{self.url}/{UPLOADING}")
        return {name: Entry(**entry) for name, entry in said.items()} if said else {}


class Published:
    """A published dataset: its ledger in a folder of the user's cache, its parts there as asked for."""

    def __init__(self, url: str) -> None:
        """Fetch the ledger that the manifest names.

        Raises:
            DatasetError: nothing was published there, or by a newer release.
            StorageError: the store fails.

        """
        self.url = url.rstrip("/")
        manifest = read_manifest(self.url)
        if manifest is None:
            raise DatasetError(
                f"{self.url}: no dataset here ({MANIFEST} is missing): "
                "`govnews publish DIR ADDRESS` puts one there"
            )
        self._files = manifest.files
        self.folder = _cache(self.url)
        make_folder(self.folder / "versions")
        self._get(ledger_name(manifest.ledger), manifest.ledger, self.folder / LEDGER)

    def fetch(self, parts: Iterable[str]) -> None:
        """Have these files of `versions/` in the folder. Raises as the beginning does."""
        for part in parts:
            name = f"versions/{part}"
            if name not in self._files:
                raise DatasetError(f"{self.url}: {name} was not published: publish it again")
            self._get(name, self._files[name], self.folder / name)

    def fetch_current(self, paths: Iterable[Path]) -> None:
        """Have those of these current files in the folder that are of the manifest's state."""
        for path in paths:
            name = str(path.relative_to(self.folder))
            if (entry := self._files.get(name)) is None:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            if path.parent != self.folder:
                if path.parent.is_file():
                    path.parent.unlink()
                make_folder(path.parent)
            with suppress(_OtherState):
                self._get(name, entry, path)

    def _get(self, name: str, entry: Entry, path: Path) -> None:
        is_here = path.is_file() and path.stat().st_size == entry.size
        if is_here and _entry(path).sha256 == entry.sha256:
            return
        with replacing(path) as out:
            try:
                with explained(f"{self.url}/{name}"):
                    object_store().get_file(f"{self.url}/{name}", out.name)
            except StorageError as error:
                if isinstance(error.__cause__, FileNotFoundError):
                    raise _OtherState(str(error)) from error
                raise
            if _entry(Path(out.name)).sha256 != entry.sha256:
                raise _OtherState(f"{self.url}/{name}: is damaged: publish the dataset again")


def read_manifest(url: str) -> Manifest | None:
    """What is published at an address; None where nothing is.

    Raises:
        DatasetError: a newer release published it, or something else is there.
        StorageError: the store fails.

    """
    said = _read_json(f"{url}/{MANIFEST}")
    if said is None:
        return None
    try:
        if said["format"] > FORMAT:
            raise DatasetError(f"{url}: published by a newer govnews: upgrade this one")
        files = {name: Entry(**entry) for name, entry in said["files"].items()}
        return Manifest(Entry(**said["ledger"]), files, list(said.get("gone", ())))
    except (KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{url}/{MANIFEST}: is no manifest of a dataset: choose another address"
        ) from error


def ledger_name(entry: Entry) -> str:
    """Where a ledger lies."""
    return f"ledgers/{entry.sha256}.sqlite"


def _read_json(address: str) -> Any:
    store = object_store()
    with explained(address):
        try:
            text = store.cat_file(address)
        except FileNotFoundError:
            return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise DatasetError(f"{address}: is damaged: publish the dataset again") from error


def _names(dataset: Path, ledger: Path) -> Iterator[str]:
    """The immutable files of a dataset: the parts that the ledger names, and the whole archives."""
    with View(ledger) as view:
        for parts in view.parts.values():
            yield from (f"versions/{part.file}" for part in parts)
    folder = dataset / "archive"
    if folder.is_dir():
        yield from sorted(f"archive/{path.name}" for path in folder.iterdir() if is_archive(path))


def _current(dataset: Path) -> Iterator[Path]:
    """The current files as Parquet; one that a run replaces meanwhile is of no state, and harmless."""
    for table in (*TABLES, *LEDGER_TABLES):
        place = table_path(dataset, table)
        if place.is_dir():
            yield from sorted(place.glob("*.parquet"))
        elif place.is_file():
            yield place


def _copy_ledger(ledger: Path, copy: Path) -> None:
    """The ledger as of its last commit, in one file, whatever a run does meanwhile."""
    with (
        disk_explained(ledger),
        closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("pragma journal_mode = delete")


def _entry(path: Path) -> Entry:
    with disk_explained(path), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        found = os.fstat(file.fileno())
    return Entry(size=found.st_size, sha256=digest, changed=found.st_mtime_ns)


def _cache(url: str) -> Path:
    """The user's own folder for what was fetched from an address."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    key = hashlib.blake2b(
        f"{os.environ.get('AWS_ENDPOINT_URL', '')} {url}".encode(), digest_size=12
    ).hexdigest()
    return Path(home) / "govnews" / key
