"""The peak of memory that a run reports is its own."""

from __future__ import annotations

import subprocess
import sys

from govnews.memory import peak_memory

CHILD = "from govnews.memory import peak_memory; print(peak_memory())"


def test_what_the_starting_process_holds_is_not_counted() -> None:
    """A run that a large program starts says what the run itself needed."""
    held = bytearray(300 * 1024 * 1024)
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    assert len(held) / 1024 / 1024 <= peak_memory()
    assert 1 < int(done.stdout) < 200
