"""Counts and scores over all pages, micro-averaged, and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.errors import BadInput
from govnews.evaluate.scores import FIELDS, SETS, Outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN = 160
"""Code points of a value that the list of errors shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The counts of one field."""

    field: str
    right: int = 0
    """For a set: found, and in gold."""
    wrong: int = 0
    """For a value."""
    false: int = 0
    """For a set: found, not in gold."""
    missed: int = 0
    """For a set: in gold, not found."""
    measure: str
    """`accuracy` for a value, `f1` for a set."""

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found, or for a value."""
        return _share(self.right, self.right + self.false) if self.measure == "f1" else None

    @property
    def recall(self) -> float | None:
        """Share of gold that was found; None where gold has nothing, or for a value."""
        return _share(self.right, self.right + self.missed) if self.measure == "f1" else None

    @property
    def value(self) -> float | None:
        """Accuracy or F1; None where there was nothing to compare."""
        if self.measure == "accuracy":
            return _share(self.right, self.right + self.wrong)
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: the score with its counts."""
        if self.measure == "accuracy":
            total = self.right + self.wrong
            return {"measure": "accuracy", "value": self.value, "right": self.right, "total": total}
        return {
            "measure": "f1",
            "value": self.value,
            "precision": self.precision,
            "recall": self.recall,
            "tp": self.right,
            "fp": self.false,
            "fn": self.missed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of all fields, and every single error behind them."""

    pages: int
    scores: dict[str, Score]
    """By field, in the order of `FIELDS`; without those that no gold record speaks of."""
    errors: tuple[Outcome, ...]
    """Every outcome that is not right."""

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Report:
        """Add up."""
        counts: dict[str, dict[str, int]] = {}
        errors, pages = [], set()
        for outcome in outcomes:
            pages.add(outcome.file)
            field = counts.setdefault(outcome.field, {})
            field[outcome.verdict] = field.get(outcome.verdict, 0) + outcome.weight
            if outcome.verdict != "right" and outcome.weight:
                errors.append(outcome)
        return cls(
            pages=len(pages),
            scores={field: _score(field, counts[field]) for field in FIELDS if field in counts},
            errors=tuple(errors),
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: `{"pages": …, "fields": {field: score and counts}, "errors": […]}`."""
        return {
            "pages": self.pages,
            "fields": {field: score.to_dict() for field, score in self.scores.items()},
            "errors": [asdict(error) for error in self.errors],
        }

    def table(self) -> Table:
        """One line a field, for a terminal of 80 columns."""
        from rich.table import Table

        table = Table(title=f"{self.pages} gold records", box=None, pad_edge=False)
        table.add_column("field")
        for heading in ("score", "precision", "recall", "right", "wrong", "false", "missed"):
            table.add_column(heading, justify="right")
        for score in self.scores.values():
            shares = (score.value, score.precision, score.recall)
            is_value = score.measure == "accuracy"
            counts = (
                str(score.right),
                str(score.wrong) if is_value else "",
                "" if is_value else str(score.false),
                "" if is_value else str(score.missed),
            )
            table.add_row(score.field, *map(_shown_share, shares), *counts)
        return table


def check_floors(report: Report, floor_file: Path) -> list[str]:
    """One message for every field that is under its floor; empty where all hold.

    `floor_file` is a JSON object from field to the least accuracy or F1. A field that the report does
    not have, or that had nothing to compare, is under any floor. Raises `BadInput` for another file.
    """
    try:
        floors = json.loads(floor_file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{floor_file}: no readable floors ({error})") from error
    numbers = isinstance(floors, dict) and all(isinstance(f, int | float) for f in floors.values())
    if not numbers:
        raise BadInput(f"{floor_file}: must be a JSON object from field to a number up to 1")
    return [message for field, floor in floors.items() if (message := _under(report, field, floor))]


def render(report: Report, console: Console | None = None, *, errors: bool = False) -> None:
    """Print the table, and with `errors` every error below it."""
    from govnews.terminal import new_console

    console = console or new_console()
    console.print(report.table())
    for error in report.errors if errors else ():
        shown = ((label, getattr(error, label)) for label in ("gold", "ours", "sentence", "rule"))
        lines = [f"  {label}: {_shortened(value)}" for label, value in shown if value is not None]
        heading = f"\n{error.file}  {error.field}  {error.verdict}"
        console.print("\n".join([heading, *lines]), markup=False, highlight=False)


def _score(field: str, verdicts: dict[str, int]) -> Score:
    return Score(field=field, measure="f1" if field in SETS else "accuracy", **verdicts)


def _under(report: Report, field: str, floor: float) -> str | None:
    score = report.scores.get(field)
    if score is None or score.value is None:
        return f"{field}: nothing was compared, the floor is {floor:.3f}"
    if score.value < floor:
        return f"{field}: {score.measure} {score.value:.3f} is under its floor {floor:.3f}"
    return None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown_share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _shortened(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
