"""Where the work is done: processes of this machine, or Dask's workers on any."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from scrapers.processes import other_processes

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Tasks handed out for each other process: what it does and what comes next. With more, this one
has to wait for them at the end."""
_AHEAD_ELSEWHERE = 3
"""For each worker on another machine, which is farther away."""
_PATIENCE = 10  # seconds for a scheduler to answer, and for it to have a worker


class PoolError(Exception):
    """The workers are gone; the message says which and why."""


class Pool(Protocol):
    """Does independent tasks on several workers."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T], few: int = 0) -> Iterator[R]:
        """Each task's result as it comes, in any order; PoolError where no worker is left.

        Only a few tasks are taken ahead of the results. `few` of them are not worth a process.
        """

    def close(self) -> None:
        """Let go of the workers; what they are doing is given up."""


class LocalPool:
    """Processes of this machine, this one among them; others start when there is work for them."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._others: Executor | None = None

    def map(self, work: Callable[[T], R], tasks: Iterable[T], few: int = 0) -> Iterator[R]:
        rest = iter(tasks)
        first = list(islice(rest, few + 1)) if self.workers > 1 else []
        if len(first) <= few:
            yield from (work(task) for task in chain(first, rest))
            return
        try:
            yield from self._shared(work, chain(first, rest))
        except BrokenProcessPool:
            raise PoolError("a process that reads was killed or ran out of memory") from None

    def _shared(self, work: Callable[[T], R], tasks: Iterator[T]) -> Iterator[R]:
        others = self._start(work)
        pending: set[Future[R]] = set()
        while True:
            for task in islice(tasks, _AHEAD * (self.workers - 1) - len(pending)):
                pending.add(others.submit(work, task))
            done, pending = wait(pending, timeout=0)
            if not done:
                if mine := list(islice(tasks, 1)):  # done here rather than waited for
                    yield work(*mine)
                    continue
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                if not done:
                    return
            for future in done:
                yield future.result()

    def _start(self, work: Callable[..., Any]) -> Executor:
        if self._others is None:
            self._others = other_processes(self.workers - 1, work)
        return self._others

    def close(self) -> None:
        if self._others is not None:
            self._others.shutdown(wait=False, cancel_futures=True)


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

    def map(self, work: Callable[[T], R], tasks: Iterable[T], few: int = 0) -> Iterator[R]:
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
        return _AHEAD_ELSEWHERE * max(1, sum(threads.values()))

    def close(self) -> None:
        self._client.close(timeout=2)
