"""The rows of a selection: from the current files that are of its moment, else from the parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govnews.dataset import schema
from govnews.dataset.current import (
    File,
    has_columns,
    look_at,
    partition_name,
    read_file,
    table_path,
)
from govnews.dataset.folder import VERSIONS
from govnews.dataset.parts import PartMissing, merged, whole
from govnews.dataset.rows import LEDGER_TABLES
from govnews.dataset.selection import Selection
from govnews.dataset.snapshot import Key, Partition, Snapshot, View
from govnews.dataset.told import told_table
from govnews.errors import DatasetError

if TYPE_CHECKING:
    import pyarrow as pa

    from govnews.storage.published import Published


ROWS = 2_000
"""Rows in a block that is cut out of a larger table."""


class Sources(NamedTuple):
    """Where the rows of a table are."""

    files: tuple[File, ...]
    """Current files that are of the moment."""
    rest: tuple[Partition, ...] | None = ()
    """What must be read from the parts; None: everything."""
    is_cut: bool = False
    """Whether the files hold articles too that the selection leaves out."""
    is_ordered: bool = True
    """Whether the files one after the other have the order of the tables."""


class Chosen:
    """The rows of the articles of a selection, as one view of the ledger has them."""

    def __init__(
        self, folder: Path, view: View, selection: Selection, published: Published | None = None
    ) -> None:
        self.view = view
        self.selection = selection
        self._folder = folder
        self._published = published

    def table(self, name: str, columns: Sequence[str]) -> pa.Table:
        """Some columns of a table, its rows in their order.

        Raises:
            DatasetError: a part that the ledger names is missing or damaged.

        """
        if name in LEDGER_TABLES:
            return self._own_table(name, columns)
        found, sources = self._read(name, (*columns, "article_id"))
        if sources.is_cut or not sources.is_ordered or (sources.files and sources.rest):
            found = self._in_order(found)
        return found.select(columns)

    def blocks(self, name: str) -> Iterator[pa.Table]:
        """All columns of a table, a block of rows at a time; at most a portal's year is in memory.

        Of a large dataset portal by portal and year by year, else in the order of the tables; every
        table has its articles in the same order.
        """
        columns = [column.name for column in schema.columns(name)]
        if name in LEDGER_TABLES:
            wholes: Iterable[pa.Table] = [self._own_table(name, columns)]
        elif self._may_fit and self.view.state["files"].startswith("folders"):
            wholes = self._by_partition(name, columns)
        else:
            yield from self._merged(name)
            return
        for rows in wholes:
            yield from (rows.slice(start, ROWS) for start in range(0, rows.num_rows, ROWS))

    def _by_partition(self, name: str, columns: list[str]) -> Iterator[pa.Table]:
        place = table_path(self._folder, name)
        for found in sorted(self.view.partitions, key=lambda p: (p.portal, p.year)):
            if not found.rows[name] or not self.selection.touches(found.portal, found.year):
                continue
            path = place / partition_name(found.portal, found.year)
            if self._published:
                self._published.fetch_current([path])
            file = self._of_moment(path, found.stamp)
            rows = read_file(file, name, columns) if file else None
            if rows is None:  # a run is replacing it, or it is lost
                keys = self.view.keys(self.selection, partitions=[found])
                yield self._from_parts(name, keys, columns).select(columns)
            else:
                yield self._in_order(rows) if self.selection.cuts(found.year) else rows

    def _merged(self, name: str) -> Iterator[pa.Table]:
        """The rows from the parts."""
        snapshot = Snapshot(parts=self.view.parts, keys=self.view.keys(self.selection))
        versions = self._folder / VERSIONS
        given = 0
        try:
            self._fetch_parts(name, snapshot)
            for block in merged(versions, name, snapshot):
                given += block.num_rows
                yield block
        except PartMissing:
            # Compacted meanwhile: the same rows in other parts, in the same order.
            for block in merged(versions, name, self._compacted(snapshot)):
                if given < block.num_rows:
                    yield block.slice(given)
                given = max(0, given - block.num_rows)

    def history(self, name: str, columns: Sequence[str]) -> pa.Table:
        """The same of every version of these articles."""
        keys = self.view.keys(self.selection, every=True)
        return self._from_parts(name, keys, columns).select(columns)

    def versions_of(self, name: str, articles: Collection[str], columns: Sequence[str]) -> pa.Table:
        """The same of every version of some articles, be they chosen or not."""
        keys = self.view.keys_of(articles, self.selection.as_of)
        return self._from_parts(name, keys, columns).select(columns)

    def current(self, articles: Collection[str], columns: Sequence[str]) -> pa.Table:
        """The rows of some articles in the table of articles, in no order."""
        import pyarrow as pa
        import pyarrow.compute as pc

        places = self.view.places_of(articles)
        found, _ = self._read("articles", (*columns, "article_id"), places)
        wanted = pa.array(list(articles), pa.string())
        return found.filter(pc.is_in(found["article_id"], value_set=wanted)).select(columns)

    def placed(
        self, name: str, columns: Sequence[str]
    ) -> Iterator[tuple[tuple[str, str] | None, pa.Table]]:
        """The same rows, of a large dataset by portal and year; else together, and no place said."""
        if self.selection.as_of or not table_path(self._folder, name).is_dir():
            yield None, self.table(name, columns)
            return
        for partition in self.view.partitions:
            if partition.rows[name] and self.selection.touches(partition.portal, partition.year):
                place = partition[:2]
                rows, sources = self._read(name, (*columns, "article_id"), {place})
                if sources.is_cut and self.selection.cuts(partition.year):
                    rows = self._in_order(rows)
                yield place, rows.select(columns)

    def sources(self, name: str, places: Collection[tuple[str, str]] | None = None) -> Sources:
        """The current files that show a table at this moment, and what they do not show.

        `places`: only those of these portals and years.
        """
        if name in LEDGER_TABLES:
            return self._own_sources(name)
        path = table_path(self._folder, name)
        if not self._may_fit:
            return Sources((), None)
        chosen = {
            path / partition_name(found.portal, found.year): found
            for found in self.view.partitions
            if found.rows[name] and self.selection.touches(found.portal, found.year)
            if places is None or found[:2] in places
        }
        if not chosen:
            return Sources(())
        if self._published:
            self._published.fetch_current([*chosen, path])
        if not path.is_dir():
            file = self._of_moment(path, self.view.state.get("stamp"))
            everything = self.selection.is_everything
            return Sources((file,), is_cut=not everything) if file else Sources((), None)
        found = {place: self._of_moment(place, chosen[place].stamp) for place in chosen}
        files = tuple(file for file in found.values() if file)
        return Sources(
            files,
            rest=tuple(chosen[place] for place, file in found.items() if not file),
            is_cut=any(self.selection.cuts(partition.year) for partition in chosen.values()),
            is_ordered=len({partition.portal for partition in chosen.values()}) == 1,
        )

    def rest(self, name: str, sources: Sources, columns: Sequence[str]) -> pa.Table | None:
        """What the current files do not show; None where they show all."""
        if sources.rest == ():
            return None
        if name in LEDGER_TABLES:
            return told_table(self.view, name, self.selection).select(columns)
        return self._from_parts(
            name, self.view.keys(self.selection, partitions=sources.rest), columns
        )

    @cached_property
    def order(self) -> pa.Array:
        """The ids of the articles, in the order of the tables."""
        found, _ = self._read("articles", ("article_id", "portal", "published_at"))
        found = self._within(found, "published_at", self.selection.bounds)
        keys = [("published_at", "ascending"), ("article_id", "ascending")]
        return found.sort_by(keys)["article_id"].combine_chunks()

    def _read(
        self,
        name: str,
        columns: Sequence[str],
        places: Collection[tuple[str, str]] | None = None,
    ) -> tuple[pa.Table, Sources]:
        """The rows as they come; again from the beginning where a run replaces a file meanwhile."""
        import pyarrow as pa

        wanted = [column.name for column in schema.columns(name) if column.name in columns]
        while True:
            sources = self.sources(name, places)
            tables = [read_file(file, name, wanted) for file in sources.files]
            if any(table is None for table in tables):
                continue
            if (rest := self.rest(name, sources, wanted)) is not None:
                tables.append(rest)
            empty = schema.arrow_schema(name).empty_table().select(wanted)
            return pa.concat_tables([empty, *tables]), sources

    def _in_order(self, rows: pa.Table) -> pa.Table:
        """The rows of chosen articles in the order of these; those of each article stay in theirs."""
        import pyarrow.compute as pc

        place = pc.index_in(rows["article_id"], value_set=self.order)
        rows = rows.filter(pc.is_valid(place))
        return rows.take(pc.sort_indices(place.drop_null()))

    @property
    def _may_fit(self) -> bool:
        """Whether current files can show this: the columns of today, as of now."""
        return self.selection.as_of is None and has_columns(self.view.state.get("files", ""))

    def _of_moment(self, path: Path, stamp: str | None) -> File | None:
        file = look_at(path)
        return file if file is not None and file.stamp == stamp else None

    def _own_sources(self, name: str) -> Sources:
        """The file of one of the ledger's own tables, if it is of the moment."""
        path = table_path(self._folder, name)
        if not self._may_fit:
            return Sources((), None)
        if self._published:
            self._published.fetch_current([path])
        stamp = self.view.state.get("stamp") if name == "changes" else self.view.last_run
        file = self._of_moment(path, stamp)
        cut = not self.selection.is_everything
        return Sources((file,), is_cut=cut) if file else Sources((), None)

    def _own_table(self, name: str, columns: Sequence[str]) -> pa.Table:
        import pyarrow.compute as pc

        found, sources = self._read(name, (*columns, "article_id", "portal", "day"))
        if sources.is_cut and name == "coverage":
            found = self._within(found, "day", (self.selection.since, self.selection.until))
        elif sources.is_cut:
            found = found.filter(pc.is_in(found["article_id"], value_set=self.order))
        return found.select(columns)

    def _within(
        self, rows: pa.Table, time: str, bounds: tuple[date | None, date | None]
    ) -> pa.Table:
        """The rows of the chosen portals, published within the bounds."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if self.selection.portals is not None:
            names = pa.array(self.selection.portals, pa.string())
            rows = rows.filter(pc.is_in(rows["portal"], value_set=names))
        for bound, compare in zip(bounds, (pc.greater_equal, pc.less_equal), strict=True):
            if bound is not None:
                rows = rows.filter(compare(rows[time], pa.scalar(bound, rows[time].type)))
        return rows

    def _from_parts(self, name: str, keys: tuple[Key, ...], columns: Sequence[str]) -> pa.Table:
        versions = self._folder / VERSIONS
        snapshot = Snapshot(parts=self.view.parts, keys=keys)
        try:
            self._fetch_parts(name, snapshot)
            return whole(versions, name, snapshot, columns)
        except PartMissing:
            return whole(versions, name, self._compacted(snapshot), columns)

    def _compacted(self, snapshot: Snapshot) -> Snapshot:
        """The same versions in the parts that the ledger names now."""
        with View(self.view.path) as now:
            gone = set(snapshot.keys).difference(now.keys(every=True))
            if gone:
                raise DatasetError(
                    f"{self._folder}: read anew and compacted since it was loaded: load it again"
                )
            return Snapshot(parts=now.parts, keys=snapshot.keys)

    def _fetch_parts(self, name: str, snapshot: Snapshot) -> None:
        if self._published:
            runs = {run for _, _, run in snapshot.keys}
            parts = snapshot.parts[name]
            self._published.fetch(part.file for part in parts if not runs.isdisjoint(part.runs))
