"""docs/scale.md: written from the figures that are kept, by an arithmetic that is done here again."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIGURES = json.loads((ROOT / "docs" / "scale.json").read_text("utf-8"))
DOCUMENT = (ROOT / "docs" / "scale.md").read_text("utf-8")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """`tools/scale_plan.py`, which is no module of the package."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        path = ROOT / "tools" / "scale_plan.py"
        spec = importlib.util.spec_from_file_location("scale_plan", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules["scale_plan"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


def cells(first: str) -> list[str]:
    """The cells behind the first one of a line of a table."""
    (line,) = re.findall(rf"^\| {re.escape(first)} \| (.+) \|$", DOCUMENT, re.MULTILINE)
    return line.split(" | ")


def number(text: str) -> float:
    """The first number of a cell."""
    return float(text.split()[0].replace(",", ""))


def test_the_document_is_what_the_tool_writes(tool):
    """Neither figures, assumptions nor the registry of portals have changed since."""
    assert tool.document(FIGURES) == DOCUMENT, "run: python tools/scale_plan.py"


def test_the_totals_follow_from_the_groups():
    """Hosts, requests and articles are the sums over the table of hosts."""
    names = ["provinces", "communes", "departments of provinces",
             "ministries and central bodies", "state newspapers"]  # fmt: skip
    groups = [[number(cell) for cell in cells(name)] for name in names]
    assert number(cells("all hosts")[0]) == sum(g[0] for g in groups)
    assert number(cells("requests a day")[0]) == sum(g[0] * (40 + 6 * g[1]) for g in groups)
    backlog = sum(g[0] * g[2] for g in groups)
    assert number(cells("articles in the backlog")[0]) == pytest.approx(backlog / 1e6, abs=0.05)
    largest = max(g[2] for g in groups) * 1.1 / 86_400
    assert number(cells("days for the largest host's backlog")[0]) == pytest.approx(
        largest, abs=0.05
    )


def test_bytes_and_time_follow_from_the_measured_figures():
    """Storage and processors are the measured page times the planned pages."""
    page = FIGURES["archive_bytes"] / FIGURES["requests"]
    requests = number(cells("requests a day")[0])
    assert number(cells("archive a day")[0]) == pytest.approx(requests * page / 1e9, abs=0.05)
    spent = (FIGURES["harvest_seconds"] - FIGURES["start_seconds"]) / FIGURES["requests"]
    begun = number(cells("all hosts")[0]) * FIGURES["start_seconds"]
    hours = (begun + requests * spent) / 3600
    assert number(cells("core hours a night")[0]) == pytest.approx(hours, abs=0.05)
