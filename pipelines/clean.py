"""Reading → Reading with clean text; what another process has read passes as it is."""

from __future__ import annotations

from dataclasses import replace

from govnews.extract import Reading
from govnews.fetched import ReadArticle
from govnews.page.clean import clean_page


class CleanPipeline:
    """Cleans the text of every part of the page."""

    def process_item(self, item: Reading | ReadArticle) -> Reading | ReadArticle:
        """Scrapy's hook."""
        if isinstance(item, ReadArticle):
            return item
        return replace(item, page=clean_page(item.page))
