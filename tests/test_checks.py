"""Judging a crawl: no alarm for one odd page, an alarm for a redesign within one crawl."""

import asyncio
import json
import os
import signal
import stat
import subprocess
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine

from models.crawls import begin_crawl, end_crawl, last_new_article
from models.fetch import Outcome
from models.ingest import begin_ingest
from models.profiles import FIELDS, STAT, Profile, past_profiles, read_profile
from scrapers import alarm
from scrapers.arguments import read_arguments
from scrapers.checks import drift
from scrapers.extensions.crawl_record import CrawlRecord, broken_floors
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import crawl, crawling, rows, wait_for
from tests.newsroom import NOW, STORY, Newsroom, at
from tests.replica.site import Replica

TODAY = date(2025, 1, 7)


def profile(number: int, lacking: dict[str, int] | None = None, **facts: object) -> Profile:
    """So many stories with every field, but for so many that lack one."""
    present = Counter({name: number - (lacking or {}).get(name, 0) for name in FIELDS})
    given = {"lengths": Counter({16: number}), **facts}
    return Profile(articles=number, present=present, **given)  # type: ignore[arg-type]


PAST = [profile(30, {"view_count": 2}), profile(4), profile(40, {"byline": 30})]


@pytest.mark.parametrize(
    "now",
    [
        profile(1, {"headline": 1}),  # one odd page
        profile(5, {"headline": 1}),
        profile(30, {"view_count": 5}),
        profile(40, {"byline": 38}),  # as rare as in one crawl before
        profile(19, lengths=Counter({4: 19})),  # too few to speak of lengths
        profile(100, disagreeing=3),
        profile(0),
    ],
)
def test_what_may_happen_by_chance_is_no_alarm(now: Profile) -> None:
    assert drift(now, PAST) == []


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (profile(5, {"headline": 5}), ["headline on 0 of 5 stories, before on 100%"]),
        (
            profile(60, {"view_count": 30, "dateline": 60}),
            [
                "view_count on 30 of 60 stories, before on 97%",
                "dateline on 0 of 60 stories, before on 100%",
            ],
        ),
        (profile(40, disagreeing=20), ["dates disagree on 20 of 40 stories, before on 0%"]),
        (profile(40, lengths=Counter({10: 40})), ["stories of 38 words, before of 304"]),
    ],
)
def test_what_chance_does_not_do_is_named_with_both_figures(now: Profile, says: list[str]) -> None:
    assert drift(now, PAST) == says


def test_a_first_crawl_has_nothing_to_be_compared_with() -> None:
    assert drift(profile(50, {"headline": 50}), []) == []


def test_a_profile_counts_what_stories_have_and_survives_json() -> None:
    found = Profile()
    found.add(STORY)
    assert found.articles == 1
    assert found.present["headline"] == 1
    assert read_profile(json.loads(json.dumps(found.as_json()))) == found


def test_the_last_crawls_of_the_same_section_are_the_measure(engine: Engine) -> None:
    newsroom = Newsroom(engine)

    def crawled(stories: int | None, outcome: str = "ok", **arguments: object) -> int:
        crawl_id = begin_crawl(
            engine, newsroom.outlet_id, arguments=arguments, version="0.1.0", now=NOW
        )
        stats = {} if stories is None else {STAT: profile(stories).as_json()}
        end_crawl(engine, crawl_id, outcome=outcome, reason=None, stats=stats, now=NOW)
        return crawl_id

    for stories in (1, 2, 3):
        crawled(stories, section="opini")
    crawled(4, section="opini", outcome="broken")
    crawled(5, section="opini", url="https://www.voa-islam.com/read/opini/2020/10/31/1/a/")
    for stories in (6, 7, 8):
        crawled(stories)
    crawled(None, ingest=["old.warc"])
    of_all, of_opini = crawled(9), crawled(10, section="opini")
    crawled(11)

    def measures(crawl_id: int) -> list[int]:
        return [each.articles for each in past_profiles(engine, crawl_id, 2)]

    assert (measures(of_opini), measures(of_all)) == ([3, 2], [8, 7])


def test_one_odd_page_is_no_alarm_and_a_redesign_is_one_within_one_crawl(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    told = tmp_path / "told.json"
    command = tmp_path / "alarm"
    command.write_text(f"#!/bin/sh\ncat > {told}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    alarm = {"ALARM_COMMAND": str(command)}
    with Replica(stories=40, today=TODAY, layouts=("tables",)) as site:
        assert crawl(site.url, database, **alarm).returncode == 0
        ids = list(site.ids())
        site.behave(ids[3], "as-listing")
        site.edit(ids[4], headline="Ralat", body="Berita ini dicabut.")
        assert crawl(site.url, database, **alarm).returncode == 0
        assert not told.exists()
        site.redesign("bare")  # it can be read, but prints neither counter nor date
        done = crawl(site.url, database, **alarm)
    assert done.returncode == 3
    last = rows(database, "SELECT * FROM crawls ORDER BY id")[-1]
    assert last["outcome"] == "broken"
    assert "view_count on 0 of 39 stories, before on 99%" in last["reason"]
    assert " ".join(last["reason"].split()) in " ".join(done.stderr.split())
    message = json.loads(told.read_text("utf-8"))
    assert (message["outlet"], message["outcome"]) == ("voaislam", "broken")
    assert (message["crawl"], message["reason"]) == (last["id"], last["reason"])


@pytest.mark.parametrize(
    ("stories", "not_there", "says"),
    [
        ({"stored": 4, "quarantined": 1}, 0, []),
        ({"stored": 3, "quarantined": 2}, 0, ["2 of 5 stories could not be read"]),
        ({"stored": 2, "quarantined": 2}, 0, []),
        ({"stored": 5, "quarantined": 40}, 40, []),
        ({"stored": 4, "gone": 40, "quarantined": 2}, 0, ["2 of 6 stories could not be read"]),
        ({"unchanged": 1, "quarantined": 20}, 19, []),
        ({"gone": 2, "quarantined": 2}, 2, []),
        ({"gone": 2, "quarantined": 2}, 1, []),
        ({"quarantined": 2}, 0, ["no article among 2 stories fetched: 2 quarantined"]),
        ({"quarantined": 5}, 5, ["no article among 5 stories fetched: 5 quarantined"]),
        ({"gone": 5}, 0, ["no article among 5 stories fetched: 5 gone"]),
        ({"gone": 1}, 0, []),
        ({}, 0, []),
    ],
)
def test_stories_that_are_not_there_say_nothing_of_the_reader(
    stories: dict[str, int], not_there: int, says: list[str]
) -> None:
    counts = Counter({Outcome(name): number for name, number in stories.items()})
    settings = get_project_settings()
    assert broken_floors(counts, Counter(), counts.total(), not_there, settings) == says


@pytest.mark.usefixtures("hangs_up")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_crawl_that_somebody_stops_is_no_alarm(tmp_path: Path, asked: signal.Signals) -> None:
    database, told = tmp_path / "warta.sqlite", tmp_path / "told"
    with Replica(stories=6, today=TODAY) as site:
        stopped = crawling(site.url, database, DOWNLOAD_DELAY="1", ALARM_COMMAND=f"touch {told}")
        wait_for(database, "SELECT 1 FROM fetches")
        stopped.send_signal(asked)
        assert stopped.wait(60) == 5
    [row] = rows(database, "SELECT outcome, reason FROM crawls")
    assert row == {"outcome": "failed", "reason": "closed: shutdown"}
    assert not told.exists()


@pytest.mark.usefixtures("hangs_up")
def test_a_crawl_whose_terminal_closes_ends_in_order(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    ours, terminal = os.openpty()
    with Replica(stories=6, today=TODAY) as site:
        left = crawling(site.url, database, stderr=terminal, DOWNLOAD_DELAY="1")
        os.close(terminal)
        wait_for(database, "SELECT 1 FROM fetches")
        os.close(ours)  # what is written to it is an error now
        left.send_signal(signal.SIGHUP)
        assert left.wait(60) == 5
    [row] = rows(database, "SELECT outcome, reason FROM crawls")
    assert row == {"outcome": "failed", "reason": "closed: shutdown"}


def test_an_outlet_that_has_fallen_silent_is_an_alarm(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=6, today=TODAY) as site:
        assert crawl(site.url, database, MAX_SILENT_DAYS="0.0000001").returncode == 0
        done = crawl(site.url, database, MAX_SILENT_DAYS="0.0000001")
    assert done.returncode == 3
    assert "no new story since" in done.stderr


@pytest.mark.parametrize(
    ("days", "brought", "words", "is_silent"),
    [
        (0.5, 0, {}, True),
        (0.5, 0, {"since": "2020-01-01"}, True),
        (2, 0, {}, False),
        (0, 0, {}, False),  # the outlet has closed down
        (0.5, 1, {}, False),
        (0.5, 0, {"section": "opini"}, False),  # which says nothing of the others
    ],
)
async def test_an_outlet_is_silent_when_its_last_new_story_is_older_than_allowed(
    engine: Engine, days: float, brought: int, words: dict[str, str], *, is_silent: bool
) -> None:
    newsroom = Newsroom(engine)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    newsroom.visit(at(STORY, yesterday))
    spider = SimpleNamespace(arguments=read_arguments(VoaIslamSpider.outlet, words))
    settings = Settings({"MAX_SILENT_DAYS": days})
    record = CrawlRecord(SimpleNamespace(spider=spider, settings=settings))  # type: ignore[arg-type]
    record.stories[Outcome.STORED] = brought
    frontier = SimpleNamespace(
        engine=engine, crawl_id=newsroom.crawl_id, outlet_id=newsroom.outlet_id, patience=0
    )
    found = await record._compared(frontier)  # type: ignore[arg-type]  # noqa: SLF001
    said = f"no new story since {yesterday:%Y-%m-%d}, for more than {days:g} days"
    assert found == ([said] if is_silent else [])


def test_old_copies_that_are_taken_in_do_not_make_an_outlet_silent(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    assert last_new_article(engine, newsroom.outlet_id) is None
    newsroom.visit(STORY, at(replace(STORY, source_id="8"), NOW + timedelta(hours=1)))
    newsroom.crawl_id = begin_ingest(
        engine, newsroom.outlet_id, arguments={"ingest": ["old.warc"]}, version="0.1.0", now=NOW
    )
    newsroom.visit(at(replace(STORY, source_id="9"), NOW - timedelta(days=2000)))
    assert last_new_article(engine, newsroom.outlet_id) == NOW + timedelta(hours=1)


def test_floors_are_settings_and_an_alarm_that_does_not_work_is_said(tmp_path: Path) -> None:
    secret = "http://127.0.0.1:9/hooks/t0psecret"
    floors = {"MIN_PAGES": "500", "MIN_STORIES": "7"}
    alarms = {"ALARM_WEBHOOK": secret, "ALARM_COMMAND": "false"}
    with Replica(stories=6, today=TODAY) as site:
        done = crawl(site.url, tmp_path / "warta.sqlite", **floors, **alarms)
    assert done.returncode == 3
    said = " ".join(done.stderr.split())
    assert "pages fetched, fewer than 500" in said
    assert "6 stories stored or as they were, fewer than 7" in said
    assert "ALARM_COMMAND did not work: exit status 1" in said
    assert "ALARM_WEBHOOK did not work: ClientConnectorError" in said
    assert "t0psecret" not in said


def raises_alarm(command: str = "", webhook: str = "") -> Crawler:
    crawler = get_crawler(settings_dict={"ALARM_COMMAND": command, "ALARM_WEBHOOK": webhook})
    crawler.stats = MemoryStatsCollector(crawler)
    return crawler


async def tell(crawler: Crawler) -> None:
    await alarm.tell(crawler.settings, alarm.of_crawl(crawler))


@pytest.mark.parametrize(("started", "is_told"), [(1.0, False), (None, True)])
async def test_a_crawl_that_is_stopped_while_it_waits_for_the_database_is_no_alarm(
    tmp_path: Path, started: float | None, *, is_told: bool
) -> None:
    crawler = raises_alarm(f"touch {tmp_path / 'told'}")
    crawler._engine = SimpleNamespace(start_time=started)  # type: ignore[assignment]  # noqa: SLF001
    await CrawlRecord(crawler).spider_closed("shutdown")
    assert crawler.stats.get_value("crawl/reason") == "did not start: shutdown"
    assert (tmp_path / "told").exists() is is_told


def test_an_alarm_that_is_too_slow_ends_with_all_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(alarm, "PATIENCE", 0.5)
    child = tmp_path / "child"
    asyncio.run(tell(raises_alarm(f"sh -c 'sleep 60 & echo $! > {child}; wait'")))
    assert caplog.messages == ["ALARM_COMMAND did not work: it took longer than 0.5 s"]
    listed = ["ps", "-o", "stat=", "-p", child.read_text().strip()]
    end = time.monotonic() + 10
    while time.monotonic() < end:
        state = subprocess.run(listed, capture_output=True, text=True, check=False).stdout.strip()
        if state in ("", "Z"):  # who adopted it may not have noticed
            return
    pytest.fail(f"it goes on: {state}")


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (" ", "' ' is no command"),
        ("/nowhere/page", "No such file or directory"),
        ("sh -c 'exit 7'", "exit status 7"),
        ("page 'me", "No closing quotation"),
    ],
)
async def test_why_a_command_did_not_work_is_said(
    command: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    await tell(raises_alarm(command))
    assert caplog.messages == [f"ALARM_COMMAND did not work: {why}"]


@pytest.mark.parametrize("status", [500, 404, 302])
async def test_what_a_webhook_answered_is_said(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/moved":
            return web.Response()
        return web.Response(status=status, headers={"Location": "/moved"})

    application = web.Application()
    application.router.add_route("*", "/{path}", answer)
    async with TestServer(application) as server:
        await tell(raises_alarm(webhook=str(server.make_url("/t0psecret"))))
    assert caplog.messages == [f"ALARM_WEBHOOK did not work: it answered {status}"]
