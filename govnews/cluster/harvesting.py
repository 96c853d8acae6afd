"""Portals harvested by a cluster: a task each, into a dataset of its own, then all into one.

A portal's dataset, in `portals/NAME` of the whole, remembers what was seen and is locked while it
is harvested. So a task may be done twice: the second time it goes on where the first was killed,
and as long as the first still runs it waits; no host is asked by two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.allowance import requests_of
from govnews.cluster.client import as_done
from govnews.dataset import open_run
from govnews.dataset.disk import make_folder
from govnews.dataset.journal import SUFFIX
from govnews.dataset.union import add_dataset
from govnews.history import reports
from govnews.outcome import FAILED, LOCKED, NEEDS_A_PERSON, OK
from govnews.portals import Portal
from govnews.report_page import write_page
from govnews.result import HarvestResult

if TYPE_CHECKING:
    from distributed import Client

PORTALS = "portals"
"""Folder in the dataset, with a dataset for each portal."""
LOCK_SECONDS = 60.0
"""For so long a task waits for the end of another one that has its portal."""
GRACE_SECONDS = 600.0
"""After the deadline a harvest stores what it has; one that takes longer hangs, and is ended."""
TOLD = 20
"""Lines of what a harvest says that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One portal, which one process harvests: no two portals have a host in common."""

    portal: str
    folder: str
    """Of its dataset."""
    words: tuple[str, ...]
    """Options of `govnews harvest`."""
    pause: float
    """Seconds between two requests to a host."""
    deadline: float | None
    """On the clock of `time.time`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a job."""

    job: Job
    exit_code: int
    """As of `govnews harvest`."""
    said: str
    put_off: bool = False
    """Whether it was not begun."""


def harvest_on(
    client: Client,
    portals: Sequence[Portal],
    out: Path,
    words: Sequence[str] = (),
    *,
    seconds: float | None = None,
    tell: Callable[[Done], object] = lambda done: None,
) -> HarvestResult:
    """Harvest portals into the dataset at `out`; `tell` is called as each is done.

    `words` are further options of `govnews harvest`; after `seconds` all end in order. All machines
    must see `out` under the same name.

    Raises:
        DatasetLocked: another run is writing at `out`.
        DatasetError: the disk is full.
        ClusterError: the cluster is lost.

    """
    out = out.absolute()
    deadline = time.time() + seconds if seconds else None
    began = time.monotonic()
    with open_run(out) as run:
        make_folder(out / PORTALS)
        jobs = [
            Job(
                portal=portal.name,
                folder=str(out / PORTALS / portal.name),
                words=tuple(words),
                pause=portal.delay,
                deadline=deadline,
            )
            for portal in portals
        ]
        codes: list[int] = []
        told: dict[str, Any] = {}
        put_off: dict[str, str] = {}
        for job, result in as_done(client, harvest_aside, jobs):
            done = result or Done(job=job, exit_code=FAILED, said="worker after worker died of it")
            codes.append(done.exit_code)
            if done.put_off:
                put_off[job.portal] = done.said
            elif (Path(job.folder) / "ledger.sqlite").exists():
                add_dataset(Path(job.folder), run)
                told |= _last_report(Path(job.folder))
            tell(done)
        code = _worst(codes)
        report = {
            "exit_code": code,
            "seconds": round(time.monotonic() - began, 1),
            "put_off": put_off,
            "hosts": requests_of([outcome["requests"] for outcome in told.values()], {}),
            "portals": told,
        }
        summary = run.finish(report)
        report |= {"new": summary.new, "changed": summary.changed, "unchanged": summary.unchanged}
        write_page(out, run.name, report)
    return HarvestResult(exit_code=code, run=run.name, out=out, outcomes=(), report=report)


def harvest_aside(job: Job) -> Done:
    """Harvest a portal into its dataset, in a process that ends with this one.

    What runs on a worker; may be called again, anywhere, as often as needed.
    """
    folder = Path(job.folder)
    if any((folder / "runs").glob(f"*{SUFFIX}")):  # a killed one may have asked just now
        time.sleep(job.pause)
    patience = time.monotonic() + LOCK_SECONDS
    while True:
        left = None if job.deadline is None else job.deadline - time.time()
        if left is not None and left < 1:
            told = "the deadline came before its turn: the next run asks it"
            return Done(job=job, exit_code=NEEDS_A_PERSON, said=told, put_off=True)
        done = _run(job, left)
        if done.exit_code != LOCKED or time.monotonic() > patience:
            return done
        time.sleep(1)


def _run(job: Job, left: float | None) -> Done:
    command = [sys.executable, "-m", "govnews.cluster.tied", "harvest", job.portal]
    command += ["--out", job.folder, "--quiet", *job.words]
    if left is not None:
        command += ["--deadline", f"{int(left)}s"]
    theirs, ours = os.pipe()  # it ends with this process, and the child with it
    try:
        child = subprocess.Popen(  # noqa: S603 - our own command line
            command, stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        os.close(theirs)
        try:
            said = child.communicate(timeout=None if left is None else left + GRACE_SECONDS)[1]
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return Done(job=job, exit_code=FAILED, said="hung after its deadline, and was ended")
    finally:
        os.close(ours)
    lines = said.decode(errors="replace").splitlines()[-TOLD:]
    return Done(job=job, exit_code=child.returncode, said="\n".join(lines))


def _last_report(folder: Path) -> Mapping[str, Any]:
    """Portal → its outcome in the last run."""
    former = reports(folder)
    return former[0].get("portals", {}) if former else {}


def _worst(codes: Sequence[int]) -> int:
    if all(code == OK for code in codes):
        return OK
    return FAILED if all(code == FAILED for code in codes) else NEEDS_A_PERSON
