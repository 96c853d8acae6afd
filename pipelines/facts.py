"""Reading → Record."""

from __future__ import annotations

from govnews.extract import Reading, assemble
from govnews.model import Record


class FactsPipeline:
    """Reads the facts from the page's text."""

    def process_item(self, item: Reading) -> Record:
        """Scrapy's hook."""
        return assemble(item)
