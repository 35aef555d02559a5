"""How an ingest shares its batches with other processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.archive import rereading
from scrapers.archive.blocks import Record
from scrapers.ingest import reading
from scrapers.ingest.sorting import Candidate, Sorter
from scrapers.spiders.voaislam import VoaIslamSpider

SORTER = Sorter([VoaIslamSpider.outlet])
MOMENT = datetime(2025, 1, 7, tzinfo=UTC)


class Others:
    """In place of other processes: has read at once as many batches as it is quick for."""

    def __init__(self, quick: int) -> None:
        self.quick = quick

    def submit(self, _work: Callable[..., Any], _reader: str, batch: list[Candidate]) -> Any:
        future: Future[list[str]] = Future()
        if self.quick:
            self.quick -= 1
            future.set_result(["read elsewhere"] * len(batch))
        return future

    def shutdown(self, **_how: Any) -> None:
        """Nothing was begun."""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[Any]]:
    """The batches, of one page each, shared with a process that is quick for so many of them."""

    def start(candidates: Iterator[Candidate], *, quick: int) -> Iterator[Any]:
        monkeypatch.setattr(rereading, "_TOGETHER", 1)
        monkeypatch.setattr(reading, "other_processes", lambda *_: Others(quick))
        return reading.in_order(candidates, "nobody.reads", processes=2)

    return start


class Given:
    """A hundred candidates, and how many of them were asked for."""

    asked = 0

    def __iter__(self) -> Iterator[Candidate]:
        for number in range(1, 101):
            self.asked = number
            url = f"https://www.voa-islam.com/read/indonesiana/2020/10/31/{number}/judul/"
            record = Record(
                type="response", file="given", offset=0, url=url, date=MOMENT, fields={}, status=200
            )
            found = SORTER.sort(record)
            assert isinstance(found, Candidate)
            yield found


def test_batches_that_are_read_at_once_do_not_pile_up(
    shared: Callable[..., Iterator[Any]],
) -> None:
    given = Given()
    ahead = [given.asked - taken for taken, _ in enumerate(shared(iter(given), quick=100))]
    assert len(ahead) == 100
    assert max(ahead) <= 5


def test_what_is_read_is_taken_before_this_process_reads(
    shared: Callable[..., Iterator[Any]],
) -> None:
    ((candidate,), readings) = next(shared(iter(Given()), quick=1))
    assert (candidate.story.source_id, readings) == ("1", ["read elsewhere"])


def test_a_process_that_is_killed_is_told(
    shared: Callable[..., Iterator[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> Future[list[str]]:
        future: Future[list[str]] = Future()
        future.set_exception(BrokenProcessPool())
        return future

    monkeypatch.setattr(Others, "submit", killed)
    monkeypatch.setattr(reading, "read_batch", lambda _reader, batch: ["read"] * len(batch))
    with pytest.raises(reading.WorkersGone, match="was killed or ran out of memory"):
        list(shared(iter(Given()), quick=0))


def test_one_process_reads_all_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "_TOGETHER", 1)
    monkeypatch.setattr(reading, "other_processes", lambda *_: pytest.fail("one is enough"))
    monkeypatch.setattr(reading, "read_batch", lambda _reader, batch: ["read"] * len(batch))
    read = list(reading.in_order(iter(Given()), "nobody.reads", processes=1))
    assert [each.story.source_id for batch, _ in read for each in batch] == [
        str(number) for number in range(1, 101)
    ]
