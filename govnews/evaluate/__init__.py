"""How right the readers are, field by field, against gold records written by a person.

`evaluate(folder)` reads every page that the folder's `*.json` name and compares; the rules of
comparison are in `govnews.evaluate.scores`, what a gold file looks like in `govnews.evaluate.gold`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govnews.evaluate.gold import Reading, readings
from govnews.evaluate.report import Report, Score, check_floors, render
from govnews.evaluate.scores import Outcome, outcomes

__all__ = ["Outcome", "Reading", "Report", "Score", "check_floors", "compare", "evaluate", "render"]


def evaluate(gold_dir: Path) -> Report:
    """Extract the page of every gold record in `gold_dir` and compare.

    Raises `BadInput` where the folder has no gold records, or one of them cannot be used.
    """
    return compare(readings(gold_dir))


def compare(read: Iterable[Reading]) -> Report:
    """The report over records that are already extracted, each beside its gold."""
    return Report.of(outcome for reading in read for outcome in outcomes(reading))
