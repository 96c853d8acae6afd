"""The limit on the time that a piece of work may take."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

import pytest

from govnews import time_limit as module
from govnews.time_limit import time_limit


def in_main(work: Callable[[], None]) -> None:
    """Run it here."""
    work()


def in_another(work: Callable[[], None]) -> None:
    """Run it in a thread of its own; raises what it raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


threads = pytest.mark.parametrize("run", [in_main, in_another])


def busy(seconds: float) -> None:
    """Work in Python for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


@threads
def test_late_work_is_stopped_and_the_next_is_not(run: Callable[..., None]) -> None:
    """Work that is late raises; what the same thread does before and after it is left alone."""

    def work() -> None:
        for _ in range(3):
            with time_limit(60):
                busy(0.01)
        for _ in range(2):
            with pytest.raises(TimeoutError, match=r"took longer than 0\.1 s"), time_limit(0.1):
                busy(30)
            with time_limit(60):
                busy(0.3)

    run(work)


@threads
def test_work_that_swallows_the_stop_is_stopped_again(
    run: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code that takes whatever is raised for its own error is stopped at the next try."""
    monkeypatch.setattr(module, "_AGAIN", 0.1)

    def work() -> None:
        with time_limit(0.1):
            with contextlib.suppress(BaseException):
                busy(30)
            busy(30)

    with pytest.raises(TimeoutError):
        run(work)


def test_a_watch_without_work_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread is not left behind for good, and a later piece of work gets a new one."""
    monkeypatch.setattr(module, "_IDLE", 0.05)

    def work() -> None:
        before = set(threading.enumerate())
        for _ in range(2):
            with time_limit(0.05):
                watches = set(threading.enumerate()) - before
            assert len(watches) == 1
            watches.pop().join(20)
            assert set(threading.enumerate()) <= before
        with pytest.raises(TimeoutError), time_limit(0.05):
            busy(30)

    in_another(work)
