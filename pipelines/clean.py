"""Reading → Reading with clean text."""

from __future__ import annotations

from dataclasses import replace

from govnews.extract import Reading
from govnews.page.clean import clean_page


class CleanPipeline:
    """Cleans the text of every part of the page."""

    def process_item(self, item: Reading) -> Reading:
        """Scrapy's hook."""
        return replace(item, page=clean_page(item.page))
