"""HTML → the parts of an article: layouts, counted selection, metadata, body, captions, fallback.

The names below are imported when they are first used: plain text needs none of the page readers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govnews.page.clean import clean_page
    from govnews.page.layout import Layout
    from govnews.page.layouts import LAYOUTS
    from govnews.page.parts import Page, Picture
    from govnews.page.read import read_page
    from govnews.page.urls import article_key, canonical_url

__all__ = [
    "LAYOUTS",
    "Layout",
    "Page",
    "Picture",
    "article_key",
    "canonical_url",
    "clean_page",
    "read_page",
]
_HOMES = {
    "LAYOUTS": "layouts",
    "Layout": "layout",
    "Page": "parts",
    "Picture": "parts",
    "article_key": "urls",
    "canonical_url": "urls",
    "clean_page": "clean",
    "read_page": "read",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
