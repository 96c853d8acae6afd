"""Record → the dataset."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from govnews.dataset import open_run
from govnews.errors import DatasetError, DatasetLocked
from govnews.model import Record
from govnews.outcome import FAILED, LOCKED

log = logging.getLogger(__name__)


class WritePipeline:
    """Stores records in the run that the spider was given, or else in a run of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run: Any = None
        self.own = False
        self._stopping: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's hook."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Scrapy's hook."""
        self.run = getattr(self.crawler.spider, "run", None)
        if self.run is None:
            try:
                self.run, self.own = open_run(self.crawler.settings["GOVNEWS_OUT"]), True
            except DatasetError as error:
                # Scrapy would print its own insides; nothing has been asked for yet.
                log.error("%s", error)  # noqa: TRY400
                raise SystemExit(LOCKED if isinstance(error, DatasetLocked) else FAILED) from None
            self._watch()

    def _watch(self) -> None:
        """Have the records of a run of its own compared with those of former runs."""
        spider: Any = self.crawler.spider
        is_cut = any(getattr(spider, name, None) for name in ("since", "until", "limit"))
        if portal := getattr(spider, "portal", None):
            self.run.watch({portal.name: "bounded" if is_cut else "full"})

    def process_item(self, item: Record) -> Record:
        """Scrapy's hook."""
        try:
            status = self.run.add(item)
        except DatasetError as error:
            # Without a disk every further request is wasted; `Run.finish` reports the error.
            self._stopping = self._stopping or asyncio.get_running_loop().create_task(self._stop())
            raise DropItem(str(error), log_level="DEBUG") from error
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"govnews/{status}")
        return item

    async def _stop(self) -> None:
        if self.crawler.engine:
            await self.crawler.engine.close_spider_async(reason="dataset_error")

    def close_spider(self) -> None:
        """Scrapy's hook."""
        if not self.own:
            return
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        try:
            for verdict in self.run.verdicts().values():
                for problem in verdict.problems:
                    log.warning("%s", problem)
            self.run.finish({"stats": {name: str(value) for name, value in stats.items()}})
        except DatasetError as error:
            log.error("%s", error)  # noqa: TRY400
        finally:
            self.run.close()
