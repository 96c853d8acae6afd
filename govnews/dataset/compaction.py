"""The many small parts of many runs made into few, without the readings that nothing shows any more.

New parts are written first; then one transaction names them in the place of the old ones; then these
are removed. What a kill leaves of the first or the last step is removed by the next run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from govnews.dataset.commit import recover
from govnews.dataset.disk import explained, replacing
from govnews.dataset.folder import COMPACTED, LEDGER, Folder
from govnews.dataset.ledger import Part
from govnews.dataset.parts import COMPRESSION, RANK, ranked
from govnews.dataset.schema import arrow_schema
from govnews.dataset.snapshot import Key, Snapshot, View
from govnews.errors import DatasetError
from govnews.model import TABLES

VERSIONS = 100_000
"""Parts with so many versions are large enough to stay; no more are put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """What a compaction did."""

    files: int
    """That there were before."""
    files_left: int
    bytes: int
    """That the removed files had, less those of the new ones."""
    dropped: int
    """Readings of a version, in the place of which there was a newer one."""


class _Set(NamedTuple):
    """The parts, one a table at most, that hold the rows of the same runs."""

    runs: tuple[str, ...]
    files: tuple[str, ...]
    rows: int
    """Versions in the part of articles."""
    shown: int
    """Those of them that the ledger points to."""


def compact(path: Path) -> Compacted:
    """Make few parts of many; every table, history and past moment stays as it is.

    Raises:
        DatasetLocked: a run is writing here.
        DatasetError: there is no dataset, a part is missing or damaged, or the disk is full; then
            the dataset is as it was.

    """
    if not (path / LEDGER).is_file():
        raise DatasetError(f"{path}: no dataset here: name the folder that was harvested into")
    folder = Folder(path)
    try:
        recover(folder)
        return _compact(folder)
    finally:
        folder.close()


def _compact(folder: Folder) -> Compacted:
    with View(folder.ledger.path) as view:
        before = {part.file for parts in view.parts.values() for part in parts}
        keys = view.keys(every=True)
        groups = list(_groups(_sets(view, keys)))
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        written: dict[str, list[Part]] = {table: [] for table in TABLES}
        try:
            for number, group in enumerate(groups, 1):
                runs = {run for parts in group for run in parts.runs}
                own = Snapshot(parts=view.parts, keys=tuple(k for k in keys if k[2] in runs))
                for table in TABLES:
                    file = f"{stamp}{COMPACTED}{number}-{table}.parquet"
                    written[table] += _written(folder.versions, file, table, own)
        except BaseException:
            _remove(folder, (part.file for parts in written.values() for part in parts))
            raise
    old = [file for group in groups for parts in group for file in parts.files]
    freed = _size(folder, old) - _size(folder, {p.file for own in written.values() for p in own})
    if groups:
        folder.ledger.replace_parts(old, written)
        folder.sweep()
    new = {part.file for parts in written.values() for part in parts}
    return Compacted(
        files=len(before),
        files_left=len(before) - len(old) + len(new),
        bytes=freed,
        dropped=sum(parts.rows - parts.shown for group in groups for parts in group),
    )


def _sets(view: View, keys: Sequence[Key]) -> Iterator[_Set]:
    """The sets of parts, oldest first."""
    shown = Counter(key[2] for key in keys)
    files: dict[tuple[str, ...], list[str]] = {}
    for part in view.parts["articles"]:
        files[part.runs] = [part.file]
    of_run = {run: runs for runs in files for run in runs}
    for table in TABLES[1:]:
        for part in view.parts[table]:
            files[of_run[part.runs[0]]].append(part.file)
    for part in view.parts["articles"]:
        yield _Set(part.runs, tuple(files[part.runs]), part.rows, sum(shown[r] for r in part.runs))


def _groups(sets: Iterable[_Set]) -> Iterator[list[_Set]]:
    """What becomes one set: neighbours in time, so that most of their articles are so too."""
    group: list[_Set] = []
    for parts in sets:
        is_large = parts.shown >= VERSIONS and 2 * parts.shown > parts.rows
        if is_large or sum(own.shown for own in group) + parts.shown > VERSIONS:
            yield from _worth(group)
            group = []
        if not is_large:
            group.append(parts)
    yield from _worth(group)


def _worth(group: list[_Set]) -> Iterator[list[_Set]]:
    if len(group) > 1 or any(parts.shown < parts.rows for parts in group):
        yield group


def _written(folder: Path, file: str, table: str, shown: Snapshot) -> Iterator[Part]:
    """Write what a snapshot shows of a table as one part; one `Part` for the rows of each run."""
    import pyarrow.parquet as pq

    rows: Counter[str] = Counter()
    with ExitStack() as files:
        writer: pq.ParquetWriter | None = None
        for block in ranked(folder, table, shown):
            if writer is None:
                out = files.enter_context(replacing(folder / file))
                own = pq.ParquetWriter(out, arrow_schema(table), compression=COMPRESSION)
                writer = files.enter_context(own)
            rows.update(shown.keys[rank][2] for rank in block[RANK].to_pylist())
            with explained(folder / file):
                writer.write_table(block.drop_columns(RANK))
    for run, count in rows.items():
        yield Part(file=file, runs=(run,), rows=count)


def _size(folder: Folder, files: Iterable[str]) -> int:
    return sum((folder.versions / file).stat().st_size for file in files)


def _remove(folder: Folder, files: Iterable[str]) -> None:
    for file in files:
        with explained(folder.versions / file):
            (folder.versions / file).unlink(missing_ok=True)
