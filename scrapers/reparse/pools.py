"""Where the work is done: processes of this machine, or Dask's workers on any."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Tasks handed out for each worker: enough to keep it busy, few enough to hold in memory."""
_PATIENCE = 10  # seconds for a scheduler to answer, and for it to have a worker


class PoolError(Exception):
    """The workers are gone; the message says which and why."""


class Pool(Protocol):
    """Does independent tasks on several workers."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Each task's result as it comes, in any order; PoolError where no worker is left.

        Only a few tasks are taken ahead of the results.
        """

    def close(self) -> None:
        """Let go of the workers; what they are doing is given up."""


class LocalPool:
    """Processes of this machine, started when the first task comes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        # Spawned and not forked: no lock, connection or thread of ours comes along.
        self._executor: Executor = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_begin_worker
        )

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        rest = iter(tasks)
        pending: set[Future[R]] = set()
        try:
            while True:
                for task in islice(rest, _AHEAD * self.workers - len(pending)):
                    pending.add(self._executor.submit(work, task))
                if not pending:
                    return
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenProcessPool:
            raise PoolError("a process that reads was killed or ran out of memory") from None

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


class DaskPool:
    """The workers of a Dask scheduler; what a dead one had is done by another."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError:
            raise PoolError("--scheduler needs Dask: pip install distributed") from None
        try:
            self._client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise PoolError(f"no Dask scheduler at {address}: {error}") from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            self.close()
            raise PoolError(f"the Dask scheduler at {address} has no worker") from None

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        from distributed import KilledWorker, as_completed  # noqa: PLC0415

        rest = iter(tasks)
        running: Any = as_completed(loop=self._client.loop)
        try:
            while True:
                for task in islice(rest, max(0, self._room() - running.count())):
                    running.add(self._client.submit(work, task, pure=False))
                if running.is_empty():
                    return
                yield next(running).result()
        except (CancelledError, KilledWorker) as error:
            raise PoolError(f"Dask gave up: {error}") from None

    def _room(self) -> int:
        """How many tasks may be out at a time; workers come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))

    def close(self) -> None:
        self._client.close(timeout=2)


def _begin_worker() -> None:
    """Ctrl-C is for the command, and a worker ends when the command is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
