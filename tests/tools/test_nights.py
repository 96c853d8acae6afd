"""Harvests of many nights over a portal that changes, held against what is true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_dataset_follows_a_changing_portal() -> None:
    """A shorter run of what `make nights` does: a redesign, an outage, and edits in every night."""
    command = [sys.executable, "tools/nights.py", "--short", "--looks", "told"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 nights, looks: told" in done.stdout
    assert "0 stay in the quarantine" in done.stdout
    assert "0 when the article came to an age" in done.stdout
    assert done.stdout.count("as it should be") == 9
