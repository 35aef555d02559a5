"""One crawl of an outlet at a time."""

import os
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from models import leases
from models.crawls import begin_crawl, end_crawl, register
from models.ingest import begin_ingest
from models.leases import OutletHeld
from models.tables import crawls, fetches, outlets, pages
from tests.crawling import crawl, crawling, rows, wait_for
from tests.newsroom import KABAR, STORY, Newsroom
from tests.replica.site import Replica
from tests.test_crawl import TODAY

NOW = datetime(2025, 1, 7, tzinfo=UTC)


def kabar(engine: Engine) -> int:
    """The outlet, which is not the only one."""
    register(engine, replace(KABAR, name="lain"))
    return register(engine, KABAR)


def begin(
    engine: Engine, outlet_id: int, now: datetime, crew: str | None = None, **arguments: str
) -> int:
    return begin_crawl(
        engine,
        outlet_id,
        arguments=arguments,
        version="1",
        now=now,
        pause=timedelta(seconds=2),
        crew=crew,
    )


def end(engine: Engine, crawl_id: int) -> None:
    end_crawl(engine, crawl_id, outcome="ok", reason=None, stats={}, now=NOW)


def outcome_of(engine: Engine, crawl_id: int) -> str:
    with engine.connect() as connection:
        query = select(crawls.c.outcome).where(crawls.c.id == crawl_id)
        return str(connection.execute(query).scalar_one())


def test_a_second_crawl_is_told_who_holds_the_outlet(engine: Engine) -> None:
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW)
    with pytest.raises(OutletHeld) as refusal:
        begin(engine, outlet_id, NOW + timedelta(seconds=59))
    assert str(refusal.value) == (
        f"kabar is held by crawl {first} on {socket.gethostname()}, process {os.getpid()},"
        " since 2025-01-07 00:00:00 UTC"
    )
    end(engine, first)
    second = begin(engine, outlet_id, NOW)
    assert second != first
    assert outcome_of(engine, first) == "ok"


def test_a_renewed_hold_lasts_and_an_old_one_is_taken_over(engine: Engine) -> None:
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW)
    assert leases.renew(engine, outlet_id, first, NOW + timedelta(seconds=50))
    with pytest.raises(OutletHeld):
        begin(engine, outlet_id, NOW + timedelta(seconds=100))
    late = NOW + timedelta(seconds=111)
    second = begin(engine, outlet_id, late)
    assert outcome_of(engine, first) == "lost"
    assert not leases.renew(engine, outlet_id, first, late)
    # When the lost crawl asked last is not known.
    assert leases.next_request_at(engine, outlet_id) == late + timedelta(seconds=2)
    end(engine, first)  # it wakes up and ends: the outlet stays with the second
    assert leases.renew(engine, outlet_id, second, late)


@pytest.mark.parametrize(("left", "kept"), [(7, 7), (0.5, 2), (300, 60)])
def test_after_a_lost_crawl_its_pace_is_kept(engine: Engine, left: float, kept: float) -> None:
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW)
    page = {
        "outlet_id": outlet_id,
        "url": "https://kabar.example/",
        "kind": "listing",
        "failures": 0,
    }
    with engine.begin() as connection:
        page_id = connection.execute(
            pages.insert().values(**page, found_at=NOW).returning(pages.c.id)
        ).scalar_one()
        for number in range(4):
            moment = NOW + number * timedelta(seconds=left)
            visit = {"crawl_id": first, "page_id": page_id, "outcome": "listed"}
            connection.execute(fetches.insert().values(**visit, fetched_at=moment))
    late = NOW + timedelta(seconds=61)
    begin(engine, outlet_id, late)
    assert outcome_of(engine, first) == "lost"
    assert leases.next_request_at(engine, outlet_id) == late + timedelta(seconds=kept)


def test_of_two_rests_the_longer_holds(engine: Engine) -> None:
    outlet_id = kabar(engine)
    for hours in (2, 1):
        leases.rest(engine, outlet_id, NOW + timedelta(hours=hours))
    assert leases.next_request_at(engine, outlet_id) == NOW + timedelta(hours=2)


def test_the_rest_that_an_outlet_asked_for_outlives_a_lost_crawl(engine: Engine) -> None:
    outlet_id = kabar(engine)
    begin(engine, outlet_id, NOW)
    leases.rest(engine, outlet_id, NOW + timedelta(hours=2))
    begin(engine, outlet_id, NOW + timedelta(seconds=61))
    assert leases.next_request_at(engine, outlet_id) == NOW + timedelta(hours=2)


@pytest.mark.parametrize(("asked", "kept"), [(None, 2), (1, 2), (3, 3)])
def test_the_next_crawl_waits_for_the_pause_of_one_that_ended(
    engine: Engine, asked: int | None, kept: int
) -> None:
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW)
    if asked is not None:
        leases.rest(engine, outlet_id, NOW + timedelta(seconds=asked))
    pause = timedelta(seconds=2)
    end_crawl(engine, first, outcome="ok", reason=None, stats={}, now=NOW, pause=pause)
    assert leases.next_request_at(engine, outlet_id) == NOW + timedelta(seconds=kept)
    assert not leases.renew(engine, outlet_id, first, NOW)


def test_a_lost_crawl_keeps_the_count_of_its_fetches(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    leases.bury(engine, newsroom.crawl_id, NOW)
    assert newsroom.rows(crawls, "outcome", "fetches") == [("lost", 1)]


def test_an_ingest_finds_those_lost_whose_process_is_gone(engine: Engine) -> None:
    """And no crawl, whose hold says what became of it."""
    outlet_id = kabar(engine)
    gone = subprocess.Popen(["true"])
    gone.wait()

    def ingest() -> int:
        words = {"arguments": {"ingest": ["old.warc"]}, "version": "1"}
        return begin_ingest(engine, outlet_id, **words, now=NOW)

    lost, crawl_id = ingest(), begin(engine, outlet_id, NOW)
    with engine.begin() as connection:
        connection.execute(update(crawls).values(pid=gone.pid))
    alive, last = ingest(), ingest()
    with engine.connect() as connection:
        ends = connection.execute(select(crawls.c.id, crawls.c.outcome).order_by(crawls.c.id)).all()
    assert [tuple(each) for each in ends] == [
        (lost, "lost"),
        *((each, "running") for each in (crawl_id, alive, last)),
    ]


def test_the_hold_of_a_process_that_is_gone_is_taken_over_at_once(engine: Engine) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW)
    with engine.begin() as connection:
        connection.execute(crawls.update().values(pid=gone.pid))
        connection.execute(crawls.update().values(host="elsewhere"))
    with pytest.raises(leases.OutletHeld, match="elsewhere"):
        begin(engine, outlet_id, NOW)  # nothing is known of that machine's processes
    with engine.begin() as connection:
        connection.execute(crawls.update().values(host=socket.gethostname()))
    begin(engine, outlet_id, NOW)
    assert outcome_of(engine, first) == "lost"


def lead(engine: Engine, outlet_id: int, crawl_id: int, now: datetime) -> bool:
    return leases.lead(engine, outlet_id, crawl_id, crew="one", now=now, lease=leases.LEASE)


def test_crawls_that_share_their_work_join_and_others_are_refused(engine: Engine) -> None:
    outlet_id = kabar(engine)
    alone = begin(engine, outlet_id, NOW - timedelta(seconds=9))
    with pytest.raises(OutletHeld, match=r"UTC$"):
        begin(engine, outlet_id, NOW, crew="one")
    end(engine, alone)
    first = begin(engine, outlet_id, NOW, crew="one", section="opini")
    second = begin(engine, outlet_id, NOW + timedelta(seconds=9), crew="two", section="opini")
    assert leases.crew_of(engine, second) == leases.crew_of(engine, first) == ("one", NOW)
    for crew, arguments in ((None, {"section": "opini"}), ("three", {})):
        with pytest.raises(OutletHeld, match=r"the arguments {'section': 'opini'} may join it$"):
            begin(engine, outlet_id, NOW, crew=crew, **arguments)
    end(engine, first)
    assert lead(engine, outlet_id, second, NOW)
    assert not lead(engine, outlet_id, first, NOW + 2 * leases.LEASE)  # it has ended


def test_the_lead_of_a_silent_crawl_goes_to_another_of_its_crew(engine: Engine) -> None:
    outlet_id = kabar(engine)
    first = begin(engine, outlet_id, NOW, crew="one")
    second = begin(engine, outlet_id, NOW, crew="two")
    assert lead(engine, outlet_id, first, NOW)
    assert not lead(engine, outlet_id, second, NOW + timedelta(seconds=59))
    late = NOW + timedelta(seconds=61)
    assert lead(engine, outlet_id, second, late)
    assert outcome_of(engine, first) == "lost"
    assert not lead(engine, outlet_id, first, late)  # it wakes up, and goes on as a follower
    assert outcome_of(engine, first) == "running"
    later = late + leases.LEASE + timedelta(seconds=29)
    with pytest.raises(OutletHeld):
        begin(engine, outlet_id, later)
    later += timedelta(seconds=2)
    begin(engine, outlet_id, later)
    with pytest.raises(OutletHeld):
        lead(engine, outlet_id, second, later)


@pytest.mark.parametrize("ended", [True, False])
def test_those_of_a_crew_that_died_unseen_are_lost_once_another_has_the_outlet(
    engine: Engine, ended: bool
) -> None:
    """Redis may have forgotten them, or all of them went with their machine."""
    outlet_id = register(engine, KABAR)
    first = begin(engine, outlet_id, NOW, crew="one")
    second = begin(engine, outlet_id, NOW, crew="two")
    words = {"arguments": {"ingest": ["old.warc"]}, "version": "1"}
    ingest = begin_ingest(engine, outlet_id, **words, now=NOW)
    if ended:
        end(engine, first)
    begin(engine, outlet_id, NOW + timedelta(minutes=2))
    outcomes = [outcome_of(engine, each) for each in (first, second, ingest)]
    assert outcomes == ["ok" if ended else "lost", "lost", "running"]


@pytest.mark.parametrize("other", ["first", "third"])
def test_a_lead_that_was_just_taken_or_renewed_is_not_taken_again(
    engine: Engine, other: str
) -> None:
    """Whoever finds a leader silent may find so at the same time as another, or as it wakes up."""
    outlet_id = kabar(engine)
    crew = {name: begin(engine, outlet_id, NOW, crew=name) for name in ("first", "second", "third")}
    late = NOW + timedelta(seconds=61)
    with engine.begin() as connection, ThreadPoolExecutor(1) as pool:
        held = {"held_by_crawl": crew[other], "held_until": late + leases.LEASE}
        connection.execute(outlets.update().values(held))
        second = pool.submit(
            leases.lead, engine, outlet_id, crew["second"],
            crew="first", now=late, lease=leases.LEASE,
        )  # fmt: skip
        with pytest.raises(TimeoutError):  # it has seen that the leader was silent, and waits
            second.result(0.5)
        connection.commit()
        assert not second.result(30)
    assert outcome_of(engine, crew[other]) == "running"


def test_two_crawls_at_once_fetch_no_page_twice(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=20, today=TODAY) as site:
        address = site.address(next(iter(site.ids())))
        with site.silent():  # so that the first cannot end before the second has begun
            first = crawling(site.url, database, DOWNLOAD_TIMEOUT="60")
            wait_for(database, "SELECT held_by_crawl FROM outlets WHERE held_by_crawl IS NOT NULL")
            pid = rows(database, "SELECT pid FROM crawls")[0]["pid"]
            second = crawl(site.url, database, "-a", f"url={address}")
        first.wait(60)
        paths = [request.path for request in site.requests if request.path.startswith("/read/")]
    assert second.returncode == 75
    assert f"on {socket.gethostname()}, process {pid}, since 20" in second.stderr
    assert first.returncode == 0
    assert len(rows(database, "SELECT * FROM crawls")) == 1
    assert len(paths) == len(set(paths)) == 20
