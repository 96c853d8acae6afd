"""HTML → the parts of an article: layouts, counted selection, metadata, body, captions, fallback."""

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
