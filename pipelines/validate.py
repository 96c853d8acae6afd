"""Record → the same Record, or a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from govnews.model import Evidence, Record


class ValidatePipeline:
    """Refuses a record that does not hold what its columns promise."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def process_item(self, item: Record) -> Record:
        """Scrapy's hook."""
        if reason := refusal(item):
            if self.crawler.stats:
                self.crawler.stats.inc_value("govnews/refused")
            raise DropItem(reason)
        if item.article.published_text and item.article.published_at is None and self.crawler.stats:
            self.crawler.stats.inc_value("govnews/dates_left_out")
        return item


def refusal(record: Record) -> str | None:
    """Why the record must not be stored; None where all is well."""
    if not record.article.title.strip():
        return "no title"
    for evidence in _evidence(record):
        field = record.field_text(evidence.field)
        if field is None or field[evidence.start : evidence.end] != evidence.text:
            return f"evidence of rule {evidence.rule} is not at {evidence.field}:{evidence.start}"
    return None


def _evidence(record: Record) -> Iterator[Evidence]:
    for rows in (record.people, record.speakers, record.awards):
        yield from (row.evidence for row in rows)
