"""Several crawls of one outlet that share its work through Redis, and what may go wrong."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from scrapy.http import Response
from sqlalchemy import Engine, text

from models.database import open_engine
from models.fetch import PageKind
from models.ledger import DuePage
from scrapers.extensions.refusals import YEAR, seconds_to_wait
from scrapers.machines.connection import QueueError, check, connect
from scrapers.machines.pace import Pace
from scrapers.machines.queue import SharedQueue
from tests.crawling import crawl, crawling
from tests.replica.behaviours import Behaviour
from tests.replica.site import Replica
from tests.test_crawl import TODAY

DELAY = 0.05


@contextmanager
def redis_server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis server of one's own, to be emptied and stopped."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here")
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as server:
        with closing(redis.Redis(port=port)) as client:
            wait_for(lambda: answers(client))
        try:
            yield server
        finally:
            server.kill()


def answers(client: Any) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def database(postgresql_url: str, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty ledger; crawls that begin now share their work through Redis at `port`."""
    monkeypatch.setenv("WARTA_REDIS_URL", f"redis://127.0.0.1:{port}/0")
    monkeypatch.setenv("WARTA_ARCHIVE", "")
    engine = open_engine(postgresql_url)
    yield engine
    engine.dispose()


def wait_for(is_so: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def rows(database: Engine, query: str) -> list[dict[str, Any]]:
    with database.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def address(database: Engine) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def begin(site: Replica, database: Engine, **settings: str) -> "subprocess.Popen[bytes]":
    given = {
        "DOWNLOAD_DELAY": "0.02",
        "CONCURRENT_REQUESTS_PER_DOMAIN": "4",
        "REVISIT_AFTER": "3600",
        "WORKER_LEASE": "2",
    }
    return crawling(site.url, address(database), **given | settings)


def begin_two(
    site: Replica, database: Engine, port: int, **settings: str
) -> dict[int, "subprocess.Popen[bytes]"]:
    """Two workers by their process; none asks for anything before both are there."""
    workers = [begin(site, database, **settings) for _ in range(2)]
    pause = f"warta:pause:{urlsplit(site.url).netloc}"
    with closing(redis.Redis(port=port)) as client:
        both = "SELECT count(*) AS workers FROM crawls"
        wait_for(
            lambda: client.set(pause, "", px=1000) and rows(database, both)[0]["workers"] == 2, 60
        )
        client.delete(pause)
    return {worker.pid: worker for worker in workers}


def stored(database: Engine) -> list[int]:
    found = rows(database, "SELECT source_id FROM articles ORDER BY id")
    return sorted(int(row["source_id"]) for row in found)


def asked_again(site: Replica) -> int:
    """How many requests asked for a page that had been asked for, robots.txt left out."""
    paths = Counter(each.path for each in site.requests if each.path != "/robots.txt")
    return paths.total() - len(paths)


def test_two_workers_share_the_work_and_the_pace(
    database: Engine, port: int, tmp_path: Path
) -> None:
    with Replica(stories=20, today=TODAY) as site, redis_server(tmp_path, port):
        told_to_wait = list(site.ids())[10]
        site.behave(told_to_wait, Behaviour(name="throttled", status=429, visits=1, retry_after=2))
        workers = begin_two(site, database, port, DOWNLOAD_DELAY=str(DELAY), WORKER_LEASE="10")
        statuses = [worker.wait(60) for worker in workers.values()]
        requests = list(site.requests)
    assert statuses == [0, 0]
    crawls = rows(database, "SELECT * FROM crawls ORDER BY id")
    assert [row["outcome"] for row in crawls] == ["ok", "ok"]
    assert crawls[0]["crew"] == crawls[1]["crew"]
    assert rows(database, "SELECT held_by_crawl FROM outlets") == [{"held_by_crawl": None}]
    # Nothing is missing but what was refused, nothing was asked for twice.
    (refused,) = (each for each in requests if each.status == 429)
    assert stored(database) == [number for number in site.ids() if number != told_to_wait]
    assert asked_again(site) == 0
    assert sum(row["fetches"] for row in crawls) == len(requests) - 2  # two read robots.txt
    assert min(row["fetches"] for row in crawls) >= 0.2 * sum(row["fetches"] for row in crawls)
    # Together they asked no more often than one may, and not while they were told to wait, once the
    # refusal had reached both.
    spent = requests[-1].at - requests[0].at
    assert len(requests) <= spent / DELAY + 5
    behind = requests[requests.index(refused) :]
    assert max(after.at - before.at for before, after in pairwise(behind)) > 1


def test_what_a_killed_worker_had_is_fetched_in_the_same_run(
    database: Engine, port: int, tmp_path: Path
) -> None:
    with Replica(stories=40, today=TODAY) as site, redis_server(tmp_path, port):
        workers = begin_two(site, database, port, WORKER_LEASE="4")
        wait_for(lambda: len(rows(database, "SELECT 1 FROM fetches")) > 30)
        leader = "SELECT * FROM crawls JOIN outlets ON held_by_crawl = crawls.id"
        (victim,) = rows(database, leader)
        os.kill(victim["pid"], signal.SIGKILL)
        workers.pop(victim["pid"]).wait(10)
        with closing(redis.Redis(port=port)) as client:
            had = client.llen(f"warta:{victim['crew']}:taken:{victim['held_by_crawl']}")
        (survivor,) = workers.values()
        assert survivor.wait(60) == 0
    assert stored(database) == list(site.ids())
    assert asked_again(site) <= had
    crawls = rows(database, "SELECT * FROM crawls")
    assert {row["pid"]: row["outcome"] for row in crawls} == {
        victim["pid"]: "lost",
        survivor.pid: "ok",
    }
    (made,) = rows(database, "SELECT count(*) AS fetches FROM fetches")
    assert sum(row["fetches"] for row in crawls) == made["fetches"]
    assert rows(database, "SELECT held_by_crawl FROM outlets") == [{"held_by_crawl": None}]


def test_an_emptied_redis_loses_nothing_and_a_lost_one_ends_the_crawl(
    database: Engine, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Replica(stories=20, today=TODAY) as site:
        with redis_server(tmp_path, port) as server:
            worker = begin(site, database, DATABASE_PATIENCE="1")
            wait_for(lambda: len(rows(database, "SELECT 1 FROM fetches")) > 10)
            with closing(redis.Redis(port=port)) as client:
                client.flushall()
            wait_for(lambda: len(rows(database, "SELECT 1 FROM articles")) > 5)
            server.kill()
            assert worker.wait(60) == 5
        (row,) = rows(database, "SELECT outcome, reason FROM crawls")
        assert row == {"outcome": "failed", "reason": "closed: redis"}
        monkeypatch.delenv("WARTA_REDIS_URL")
        assert crawl(site.url, address(database), REVISIT_AFTER="3600").returncode == 0
    assert stored(database) == list(site.ids())
    assert asked_again(site) < 60  # the lists, again; no story that was stored


def test_a_long_pause_ends_the_crawl_and_nothing_counts_as_failed(
    database: Engine, port: int, tmp_path: Path
) -> None:
    with Replica(stories=5, today=TODAY) as site, redis_server(tmp_path, port):
        site.block(1, retry_after=1000)
        # So far apart that no second request goes out before the answer to the first has come.
        assert begin(site, database, DOWNLOAD_DELAY="1").wait(60) == 5
    assert [each.status for each in site.requests if each.path != "/robots.txt"] == [429]
    assert rows(database, "SELECT reason FROM crawls") == [{"reason": "closed: asked_to_wait"}]
    assert rows(database, "SELECT outcome FROM fetches") == [{"outcome": "blocked"}]
    later = "SELECT next_request_at > now() + interval '900 s' AS later FROM outlets"
    assert rows(database, later) == [{"later": True}]


def test_a_worker_whose_outlet_goes_to_another_crawl_ends(
    database: Engine, port: int, tmp_path: Path
) -> None:
    with Replica(stories=20, today=TODAY) as site, redis_server(tmp_path, port):
        worker = begin(site, database)
        wait_for(lambda: rows(database, "SELECT 1 FROM fetches LIMIT 1"))
        with database.begin() as connection:
            connection.execute(
                text(
                    "WITH other AS (INSERT INTO crawls (outlet_id, started_at, outcome, arguments)"
                    " SELECT id, now(), 'running', '{}' FROM outlets RETURNING id)"
                    " UPDATE outlets SET held_by_crawl = other.id, held_until = now() + '1 h'"
                    " FROM other"
                )
            )
        assert worker.wait(60) == 5
    (row,) = rows(database, "SELECT reason FROM crawls WHERE finished_at IS NOT NULL")
    assert row["reason"] == "closed: outlet_taken_over"


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[Any]:
    """A client of an empty Redis server."""
    with redis_server(tmp_path, port):
        client = connect(f"redis://127.0.0.1:{port}")
        yield client
        client.close()


def page(number: int) -> DuePage:
    return DuePage(
        id=number,
        url=f"https://kabar.test/{number}",
        kind=PageKind.STORY,
        etag='"é\udce9"',
        last_modified=None,
        source_id=str(number),
        section=None,
        failures=0,
    )


def queues(server: Any, *workers: int, lease: float = 60) -> list[SharedQueue]:
    spider = SimpleNamespace(name="kabar")
    crew = [SharedQueue(server, spider, "crew", worker, lease) for worker in workers]
    for queue in crew:
        queue.beat()
    return crew


def test_a_page_is_in_the_queue_once_until_it_is_done(server: Any) -> None:
    one, other = queues(server, 1, 2)
    one.put([page(1), page(2)])
    one.put([page(2), page(1)])
    assert other.take((), 0.1) == page(1)
    one.put([page(1)])
    assert one.take((), 0.1) == page(2)
    assert one.take((), 0.1) is None
    one.done(page(2))
    assert not one.is_idle()
    other.done(page(1))
    assert one.is_idle()
    assert one.filter.known() == set()


def test_what_a_dead_worker_had_is_unknown_again(server: Any) -> None:
    (one,) = queues(server, 1)
    (dead,) = queues(server, 2, lease=0)
    one.put([page(1), page(2)])
    dead.take((), 0.1)
    assert one.bury() == [2]
    assert one.filter.known() == {2}
    one.take((), 0.1)
    one.leave()
    assert one.take((), 0.1) is None
    assert server.keys("warta:*") == []


def test_a_page_whose_delivery_was_lost_is_given_up(server: Any) -> None:
    (one,) = queues(server, 1)
    one.put([page(1), page(2), page(3)])
    mine = one.take((), 0.1)
    pop, one.pages.pop = one.pages.pop, lambda _: pop(0.1) and lose()
    with pytest.raises(redis.ConnectionError):
        one.take({1}, 0.1)
    one.pages.pop = pop
    assert one.take({1}, 0.1) == page(3)
    assert one.filter.known() == {mine.id, 3}


def lose() -> None:
    raise redis.ConnectionError("the answer was lost")


async def test_requests_of_several_workers_keep_one_pace(server: Any) -> None:
    paces = [Pace(server, lambda: 2) for _ in range(2)]
    moments = []

    async def ask(pace: Pace) -> None:
        await pace.turn("kabar.test", 0.03)
        moments.append(time.monotonic())

    began = time.monotonic()
    await asyncio.gather(*(ask(pace) for pace in paces for _ in range(4)))
    assert moments[-1] - began >= 8 * 0.03 - 0.002  # Redis counts whole milliseconds
    began = time.monotonic()  # before the pause: a slow machine takes a while to return from it
    await paces[0].pause("kabar.test", 0.1)
    await paces[1].turn("kabar.test", 0)
    assert time.monotonic() - began >= 0.098


async def test_without_redis_each_worker_is_slower_by_their_number() -> None:
    pace = Pace(connect("redis://127.0.0.1:1"), lambda: 3)
    began = time.monotonic()
    await pace.turn("kabar.test", 0.02)
    assert time.monotonic() - began >= 0.06
    await pace.pause("kabar.test", 0.1)
    await pace.turn("kabar.test", 0)
    assert time.monotonic() - began >= 0.16


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("7", 7, 7),
        ("", 0, 0),
        ("soon", 0, 0),
        (format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), 3600, 86400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
        ("9" * 30, YEAR, YEAR),
        ("Fri, 31 Dec 9999 23:59:59 GMT", YEAR, YEAR),
        (f"{'9' * 30} Jan 2020 00:00:00 GMT", 0, 0),
    ],
    ids=["seconds", "empty", "words", "date", "past", "ever", "end of days", "no day"],
)
def test_how_long_a_server_wants_to_be_left_alone(value: str, least: float, most: float) -> None:
    response = Response("https://kabar.test", headers={"Retry-After": value})
    assert least <= seconds_to_wait(response) <= most


@pytest.mark.parametrize("zone", ["-0000", ""])
def test_a_date_to_wait_for_without_a_zone_is_in_utc(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    time.tzset()
    try:
        moment = datetime.now(UTC) + timedelta(hours=1)
        value = f"{moment:%a, %d %b %Y %H:%M:%S} {zone}"
        response = Response("https://kabar.test", headers={"Retry-After": value})
        assert 3500 <= seconds_to_wait(response) <= 3600
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_redis_out_of_reach_is_named_without_its_password(
    database: Engine, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARTA_REDIS_URL", f"redis://:secret@127.0.0.1:{port}/0")
    done = crawl("http://127.0.0.1:1", address(database), DATABASE_PATIENCE="0")
    assert done.returncode == 5
    assert f"cannot reach Redis at redis://***@127.0.0.1:{port}/0" in done.stderr
    assert "secret" not in done.stderr
    assert not rows(database, "SELECT 1 FROM crawls")


def test_a_shared_queue_needs_postgresql() -> None:
    with pytest.raises(QueueError, match=r"needs PostgreSQL.*DATABASE_URL names sqlite"):
        check("redis://127.0.0.1:1/0", "sqlite:///warta.sqlite", patience=0)


def test_an_address_that_is_none_is_shown_without_its_password() -> None:
    with pytest.raises(QueueError, match=r"'redis://\*\*\*@host:none/0' is no address of Redis"):
        check("redis://:secret@host:none/0", "postgresql://host/name", patience=0)
