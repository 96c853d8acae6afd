"""What is read of the saved pages changes only where somebody has looked at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_saved_pages_are_read_as_before() -> None:
    """Every column of every record; what a change of the readers changes is printed, to be judged."""
    command = [sys.executable, "tools/reading.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
