"""Whether an archive is sound, what hangs on each of its files, and which page it had when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from govnews.archive.cdxj import Capture, find, index_of, read_index, write_index
from govnews.archive.reader import (
    ArchivedPage,
    ArchiveRecord,
    captures,
    opened,
    read_ref,
    whole_file,
)
from govnews.archive.replay import is_archive
from govnews.archive.writer import OPEN_SUFFIX
from govnews.errors import ArchiveError, BadInput


@dataclass(slots=True)
class Soundness:
    """What a check of an archive found."""

    files: int = 0
    pages: int = 0
    revisits: int = 0
    references: int = 0
    """Versions of articles whose page was looked for."""
    problems: list[str] = field(default_factory=list)
    """Each names the file, the place, and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What would be gone with a file."""

    pages: int
    """Pages of which no other file has any response."""
    states: int
    """Pages that other files have too, but from other times."""
    revisits: int
    """Records in other files that only say that a page in this one had not changed."""
    articles: tuple[str, ...]
    """Addresses of articles in the dataset that could not be read again."""


def archives(folder: Path) -> list[Path]:
    """The whole archives of a folder, by name. Raises `BadInput` where there are none."""
    found = sorted(path for path in folder.iterdir() if is_archive(path)) if folder.is_dir() else []
    if not found:
        raise BadInput(f"{folder}: no archive here: name the folder of a dataset")
    return found


def check(folder: Path, references: Iterable[tuple[str, str]] = ()) -> Soundness:
    """Read every record of every archive in a folder, and compare with digests and indexes.

    `references` are places (`archive_ref`) and addresses of articles, which are looked for.
    Raises `BadInput` where there is no archive.
    """
    found = Soundness()
    had: dict[str, str] = {}
    dates: dict[str, set[datetime | None]] = {}
    revisits: list[tuple[Path, ArchiveRecord]] = []
    for path in archives(folder):
        found.files += 1
        for record in _records(path, found):
            if record.is_response:
                found.pages += 1
                had[f"{path.name}#{record.offset}"] = record.url
                dates.setdefault(record.url, set()).add(_second(record.at))
            elif record.kind == "revisit":
                found.revisits += 1
                revisits.append((path, record))
        _compare_index(path, found)
    for path, record in revisits:
        if _second(record.earlier) not in dates.get(record.url, ()):
            found.problems.append(
                f"{path}, byte {record.offset}: the page that {record.url} had before is gone"
            )
    for ref, url in references:
        found.references += 1
        if ref not in had:
            found.problems.append(f"{folder / ref.partition('#')[0]}: no page at {ref} for {url}")
    for left in sorted(folder.glob(f"*{OPEN_SUFFIX}")):
        found.problems.append(
            f"{left}: a run is writing it, or was killed; then the next harvest mends it"
        )
    return found


def make_indexes(folder: Path, *, anew: bool) -> list[Path]:
    """Index the archives that have no index, or all; gives those.

    Raises:
        BadInput: there is no archive.
        ArchiveError: one is damaged; what is whole in it was indexed, and the rest is not.

    """
    made = []
    for path in archives(folder):
        index = index_of(path)
        if anew or not index.exists():
            lines: list[Capture] = []
            try:
                lines.extend(captures(path, path.name))
            finally:
                write_index(index, lines)
            made.append(index)
    return made


def page(folder: Path, url: str, at: datetime | None = None) -> ArchivedPage:
    """The page of an address as it was at a moment, or as it was seen last.

    Before its first capture that one is given: nothing older is known.

    Raises:
        BadInput: the address was never archived.
        ArchiveError: the archive or its index is damaged.

    """
    known = find(folder, url)
    if not known:
        raise BadInput(f"{url}: not in {folder}: check the address")
    before = [capture for capture in known if at is None or capture.at <= at]
    chosen = before[-1] if before else known[0]
    return read_ref(folder, _body_of(chosen, known).ref)


def loss(folder: Path, name: str, references: Iterable[tuple[str, str]] = ()) -> Loss:
    """What would be gone with one file of a folder of archives.

    Raises:
        BadInput: there is no such file.
        ArchiveError: an index is missing or damaged.

    """
    if not (folder / name).is_file():
        raise BadInput(f"{folder / name}: no such file")
    here: dict[str, set[str]] = {}
    elsewhere: dict[str, set[str]] = {}
    revisits: list[Capture] = []
    for path in archives(folder):
        index = index_of(path)
        if not index.exists():
            raise ArchiveError(f"{path} is not indexed: run `govnews archive index`")
        for capture in read_index(index):
            if capture.is_revisit:
                revisits += [capture] if path.name != name else []
            else:
                place = here if path.name == name else elsewhere
                place.setdefault(capture.address, set()).add(capture.digest)
    gone = {url for url in here if url not in elsewhere}
    return Loss(
        pages=len(gone),
        states=sum(bool(here[url] - elsewhere[url]) for url in here.keys() - gone),
        revisits=sum(
            one.digest in here.get(one.address, ())
            and one.digest not in elsewhere.get(one.address, ())
            for one in revisits
        ),
        articles=tuple(sorted({url for ref, url in references if ref.startswith(f"{name}#")})),
    )


def _records(path: Path, found: Soundness) -> Iterator[ArchiveRecord]:
    with opened(path) as stream:
        try:
            for record in whole_file(stream, path, check_digests=True):
                checker = record.warc.digest_checker
                if checker is not None and checker.passed is False:
                    found.problems.append(
                        f"{path}, byte {record.offset}: {record.url} is not what was stored: "
                        f"{'; '.join(checker.problems)}"
                    )
                yield record
        except ArchiveError as error:
            found.problems.append(str(error))


def _compare_index(path: Path, found: Soundness) -> None:
    index = index_of(path)
    if not index.exists():
        found.problems.append(f"{path}: not indexed: run `govnews archive index`")
        return
    try:
        said = {(capture.offset, capture.url) for capture in read_index(index)}
        true = {(capture.offset, capture.url) for capture in captures(path, path.name)}
    except ArchiveError as error:
        if str(error) not in found.problems:
            found.problems.append(str(error))
        return
    if said != true:
        found.problems.append(
            f"{index}: does not fit {path.name}: run `govnews archive index --anew`"
        )


def _body_of(capture: Capture, known: list[Capture]) -> Capture:
    """The capture that holds the page which another one says is unchanged."""
    if not capture.is_revisit:
        return capture
    for other in reversed(known):
        if not other.is_revisit and other.at <= capture.at and other.digest == capture.digest:
            return other
    raise ArchiveError(f"the page of {capture.url} lies in an archive that is not here any more")


def _second(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0) if moment else None
