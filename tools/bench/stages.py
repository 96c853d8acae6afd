"""CPU time of every stage of `extract()`, as multiples of a bare lxml parse of the same bytes.

Stages take turns on each page, each page counts with its fastest turn, and the garbage collector
rests. A bare parse builds the tree and lets it go, as `extract()` has to.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import thread_time
from typing import Any

import lxml.html

from govnews.page.clean import clean_page
from govnews.page.decode import decode, parse
from govnews.page.read import read_page
from tools.bench.figures import Figures, spread
from tools.bench.pages import Pages, path

Times = dict[str, float]
"""Seconds of CPU time by stage."""
BARE = "bare parse"
WHOLE = "whole extract()"


def measure(pages: Pages, turns: int) -> Figures:
    """Multiples by stage, median and 95th percentile over the pages."""
    fastest = [fastest_of(turns, lambda u=url, h=html: _turn(u, h)) for url, html in pages]
    figures = Figures()
    figures.shown = {
        "pages": len(pages),
        "kilobytes a page (median)": median(len(html) for _, html in pages) / 1000,
        "ms of a bare parse (median)": median(times[BARE] for times in fastest) * 1000,
        "ms of extract() (median)": median(times[WHOLE] for times in fastest) * 1000,
        "times the bare parse": {
            stage: spread([times[stage] / times[BARE] for times in fastest])
            for stage in fastest[0]
            if stage != BARE
        },
    }
    whole = figures.shown["times the bare parse"][WHOLE]
    figures.compare("extract() over bare parse, median", whole["median"], "less")
    figures.compare("extract() over bare parse, 95th percentile", whole["p95"], "less")
    return figures


def fastest_of(turns: int, turn: Callable[[], Times]) -> Times:
    """The fastest of several turns, for each stage by itself."""
    resting = gc.isenabled()
    gc.disable()
    try:
        done = [turn() for _ in range(turns)]
    finally:
        if resting:
            gc.enable()
    return {stage: min(times[stage] for times in done) for stage in done[0]}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU time of one call, the release of what it does not return included."""
    start = thread_time()
    result = work()
    return thread_time() - start, result


def bare_parse(html: bytes) -> float:
    """Seconds of CPU time of lxml alone: the tree is built and let go."""
    start = thread_time()
    lxml.html.document_fromstring(html)
    return thread_time() - start


def _turn(url: str, html: bytes) -> Times:
    definition = path.find_portal(None, url)
    layouts = definition.layouts if definition else ()
    decoding, _ = timed(lambda: decode(html))
    parsing, _ = timed(lambda: parse(html))
    reading, page = timed(lambda: read_page(html, url, layouts=layouts))
    cleaning, cleaned = timed(lambda: clean_page(page))
    with _Watch() as facts:
        assembling, _ = timed(lambda: path.assemble(path.Reading(page=cleaned, portal=definition)))
    whole, _ = timed(lambda: path.extract(html, url))
    return {
        BARE: bare_parse(html),
        "decode": decoding,
        "decode and parse": parsing,
        "layout": reading - parsing,
        "clean": cleaning,
        "facts": facts.seconds,
        "assemble": assembling - facts.seconds,
        WHOLE: whole,
    }


class _Watch:
    """Times the fact readers while `assemble` calls them."""

    seconds = 0.0

    def __enter__(self) -> _Watch:
        self._read_facts = path.read_facts
        path.read_facts = self._timed_read_facts
        return self

    def __exit__(self, *_: object) -> None:
        path.read_facts = self._read_facts

    def _timed_read_facts(self, source: Any) -> Any:
        self.seconds, found = timed(lambda: self._read_facts(source))
        return found
