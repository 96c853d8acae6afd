"""What a measure gives: figures to read, and the ratios among them that must not get worse."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any, Literal

Better = Literal["less", "more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A number without a unit, and whether less of it or more is better."""

    value: float
    better: Better


@dataclass(slots=True, kw_only=True)
class Figures:
    """The result of one measure."""

    shown: dict[str, Any] = field(default_factory=dict)
    """By name, in any unit that the name tells; numbers or tables of numbers."""
    ratios: dict[str, Ratio] = field(default_factory=dict)
    """By name: what `make bench-check` compares."""

    def compare(self, name: str, value: float, better: Better) -> None:
        """Take up a ratio."""
        self.ratios[name] = Ratio(value=value, better=better)


def spread(values: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    last = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"median": median(values), "p95": last}
