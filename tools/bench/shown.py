"""Figures for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.bench.figures import Figures


def shown(name: str, figures: Figures) -> str:
    """One measure: its name, its figures, its tables."""
    return "\n".join([name, *_lines(figures.shown), ""])


def _lines(table: dict[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict) and all(isinstance(row, dict) for row in value.values()):
            yield f"  {name:<40}{'median':>10}{'95th':>10}"
            for row, spread in value.items():
                yield f"    {row:<38}{spread['median']:>10.2f}{spread['p95']:>10.2f}"
        elif isinstance(value, dict):
            yield f"  {name}: " + ", ".join(f"{key}: {_told(item)}" for key, item in value.items())
        elif isinstance(value, list):
            yield f"  {name}: " + ", ".join(map(_told, value))
        else:
            yield f"  {name:<40}{_told(value):>10}"


def _told(value: float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
