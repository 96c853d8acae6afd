"""The tables as analysts hold them: DataFrames that know the dataset they came from."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd
import pyarrow as pa

from govnews.dataset import schema
from govnews.errors import BadInput

if TYPE_CHECKING:
    from govnews.dataset.views import Views

ARTICLE_COLUMNS = (
    "title", "published_at", "portal", "url", "event_name", "event_date", "province", "province_now",
)  # fmt: skip
"""Columns of its article that a row is given where none are asked for."""


class _LikeDataFrame(type):
    """A table is told apart from a DataFrame by nothing but one method more.

    pandas' `assert_frame_equal` wants the left side to be of the type of the right one; without
    this, a DataFrame with the same rows would be called another thing than the table.
    """

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, pd.DataFrame)


class Table(pd.DataFrame, metaclass=_LikeDataFrame):
    """A DataFrame with `with_articles`, which filtering, sorting and copying keep."""

    _metadata: ClassVar[list[str]] = ["_source"]
    _source: Source | None = None

    @classmethod
    def of(cls, rows: pd.DataFrame, dataset: Views) -> Table:
        """Rows of a dataset, not copied."""
        table = cls(rows)
        table._source = Source(dataset)
        return table

    @property
    def _constructor(self) -> type[Table]:
        return Table

    def with_articles(self, columns: Iterable[str] | None = None) -> Table:
        """These rows with columns of their articles beside them; `columns` names others.

        Each row gets what its own version of the article said. Rows, order and index stay, and so
        do columns that are there already.

        Raises:
            BadInput: the rows have no `article_id`, no dataset, or an article has no such column.
            DatasetError: the dataset is gone or damaged.

        """
        if self._source is None:
            raise BadInput(
                "these rows no longer know their dataset (they were merged or concatenated): "
                "call data.with_articles(rows) of the dataset that you loaded"
            )
        return with_articles(self._source.dataset, self, columns)


class Source:
    """The dataset that a table came from; after a pickle, the way to open it again."""

    def __init__(self, dataset: Views) -> None:
        self._dataset: Views | None = dataset
        self._opening = dataset.opening

    @property
    def dataset(self) -> Views:
        """The dataset, opened again where it has to be."""
        if self._dataset is None:
            from govnews.dataset.reader import load

            self._dataset = load(**self._opening)
        return self._dataset

    def __getstate__(self) -> dict[str, Any]:
        return {"_dataset": None, "_opening": self._opening}


def with_articles(
    dataset: Views, rows: pd.DataFrame, columns: Iterable[str] | None = None
) -> Table:
    """What `Table.with_articles` does, for any rows that have an `article_id`."""
    keys = [name for name in schema.KEYS if name in rows.columns]
    if "article_id" not in keys:
        raise BadInput("these rows have no column article_id, by which articles are found")
    asked = [*keys, *(name for name in _asked(columns) if name not in rows.columns)]
    articles = dataset.articles_of(rows["article_id"].unique(), asked)
    joined = rows.merge(schema.frame(articles), on=keys, how="left", indicator="_found")
    lost = rows["article_id"][(joined["_found"] == "left_only").to_numpy()]
    if len(lost):  # rows of versions that are no longer the current ones, or of other selections
        former = dataset.versions_of(lost.unique(), asked)
        both = schema.frame(pa.concat_tables([articles, former])).drop_duplicates(keys)
        joined = rows.merge(both, on=keys, how="left", indicator="_found")
    joined.index = rows.index
    return Table.of(joined.drop(columns="_found"), dataset)


def _asked(columns: Iterable[str] | None) -> tuple[str, ...]:
    """The columns asked for.

    Raises:
        BadInput: articles have no such column; names the nearest.

    """
    if columns is None:
        return ARTICLE_COLUMNS
    asked = (columns,) if isinstance(columns, str) else tuple(columns)
    known = [column.name for column in schema.columns("articles")]
    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=3)
            hint = f": did you mean {' or '.join(near)}?" if near else f": {', '.join(known)}"
            raise BadInput(f"articles have no column {name!r}{hint}")
    return asked
