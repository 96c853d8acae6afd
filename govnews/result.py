"""What a harvest came to, for whoever started it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestResult:
    """What a run came to."""

    exit_code: int
    """0 all well, 1 no portal gave anything, 3 a person should look, 130 interrupted."""
    run: str
    """Name of the run, as in `runs/<run>.json`."""
    out: Path
    outcomes: tuple[Outcome, ...]
    report: Mapping[str, Any]
    """What `runs/<run>.json` says."""

    @property
    def report_path(self) -> Path:
        """The report for programs."""
        return self.out / "runs" / f"{self.run}.json"

    @property
    def page_path(self) -> Path:
        """The same for people."""
        return self.report_path.with_suffix(".html")
