"""Scrapy's process, made the same way for every command that asks the network."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from govnews.errors import BadInput
from govnews.logfile import PrintableFormatter

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

_made: list[AsyncCrawlerProcess] = []
"""That of this process, once it was made: its event loop cannot be started again."""


def check_first() -> None:
    """Raises `BadInput` where this process has crawled before."""
    if _made:
        raise BadInput("this process has crawled before: start another one for each crawl")


def new_process(own: Mapping[str, Any], *, verbose: bool) -> AsyncCrawlerProcess:
    """A process with the project's settings, and `own` in the place of some of them."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings
    from scrapy.utils.log import get_scrapy_root_handler

    check_first()
    settings = Settings()
    settings.setmodule("govnews.settings", priority="project")
    settings.update(dict(own), priority="cmdline")
    if not verbose:  # it greets while it sets up its own logging, which resets all levels
        logging.getLogger("scrapy.utils.log").addFilter(_is_worth_telling)
    process = AsyncCrawlerProcess(settings)
    if handler := get_scrapy_root_handler():
        form, times = (settings[name] for name in ("LOG_FORMAT", "LOG_DATEFORMAT"))
        handler.setFormatter(PrintableFormatter(form, times))
    _made.append(process)
    if not verbose:
        logging.getLogger("scrapy").setLevel(logging.WARNING)
    return process


def _is_worth_telling(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def start(process: AsyncCrawlerProcess) -> None:
    """Run until all crawls have ended. The first Ctrl-C ends them in order, the second at once."""
    main = threading.current_thread() is threading.main_thread()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start(install_signal_handlers=main)
    if main:
        for number, handler in handlers.items():
            signal.signal(number, handler)
