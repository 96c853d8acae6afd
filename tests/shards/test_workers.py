"""Processes side by side: their results come in order, and none of them can stop the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from govnews.errors import DatasetError
from govnews.shards.workers import Workers


def double(task: int) -> int:
    """Later tasks are done sooner."""
    time.sleep(max(0, 5 - task) / 20)
    return 2 * task


def fatal(task: int, folder: Path, always: bool) -> int:
    """Kills its process at task 1: the first time, or each time."""
    mark = folder / f"{task}-begun"
    if task == 1 and (always or not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def hanging(task: int, folder: Path) -> int:
    """Hangs at task 1 for the first time, and lets nothing end it in order."""
    mark = folder / f"{task}-begun"
    if task == 1 and not mark.exists():
        mark.touch()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        time.sleep(60)
    return task


def refusing(task: int) -> int:
    """Raises at task 1."""
    if task == 1:
        raise DatasetError("the disk is full")
    return task


def results(work, tasks=range(5), patience=60.0):
    with Workers(2, work, progress=lambda task: 0, patience=patience) as workers:
        return [result for _, result in workers.each(tasks)]


def test_results_come_in_the_order_of_the_tasks():
    """Whoever is ready first."""
    assert results(double) == [0, 2, 4, 6, 8]


def test_nothing_to_do():
    """No task, no result."""
    assert results(double, ()) == []


def test_a_process_that_is_killed(tmp_path):
    """Its task is begun again by another process."""
    assert results(partial(fatal, folder=tmp_path, always=False)) == [0, 1, 2, 3, 4]


def test_a_task_that_kills_every_process(tmp_path):
    """It is given up, and the others are done."""
    assert results(partial(fatal, folder=tmp_path, always=True)) == [0, None, 2, 3, 4]


def test_a_process_that_hangs(tmp_path):
    """It is killed once it has stood still for long enough, and its task is begun again."""
    assert results(partial(hanging, folder=tmp_path), patience=5.0) == [0, 1, 2, 3, 4]


def test_what_the_work_raises_is_raised():
    """A full disk ends all."""
    with pytest.raises(DatasetError, match="the disk is full"):
        results(refusing)


def test_no_process_outlives_a_killed_run(tmp_path):
    """Whoever kills the main process has killed all."""
    script = tmp_path / "main.py"
    script.write_text(
        "import sys, time\n"
        "from govnews.shards.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    with Workers(2, time.sleep, progress=lambda task: 0, patience=60) as workers:\n"
        "        list(workers.each([60, 60]))\n"
    )
    main = psutil.Popen([sys.executable, script], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while (
        len(workers := [child for child in main.children() if "spawn_main" in str(child.cmdline())])
        < 2
    ):
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(1)  # until they have begun
    main.kill()
    main.wait()
    _, left = psutil.wait_procs(workers, timeout=30)
    assert left == []
