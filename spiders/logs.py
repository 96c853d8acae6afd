"""Log lines that name the address and leave the page's text out."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.logformatter import LogFormatter, LogFormatterResult


class TerseLogFormatter(LogFormatter):
    """Scrapy's log lines, without items written out in full."""

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        """A page became a record."""
        return _line(logging.DEBUG, "stored %(url)s", url=_url(item, response))

    def dropped(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        """A record was refused."""
        url = _url(item, response)
        quiet = getattr(exception, "log_level", None) == "DEBUG"
        level = logging.DEBUG if quiet else logging.WARNING
        return _line(level, "refused %(url)s: %(why)s", url=url, why=exception)

    def item_error(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        """A step of the path failed on a page; the traceback follows."""
        return _line(logging.ERROR, "failed on %(url)s", url=_url(item, response))


def _url(item: Any, response: Any) -> str:
    for part in ("page", "article"):
        if url := getattr(getattr(item, part, None), "url", None):
            return str(url)
    return str(getattr(response, "url", "an item without a page"))


def _line(level: int, message: str, **values: Any) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": values}
