"""Record → the same Record, or a refusal."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from govnews.fetched import ReadArticle, has_date_left_out, refusal
from govnews.model import Record


class ValidatePipeline:
    """Refuses a record that does not hold what its columns promise."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def process_item(self, item: Record | ReadArticle) -> Record | ReadArticle:
        """Scrapy's hook."""
        is_read = isinstance(item, ReadArticle)
        if reason := item.refusal if is_read else refusal(item):
            if self.crawler.stats:
                self.crawler.stats.inc_value("govnews/refused")
            raise DropItem(reason)
        left_out = item.has_date_left_out if is_read else has_date_left_out(item)
        if left_out and self.crawler.stats:
            self.crawler.stats.inc_value("govnews/dates_left_out")
        return item
