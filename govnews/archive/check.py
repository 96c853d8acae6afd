"""Whether an archive is sound, what hangs on each of its files, and which page it had when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from govnews.archive.cdxj import (
    Capture,
    find,
    index_of,
    indexes,
    read_index,
    write_index,
)
from govnews.archive.reader import ArchivedPage, capture_of, captures, read_ref
from govnews.archive.records import ArchiveRecord, opened, whole_file, with_requests
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
        raise BadInput(
            f"{folder}: no archive here: name the folder of a dataset "
            "that was not harvested with --no-archive"
        )
    return found


def check(folder: Path, references: Iterable[tuple[str, str]] = ()) -> Soundness:
    """Read every record of every archive in a folder, and compare with digests and indexes.

    `references` are places (`archive_ref`) and addresses of articles, which are looked for.
    Raises `BadInput` where there is no archive.
    """
    found = Soundness()
    whole = [] if _is_begun(folder) else archives(folder)
    had: set[str] = set()
    dates: dict[str, set[datetime | None]] = {}
    revisits: list[_Revisit] = []
    for path in whole:
        found.files += 1
        lines: list[Capture] = []
        for record, form in _records(path, found):
            if not record.is_capture:
                continue
            lines.append(capture_of(record, path.name, form))
            if record.is_response:
                found.pages += 1
                had.add(lines[-1].ref)
                dates.setdefault(record.url, set()).add(_second(record.at))
            else:
                found.revisits += 1
                revisits.append(_Revisit(path, record.offset, record.url, _second(record.earlier)))
        _compare_index(path, lines, found)
    for revisit in revisits:
        if revisit.earlier not in dates.get(revisit.url, ()):
            found.problems.append(
                f"{revisit.path}, byte {revisit.offset}: the page that {revisit.url} had before "
                "is gone"
            )
    _look_for(references, had, {path.name for path in whole}, folder, found)
    _look_around(folder, whole, found)
    return found


def make_indexes(folder: Path, *, anew: bool) -> Iterator[Path]:
    """Index the archives that have no index, or all; gives those, one by one.

    Raises:
        BadInput: there is no archive.
        ArchiveError: some are damaged, after all the others; what is whole in them is indexed too.

    """
    damaged = []
    for path in archives(folder):
        index = index_of(path)
        if anew or not index.exists():
            lines: list[Capture] = []
            try:
                lines.extend(captures(path, path.name))
            except ArchiveError as error:
                damaged.append(str(error))
            write_index(index, lines)
            yield index
    if damaged:
        raise ArchiveError("; ".join(damaged))


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


def _is_begun(folder: Path) -> bool:
    """Whether the first run is writing its archive, or was killed at it."""
    return any(folder.glob(f"*{OPEN_SUFFIX}")) and not any(map(is_archive, folder.iterdir()))


@dataclass(frozen=True, slots=True)
class _Revisit:
    """What is kept of a revisit record until all files were read."""

    path: Path
    offset: int
    url: str
    earlier: datetime | None


def _records(path: Path, found: Soundness) -> Iterator[tuple[ArchiveRecord, str]]:
    """The records of a file with what was posted for each; what is wrong goes to `found`."""
    try:
        with opened(path) as stream:
            every = whole_file(stream, path, bodies=False, check_digests=True)
            for record, form in with_requests(every):
                if record.wrong_digest:
                    found.problems.append(
                        f"{path}, byte {record.offset}: {record.url} is not what was stored: "
                        f"{record.wrong_digest}"
                    )
                yield record, form
    except ArchiveError as error:
        found.problems.append(str(error))


def _compare_index(path: Path, lines: list[Capture], found: Soundness) -> None:
    index = index_of(path)
    if not index.exists():
        found.problems.append(f"{path}: not indexed: run `govnews archive index`")
        return
    try:
        said = {(one.offset, one.key, one.digest) for one in read_index(index)}
    except ArchiveError as error:
        found.problems.append(str(error))
        return
    if said != {(one.offset, one.key, one.digest) for one in lines}:
        found.problems.append(
            f"{index}: does not fit {path.name}: run `govnews archive index --anew`"
        )


def _look_for(
    references: Iterable[tuple[str, str]],
    had: set[str],
    names: set[str],
    folder: Path,
    found: Soundness,
) -> None:
    """Whether the articles' pages are there; a file that is not is named once."""
    elsewhere: dict[str, list[str]] = {}
    for ref, url in references:
        found.references += 1
        name = ref.rpartition("#")[0]
        if name not in names:
            elsewhere.setdefault(name, []).append(url)
        elif ref not in had:
            found.problems.append(f"{folder / name}: no page at {ref} for {url}")
    for name, urls in sorted(elsewhere.items()):
        found.problems.append(
            f"{folder / name}: is not here: move it back; without it {len(urls):,} "
            f"reading{'' if len(urls) == 1 else 's'} of articles cannot be read again, as {urls[0]}"
        )


def _look_around(folder: Path, whole: list[Path], found: Soundness) -> None:
    """What lies beside the whole archives."""
    there = {index_of(path) for path in whole}
    for index in indexes(folder):
        if index not in there:
            found.problems.append(f"{index}: its archive is not here: move it back")
    for left in sorted(folder.glob(f"*{OPEN_SUFFIX}")):
        found.problems.append(
            f"{left}: a run is writing it, or was killed; then the next harvest mends it"
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
