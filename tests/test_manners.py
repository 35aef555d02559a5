"""Where a crawl does not go, and how fast it goes."""

from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from scrapers.addresses import is_public
from scrapers.middlewares.robots import LONGEST_CRAWL_DELAY, Robots
from scrapers.visit import NotAsked, RobotsUnreachable
from tests.crawling import ROOT, crawl, rows, scrapy
from tests.replica.site import Replica


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # metadata of clouds
        ("100.100.100.200", False),  # the same, another cloud's
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("8.8.8.8", True),
        ("::ffff:8.8.8.8", True),
        ("2606:4700:4700::1111", True),
    ],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_a_name_that_leads_inside_is_not_connected_to(tmp_path: Path) -> None:
    """The outlet's own name, answered with a loopback address, as a rebinding name server may."""
    start = tmp_path / "sitecustomize.py"
    start.write_text(
        "import socket\n"
        "real = socket.gethostbyname\n"
        "socket.gethostbyname = lambda name: '127.0.0.1' if 'voa-islam' in name else real(name)\n"
    )
    database = tmp_path / "warta.sqlite"
    refused = scrapy(
        "crawl", "voaislam",
        "-a", "url=https://www.voa-islam.com/read/opini/2020/10/31/74079/judul/",
        "-s", "RETRY_TIMES=0",
        database=database, PYTHONPATH=f"{tmp_path}:{ROOT}",
    )  # fmt: skip
    assert refused.returncode == 3
    last = rows(database, "SELECT outcome, reason FROM fetches ORDER BY id")[-1]
    assert last == {"outcome": "excluded", "reason": "private-address"}


def test_crawl_delay_is_kept_and_the_decision_is_stored(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=4, today=date(2025, 1, 7), crawl_delay=0.25) as site:
        done = crawl(site.url, database, "-a", "limit=3")
        asked = [request for request in site.requests if request.path != "/robots.txt"]
    assert done.returncode == 0, done.stderr
    pauses = [later.at - sooner.at for sooner, later in pairwise(asked)]
    assert len(pauses) >= 2
    assert min(pauses) > 0.2
    assert {row["robots"] for row in rows(database, "SELECT robots FROM fetches")} == {"allowed"}


def test_a_crawl_that_closes_does_not_ask_for_what_waits_for_its_turn(tmp_path: Path) -> None:
    """Sixteen pages wait in the downloader, each for the Crawl-delay after the one before."""
    database = tmp_path / "warta.sqlite"
    with Replica(stories=4, today=date(2025, 1, 7), crawl_delay=100) as site:
        done = crawl(site.url, database, CLOSESPIDER_TIMEOUT="0.5")
        assert [each.path for each in site.requests] == ["/robots.txt"]
    assert done.returncode == 0, done.stderr
    assert rows(database, "SELECT outcome, reason, fetches FROM crawls") == [
        {"outcome": "ok", "reason": None, "fetches": 0}
    ]
    assert rows(database, "SELECT * FROM fetches") == []
    later = "SELECT next_request_at > datetime('now', '+50 seconds') AS later FROM outlets"
    assert rows(database, later) == [{"later": 1}]
    assert rows(database, "SELECT max(failures) AS failures FROM pages") == [{"failures": 0}]


async def test_a_page_whose_robots_txt_a_closing_crawl_did_not_ask_for_is_no_failure() -> None:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})

    async def not_asked(_request: Request) -> None:
        raise NotAsked("the crawl ends")

    slot = SimpleNamespace(closing=True)
    crawler.engine = SimpleNamespace(download_async=not_asked, _slot=slot)
    with pytest.raises(NotAsked):
        await Robots.from_crawler(crawler).process_request(Request("https://kabar.test/1"))


def test_an_outlet_that_is_down_is_no_traceback(tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:9", tmp_path / "warta.sqlite", RETRY_TIMES="0")
    assert done.returncode == 3
    assert "robots.txt cannot be had, so nothing may be: Connection was refused" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_robots_txt_that_leads_to_no_address_is_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})

    async def redirected(_request: Request) -> Response:
        raise ValueError("Missing scheme in request url: javascript:void(0)")

    slot = SimpleNamespace(closing=None)
    crawler.engine = SimpleNamespace(download_async=redirected, _slot=slot)
    crawler.spider = None
    with pytest.raises(RobotsUnreachable):
        await Robots.from_crawler(crawler).process_request(Request("https://kabar.test/1"))
    (told,) = caplog.records
    assert "nothing may be: Missing scheme in request url" in told.getMessage()
    assert told.exc_info is None


async def test_of_a_robots_txt_that_never_ends_the_start_is_obeyed() -> None:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    start, rule, late = b"User-agent: *\nDisallow: /admin\n", b"Disallow: /%07d\n", 600_000 // 19
    body = start + b"".join(rule % number for number in range(late))
    kept = body[:512_000].count(b"\n") - 3
    answer = Response("https://kabar.test/robots.txt", body=body)

    async def answered(_request: Request) -> Response:
        return answer

    slot = SimpleNamespace(closing=None)
    crawler.engine = SimpleNamespace(download_async=answered, _slot=slot)
    crawler.spider = None
    robots = Robots.from_crawler(crawler)
    for path, verdict in (
        ("admin", "forbidden"),
        (f"{kept:07}", "forbidden"),
        (f"{kept + 1:07}", "allowed"),
        (f"{late - 1:07}", "allowed"),
        ("berita", "allowed"),
    ):
        request = Request(f"https://kabar.test/{path}")
        with suppress(IgnoreRequest):
            await robots.process_request(request)
        assert (path, request.meta["robots"]) == (path, verdict)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, "forbidden"),
        (403, "allowed"),
        (404, "allowed"),
        (410, "allowed"),
        (429, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
    ],
)
async def test_a_robots_txt_that_is_not_there_allows_all_and_one_out_of_reach_nothing(
    status: int, verdict: str
) -> None:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    rules = b"User-agent: *\nDisallow: /\n"

    async def answered(_request: Request) -> Response:
        return Response("https://kabar.test/robots.txt", status=status, body=rules)

    crawler.engine = SimpleNamespace(download_async=answered, _slot=SimpleNamespace(closing=None))
    crawler.spider = None
    request = Request("https://kabar.test/1")
    with suppress(IgnoreRequest):
        await Robots.from_crawler(crawler).process_request(request)
    assert request.meta["robots"] == verdict


def test_no_robots_txt_makes_a_crawl_faster() -> None:
    crawler = get_crawler(settings_dict={"DOWNLOAD_DELAY": 2.0, "ROBOTSTXT_OBEY": True})
    kept: dict[str, dict[str, Any]] = {}
    downloader = SimpleNamespace(
        per_slot_settings=kept, slots={}, get_slot_key=lambda request: request.url
    )
    crawler.engine = SimpleNamespace(downloader=downloader)
    for asked in (0.1, 5, 3600):
        rules = SimpleNamespace(crawl_delay=lambda _agent, asked=asked: asked)
        request = Request(f"https://kabar.test/{asked}")
        Robots.from_crawler(crawler)._keep_delay(rules, request)  # noqa: SLF001
    assert [slot["delay"] for slot in kept.values()] == [2, 5, LONGEST_CRAWL_DELAY]


def test_a_crawl_delay_slows_what_runs_already_and_quickens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crawler = get_crawler(settings_dict={"DOWNLOAD_DELAY": 2.0, "ROBOTSTXT_OBEY": True})
    slot = SimpleNamespace(delay=30.0, concurrency=8, jitter=0.5)  # AutoThrottle's doing
    throttle = SimpleNamespace(mindelay=2.0, maxdelay=40.0)
    downloader = SimpleNamespace(
        per_slot_settings={}, slots={"kabar.test": slot}, get_slot_key=lambda _: "kabar.test"
    )
    crawler.engine = SimpleNamespace(downloader=downloader)
    monkeypatch.setattr(crawler, "get_extension", lambda _: throttle)
    found = []
    for asked in (5, 60, 1):
        rules = SimpleNamespace(crawl_delay=lambda _agent, asked=asked: asked)
        request = Request("https://kabar.test/1")
        Robots.from_crawler(crawler)._keep_delay(rules, request)  # noqa: SLF001
        found.append((slot.delay, throttle.mindelay, throttle.maxdelay))
    assert found == [(30, 5, 40), (60, 60, 60), (60, 60, 60)]
    assert (slot.concurrency, slot.jitter) == (1, 0)


def test_the_pace_is_kept_from_one_crawl_to_the_next(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    given = {"DOWNLOAD_DELAY": "300", "LONGEST_PAUSE": "1", "ROBOTSTXT_OBEY": "False"}
    with Replica(stories=1, today=date(2025, 1, 7)) as site:
        page = site.address(next(iter(site.ids())))
        first, second = (crawl(site.url, database, "-a", f"url={page}", **given) for _ in range(2))
        assert len(site.requests) == 1
    assert (first.returncode, second.returncode) == (0, 5)
    told = rows(database, "SELECT reason FROM crawls ORDER BY id")
    assert [row["reason"] for row in told] == [None, "closed: asked_to_wait"]


def test_an_outlet_that_refuses_is_left_alone_for_longer_each_time(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    given = {"REFUSED_PAUSE": "0.2", "ROBOTSTXT_OBEY": "False", "CONCURRENT_REQUESTS": "1"}
    with Replica(stories=2, today=date(2025, 1, 7)) as site:
        site.block(3, 403)
        done = crawl(site.url, database, **given)
        asked = list(site.requests)
    assert done.returncode == 0, done.stderr
    assert [each.status for each in asked[:3]] == [403] * 3
    pauses = [later.at - sooner.at for sooner, later in pairwise(asked)]
    assert all(pause > least for pause, least in zip(pauses, (0.2, 0.4, 0.8), strict=False))
    assert sum(pauses[3:]) < 0.8 * len(pauses[3:])


def test_a_retry_after_is_kept_by_the_whole_crawl_and_noted_for_the_next(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=6, today=date(2025, 1, 7)) as site:
        site.block(1, 429, retry_after=900)
        done = crawl(site.url, database, CONCURRENT_REQUESTS="1")
        asked = [each.status for each in site.requests if each.path != "/robots.txt"]
    assert (done.returncode, asked) == (5, [429])
    assert rows(database, "SELECT reason FROM crawls") == [{"reason": "closed: asked_to_wait"}]
    later = "SELECT next_request_at > datetime('now', '+800 seconds') AS later FROM outlets"
    assert rows(database, later) == [{"later": 1}]
    assert rows(database, "SELECT outcome FROM fetches") == [{"outcome": "blocked"}]
