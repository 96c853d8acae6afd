"""A limit on the time that a piece of work may take, in the main thread and in others."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0
"""Seconds after which a stop is tried again: some code takes whatever is raised for its own error."""
_IDLE = 60.0
"""Seconds without work after which a watch ends."""


class _Late(BaseException):
    """Beyond `except Exception`, so that readers which mend errors do not mend this one."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End the work inside after this time with a `TimeoutError`.

    Python code and its regular expressions are stopped in the main thread, Python code alone in
    others; a call of a C library is over first.
    """
    in_main = threading.current_thread() is threading.main_thread()
    try:
        with _alarm(seconds) if in_main else _watch().over(seconds):
            yield
    except _Late:
        if not in_main:
            _watch().end()  # it may have come while the end was being noted
        raise TimeoutError(f"took longer than {seconds:g} s") from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise _Late

    former = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


class _Watch:
    """A thread that stops the works of another one, one after the other, when each is late.

    Starting a thread for every page would take a tenth of a millisecond, and a page is read in a
    few. What both share is guarded by a plain lock: nothing can be thrown between taking it and
    the block that it guards, as it could in a lock that is written in Python.
    """

    def __init__(self) -> None:
        self._watched = ctypes.c_ulong(threading.get_ident())
        self._guard, self._is_sooner = threading.Lock(), threading.Event()
        self._is_running = False
        self._due: float | None = None
        """When the work is late; None: there is none."""
        self._wakes = 0.0

    @contextmanager
    def over(self, seconds: float) -> Iterator[None]:
        """Stop the work inside after this time."""
        with self._guard:
            self._due = time.monotonic() + seconds
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, daemon=True).start()
            elif self._due < self._wakes:
                self._is_sooner.set()
        try:
            yield
        finally:
            self.end()

    def end(self) -> None:
        """The work is over; safe to call twice."""
        with self._guard:
            self._due = None
            _throw(self._watched, None)  # one that was thrown and has not arrived yet

    def _run(self) -> None:
        while self._is_running:
            with self._guard:
                rest = self._rest()
                self._wakes = time.monotonic() + rest
                self._is_sooner.clear()
            is_sooner = self._is_sooner.wait(rest)
            with self._guard:
                self._is_running = self._due is not None or is_sooner

    def _rest(self) -> float:
        """Seconds until the next look, after stopping what is late."""
        if self._due is None:
            return _IDLE
        rest = self._due - time.monotonic()
        if rest > 0:
            return rest
        _throw(self._watched, ctypes.py_object(_Late))
        self._due = time.monotonic() + _AGAIN
        return _AGAIN


_throw = ctypes.pythonapi.PyThreadState_SetAsyncExc
_watches = threading.local()


def _watch() -> _Watch:
    """The watch of this thread."""
    if not hasattr(_watches, "own"):
        _watches.own = _Watch()
    own: _Watch = _watches.own
    return own
