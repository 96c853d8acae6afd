"""The lock of a dataset: one writer at a time, and who it is.

The operating system releases the lock when its process ends, however it ends. What stands in the
file is for people only: a note that is still there when the lock is free is of a run that was
killed, or that the machine was switched off under.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained
from govnews.errors import DatasetLocked

log = logging.getLogger(__name__)

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_LONGEST = 1000


def take_lock(path: Path) -> int:
    """Take the lock and return its handle.

    Raises:
        DatasetLocked: another run holds it; the message says which one.
        DatasetError: the file cannot be written.

    """
    with explained(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        former = _note(os.pread(handle, _LONGEST, 0))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise DatasetLocked(
                f"{path.parent}: another run ({_holder(former)}) is writing here: "
                f"wait for it to end, or choose another folder"
            ) from None
        if former:
            log.warning("%s: %s; what it stored is taken up", path.parent, _ended(former))
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps(_own_note()).encode(), 0)
        except OSError:
            release_lock(handle)
            raise
    return handle


def release_lock(handle: int) -> None:
    """Let the next run in, and leave no note: this one ended in order."""
    os.ftruncate(handle, 0)
    os.close(handle)


def _own_note() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "machine": platform.node(),
        "boot": _boot(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _note(content: bytes) -> dict[str, Any]:
    """What the file says of the run that wrote it last; older ones have only a number."""
    try:
        note = json.loads(content or b"{}")
    except ValueError:
        return {"pid": "unknown"}
    return note if isinstance(note, dict) else {"pid": note}


def _holder(note: dict[str, Any]) -> str:
    pid, machine = note.get("pid", "unknown"), note.get("machine", platform.node())
    elsewhere = machine != platform.node() or (isinstance(pid, int) and not _lives(pid))
    where = f" on {machine}, out of sight from here" if elsewhere else ""
    since = f", since {note['since']}" if "since" in note else ""
    return f"process {pid}{where}{since}"


def _ended(note: dict[str, Any]) -> str:
    pid = note.get("pid", "unknown")
    restarted = note.get("machine") == platform.node() and note.get("boot") != _boot()
    how = "the machine was restarted while it ran" if restarted else "it was killed"
    return f"the run before (process {pid}) did not end in order: {how}"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _boot() -> str | None:
    """The kernel's name for this start of the machine; None where it has none (macOS)."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return None
