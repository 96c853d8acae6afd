"""A cluster's client, and tasks that run on it, each as often as it takes."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from govnews.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

CONNECT_SECONDS = 10
WORKER_SECONDS = 60
"""For so long a scheduler may have no worker at the beginning, and twice as long later."""
TASKS_AHEAD = 4
"""Tasks on the cluster for each thread of it: so many that none waits, few enough to keep in mind."""


@contextmanager
def connected(scheduler: str, *, lost: str = "run the same command again") -> Iterator[Client]:
    """A client of the scheduler at an address such as `tcp://10.0.0.5:8786`.

    `lost` is what a person should do where the scheduler goes away meanwhile.

    Raises:
        ClusterError: Dask is not installed, nothing answers there, no worker comes, or the
            scheduler goes away.

    """
    distributed = _distributed()
    try:
        client = distributed.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"{scheduler}: no scheduler answers ({_first_line(error)}): check the address, and "
            "that `dask scheduler` runs there"
        ) from error
    with closing(client), _unless_lost(scheduler, lost):
        try:
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError as error:
            raise ClusterError(
                f"{scheduler}: has no worker: start some with `dask worker {scheduler}`"
            ) from error
        yield client


@contextmanager
def on_this_machine(workers: int) -> Iterator[Client]:
    """A client of a cluster of so many processes here, which ends with it.

    Raises `ClusterError` where Dask is not installed.
    """
    distributed = _distributed()
    import dask

    with (
        # Nobody sees the dashboard of a cluster that ends with the command, and its samples of
        # what the workers are at cost them time.
        dask.config.set({"distributed.worker.profile.enabled": False}),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",  # any free port: another cluster may have the usual one
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
        _unless_lost("the cluster on this machine", "run the same command again"),
    ):
        yield client


def each(
    client: Client,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    ahead: int | None = None,
) -> Iterator[tuple[Task, Result | None]]:
    """Every task with its result, in the order of the tasks; None where worker after worker died of it.

    A task whose worker is gone is begun again on another one. `ahead` tasks are on the cluster at
    a time. Raises what `work` raises.
    """
    ahead = ahead or TASKS_AHEAD * max(1, sum(client.nthreads().values()))
    due: deque[tuple[Task, Future]] = deque()

    for task in tasks:
        due.append((task, client.submit(work, task, pure=False)))
        if len(due) == ahead:
            yield _result(client, *due.popleft())
    while due:
        yield _result(client, *due.popleft())


def as_done(
    client: Client, work: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | None]]:
    """The same for tasks that may all be on the cluster at once, as each is done."""
    due = {client.submit(work, task, pure=False): task for task in tasks}
    while due:
        for future in _first_done(client, due):
            yield _result(client, due.pop(future), future)


def _result(client: Client, task: Task, future: Future) -> tuple[Task, Any]:
    from distributed import KilledWorker

    _first_done(client, [future])
    try:
        return task, future.result()
    except KilledWorker:
        return task, None


def _first_done(client: Client, futures: Iterable[Future]) -> set[Future]:
    """Those that are done, once one is.

    A scheduler waits for workers for good, and who watches over a worker may give it up: so it is
    looked whether there is any.
    """
    is_any, had_none = threading.Event(), False
    for future in futures:
        future.add_done_callback(lambda _: is_any.set())
    while not is_any.wait(WORKER_SECONDS):
        has_none = not client.nthreads()
        if had_none and has_none:
            raise ClusterError(
                f"no worker has been left for {WORKER_SECONDS:g} s: start some, and "
                "run the same command again"
            )
        had_none = has_none
    return {future for future in futures if future.done()}


@contextmanager
def _unless_lost(place: str, advice: str) -> Iterator[None]:
    from distributed.comm import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError) as error:
        raise ClusterError(f"{place}: the scheduler is gone: {advice}") from error


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError("this needs Dask: pip install 'govnews[cluster]'") from error
    # What it tells of workers that come and go is for who runs the cluster, in the cluster's log.
    for name in ("distributed", "distributed.client", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
