"""What the dataset held of articles before a run that changes them."""

from __future__ import annotations

from collections.abc import Collection

from govnews.dataset.disk import explained
from govnews.dataset.folder import Folder
from govnews.health.stored import Stored

_COLUMNS = ["article_id", "title", "parser", "published_at", "body"]


def stored(folder: Folder, articles: Collection[str]) -> dict[str, Stored]:
    """The current versions of these articles, as the last run left them.

    Raises:
        DatasetError: the table of articles cannot be read.

    """
    import pyarrow.parquet as pq

    path = folder.path / "articles.parquet"
    if not path.exists():
        return {}
    wanted = set(articles)
    found: dict[str, Stored] = {}
    with explained(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=_COLUMNS):
            for at, article_id in enumerate(batch.column("article_id").to_pylist()):
                if article_id in wanted:
                    found[article_id] = Stored.of(batch.slice(at, 1).to_pylist()[0])
    return found
