"""A process that reads articles beside the one that fetches them.

Fetching goes on while a page is read, and a page that hangs or kills its reader costs itself alone.
The articles come back in the order in which they were handed over, so that the same answers make
the same dataset.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from govnews.errors import UnreadablePage
from govnews.extract import Reading
from govnews.fetched import FetchedArticle, ReadArticle, read_articles
from govnews.shards.shard import PAGE_SECONDS
from govnews.shards.workers import Job, Worker

FEW = 8
"""So many articles are read where they were fetched: for fewer no process needs to be started."""
BATCH = 16
"""So many pages are sent at a time: the reader has something to do while this process is busy."""
TRIES = 2
"""A page that so often was the only one when the process ended is given up."""
STARTS = 3
"""After so many processes that ended before they were ready, no other one is started."""
PATIENCE = 2 * PAGE_SECONDS + 30
"""Seconds on one batch after which a process hangs, as some C library does, and is killed."""
_LOOK = 1.0
"""Seconds between two looks for one that hangs."""

log = logging.getLogger(__name__)

Batch = tuple[FetchedArticle, ...]
Answers = list[ReadArticle | Exception]


@dataclass(slots=True, eq=False)
class _Waiting:
    """An article that was handed over, and who waits for it."""

    fetched: FetchedArticle
    answer: asyncio.Future[ReadArticle | Reading]
    deaths: int = 0
    """Processes that ended while they had it."""

    def settle(self, read: ReadArticle | Reading | Exception) -> None:
        if self.answer.done():  # nobody waits any more
            return
        if isinstance(read, Exception):
            self.answer.set_exception(read)
        else:
            self.answer.set_result(read)

    def read_here(self) -> None:
        """Read it in this process."""
        try:
            self.settle(self.fetched.reading())
        except Exception as error:
            self.settle(error)


class Reader:
    """Reads articles in a process of its own, started when it pays; use it in a `with` statement."""

    def __init__(
        self,
        few: int = FEW,
        *,
        work: Callable[[Batch], Answers] = read_articles,
        patience: float = PATIENCE,
    ) -> None:
        """After `few` articles the process is started; one that hangs for `patience` seconds ends."""
        self._few = few
        self._work = work
        self._patience = patience
        self._worker: Worker[Batch, Answers] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._waiting: deque[_Waiting] = deque()
        self._batch: list[_Waiting] = []
        """What the process is at."""
        self._read_here = 0
        self._was_ready = False
        self._failed_starts = 0

    async def read(self, fetched: FetchedArticle) -> ReadArticle | Reading:
        """The article, read there; or here, where the process is not up yet.

        Raises what `read_page` raises, and `UnreadablePage` for a page that takes too long or
        whose process ended each time.
        """
        if not self._is_up():
            return fetched.reading()
        waiting = _Waiting(fetched, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._hand_out()
        read = await waiting.answer
        for name, level, message in read.told if isinstance(read, ReadArticle) else ():
            logging.getLogger(name).log(level, "%s", message)
        return read

    def _is_up(self) -> bool:
        """Whether articles are handed over by now; once they were, they always are."""
        if self._failed_starts >= STARTS:
            return False
        if not self._was_ready:
            self._read_here += 1
            if self._worker is None and self._read_here > self._few:
                self._start()
        return self._was_ready

    def _start(self) -> None:
        self._loop = asyncio.get_running_loop()
        try:
            self._worker = Worker(self._work)
        except OSError as error:
            self._give_up(f"cannot be started ({error.strerror})")
            return
        self._loop.add_reader(self._worker.ends[0], self._look)
        if self._clock is None:
            self._clock = self._loop.call_later(_LOOK, self._tick)

    def _tick(self) -> None:
        """A process that hangs says nothing, so nothing wakes us."""
        self._clock = asyncio.get_running_loop().call_later(_LOOK, self._tick)
        self._look()

    def _look(self) -> None:
        """See what the process has said, and whether it still runs."""
        worker = self._worker
        if worker is None:
            return
        job, answer = worker.job, worker.answer()
        self._was_ready = self._was_ready or worker.is_ready
        if answer:
            batch, self._batch = self._batch, []
            for waiting, read in zip(batch, answer.result() or (), strict=True):
                waiting.settle(read)
        elif not worker.is_alive() or (job and time.monotonic() - job.since > self._patience):
            self._lost(worker)
        self._hand_out()

    def _hand_out(self) -> None:
        """Send what waits, if the process has nothing to do."""
        if self._worker is None and self._waiting and self._failed_starts < STARTS:
            self._start()
        worker = self._worker
        if worker is None or not worker.is_ready or worker.job or not self._waiting:
            return
        self._batch = [self._waiting.popleft()]
        while self._waiting and len(self._batch) < BATCH:
            if self._batch[0].deaths or self._waiting[0].deaths:
                break  # which of them ended the process shows when each is read alone
            self._batch.append(self._waiting.popleft())
        worker.give(Job(0, tuple(waiting.fetched for waiting in self._batch)), 0)

    def _lost(self, worker: Worker[Batch, Answers]) -> None:
        """The process is gone or hangs: another one reads what it had, page by page."""
        if not worker.is_ready:
            self._failed_starts += 1
        self._end()
        batch, self._batch = self._batch, []
        for waiting in reversed(batch):
            waiting.deaths += 1
            if len(batch) == 1 and waiting.deaths >= TRIES:
                waiting.settle(UnreadablePage(f"{TRIES} times {_FATAL}"))
            else:
                self._waiting.appendleft(waiting)
        if self._failed_starts >= STARTS:
            self._give_up("ends before it has begun")

    def _give_up(self, why: str) -> None:
        self._failed_starts = STARTS
        log.warning("the process that reads articles %s: going on without it", why)
        while self._waiting:
            self._waiting.popleft().read_here()

    def _end(self) -> None:
        if self._worker is not None and self._loop is not None:
            if not self._loop.is_closed():
                self._loop.remove_reader(self._worker.ends[0])
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it does."""
        if self._clock is not None:
            self._clock.cancel()
        self._end()


_FATAL = "the process that read it was gone: the page is left out; please report it"
