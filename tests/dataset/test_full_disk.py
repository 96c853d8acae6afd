"""Disks that are really full, of bytes or of files: what was stored can be read, and goes on."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from govnews.dataset import load, lock, open_run
from govnews.errors import DatasetError

BLOCK = 4096
ADVICE = {"bytes": "the disk is full: free some space", "files": "takes no more files: delete some"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB and 200 files."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=200", "govnews", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, what: str) -> None:
    """Let no byte, or no file, more fit."""
    with suppress(OSError):
        if what == "files":
            for number in range(1_000):
                (disk / f"filler-{number}").touch()
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while what == "bytes":
            file.write(bytes(BLOCK))


def make_space(disk: Path) -> None:
    for filler in disk.glob("filler*"):
        filler.unlink()


@pytest.mark.parametrize("what", ADVICE)
def test_a_dataset_on_a_full_disk_can_be_read(
    what: str, disk: Path, record: Callable[..., Any]
) -> None:
    """Reading takes no space; a run says what to do, and the next one goes on."""
    data = disk / "data"
    with open_run(data) as run:
        run.add(record(1))
    fill(disk, what)
    assert len(load(data).people) == 3
    with pytest.raises(DatasetError, match=ADVICE[what]):
        open_run(data)
    assert len(load(data).people) == 3
    make_space(disk)
    with open_run(data) as run:
        run.add(record(2))
    assert len(load(data).articles) == 2


@pytest.mark.parametrize("what", ADVICE)
def test_what_a_killed_run_committed_can_be_read_on_a_full_disk(
    what: str, disk: Path, process: Any
) -> None:
    """Its last transaction stands only in the ledger's log, which must not be passed over."""
    data = disk / "data"
    process("ledger.Ledger.commit = die_after(ledger.Ledger.commit)\nstore(3)", data)
    assert (data / "ledger.sqlite-wal").stat().st_size
    (data / "ledger.sqlite-shm").unlink()
    fill(disk, what)
    assert len(load(data).articles) == 3


@pytest.mark.parametrize("left", [1, 12, 30, 45])
def test_a_disk_that_fills_while_a_run_stores(left: int, disk: Path, process: Any) -> None:
    """With so many blocks left the run fails, and with space the next one ends as if nothing was."""
    data = disk / "data"
    assert process("store(20)", data).returncode == 0
    state = os.statvfs(disk)
    size = (state.f_blocks - state.f_bfree + left) * BLOCK
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
    failed = process("store(60, 21)", data)
    assert "DatasetError" in failed.stderr.splitlines()[-1]
    assert ADVICE["bytes"] in failed.stderr.splitlines()[-1]
    assert len(load(data).articles) == 20
    subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
    assert process("store(60, 21)", data).returncode == 0
    assert len(load(data).articles) == 80
    assert len(load(data).history("people")) == 240


def test_a_run_that_could_write_nothing_at_all_leaves_no_run(
    tmp_path: Path, record: Callable[..., Any], process: Any
) -> None:
    """Its journal is empty: nothing was stored, and nothing is taken up."""
    with open_run(tmp_path) as run:
        run.add(record(1))
    process(
        "def refuse(*_): raise OSError(28, 'No space left on device')\n"
        "journal._write = refuse\ndataset.open_run(folder, 'r2')",
        tmp_path,
    )
    open_run(tmp_path).close()
    assert [row.recovered for row in load(tmp_path).runs.itertuples()] == [False]
    assert not (tmp_path / "runs" / "r2.jsonl.open").exists()


def test_a_lock_whose_note_does_not_fit_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same process may try again once there is space."""

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(lock.os, "pwrite", refuse)
        with pytest.raises(DatasetError, match=r"\.lock: the disk is full"):
            open_run(tmp_path)
    open_run(tmp_path).close()
