"""Ways to look at a dataset: one article, one sentence, a table beside its articles, another library."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset.folder import LEDGER, VERSIONS
from govnews.errors import DatasetError

if TYPE_CHECKING:
    import pandas as pd
    import polars
    import pyarrow as pa

    from govnews.dataset.lookup import Found, Rows, Stored
    from govnews.dataset.tables import Table
    from govnews.showing import Quotation, ShownArticle
    from govnews.storage.published import Published


class Views(ABC):
    """What a dataset shows beside its tables; `Dataset` has the tables."""

    path: Path
    _as_of: str | None
    _published: Published | None

    @property
    @abstractmethod
    def opening(self) -> dict[str, Any]:
        """What `load` was called with."""

    @abstractmethod
    def arrow(self, table: str) -> pa.Table:
        """One of the tables as Arrow data."""

    @abstractmethod
    def history_arrow(self, table: str = "articles") -> pa.Table:
        """Every version as Arrow data."""

    def with_articles(self, rows: pd.DataFrame, columns: Iterable[str] | None = None) -> Table:
        """Any rows with an `article_id`, an answer of `sql` say, with columns of their articles.

        Where they have a `version` too, each gets what that version said. Raises as
        `Table.with_articles` does.
        """
        from govnews.dataset.tables import with_articles

        return with_articles(self, rows, columns)

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
        return quotation_of(values, self._rows_of(found, stored), column)

    def _find(self, article: str) -> Found:
        from govnews.dataset.lookup import find

        return find(self.path / LEDGER, str(article), self._as_of)

    def _rows_of(self, found: Found, stored: Stored) -> Rows:
        from govnews.dataset.lookup import rows_of

        if self._published:
            self._published.fetch(found.files(stored).values())
        return rows_of(self.path / VERSIONS, found, stored)
