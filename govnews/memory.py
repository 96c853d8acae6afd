"""The memory of this process: how much it took at most, and how to give back what it can."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


def peak_memory() -> int:
    """The most memory that this process had at a time, in MiB.

    Linux counts in `ru_maxrss` what the process that started this one had at that moment; its own
    peak stands in `/proc`.
    """
    if _STATUS.exists() and (found := _PEAK.search(_STATUS.read_text(encoding="utf-8"))):
        return round(int(found[1]) / 1024)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(used / (1024 * 1024 if sys.platform == "darwin" else 1024))


def use_little_memory() -> None:
    """Let Arrow give memory back: its own allocator keeps what each table of the commit needed."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
