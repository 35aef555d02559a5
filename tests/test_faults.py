"""A few of the faults of `python -m tests.faults`, on a small site."""

from collections.abc import Iterator

import pytest

from tests.faults import stopped_server
from tests.faults.__main__ import FAULTS
from tests.faults.ground import Ground
from tests.faults.trial import Verdict, replica


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with replica(30) as site:
        yield Ground(site)


def tried(name: str, ground: Ground) -> list[Verdict]:
    """What became of a crawl in the end; whatever the fault, the archive must be whole by then."""
    if reason := FAULTS[name].unfit():
        pytest.skip(reason)
    verdicts = list(FAULTS[name].do(ground, 1))
    for verdict in verdicts:
        assert (verdict.wrong, verdict.missing, verdict.duplicates) == ([], 0, 0)
    return verdicts


def test_a_killed_crawl_is_simply_run_again(ground: Ground) -> None:
    assert [verdict.statuses[-1] for verdict in tried("kill", ground)] == [0]


def test_a_full_disk_of_the_archive_ends_the_crawl_with_its_reason(ground: Ground) -> None:
    (verdict,) = tried("archive-full", ground)
    assert verdict.statuses == (5, 0)
    assert "the archive cannot be written: [Errno 28] No space left" in verdict.said


def test_a_full_disk_of_the_database_is_waited_for(ground: Ground) -> None:
    assert [verdict.statuses for verdict in tried("database-full-for-a-while", ground)] == [(0,)]


def test_a_server_that_is_started_again_is_waited_for(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopped_server, "AWAY", 0.7)
    assert [verdict.statuses for verdict in tried("crash", ground)] == [(0,)]
