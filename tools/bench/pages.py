"""The pages that are measured: those of the gold records, a sample of an archive, those of the tests."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from govnews.archive import read_warc
from govnews.errors import GovnewsError
from govnews.evaluate.gold import saved_pages

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TESTS = ROOT / "tests" / "pages"
_MOST = 120
"""Articles of an archive that are measured; they are taken from all over it."""

# `govnews.extract` is also the name of a function of the package: the module is fetched by name.
path: Any = importlib.import_module("govnews.extract")

Pages = list[tuple[str, bytes]]
"""Address and bytes of pages that are articles."""


def page_sets() -> dict[str, Pages]:
    """By name, every set of pages that is there: those of the tests always are."""
    sets = {"tests": _articles((p.as_uri(), p.read_bytes()) for p in sorted(TESTS.glob("*.html")))}
    if (SHARED / "gold").is_dir():
        sets["gold"] = _articles((p.gold["url"], p.html) for p in saved_pages(SHARED / "gold"))
    for archive in sorted((SHARED / "corpus").glob("*.warc.gz"))[:1]:
        found = _articles((p.url, p.body) for p in read_warc(archive) if p.status == 200)
        sets["archive"] = found[:: max(len(found) // _MOST, 1)][:_MOST]
    return {name: pages for name, pages in sets.items() if pages}


def _articles(pages: Iterable[tuple[str, bytes]]) -> Pages:
    return list(_readable(pages))


def _readable(pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for url, html in pages:
        try:
            path.extract(html, url)
        except GovnewsError:
            continue  # a listing, an error page: what is measured is the reading of articles
        yield url, html
