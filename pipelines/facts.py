"""Reading → Record; what another process has read passes, unless that failed."""

from __future__ import annotations

from govnews.extract import Reading, assemble
from govnews.fetched import ReadArticle
from govnews.model import Record


class FactsPipeline:
    """Reads the facts from the page's text."""

    def process_item(self, item: Reading | ReadArticle) -> Record | ReadArticle:
        """Scrapy's hook."""
        if isinstance(item, ReadArticle):
            if item.error:
                raise item.error
            return item
        return assemble(item)
