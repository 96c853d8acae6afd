"""Portals harvested by a cluster: every article once, nothing left running, nobody asked in a hurry."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from govnews import load
from govnews.cli import main
from govnews.cluster.harvesting import Job, harvest_aside
from govnews.dataset import open_run
from govnews.dataset.union import add_dataset
from govnews.demo.many import declare, small_portals
from govnews.model import TABLES
from govnews.outcome import LOCKED, NEEDS_A_PERSON
from govnews.settings import DOWNLOAD_DELAY_JITTER

DELAY = 0.2


def command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_a_killed_worker_loses_nothing_and_leaves_nothing_running(tmp_path):
    """Every article of every portal is there once, whichever worker began to read it."""
    out, declared = tmp_path / "out", tmp_path / "portals.toml"
    with small_portals(3, articles=12) as sites:
        declare(sites, declared, delay=DELAY)
        words = [*(site.name for site in sites), "--portals", declared, "--out", out]
        govnews = [sys.executable, "-m", "govnews", "harvest"]
        with subprocess.Popen(
            [*govnews, *words, "--workers", "2"], stderr=subprocess.PIPE, text=True
        ) as run:
            while sum(len(site.asked) for site in sites) < 10:
                assert run.poll() is None
                time.sleep(0.02)
            below = psutil.Process(run.pid).children(recursive=True)
            child = next(p for p in below if "govnews.cluster.tied" in command(p))
            os.kill(child.ppid(), signal.SIGKILL)
            child.wait(10)
            told = run.communicate()[1]
        assert run.returncode == 0, told
        urls = sorted(load(out).articles.url)
        assert urls == sorted(
            f"http://{site.host}/vi/tin/-/view_content/{101 + n}-bai"
            for site in sites
            for n in range(12)
        )
        for site in sites:
            (first, _), *_, (last, _) = site.asked
            least = DELAY * (1 - DOWNLOAD_DELAY_JITTER)
            assert last - first > (len(site.asked) - 2) * least
        assert not [p for p in psutil.process_iter() if str(out) in command(p)]
        assert len(list((out / "archive").glob("*.warc.gz"))) >= 3


def test_the_next_night_asks_what_is_new_only(tmp_path):
    """Each portal's dataset remembers, and the whole tells of portals as any harvest does."""
    out, declared = tmp_path / "out", tmp_path / "portals.toml"
    with small_portals(2, articles=4) as sites:
        declare(sites, declared, delay=0.05)
        names = [site.name for site in sites]
        words = ["harvest", *names, "--portals", declared, "--out", out, "--refetch", "never"]
        govnews = [sys.executable, "-m", "govnews", *words, "--workers", "2"]
        told = subprocess.run(govnews, check=True, capture_output=True, text=True).stderr
        first = [len(site.asked) for site in sites]
        subprocess.run(govnews, check=True)
        second = [len(site.asked) - before for site, before in zip(sites, first, strict=True)]
    assert all(again < before for again, before in zip(second, first, strict=True))
    data = load(out)
    assert len(data.articles) == 8
    assert list(data.runs.new) == [8, 0]
    assert set(data.coverage.portal) == {*names}
    assert "8 new" in told


def test_what_is_brought_in_is_the_same_as_where_it_came_from(tmp_path, archives):
    """All rows of a dataset, every number of times; a second time adds nothing."""
    source, target = tmp_path / "source", tmp_path / "target"
    assert main(["extract", str(archives(2, 10)), "--out", str(source), "--quiet"]) == 0
    for new in (20, 0):
        with open_run(target) as run:
            assert add_dataset(source, run) == new
    here, there = load(source), load(target)
    for table in (*TABLES, "states"):
        assert there.arrow(table).to_pylist() == here.arrow(table).to_pylist()


def job(folder, deadline=None):
    return Job(portal="demo-vnpt", folder=str(folder), words=(), pause=0.0, deadline=deadline)


def test_a_portal_whose_turn_comes_after_the_deadline_is_put_off(tmp_path):
    """Nothing is begun that could not end in order."""
    done = harvest_aside(job(tmp_path, deadline=time.time() - 1))
    assert (done.exit_code, done.put_off) == (NEEDS_A_PERSON, True)
    assert not list(tmp_path.iterdir())


def test_a_portal_that_another_one_harvests_is_left_alone(tmp_path, monkeypatch):
    """Two tasks of one portal never ask it side by side."""
    monkeypatch.setattr("govnews.cluster.harvesting.LOCK_SECONDS", 0.0)
    with open_run(tmp_path):
        done = harvest_aside(job(tmp_path))
    assert done.exit_code == LOCKED
    assert "another run" in done.said


@pytest.mark.parametrize("option", ["--workers", "--scheduler"])
def test_a_replay_is_not_spread(tmp_path, archives, option, capsys):
    """One file cannot be asked by many."""
    file = next(archives(1, 1).glob("*.gz"))
    value = "2" if option == "--workers" else "tcp://127.0.0.1:9"
    words = ["harvest", "haiphong", "--replay", str(file), "--out", str(tmp_path / "out")]
    assert main([*words, option, value]) == 2
    assert "--replay" in capsys.readouterr().err
