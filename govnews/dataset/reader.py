"""Reading: a dataset as DataFrames, as of the moment it was loaded; each is read when asked for."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from govnews.dataset import schema
from govnews.dataset.chosen import Chosen
from govnews.dataset.citation import Citation, read_citation
from govnews.dataset.folder import LEDGER
from govnews.dataset.selection import Columns, Selection, asked_columns, nearest
from govnews.dataset.snapshot import View
from govnews.dataset.views import Views
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES
from govnews.storage import is_remote

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from govnews.dataset.tables import Table
    from govnews.storage.published import Published


def load(
    path: str | Path = "data",
    *,
    portal: str | Iterable[str] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    as_of: str | date | None = None,
    columns: Columns | None = None,
) -> Dataset:
    """Open a dataset for reading; a run that is writing to it meanwhile changes nothing here.

    `path` is its folder, or the address to which `govnews publish` copied it: `s3://bucket/path`.
    From there a table is fetched when it is first asked for, and kept in the user's cache.
    `portal` names one portal or several, `since` and `until` the first and the last day of
    publication in Hanoi (`"2024-01-01"` or a `date`; articles without a date are left out where one
    of them is given): all tables then show the rows of these articles only, and little more is read
    from the disk. `columns` names what to read, for all tables (`["title", "name"]`) or for each
    (`{"people": ["name"]}`); the keys `article_id` and `version` are always there.
    `as_of` gives the dataset as it was known then: every table with what had been fetched by the
    end of a day in Hanoi, or by an exact time (with its offset). A version shows the last reading
    of its page, also where a newer govnews read it later.

    Raises:
        BadInput: one of these says nothing that the dataset could have; a portal must have articles.
        DatasetError: there is no dataset at `path`, or its ledger is damaged.
        StorageError: `path` is an address, and the store cannot be asked.

    """
    selection = Selection.read(portal, since, until, as_of)
    asked = asked_columns(columns)
    published = None
    folder = Path(path)
    if is_remote(path):
        from govnews.storage.published import Published

        published = Published(str(path))
        folder = published.folder
    if not (folder / LEDGER).is_file():
        raise DatasetError(
            f"{folder}: no dataset here ({LEDGER} is missing): "
            "name the folder that `govnews harvest` or `govnews demo` wrote"
        )
    view = View(folder / LEDGER)
    dataset = Dataset(folder, Chosen(folder, view, selection, published), asked, published)
    for name in selection.portals or ():
        if name not in view.portals:
            dataset.close()
            known = nearest(name, view.portals)
            raise BadInput(f"portal={name!r}: {path} has no article of it{known}")
    return dataset


class Dataset(Views):
    """The current version of every article, with the dtypes of `govnews.dataset.schema.frame`.

    A table is read when it is first asked for, through the ledger as it was at `load`: the tables
    always fit together. Call `load` again to see what came later. The ledger is held as it was until
    the dataset is closed or forgotten; do not keep one for weeks while runs are writing.
    """

    def __init__(
        self,
        path: Path,
        chosen: Chosen,
        columns: Mapping[str, tuple[str, ...]],
        published: Published | None = None,
    ) -> None:
        self.path = path
        self._chosen = chosen
        self._columns = columns
        self._published = published
        self.close = weakref.finalize(self, chosen.view.close)
        """Let go of the ledger; tables that were not read yet cannot be any more."""

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article, by publication time."""
        return schema.frame(self.arrow("articles"))

    @cached_property
    def people(self) -> Table:
        """One row per named person and article."""
        return self._framed(self.arrow("people"))

    @cached_property
    def speakers(self) -> Table:
        """One row per speech act."""
        return self._framed(self.arrow("speakers"))

    @cached_property
    def captions(self) -> Table:
        """One row per picture."""
        return self._framed(self.arrow("captions"))

    @cached_property
    def awards(self) -> Table:
        """One row per award and recipient."""
        return self._framed(self.arrow("awards"))

    @cached_property
    def changes(self) -> Table:
        """One row per difference between a version and the one before it."""
        return self._framed(self.arrow("changes"))

    @cached_property
    def states(self) -> Table:
        """One row per article: whether it still is where it was, and since when."""
        return self._framed(self.arrow("states"))

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """One row per portal and day of publication: what was listed, stored, and is missing."""
        return schema.frame(self.arrow("coverage"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Table → its rows, of the five tables; told without reading them."""
        return self._chosen.view.counts(self._chosen.selection)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run, oldest first: when it was, what it stored, how it ended."""
        import pandas as pd

        counts = dict.fromkeys(["new", "changed", "unchanged", "exit_code"], "Int32")
        dtypes = {"run": "string", **counts, "recovered": "boolean"}
        times = ["started", "finished"]
        runs = pd.DataFrame(self._runs, columns=["run", *times, *counts, "recovered"])
        for name in times:
            runs[name] = pd.to_datetime(runs[name], utc=True).dt.as_unit("s")
        return runs.astype(dtypes)

    @cached_property
    def _runs(self) -> list[dict[str, object]]:
        return self._chosen.view.runs(self._chosen.selection.as_of)

    def arrow(self, table: str) -> pa.Table:
        """One of the tables as Arrow data.

        Raises:
            BadInput: no table has this name.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        schema.columns(table)
        return self._chosen.table(table, self._columns[table])

    @property
    def column_names(self) -> Mapping[str, tuple[str, ...]]:
        """Table → the columns that it shows."""
        return self._columns

    def places(self) -> pa.Table:
        """`article_id`, `portal` and `published_at` of the articles, whichever columns were asked for."""
        return self._chosen.table("articles", ("article_id", "portal", "published_at"))

    def placed(self, table: str) -> Iterator[tuple[tuple[str, str] | None, pa.Table]]:
        """The rows of one of the five tables, of a large dataset by portal and year of publication.

        Each year is four digits or `undated`; a small dataset gives all rows at once, for None.
        Raises as `arrow` does.
        """
        schema.columns(table)
        return self._chosen.placed(table, self._columns[table])

    def blocks(self, table: str) -> Iterator[pa.Table]:
        """The rows of a table with all its columns, a few hundred articles at a time.

        For tables that do not fit into memory. Of a large dataset they come portal by portal and
        year by year, else in the order of the tables. Raises as `arrow` does.
        """
        schema.columns(table)
        yield from self._chosen.blocks(table)  # not returned: the dataset stays open meanwhile

    def history(self, table: str = "articles") -> Table:
        """Every version ever stored of these articles, not only the current ones.

        Raises:
            BadInput: none of the five tables has this name.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        if table not in TABLES:
            raise BadInput(f"no table is named {table!r}: choose one of {', '.join(TABLES)}")
        return self._framed(self._chosen.history(table, self._columns[table]))

    def _framed(self, rows: pa.Table) -> Table:
        from govnews.dataset.tables import Table

        return Table.of(schema.frame(rows), self)

    def sql(self, query: str) -> Table:
        """The answer to a query in DuckDB's SQL over the five tables, `changes`, `states`, `coverage`.

        DuckDB reads the dataset's files itself, and of them only what the query needs. Times are told
        in Hanoi time. Needs DuckDB: `pip install 'govnews[sql]'`.

        Raises:
            BadInput: the query is wrong; DuckDB's message says where.
            DatasetError: DuckDB is not installed.

        """
        from govnews.dataset.queries import answer

        return self._framed(answer(self._chosen, self._columns, query))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cite(self, author: str | None = None) -> Citation:
        """How to cite these data: `print(data.cite())`, `print(data.cite().bibtex)`.

        `author` is whose harvest it is. Portals, days and `as_of` that `load` was asked for count.
        """
        return read_citation(self._chosen.view, self._chosen.selection, author)

    @cached_property
    def version_id(self) -> str:
        """32 hexadecimal digits that name these data: other data, or other readings, another id.

        The same on every machine, and from an address as from a folder.
        """
        return self.cite().version_id

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {table}" for table, count in self.counts.items())
        runs = self._runs
        last = f", the last at {runs[-1]['finished']}" if runs else ""
        plural = "" if len(runs) == 1 else "s"
        place = self._published.url if self._published else self.path
        return f"<govnews dataset {place}: {counts}; {len(runs)} run{plural}{last}>"
