"""Harvests that are interrupted in any way and resumed end as if nobody had."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOME = {"moments": 2, "sizes": 2, "inodes": 1, "limits": 0, "commits": 0, "files": 0}
"""So many of each of the interruptions that `make kills` tries."""


def test_interrupted_harvests_are_resumed() -> None:
    """Killed, or refused by a full disk, in the midst of a small portal's faults."""
    options = [word for name, number in SOME.items() for word in (f"--{name}", str(number))]
    command = [sys.executable, "tools/kills.py", "--articles", "5", "--seed", "7", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sums = dict(re.findall(r"^(\w[\w ]+): (\d+), 0 wrong$", done.stdout, re.MULTILINE))
    assert sums["moment"] == "2"
    assert "left out" in done.stdout or sums["full disk"] == "1"
