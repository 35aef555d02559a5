"""Candidates read by several processes, a batch at a time, in the order they came."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, islice
from pkgutil import resolve_name

from models.article import Article
from models.fetch import Ending
from scrapers.archive.rereading import Archived, in_batches, reread
from scrapers.ingest.sorting import Candidate
from scrapers.processes import other_processes

_AHEAD = 2
"""Batches handed out for each other process."""
_FEW = 3
"""Batches that take no longer than another process takes to begin."""

Reading = Article | Ending
Waiting = tuple[list[Candidate], Future[list[Reading]]]


class WorkersGone(Exception):
    """The processes that read are gone, killed or out of memory."""


def read_batch(reader: str, candidates: list[Candidate]) -> list[Reading]:
    """What today's reader makes of each candidate; `reader` names the function that reads."""
    pages = [Archived(each.record, each.outlet, each.story.url) for each in candidates]
    return reread(pages, resolve_name(reader))


def in_order(
    candidates: Iterable[Candidate], reader: str, processes: int
) -> Iterator[tuple[list[Candidate], list[Reading]]]:
    """The candidates in batches, each with its readings; WorkersGone where those cannot be had.

    This process is one of them: it reads what the others are not ready for.
    """
    rest = in_batches(candidates, lambda each: len(each.record.body))
    first = list(islice(rest, _FEW + 1)) if processes > 1 else []
    if len(first) <= _FEW:
        for batch in chain(first, rest):
            yield batch, read_batch(reader, batch)
        return
    others = other_processes(processes - 1, read_batch)
    try:
        yield from _shared(others, chain(first, rest), reader, processes - 1)
    except BrokenProcessPool:
        raise WorkersGone("a process that reads was killed or ran out of memory") from None
    finally:
        others.shutdown(wait=False, cancel_futures=True)


def _shared(
    others: ProcessPoolExecutor, batches: Iterable[list[Candidate]], reader: str, workers: int
) -> Iterator[tuple[list[Candidate], list[Reading]]]:
    waiting: deque[Waiting] = deque()
    most = _AHEAD * workers
    for batch in batches:
        # What is read is taken first, one by one: the others never run out of batches meanwhile.
        while len(waiting) > most + 1 or (_unread(waiting) >= most and waiting[0][1].done()):
            oldest, readings = waiting.popleft()
            yield oldest, readings.result()
        if _unread(waiting) < most:
            waiting.append((batch, others.submit(read_batch, reader, _light(batch))))
        else:
            waiting.append((batch, _done(read_batch(reader, batch))))
    for oldest, readings in waiting:
        yield oldest, readings.result()


def _unread(waiting: Iterable[Waiting]) -> int:
    return sum(not readings.done() for _, readings in waiting)


def _done(readings: list[Reading]) -> Future[list[Reading]]:
    future: Future[list[Reading]] = Future()
    future.set_result(readings)
    return future


def _light(batch: list[Candidate]) -> list[Candidate]:
    """Without what only the archive needs."""
    return [replace(each, record=replace(each.record, raw=b"", packed=b"")) for each in batch]
