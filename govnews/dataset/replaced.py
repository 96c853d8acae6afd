"""What the dataset held of articles before a run that changes them."""

from __future__ import annotations

from collections.abc import Collection

from govnews.dataset.chosen import Chosen
from govnews.dataset.folder import Folder
from govnews.dataset.selection import Selection
from govnews.dataset.snapshot import View
from govnews.health.stored import Stored

_COLUMNS = ["article_id", "title", "parser", "published_at", "body"]


def stored(folder: Folder, articles: Collection[str]) -> dict[str, Stored]:
    """The current versions of these articles, as the last run left them.

    Raises:
        DatasetError: the dataset cannot be read.

    """
    with View(folder.ledger.path) as view:
        rows = Chosen(folder.path, view, Selection()).current(articles, _COLUMNS)
    return {row["article_id"]: Stored.of(row) for row in rows.to_pylist()}
