"""The browser for portals whose pages are empty without one: where it is, and how Scrapy runs it.

Needs the extra `govnews[browser]` and a Chromium. Nothing here imports either.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from govnews.errors import BadInput
from govnews.portals import Portal

VARIABLE = "GOVNEWS_BROWSER"
"""Environment variable: the path of the browser, where it is none of `NAMES`."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_SLOWEST_MS = 60_000


def check_browser(portals: Iterable[Portal]) -> None:
    """Raise `BadInput`, which says what to install, where a portal needs a browser and none is there."""
    needing = [portal.name for portal in portals if portal.browser]
    if not needing:
        return
    names = ", ".join(needing)
    if find_spec("scrapy_playwright") is None:
        raise BadInput(f"{names}: read with a browser: pip install 'govnews[browser]'")
    if find_browser() is None:
        raise BadInput(
            f"{names}: read with a browser: install Chromium (apt install chromium), "
            f"or set {VARIABLE} to the path of one"
        )


def find_browser() -> str | None:
    """The path of the browser, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def browser_settings() -> dict[str, Any]:
    """Scrapy's settings for a portal with `browser = true`; delay and user agent are not among them."""
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": find_browser()},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _SLOWEST_MS,
    }
