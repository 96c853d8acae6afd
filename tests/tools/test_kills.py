"""Harvests that are killed at any moment and resumed end as if nobody had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_killed_harvests_are_resumed() -> None:
    """Two of the moments that `make kills` tries."""
    command = [sys.executable, "tools/kills.py", "--kills", "2", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 kills, 0 wrong; uninterrupted: 28 articles" in done.stdout
