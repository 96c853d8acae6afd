"""Ways to look at a dataset: one article, one sentence, a table beside its articles, another library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset.folder import VERSIONS
from govnews.dataset.parts import PartMissing
from govnews.dataset.snapshot import View
from govnews.errors import DatasetError
from govnews.model import TABLES

if TYPE_CHECKING:
    import pandas as pd
    import polars
    import pyarrow as pa

    from govnews.dataset.chosen import Chosen
    from govnews.dataset.lookup import Found, Rows, Stored
    from govnews.dataset.tables import Table
    from govnews.showing import Quotation, ShownArticle
    from govnews.storage.published import Published


class Views:
    """What a dataset shows beside its tables; `Dataset` has the tables."""

    path: Path
    _chosen: Chosen
    _published: Published | None

    def arrow(self, table: str) -> pa.Table:
        """One of the tables as Arrow data; `Dataset` says how."""
        raise NotImplementedError

    @property
    def opening(self) -> dict[str, Any]:
        """What `load` was called with, to open the dataset again; all columns."""
        selection = self._chosen.selection
        return {
            "path": self._published.url if self._published else str(self.path.absolute()),
            "portal": selection.portals,
            "since": selection.since,
            "until": selection.until,
            "as_of": datetime.fromisoformat(selection.as_of) if selection.as_of else None,
        }

    def with_articles(self, rows: pd.DataFrame, columns: Iterable[str] | None = None) -> Table:
        """Any rows with an `article_id`, an answer of `sql` say, with columns of their articles.

        Where they have a `version` too, each gets what that version said. Raises as
        `Table.with_articles` does.
        """
        from govnews.dataset.tables import with_articles

        return with_articles(self, rows, columns)

    def articles_of(self, articles: Iterable[str], columns: Sequence[str]) -> pa.Table:
        """Some columns of the current versions of these articles, by id."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self._chosen.table("articles", columns)
        wanted = pa.array(articles, pa.string(), from_pandas=True)
        return rows.filter(pc.is_in(rows["article_id"], wanted))

    def versions_of(self, articles: Iterable[str], columns: Sequence[str]) -> pa.Table:
        """The same of all their versions, those of portals and days that were not asked for too."""
        return self._chosen.versions_of("articles", frozenset(articles), columns)

    def to_polars(self, table: str) -> polars.DataFrame:
        """One of the tables for Polars, with its types; times are in milliseconds, in their zones.

        Raises:
            BadInput: no table has this name.
            DatasetError: Polars is not installed.

        """
        try:
            import polars
        except ImportError as error:
            raise DatasetError(
                "to_polars() needs Polars: pip install 'govnews[analysis]'"
            ) from error
        return polars.DataFrame(self.arrow(table))

    def show(self, article: str, version: int | None = None, *, lang: str = "en") -> ShownArticle:
        """One article with its facts marked in the text: HTML in a notebook, plain text in print.

        `article` is its `article_id` or its address; without `version`, the current one is shown.
        `lang` is that of the labels, `en` or `vi`.

        Raises:
            BadInput: the dataset has no such article or version, or no such language.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        from govnews.showing import ShownArticle, labels_in

        labels = labels_in(lang)
        found = self._find(article)
        stored = found.current if version is None else found.stored(version)
        before = found.before(stored)
        return ShownArticle(
            found=found,
            stored=stored,
            rows=self._rows_of(found, stored),
            former=self._rows_of(found, before) if before else None,
            labels=labels,
        )

    def evidence(self, row: Any, column: str | None = None) -> Quotation:
        """The sentence that a row of people, speakers or awards was read from, and where it stands.

        `row` is a Series, a mapping or what `itertuples` gives. Of a row of captions it is the
        caption; of one of articles the words of a column of its event: `column`, or the first one
        that stands in the text.

        Raises:
            BadInput: it is no such row, or its words stand nowhere in the article.
            DatasetError: a part that the ledger names is missing or damaged.

        """
        from govnews.dataset.rowvalues import row_values
        from govnews.showing import quotation_of

        values = row_values(row)
        found = self._find(values["article_id"])
        stored = found.stored(int(values["version"])) if "version" in values else found.current
        return quotation_of(values, self._rows_of(found, stored, ("articles", "captions")), column)

    def _find(self, article: str) -> Found:
        from govnews.dataset.lookup import find

        return find(self._chosen.view, str(article), self._chosen.selection.as_of)

    def _rows_of(self, found: Found, stored: Stored, tables: Collection[str] = TABLES) -> Rows:
        from govnews.dataset.lookup import find, rows_of

        folder = self.path / VERSIONS
        if self._published:
            self._published.fetch(found.files(stored).values())
        try:
            return rows_of(folder, found, stored, tables)
        except PartMissing:  # compacted since the dataset was loaded
            with View(self._chosen.view.path) as now:
                found = find(now, found.article_id)
            return rows_of(folder, found, found.stored(stored.version), tables)
