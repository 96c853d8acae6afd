"""A limit on the time that a piece of work may take, in the main thread and in others."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0
"""Seconds after which a stop is tried again: some code takes whatever is raised for its own error."""


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
        with _alarm(seconds) if in_main else _watch(seconds):
            yield
    except _Late:
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


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    throw = ctypes.pythonapi.PyThreadState_SetAsyncExc
    ended, guard = threading.Event(), threading.Lock()

    def ring() -> None:
        wait = seconds
        while not ended.wait(wait):
            with guard:
                if not ended.is_set():
                    throw(thread, ctypes.py_object(_Late))
            wait = _AGAIN

    threading.Thread(target=ring, daemon=True).start()
    try:
        yield
    finally:
        with guard:
            ended.set()
            throw(thread, None)  # one that was thrown and has not arrived yet
