"""How time grows with the length of an article: a text doubled three times over."""

from __future__ import annotations

from itertools import pairwise

from tools.bench.figures import Figures
from tools.bench.pages import Pages, path
from tools.bench.stages import fastest_of, timed

_SIZES = (10_000, 20_000, 40_000, 80_000)
"""Code points; the articles of the set one after the other, again and again."""
_TURNS = 3


def measure(pages: Pages) -> Figures:
    """Time of the fact readers by length, and how many times that of half the length it is."""
    bodies = "\n\n".join(path.extract(html, url).article.body for url, html in pages)
    endless = f"{bodies}\n\n" * (_SIZES[-1] // len(bodies) + 1)
    times = fastest_of(_TURNS, lambda: {str(size): _facts_of(endless[:size]) for size in _SIZES})
    grown = [longer / shorter for shorter, longer in pairwise(times.values())]
    figures = Figures()
    figures.shown = {
        "ms by code points": {size: seconds * 1000 for size, seconds in times.items()},
        "time ratio of each doubling": grown,
    }
    whole = (times[str(_SIZES[-1])] / times[str(_SIZES[0])]) ** (1 / len(grown))
    figures.compare("time of a text over half of it, mean of the doublings", whole, "less")
    return figures


def _facts_of(text: str) -> float:
    """Seconds of CPU time."""
    return timed(lambda: path.facts(text))[0]
