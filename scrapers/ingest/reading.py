"""Candidates read by worker processes, a batch at a time, in the order they came."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context, parent_process

from scrapy.utils.misc import load_object

from models.article import Article
from models.fetch import Ending
from scrapers.archive.rereading import reread
from scrapers.ingest.sorting import Candidate

_PAGES = 32
_BYTES = 4 << 20
"""The most of a batch, so that a few batches on their way are little memory."""

_AHEAD = 2
"""Batches handed out for each process, beyond those that it works on."""

Reading = Article | Ending


class WorkersGone(Exception):
    """The processes that read are gone, killed or out of memory."""


def read_batch(reader: str, candidates: list[Candidate]) -> list[Reading]:
    """What today's reader makes of each candidate; `reader` names the function that reads."""
    read = load_object(reader)
    return [reread(each.record, each.outlet, read, page_url=each.story.url) for each in candidates]


def in_order(
    candidates: Iterable[Candidate], reader: str, processes: int
) -> Iterator[tuple[list[Candidate], list[Reading]]]:
    """The candidates in batches, each with its readings; WorkersGone where those cannot be had.

    A first batch that is also the last is read here: a few pages are not worth a process.
    """
    rest = _batches(candidates)
    first = list(islice(rest, 2))
    if processes < 2 or len(first) < 2:
        for batch in chain(first, rest):
            yield batch, read_batch(reader, batch)
        return
    waiting: deque[tuple[list[Candidate], Future[list[Reading]]]] = deque()
    # Spawned and not forked: no lock, connection or thread of ours comes along.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin_worker)
    try:
        for batch in chain(first, rest):
            waiting.append((batch, pool.submit(read_batch, reader, _light(batch))))
            if len(waiting) > _AHEAD * processes:
                oldest, readings = waiting.popleft()
                yield oldest, readings.result()
        while waiting:
            oldest, readings = waiting.popleft()
            yield oldest, readings.result()
    except BrokenProcessPool:
        raise WorkersGone("a process that reads was killed or ran out of memory") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _batches(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    size = 0
    batch: list[Candidate] = []
    for each in candidates:
        batch.append(each)
        size += len(each.record.body)
        if len(batch) >= _PAGES or size >= _BYTES:
            yield batch
            size, batch = 0, []
    if batch:
        yield batch


def _light(batch: list[Candidate]) -> list[Candidate]:
    """Without what only the archive needs."""
    return [replace(each, record=replace(each.record, raw=b"")) for each in batch]


def _begin_worker() -> None:
    """Ctrl-C is for the command, and a worker ends when the command is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
