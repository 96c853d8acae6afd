"""The current files of a large dataset: a folder a table, a file for each portal and year.

A run writes those anew that its commit changed. Most rows of such a file are taken from the file
before it, and only those that came since from the parts.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govnews.dataset import schema
from govnews.dataset.current import File, look_at, partition_name, read_file, stamped, table_path
from govnews.dataset.disk import draft_of, explained, make_folder, replacing, sync_folder
from govnews.dataset.parts import COMPRESSION, RANK, ranked, whole
from govnews.dataset.snapshot import Key, Partition, Snapshot, View
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

FRESH = 20_000
"""Up to so many versions that came since are in memory at a time, else all is read from the parts."""
BUFFERED = 192 << 20
"""Bytes of rows that wait for their row group, of all files together."""


def write_partitions(folder: Path, versions: Path, view: View, *, anew: bool) -> None:
    """Bring the folders of all tables up to a view of the ledger; `anew` takes nothing from old files.

    Raises:
        DatasetError: the disk is full; the files not yet replaced are as they were.

    """
    suspects = view.partitions if anew else _suspects(view)
    for table in TABLES:
        place = table_path(folder, table)
        begun = place
        if not place.is_dir() or place.is_symlink():
            begun = draft_of(place)
            make_folder(begun)
        writing = _Writing(begun, versions, view, table)
        writing.write(suspects, anew=anew)
        writing.remove_others()
        if begun != place:
            with explained(place):
                place.unlink(missing_ok=True)
                begun.rename(place)
                sync_folder(folder)


def remove_partitions(folder: Path) -> None:
    """Make room for files in the place of the folders."""
    for table in TABLES:
        place = table_path(folder, table)
        if place.is_dir() and not place.is_symlink():
            with explained(place):
                aside = draft_of(place)
                place.rename(aside)
                shutil.rmtree(aside)


def _suspects(view: View) -> tuple[Partition, ...]:
    """The partitions that changed since the files were last brought up to the ledger."""
    seen = view.runs_by_age.get(view.state.get("published", ""), 0)
    return tuple(p for p in view.partitions if view.runs_by_age.get(p.stamp, 0) > seen)


class _Due(NamedTuple):
    """A file to write."""

    path: Path
    partition: Partition
    former: File | None
    """The file in its place, if it shows an earlier state of the ledger."""


class _Writing:
    """The files of one table."""

    def __init__(self, place: Path, versions: Path, view: View, table: str) -> None:
        self._place = place
        self._versions = versions
        self._view = view
        self._table = table
        self._files = {
            place / partition_name(p.portal, p.year): p for p in view.partitions if p.rows[table]
        }

    def write(self, suspects: Collection[Partition], *, anew: bool) -> None:
        """Write what is missing, and of the suspects what is not of this moment."""
        due = list(self._due(set(suspects), anew=anew))
        keys, numbers = self._view.placed_keys([file.partition for file in due])
        fresh = self._fresh(due, keys, numbers)
        if sum(due[numbers[at]].former is not None for at in fresh) > FRESH:
            due = [file._replace(former=None) for file in due]
            fresh = list(range(len(keys)))
        came = self._stream(due, [keys[at] for at in fresh], [numbers[at] for at in fresh])
        shown: dict[int, list[Key]] = defaultdict(list)
        for key, number in zip(keys, numbers, strict=True):
            if due[number].former:
                shown[number].append(key)
        for number, own in shown.items():
            rows = self._mended(due[number], own, came[number])
            with self._writer(due[number]) as writer:
                writer.write_table(rows)

    def _due(self, suspects: Collection[Partition], *, anew: bool) -> Iterator[_Due]:
        with explained(self._place):
            there = set(self._place.iterdir())
        for path, partition in self._files.items():
            if path in there and partition not in suspects:
                continue
            file = None if anew else look_at(path)
            if file is None or file.stamp != partition.stamp:
                known = file is not None and file.stamp in self._view.runs_by_age
                yield _Due(path, partition, file if known else None)

    def _fresh(self, due: list[_Due], keys: Sequence[Key], numbers: Sequence[int]) -> list[int]:
        """Which versions must be read from the parts: those that no former file shows."""
        ages = self._view.runs_by_age
        known = [ages[file.former.stamp or ""] if file.former else -1 for file in due]
        return [
            at
            for at, (key, number) in enumerate(zip(keys, numbers, strict=True))
            if ages[key[2]] > known[number]
        ]

    def _stream(
        self, due: list[_Due], keys: list[Key], numbers: list[int]
    ) -> Mapping[int, list[pa.Table]]:
        """Read the versions from the parts: into files that begin anew; the rest is given back."""
        import numpy as np
        import pyarrow as pa

        place = np.array(numbers, np.int64)
        last = dict(zip(numbers, range(len(numbers)), strict=True))
        given: dict[int, list[pa.Table]] = defaultdict(list)
        snapshot = Snapshot(parts=self._view.parts, keys=tuple(keys))
        with ExitStack() as files:
            open_files: dict[int, _Buffered] = {}
            for block in ranked(self._versions, self._table, snapshot):
                ranks = block[RANK].to_numpy()
                rows, own = block.drop_columns(RANK), place[ranks]
                for number in map(int, np.unique(own)):
                    some = rows.filter(pa.array(own == number))
                    if due[number].former:
                        given[number].append(some)
                        continue
                    if number not in open_files:
                        stack = files.enter_context(ExitStack())
                        writer = stack.enter_context(self._writer(due[number]))
                        open_files[number] = _Buffered(writer, stack)
                    open_files[number].add(some, BUFFERED // len(open_files))
                for number in [n for n in open_files if last[n] <= ranks[-1]]:
                    open_files.pop(number).close()
            for file in open_files.values():
                file.close()
        return given

    def _mended(self, due: _Due, shown: list[Key], came: list[pa.Table]) -> pa.Table:
        """The rows of a former file that still are shown, and those that came since, in order."""
        import pyarrow as pa
        import pyarrow.compute as pc

        names = schema.arrow_schema(self._table).names
        former = read_file(due.former, self._table, names) if due.former else None
        came_since = pa.concat_tables([schema.arrow_schema(self._table).empty_table(), *came])
        order = pa.array([key[0] for key in shown], pa.string())
        if former is not None:
            ages = self._view.runs_by_age
            known = ages[due.former.stamp or ""] if due.former else 0
            kept = pa.array([key[0] for key in shown if ages[key[2]] <= known], pa.string())
            former = former.filter(pc.is_in(former["article_id"], value_set=kept))
            rows = pa.concat_tables([former, came_since])
            rows = rows.take(pc.sort_indices(pc.index_in(rows["article_id"], value_set=order)))
            if rows.num_rows == due.partition.rows[self._table]:
                return rows
        snapshot = Snapshot(parts=self._view.parts, keys=tuple(shown))
        return whole(self._versions, self._table, snapshot)  # the former file was not ours

    @contextmanager
    def _writer(self, due: _Due) -> Iterator[pq.ParquetWriter]:
        import pyarrow.parquet as pq

        own = stamped(self._table, due.partition.stamp)
        with (
            replacing(due.path) as out,
            pq.ParquetWriter(out, own, compression=COMPRESSION) as writer,
        ):
            yield writer

    def remove_others(self) -> None:
        """Remove files of portals and years that have no rows any more."""
        with explained(self._place):
            for path in set(self._place.iterdir()).difference(self._files):
                if path.suffix == ".parquet":
                    path.unlink()


class _Buffered:
    """A file whose rows wait until they make a row group."""

    def __init__(self, writer: pq.ParquetWriter, stack: ExitStack) -> None:
        self._writer = writer
        self._stack = stack
        self._rows: list[pa.Table] = []
        self._bytes = 0

    def add(self, rows: pa.Table, limit: int) -> None:
        self._rows.append(rows)
        self._bytes += rows.nbytes
        if self._bytes >= limit:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.concat_tables(self._rows))
        self._rows, self._bytes = [], 0

    def close(self) -> None:
        self._flush()
        self._stack.close()
