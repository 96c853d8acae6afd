"""Invented runs: so many articles, each field on so many of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from govnews.health import Measures, Verdict, judge
from govnews.health.measure import LAYOUT, mark_of

USUAL = {
    "published_at": 0.99, "summary": 0.98, "body": 1.0, "authors": 0.97, "section": 1.0,
    "tags": 0.3, "event_name": 0.5, "event_date": 0.7, "organiser": 0.4, "venue": 0.45,
    "pictures": 0.9, "captions": 0.7, "people": 0.8, "speakers": 0.5, LAYOUT: 1.0,
}  # fmt: skip


def made(
    articles: int,
    chance: random.Random,
    *,
    layout: str = "test",
    chars: int = 1800,
    vain: bool = False,
    frame: str | None = None,
    **shares: float,
) -> Measures:
    """The measures of a run; `shares` change what is usual, `frame` stands in every text."""
    measures = Measures()
    usual = USUAL | shares
    for number in range(articles):
        has = [name for name, share in usual.items() if chance.random() < share]
        measures.add(
            f"{layout}-{number}",
            {
                "layout": layout,
                "url": f"https://thu.gov.vn/{layout}/bai-{number}",
                "has": has,
                "chars": round(chars * chance.uniform(0.3, 1.7)),
                "marks": [mark_of(f"{chance.random()}"), *([mark_of(frame)] if frame else [])],
                "dated": vain or "published_at" in has,
            },
            stored=True,
        )
    return measures


@dataclass
class Past:
    """The runs of a portal, one after the other."""

    walk: str = "brief"
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    reports: list[Mapping[str, Any]] = field(default_factory=list)
    """Newest first."""

    def run(self, articles: int, *more: Measures, walk: str | None = None, **how: Any) -> Verdict:
        """One more run, judged by those before it."""
        measures = made(articles, self.chance, **how)
        for other in more:
            measures.articles |= other.articles
            measures.paragraphs.update(other.paragraphs)
        verdict = judge(measures, self.reports, "thu", walk or self.walk)
        self.reports.insert(0, {"health": {"thu": verdict.report}})
        return verdict

    def runs(self, number: int, articles: int, **how: Any) -> list[str]:
        """Several runs; gives what they told."""
        return [text for _ in range(number) for text in self.run(articles, **how).problems]


@pytest.fixture
def past() -> Past:
    """A portal without a past."""
    return Past()


@pytest.fixture
def made_run() -> Callable[..., Measures]:
    """Makes the measures of one run."""
    return made
