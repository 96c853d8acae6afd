"""The result that is kept in benchmarks/result.json, and what a new one may differ from it."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.bench.figures import Figures

KEPT = Path(__file__).resolve().parents[2] / "benchmarks" / "result.json"
ALLOWED = 0.15
"""By how much a ratio may be worse than the kept one."""
_READ_WITH = ("lxml", "beautifulsoup4", "trafilatura", "newspaper4k", "readability-lxml")


def as_json(results: dict[str, Figures]) -> dict[str, Any]:
    """Everything measured, with what must be known of the machine to judge it."""
    return {
        "machine": machine(),
        "measures": {name: figures.shown for name, figures in results.items()},
        "ratios": {
            f"{name}: {ratio}": {"value": told.value, "better": told.better}
            for name, figures in results.items()
            for ratio, told in figures.ratios.items()
        },
    }


def machine() -> dict[str, Any]:
    """Processor, cores, versions and day."""
    models = [
        line.partition(":")[2].strip()
        for line in _lines(Path("/proc/cpuinfo"))
        if line.startswith("model name")
    ]
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _READ_WITH},
        "measured": datetime.now(UTC).date().isoformat(),
    }


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def worse(kept: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """A line for each ratio that is more than `ALLOWED` worse than the kept one."""
    lines = []
    for name, before in kept["ratios"].items():
        if name not in new["ratios"]:
            continue
        old, now = before["value"], new["ratios"][name]["value"]
        change = now / old if before["better"] == "less" else old / now
        if change > 1 + ALLOWED:
            lines.append(f"{name}: {now:.2f}, kept {old:.2f}: {100 * (change - 1):.0f} % worse")
    return lines


def read_kept(file: Path) -> dict[str, Any]:
    """The kept result. Raises `SystemExit` where there is none."""
    if not file.is_file():
        raise SystemExit(f"{file}: no result is kept; run `make bench-keep` first")
    kept: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return kept


def keep(result: dict[str, Any], file: Path) -> None:
    """Write the result over the kept one."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
