"""What a portal's former runs say of it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RUNS = 120
"""So many former runs of the same kind of walk are looked at."""
BLOCK = 20
"""Small runs are added up to so many articles, so that their shares say something."""
NEAR = 10
"""The median of so many blocks is what is usual; of the oldest as many, what was usual once."""
ENOUGH = 10
"""A share of fewer articles says nothing by itself."""
ESTABLISHED = 30
"""From so many articles on, history says how long a text is."""

Counts = Mapping[str, Any]
"""A layout's measures in one run, as in the run's report."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The measures of one layout, or of a whole portal, in former runs, newest first."""

    runs: tuple[Counts, ...]

    @property
    def articles(self) -> int:
        """How many articles it rests on."""
        return sum(int(run["articles"]) for run in self.runs)

    @property
    def is_known(self) -> bool:
        """Whether there is enough to compare shares with."""
        return self.articles >= ENOUGH

    @property
    def is_established(self) -> bool:
        """Whether there is enough to compare lengths with."""
        return self.articles >= ESTABLISHED

    def share(self, name: str) -> float:
        """The usual share of articles with a field; the old one where it has crept down since."""
        blocks = _blocks(self.runs)
        return max(_median(blocks[:NEAR], name), _median(blocks[-NEAR:], name))

    def least_share(self, name: str) -> float:
        """The lowest share that was no reason to wonder, less what so few articles leave uncertain.

        Days and sections differ: a block of notices has no pictures, and next week has them again.
        The lower bound is Wilson's at two standard deviations: 10 of 10 articles promise 0.71.
        """
        blocks = _blocks(self.runs)
        share = max(_least(blocks[:NEAR], name), _least(blocks[-NEAR:], name))
        articles = min(self.articles, NEAR * BLOCK)
        number = max(1, articles)
        middle = share + 2 / number
        spread = 2 * math.sqrt(share * (1 - share) / number + 1 / number**2)
        return (middle - spread) / (1 + 4 / number)

    @property
    def chars(self) -> float:
        """The usual length of a text: the median of the runs' medians."""
        return float(statistics.median(run["chars"] for run in self.runs))

    def dated_in_vain(self) -> float:
        """The share of articles whose printed date gave none."""
        return sum(int(run["dated_in_vain"]) for run in self.runs) / max(1, self.articles)


def healths(
    reports: Iterable[Mapping[str, Any]], portal: str, walk: str
) -> Iterator[Mapping[str, Any]]:
    """The portal's measures in the reports of former runs of this kind of walk, newest first.

    What lies before a run in which a person accepted the portal as it is says nothing any more.
    """
    found = 0
    for report in reports:
        if portal in report.get("accepted", ()):
            return
        health = report.get("health", {}).get(portal)
        if health and health["walk"] == walk:
            yield health
            found += 1
            if found == RUNS:
                return


def of_layout(former: Sequence[Mapping[str, Any]], layout: str) -> Baseline:
    """Of the runs in which the layout was sound."""
    runs = (health["layouts"].get(layout) for health in former)
    return Baseline(tuple(run for run in runs if run and not run.get("lost")))


def of_portal(former: Sequence[Mapping[str, Any]]) -> Baseline:
    """Of all layouts together that were sound."""
    sound = (
        [run for run in health["layouts"].values() if not run.get("lost")] for health in former
    )
    return Baseline(tuple(added(runs) for runs in sound if runs))


def lost_in(layouts: Sequence[str], former: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The fields that layouts had lost when they were last used."""
    found: set[str] = set()
    for layout in layouts:
        used = [health["layouts"][layout] for health in former if layout in health["layouts"]]
        found |= set(used[0].get("lost_fields", ()) if used else ())
    return frozenset(found)


def added(runs: Sequence[Counts]) -> Counts:
    """Several measures as one; its length is that of the largest."""
    names = runs[0]["filled"]
    return {
        "articles": sum(run["articles"] for run in runs),
        "filled": {name: sum(run["filled"].get(name, 0) for run in runs) for name in names},
        "chars": max(runs, key=lambda run: int(run["articles"]))["chars"],
        "dated_in_vain": sum(run["dated_in_vain"] for run in runs),
    }


def chance_of_so_few(few: int, number: int, share: float) -> float:
    """The chance that at most `few` of `number` articles have a field that `share` of all have.

    >>> round(chance_of_so_few(2, 4, 0.5), 4)
    0.6875
    >>> chance_of_so_few(20, 40, 0.95) < 1e-12
    True
    """
    share = min(max(share, 1e-9), 0.99)  # nothing is sure, whatever history says
    yes, no = math.log(share), math.log1p(-share)
    return sum(
        math.exp(
            math.lgamma(number + 1)
            - math.lgamma(k + 1)
            - math.lgamma(number - k + 1)
            + k * yes
            + (number - k) * no
        )
        for k in range(few + 1)
    )


def _blocks(runs: Sequence[Counts]) -> list[Counts]:
    """The runs, small neighbours together; what is left over at the old end joins the last one."""
    blocks: list[list[Counts]] = [[]]
    for run in runs:
        if sum(part["articles"] for part in blocks[-1]) >= BLOCK:
            blocks.append([])
        blocks[-1].append(run)
    if len(blocks) > 1 and sum(part["articles"] for part in blocks[-1]) < BLOCK:
        blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [added(block) for block in blocks if block]


def _median(blocks: Sequence[Counts], name: str) -> float:
    shares = [block["filled"].get(name, 0) / max(1, block["articles"]) for block in blocks]
    return float(statistics.median(shares)) if shares else 0.0


def _least(blocks: Sequence[Counts], name: str) -> float:
    return min(
        (block["filled"].get(name, 0) / max(1, block["articles"]) for block in blocks), default=0.0
    )
