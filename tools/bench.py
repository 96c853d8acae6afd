"""How fast a page becomes a record, as multiples of a bare parse of the same bytes.

    python tools/bench.py [GOLD_DIR] [--repeat N] [--json]

Seconds differ from machine to machine, multiples hardly do: every time is divided by that of
`lxml.html.document_fromstring` on the same page in the same run. Stages take turns on each page,
each page counts with its fastest turn, and the garbage collector rests. Beside them runs
trafilatura, which reads body and metadata and no facts. GOLD_DIR is a folder of gold records;
without it, and without `../shared/gold`, the pages of the project's own tests are read.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import lxml.html

from govnews.errors import GovnewsError
from govnews.evaluate.gold import saved_pages
from govnews.page.clean import clean_page
from govnews.page.decode import parse
from govnews.page.read import read_page
from govnews.text import clean

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FIXTURES = ROOT / "tests" / "pages"
LONG, SHORT = 200_000, 50_000
"""Code points of the two texts on which the fact readers are checked for linear time."""

# `govnews.extract` is also the name of a function of the package: the module is fetched by name.
path: Any = importlib.import_module("govnews.extract")

Times = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs="?", help="folder of gold records")
    parser.add_argument("--repeat", type=int, default=7, help="turns a page (7)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    pages = list(_pages(arguments.gold))
    if not pages:
        sys.exit(
            f"no article pages found; name a folder of gold records, or put some in {FIXTURES}"
        )
    gc.disable()
    report = measure(pages, arguments.repeat)
    sys.stdout.write(json.dumps(report) + "\n" if arguments.json else shown(report))


def _pages(gold: Path | None) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every page that is an article."""
    if gold is None and not GOLD.is_dir():
        found = ((p.as_uri(), p.read_bytes()) for p in sorted(FIXTURES.rglob("*.html")))
    else:
        found = ((page.gold["url"], page.html) for page in saved_pages(gold or GOLD))
    for url, html in found:
        try:
            path.extract(html, url)
        except GovnewsError as error:
            sys.stderr.write(f"left out: {url}: {error}\n")
        else:
            yield url, html


def measure(pages: list[tuple[str, bytes]], repeat: int) -> dict[str, Any]:
    """All numbers of the report."""
    fastest = [_fastest(url, html, repeat) for url, html in pages]
    bare = [times.pop("bare parse") for times in fastest]
    stages = {
        stage: _spread([times[stage] / parse for times, parse in zip(fastest, bare, strict=True)])
        for stage in fastest[0]
    }
    texts = ["\n\n".join(read_page(html, url).paragraphs) for url, html in pages]
    return {
        "pages": len(pages),
        "page_kb_median": median(len(html) for _, html in pages) / 1000,
        "bare_parse_ms_median": median(bare) * 1000,
        "multiples_of_bare_parse": stages,
        "facts_ms_an_article_median": median(times["facts"] for times in fastest) * 1000,
        "clean_mb_a_second": _cleaning_speed(texts, repeat),
        "facts_time_a_letter_long_over_short": _linearity(texts),
    }


def _fastest(url: str, html: bytes, repeat: int) -> Times:
    """The fastest of several turns of every stage on one page, in seconds."""
    turns = [_turn(url, html) for _ in range(repeat)]
    times = {stage: min(turn[stage] for turn in turns) for stage in turns[0]}
    times["page parts"] -= times["decode and parse"]
    return times


def _turn(url: str, html: bytes) -> Times:
    definition = path.find_portal(None, url)
    layouts = definition.layouts if definition else ()
    bare, _ = _timed(lambda: lxml.html.document_fromstring(html))
    parsing, _ = _timed(lambda: parse(html))
    reading, page = _timed(lambda: read_page(html, url, layouts=layouts))
    cleaning, cleaned = _timed(lambda: clean_page(page))
    with _Watch() as facts:
        assembling, _ = _timed(lambda: path.assemble(path.Reading(page=cleaned, portal=definition)))
    whole, _ = _timed(lambda: path.extract(html, url))
    return {
        "bare parse": bare,
        "decode and parse": parsing,
        "page parts": reading,
        "cleaning": cleaning,
        "facts": facts.seconds,
        "assemble": assembling - facts.seconds,
        "whole extract()": whole,
        **_trafilatura(html),
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
        self.seconds, found = _timed(lambda: self._read_facts(source))
        return found


def _trafilatura(html: bytes) -> Times:
    try:
        import trafilatura
    except ImportError:
        return {}
    seconds, _ = _timed(lambda: trafilatura.bare_extraction(html, with_metadata=True))
    return {"trafilatura": seconds}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _spread(values: list[float]) -> dict[str, float]:
    last = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"median": median(values), "p95": last}


def _cleaning_speed(texts: list[str], repeat: int) -> float:
    size = sum(len(text.encode()) for text in texts)
    seconds = min(_timed(lambda: [clean(text) for text in texts])[0] for _ in range(repeat))
    return size / seconds / 1_000_000


def _linearity(texts: list[str]) -> float:
    """Time a letter on the long text over that on the short one: 1 where time is linear."""
    once = "\n\n".join(texts)
    endless = f"{once}\n\n" * (LONG // len(once) + 1)
    rates = []
    for size in (SHORT, LONG):
        text = endless[:size]
        rates.append(min(_timed(partial(path.facts, text))[0] for _ in range(3)) / size)
    return rates[1] / rates[0]


def shown(report: dict[str, Any]) -> str:
    """The report for a terminal of 80 columns."""
    size, bare = report["page_kb_median"], report["bare_parse_ms_median"]
    slower = report["facts_time_a_letter_long_over_short"]
    rows = report["multiples_of_bare_parse"].items()
    lines = [
        f"{report['pages']} pages, median {size:.0f} kB; a bare lxml parse takes {bare:.2f} ms = 1.0",
        "",
        f"{'times the bare parse':<24}{'median':>10}{'95th':>10}",
        *(f"{stage:<24}{row['median']:>10.2f}{row['p95']:>10.2f}" for stage, row in rows),
        "",
        f"facts      {report['facts_ms_an_article_median']:.2f} ms an article (median)",
        f"cleaning   {report['clean_mb_a_second']:.1f} MB of body text a second",
        f"linearity  {slower:.2f} (time a letter, {LONG // 1000} kB over {SHORT // 1000} kB of text)",
    ]
    if "trafilatura" not in report["multiples_of_bare_parse"]:
        lines.append("trafilatura cannot be imported here, so it did not run")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
