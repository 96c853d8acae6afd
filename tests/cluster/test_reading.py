"""Pages read by a cluster: the rows of one process, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from govnews import load
from govnews.cli import main
from govnews.cluster import each, on_this_machine
from govnews.cluster.reading import _read
from govnews.errors import ClusterError
from govnews.extract import package_version
from govnews.model import TABLES
from govnews.shards import How, plan


def rows(out: Path) -> dict[str, list[object]]:
    """All rows of a dataset."""
    data = load(out)
    return {table: data.arrow(table).to_pylist() for table in TABLES}


def wait_until(is_so, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_the_rows_are_those_of_one_process_when_a_worker_is_killed(cluster, archives, tmp_path):
    """A worker that dies while it reads costs nothing: its shard is read again by another."""
    folder = archives(8, 12)
    one, many = tmp_path / "one", tmp_path / "many"
    assert main(["extract", str(folder), "--out", str(one), "--workers", "1"]) == 0
    killed = []

    def kill() -> None:
        wait_until(lambda: list((many / "reading").glob("*.open")))
        killed.append(next(iter(cluster.run(os.getpid).values())))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    address = cluster.scheduler.address
    assert main(["extract", str(folder), "--out", str(many), "--scheduler", address]) == 0
    killer.join()
    assert killed
    assert rows(many) == rows(one)
    assert len(rows(many)["articles"]) == 8 * 12
    assert not (many / "reading").exists()


def deadly(task: int) -> int:
    """A task of which one number ends the process that does it."""
    if task == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * 10


def test_a_task_that_kills_every_worker_is_given_up_and_the_others_are_done(cluster):
    """No task is begun for ever, and the results keep the order of the tasks."""
    found = list(each(cluster, deadly, range(4), ahead=1))
    assert found == [(0, 0), (1, None), (2, 20), (3, 30)]


def test_a_cluster_without_workers_is_not_waited_for_for_ever(monkeypatch):
    """Who watches over workers may give them up: that ends the command, and says what to do."""
    monkeypatch.setattr("govnews.cluster.client.WORKER_SECONDS", 0.2)
    with on_this_machine(1) as client:
        client.cluster.scale(0)
        wait_until(lambda: not client.nthreads())
        with pytest.raises(ClusterError, match="no worker has been left"):
            list(each(client, deadly, [7]))


def failing(task: int) -> int:
    raise ClusterError(f"task {task}")


def test_what_a_task_raises_comes_out(cluster):
    """An error of a worker is the caller's."""
    with pytest.raises(ClusterError, match="task 7"):
        list(each(cluster, failing, [7]))


def test_a_worker_that_sees_another_disk_says_so(archives, tmp_path):
    """Nothing is read into a folder that nobody else sees."""
    (shard,) = plan([str(archives(1, 1))], How())
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(ClusterError, match=r"elsewhere.*put it on a shared disk"):
        _read(shard, elsewhere, package_version())
    assert not elsewhere.exists()


def test_a_worker_of_another_version_says_so(archives, tmp_path):
    """Rows of two versions are not mixed unseen."""
    (shard,) = plan([str(archives(1, 1))], How())
    with pytest.raises(ClusterError, match=r"has govnews .* this machine 0\.0\.0"):
        _read(shard, tmp_path, "0.0.0")


def test_the_folder_of_the_dataset_must_be_named(archives, capsys):
    """What workers write must lie where all see it."""
    folder = archives(1, 1)
    assert main(["extract", str(folder), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "--scheduler needs --out" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Dask's, of a connection that failed
def test_no_scheduler(archives, tmp_path, capsys):
    """An address at which nothing answers is told, with what to do."""
    out = str(tmp_path / "out")
    command = ["extract", str(archives(1, 1)), "--out", out, "--scheduler", "tcp://127.0.0.1:9"]
    assert main(command) == 1
    assert "no scheduler answers" in capsys.readouterr().err


CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        print(cluster.scheduler_address, flush=True)
        time.sleep(600)
"""


def test_a_lost_scheduler_is_told_and_the_next_call_goes_on(archives, tmp_path):
    """What was finished stays, and the same command, here without a cluster, goes on from there."""
    folder, out = archives(40, 25), tmp_path / "out"
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    python = [sys.executable, "-m", "govnews"]
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as scheduler:
        address = scheduler.stdout.readline().strip()
        command = [*python, "extract", folder, "--out", out, "--scheduler", address]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as reading:
            wait_until(lambda: len(list((out / "reading").glob("*.jsonl"))) > 1)
            scheduler.kill()
            told = reading.communicate()[1]
    assert reading.returncode == 1
    assert "the scheduler is gone: what was read is kept in" in told
    assert "Traceback" not in told
    assert list((out / "reading").glob("*.jsonl"))
    assert main(["extract", str(folder), "--out", str(out)]) == 0
    assert len(load(out).articles) == 40 * 25
