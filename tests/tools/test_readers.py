"""The yardstick of readers measures, and our reader holds its targets on the tests' own pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGETS = {"title": 0.95, "day": 0.97, "text": 0.93, "captions": 0.85}


def readers(*arguments: str) -> str:
    """What the tool prints for the tests' own pages."""
    command = [sys.executable, "tools/readers.py", "tests/pages", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_pages_of_unknown_design_are_read() -> None:
    """Without any layout, headline, day, text and captions reach their targets."""
    measured = json.loads(readers("--json"))
    assert measured["pages"] == len(list((ROOT / "tests" / "pages").glob("*.json")))
    ours = measured["readers"]["govnews"]
    assert {name: ours[name] for name, least in TARGETS.items() if ours[name] < least} == {}


def test_the_table_fits_a_terminal() -> None:
    """One line a reader, none wider than 80 columns."""
    lines = readers().splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("govnews ") for line in lines) == 1
