"""Who holds a dataset, and what the lock says of a run that was killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govnews.dataset.lock import release_lock, take_lock
from govnews.errors import DatasetLocked

HOLD = "import sys; from pathlib import Path; from govnews.dataset.lock import take_lock; take_lock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Where the lock of a dataset lies."""
    return tmp_path / ".lock"


def note(lock: Path, **changes: object) -> None:
    """Leave the note of a run that never ended, with some fields changed."""
    handle = take_lock(lock)
    text = json.dumps(json.loads(lock.read_text()) | changes)
    os.close(handle)
    lock.write_text(text)


def test_a_held_lock_names_its_holder(lock: Path) -> None:
    """The message has the process and since when."""
    handle = take_lock(lock)
    with pytest.raises(DatasetLocked, match=rf"\(process {os.getpid()}, since 20"):
        take_lock(lock)
    release_lock(handle)


def test_a_run_that_ends_in_order_leaves_no_note(
    lock: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The next one has nothing to tell."""
    release_lock(take_lock(lock))
    release_lock(take_lock(lock))
    assert caplog.text == ""


def test_a_killed_run_releases_the_lock_and_is_told(
    lock: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """After SIGKILL the next run begins at once, and says whom it follows."""
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(DatasetLocked, match=str(process.pid)):
            take_lock(lock)
        process.kill()
    release_lock(take_lock(lock))
    assert f"(process {process.pid}) did not end in order: it was killed" in caplog.text


def test_a_restarted_machine_is_told(lock: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The note of another boot is of a run that the machine was switched off under."""
    note(lock, boot="another")
    release_lock(take_lock(lock))
    assert "the machine was restarted while it ran" in caplog.text


def test_a_holder_elsewhere_is_told(lock: Path) -> None:
    """A lock held from another machine or container is not looked for among the processes here."""
    handle = take_lock(lock)
    text = json.dumps(json.loads(lock.read_text()) | {"machine": "kho-2"})
    lock.write_text(text)
    with pytest.raises(DatasetLocked, match="on kho-2, out of sight from here"):
        take_lock(lock)
    release_lock(handle)


@pytest.mark.parametrize("content", ["4711\n", "not a note", "[]", "{}"])
def test_any_older_note_is_understood(lock: Path, content: str) -> None:
    """A bare number, or anything else, keeps nobody out."""
    lock.write_text(content)
    release_lock(take_lock(lock))
    assert lock.read_text() == ""
