"""Processes that work on tasks side by side; one that dies or hangs costs no other its work."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

DEATHS = 3
"""A task at which so many processes ended without getting any further is given up."""
TASKS = 100
"""A process is replaced after so many tasks, so that no leak of a library adds up."""
_LOOK = 1.0
"""Seconds between two looks for processes that hang."""
# A fork would copy threads' locks, and a server of forks would outlive a killed run.
_context = multiprocessing.get_context("spawn")


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Job(Generic[Task]):
    """A task on its way."""

    number: int
    task: Task
    deaths: int = 0
    """Processes that ended since it got any further."""
    progress: int = -1
    since: float = 0.0
    """When it got there."""

    def look(self, progress: int) -> None:
        """Note how far it is."""
        if progress != self.progress:
            self.progress, self.since, self.deaths = progress, time.monotonic(), 0


class Workers(Generic[Task, Result]):
    """Some processes that call `work` on tasks; use it in a `with` statement.

    `progress(task)` is a number that changes while a task is worked on; where it stands still for
    `patience` seconds the process is killed. A task whose process ended is begun again.
    """

    def __init__(
        self,
        number: int,
        work: Callable[[Task], Result],
        *,
        progress: Callable[[Task], int],
        patience: float,
    ) -> None:
        self._number = number
        self._work = work
        self._progress = progress
        self._patience = patience
        self._workers: list[_Worker[Task, Result]] = []
        self._again: deque[_Job[Task]] = deque()

    def each(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Every task with its result, in the order of the tasks; None for one that was given up.

        Raises what `work` raises.
        """
        jobs = (_Job(number, task) for number, task in enumerate(tasks))
        results: dict[int, tuple[Task, Result | None]] = {}
        due = 0
        while self._hand_out(jobs):
            for job, result in self._ended():
                results[job.number] = job.task, result
            while due in results:
                yield results.pop(due)
                due += 1

    def _hand_out(self, jobs: Iterator[_Job[Task]]) -> bool:
        """Give every process something to do; whether any has."""
        while sum(worker.job is not None for worker in self._workers) < self._number:
            job = self._again.popleft() if self._again else next(jobs, None)
            if job is None:
                break
            self._idle().give(job, self._progress(job.task))
        return any(worker.job for worker in self._workers)

    def _idle(self) -> _Worker[Task, Result]:
        for worker in [worker for worker in self._workers if worker.job is None]:
            if worker.tasks < TASKS:
                return worker
            worker.end()
            self._workers.remove(worker)
        self._workers.append(_Worker(self._work))
        return self._workers[-1]

    def _ended(self) -> Iterator[tuple[_Job[Task], Result | None]]:
        """The jobs that ended by now, after a short wait, and those that are given up."""
        busy = [(worker, worker.job) for worker in self._workers if worker.job]
        wait([end for worker, _ in busy for end in worker.ends], _LOOK)
        for worker, job in busy:
            if answer := worker.answer():
                yield job, answer.result()
                continue
            job.look(self._progress(job.task))
            is_stuck = worker.is_ready and time.monotonic() - job.since > self._patience
            if (is_stuck or not worker.is_alive()) and self._is_given_up(worker, job):
                yield job, None

    def _is_given_up(self, worker: _Worker[Task, Result], job: _Job[Task]) -> bool:
        """Remove a process that is gone or hangs; its job is begun again, or given up."""
        worker.end()
        self._workers.remove(worker)
        job.look(self._progress(job.task))
        job.deaths += 1
        if job.deaths < DEATHS:
            self._again.append(job)
        return job.deaths >= DEATHS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes, whatever they do."""
        for worker in self._workers:
            worker.end()


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Result]):
    value: Result | None
    error: Exception | None = None
    is_start: bool = False

    def result(self) -> Result | None:
        """What the work gave; raises what it raised."""
        if self.error:
            raise self.error
        return self.value


class _Worker(Generic[Task, Result]):
    """One process, and what it is at."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        self._pipe, theirs = _context.Pipe()
        self._process = _context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _without_ctrl_c():
            self._process.start()
        theirs.close()
        self.ends: tuple[Connection | int, int] = (self._pipe, self._process.sentinel)
        """What can be waited for: an answer, and the end of the process."""
        self.job: _Job[Task] | None = None
        self.tasks = 0
        """That it was given."""
        self.is_ready = False
        """Whether it has started: a busy machine takes its time for that."""

    def give(self, job: _Job[Task], progress: int) -> None:
        """Let it work on a job."""
        self.job = job
        self.tasks += 1
        job.progress, job.since = progress, time.monotonic()
        with contextlib.suppress(OSError):  # it is gone already, which the next look finds
            self._pipe.send(job.task)

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def answer(self) -> _Answer[Result] | None:
        """What it says of its job, if it has said so by now."""
        try:
            said: _Answer[Result] | None = self._pipe.recv() if self._pipe.poll() else None
        except (EOFError, OSError):  # it is gone
            return None
        if said and said.is_start:
            self.is_ready = True
            if self.job:
                self.job.since = time.monotonic()
            return None
        if said:
            self.job = None
        return said

    def end(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """What is started meanwhile never gets Ctrl-C, not even while it still imports."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _serve(pipe: Connection, work: Callable[[Task], Result]) -> None:
    """What runs in the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipe.send(_Answer(None, is_start=True))
    with contextlib.suppress(EOFError):
        while True:
            task = pipe.recv()
            try:
                answer = _Answer(work(task))
            except Exception as error:
                error.add_note(traceback.format_exc())
                answer = _Answer(None, error)
            pipe.send(answer)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
