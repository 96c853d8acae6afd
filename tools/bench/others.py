"""Other readers of articles on the same pages, in turns with ours: how many times slower they are.

They read body and metadata, and no facts.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

from tools.bench.figures import Figures, spread
from tools.bench.pages import Pages, path
from tools.bench.stages import Times, fastest_of, timed

Reader = Callable[[bytes, str], object]


def measure(pages: Pages, turns: int) -> Figures:
    """Time of each other reader over ours, median and 95th percentile over the pages."""
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        readers = _readers()
        fastest = [
            fastest_of(turns, lambda u=url, h=html: _turn(readers, u, h)) for url, html in pages
        ]
    logging.disable(logging.NOTSET)
    figures = Figures()
    slower = {
        name: spread([times[name] / times["govnews"] for times in fastest]) for name in readers
    }
    figures.shown["times as slow as extract()"] = slower
    for name, row in slower.items():
        figures.compare(f"{name} over extract(), median", row["median"], "more")
    return figures


def _turn(readers: dict[str, Reader], url: str, html: bytes) -> Times:
    times = {name: timed(lambda r=reader: r(html, url))[0] for name, reader in readers.items()}
    return times | {"govnews": timed(lambda: path.extract(html, url))[0]}


def _readers() -> dict[str, Reader]:
    import newspaper
    import readability
    import trafilatura

    def by_newspaper(html: bytes, url: str) -> object:
        article = newspaper.Article(url, language="vi", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return article.text

    def by_readability(html: bytes, url: str) -> object:
        document = readability.Document(html.decode("utf-8", "replace"), url=url)
        return document.title(), document.summary()

    return {
        "trafilatura with metadata": lambda html, url: trafilatura.bare_extraction(
            html, url=url, with_metadata=True
        ),
        "newspaper4k": by_newspaper,
        "readability-lxml": by_readability,
    }
