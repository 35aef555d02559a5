import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Response
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError
from twisted.python.failure import Failure

from models import patience
from models.article import Article
from models.database import open_engine
from models.fetch import FETCH_SAVED, Ending, Fetch, Outcome
from models.tables import articles, fetches, view_counts
from pipelines import save
from tests.newsroom import NOW, STORY, Newsroom, at

HOUR = timedelta(hours=1)
FAILED = Ending(outcome=Outcome.FAILED, reason="http-503")


class Desk(scrapy.Spider):
    """Hands in fetches, each from a response of its own, without a network."""

    name = "desk"

    def __init__(self, work: list[Fetch], **_: Any) -> None:
        super().__init__()
        self.work = work

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for fetch in self.work:
            yield scrapy.Request("data:,", cb_kwargs={"fetch": fetch}, dont_filter=True)

    def parse(self, response: Response, fetch: Fetch) -> Iterator[Fetch]:
        yield fetch


class Run:
    """What a crawl let its signals know."""

    def __init__(self) -> None:
        self.scraped: list[Article] = []
        self.dropped: list[str] = []
        self.errors: list[str] = []
        self.saved: list[tuple[Fetch, Outcome]] = []
        self.reason: str | None = None
        self.stats: dict[str, Any] = {}

    def scrape(self, item: Article) -> None:
        self.scraped.append(item)

    def drop(self, exception: Exception) -> None:
        self.dropped.append(str(exception))

    def fail(self, failure: Failure) -> None:
        self.errors.append(repr(failure.value))

    def save(self, fetch: Fetch, outcome: Outcome) -> None:
        self.saved.append((fetch, outcome))

    def close(self, reason: str) -> None:
        self.reason = reason

    def counts(self) -> dict[str, int]:
        prefix = "outcome/"
        return {
            key.removeprefix(prefix): value
            for key, value in self.stats.items()
            if key.startswith(prefix)
        }


async def crawl(url: str, work: list[Fetch], **settings: Any) -> Run:
    run = Run()
    given = {
        "TWISTED_REACTOR_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"http": None, "https": None},
        "CONCURRENT_REQUESTS": 200,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 200,
        "ITEM_PIPELINES": {"pipelines.save.SavePipeline": 900},
        "DATABASE_URL": url,
        **settings,
    }
    runner = AsyncCrawlerRunner(given)
    crawler: Crawler = runner.create_crawler(Desk)

    handlers = {
        signals.item_scraped: run.scrape,
        signals.item_dropped: run.drop,
        signals.item_error: run.fail,
        signals.spider_closed: run.close,
        FETCH_SAVED: run.save,
    }
    for signal, handler in handlers.items():
        crawler.signals.connect(handler, signal=signal)
    await runner.crawl(crawler, work=work)
    run.stats = crawler.stats.get_stats()
    return run


@pytest.fixture(autouse=True)
def heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Scrapy see soon that nothing is left; it looks every 5 s."""
    monkeypatch.setattr("scrapy.core.engine.ExecutionEngine._SLOT_HEARTBEAT_INTERVAL", 0.05)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def stories(newsroom: Newsroom, number: int) -> list[Fetch]:
    work = [replace(STORY, source_id=str(each)) for each in range(number)]
    newsroom.foresee(*work)
    return [newsroom.fetch(each, status=200) for each in work]


async def test_what_is_scraped_is_an_article_that_is_committed(newsroom: Newsroom) -> None:
    edited = at(STORY, NOW + 2 * HOUR, body="Sawah kosong.")
    again = at(STORY, NOW + HOUR)
    work = [newsroom.fetch(each) for each in (STORY, again, edited, FAILED)]
    work.append(newsroom.fetch(replace(STORY, source_id="8", body="a\0b")))
    run = await crawl(url_of(newsroom.engine), work)
    assert run.scraped == [STORY, again, edited]
    assert sorted(run.dropped) == ["failed", "quarantined"]
    assert run.errors == []
    assert run.counts() == {
        "stored": 1,
        "unchanged": 1,
        "revised": 1,
        "failed": 1,
        "quarantined": 1,
    }
    assert run.saved == list(
        zip(
            work,
            [
                Outcome.STORED,
                Outcome.UNCHANGED,
                Outcome.REVISED,
                Outcome.FAILED,
                Outcome.QUARANTINED,
            ],
            strict=True,
        )
    )
    assert [outcome for (outcome,) in newsroom.rows(fetches, "outcome")] == [
        "stored",
        "unchanged",
        "revised",
        "failed",
        "quarantined",
    ]
    assert run.reason == "finished"


async def test_an_item_is_scraped_only_after_its_commit(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(newsroom.engine)
    seen: list[int] = []
    run_saved: list[int] = []

    def count() -> int:
        with newsroom.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    class Watching(Desk):
        @classmethod
        def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Watching":
            spider = super().from_crawler(crawler, *args, **kwargs)
            crawler.signals.connect(spider.scraped, signal=signals.item_scraped)
            crawler.signals.connect(spider.saved, signal=FETCH_SAVED)
            return spider

        def scraped(self) -> None:
            seen.append(count())

        def saved(self) -> None:
            run_saved.append(count())

    monkeypatch.setitem(globals(), "Desk", Watching)
    await crawl(url, stories(newsroom, 3))
    assert seen == run_saved == [3, 3, 3]


async def test_fetches_are_committed_in_groups(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def counting(engine: Engine, batch: list[Fetch], **rest: Any) -> list[Any]:
        sizes.append(len(batch))
        return original(engine, batch, **rest)

    original = save.save
    monkeypatch.setattr(save, "save", counting)
    run = await crawl(url_of(newsroom.engine), stories(newsroom, 250))
    assert run.counts() == {"stored": 250}
    assert sum(sizes) == 250
    assert max(sizes) <= save.SIZE
    assert len(sizes) <= 20


async def test_the_last_items_do_not_wait_for_others(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "LINGER", 0.01)
    run = await asyncio.wait_for(crawl(url_of(newsroom.engine), stories(newsroom, 1)), 10)
    assert run.counts() == {"stored": 1}


async def test_a_commit_waits_for_no_others_when_none_is_under_way(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "LINGER", 60)
    work = stories(newsroom, 3)

    class Counting(Desk):
        """Says, as the address guard does, how many visits have begun."""

        def parse(self, response: Response, fetch: Fetch) -> Iterator[Fetch]:
            self.crawler.stats.set_value("fetch/count", len(self.work))
            return super().parse(response, fetch)

    monkeypatch.setitem(globals(), "Desk", Counting)
    run = await asyncio.wait_for(crawl(url_of(newsroom.engine), work), 10)
    assert run.counts() == {"stored": 3}


async def test_the_settings_say_when_a_story_is_due_again_and_who_read_it(
    newsroom: Newsroom,
) -> None:
    work = stories(newsroom, 1)
    await crawl(url_of(newsroom.engine), work, REVISIT_AFTER="0", READER_VERSION="9")
    assert newsroom.page_row(work[0].page_id)["next_visit_at"] == NOW
    assert newsroom.rows(articles, "reader_version") == [("9",)]


async def test_a_wrong_schedule_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="REVISIT_AFTER is 'often'"):
        await crawl(url_of(newsroom.engine), [], REVISIT_AFTER="often")


async def test_a_database_that_cannot_be_opened_ends_the_crawl_with_one_line(
    tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    run = await crawl(f"sqlite:///{tmp_path}/no/warta.sqlite", [])
    assert run.reason == "database"
    told = [record for record in caplog.records if record.name == "pipelines.save"]
    assert len(told) == 1
    assert "there is no folder" in told[0].message
    assert told[0].exc_info is None


# --- A database that is away ------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits: for a lock, and between tries."""
    monkeypatch.setattr(patience, "SHORTEST_PAUSE", 0.02)
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("models.database.LOCK_SECONDS", 0.02)
    monkeypatch.setattr(save, "LINGER", 0.01)


@contextmanager
def lock(url: str) -> Iterator[sqlite3.Connection]:
    """Hold SQLite's write lock."""
    holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield holder
    finally:
        holder.close()


async def test_a_locked_database_is_waited_for(sqlite_url: str, impatient: None) -> None:
    engine = open_engine(sqlite_url)
    newsroom = Newsroom(engine)
    work = stories(newsroom, 5)
    with lock(sqlite_url) as holder:
        asyncio.get_running_loop().call_later(0.3, holder.close)
        run = await crawl(sqlite_url, work, DATABASE_PATIENCE=20)
    assert run.counts() == {"stored": 5}
    assert run.reason == "finished"
    assert len(newsroom.rows(articles)) == 5
    engine.dispose()


async def test_patience_ends_with_a_reason_and_what_is_unsaved_stays_due(
    sqlite_url: str, impatient: None, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_engine(sqlite_url)
    newsroom = Newsroom(engine)
    work = stories(newsroom, 5)
    with lock(sqlite_url):
        run = await crawl(sqlite_url, work, DATABASE_PATIENCE=0.2)
    assert run.reason == "database"
    assert run.counts() == {}
    assert run.saved == run.scraped == run.errors == []
    assert set(run.dropped) == {"database is locked"}
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.message for record in errors] == ["Not saved, and closing: database is locked"]
    assert newsroom.rows(fetches) == []
    assert {newsroom.page_row(fetch.page_id)["next_visit_at"] for fetch in work} == {NOW}
    engine.dispose()


async def test_a_server_that_drops_its_sessions_loses_nothing(
    postgresql_url: str, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(postgresql_url)
    newsroom = Newsroom(engine)
    work = stories(newsroom, 230)
    original = save.save
    interrupted: list[int] = []

    def interrupting(target: Engine, batch: list[Fetch], **rest: Any) -> list[Any]:
        if len(interrupted) < 2:  # the session dies between the look-up and the commit
            interrupted.append(len(batch))
            with engine.begin() as connection:
                connection.execute(text("LOCK TABLE revisions"))
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
            with target.connect() as connection:
                connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return original(target, batch, **rest)

    monkeypatch.setattr(save, "save", interrupting)
    run = await crawl(postgresql_url, work, DATABASE_PATIENCE=20)
    assert len(interrupted) == 2
    assert run.counts() == {"stored": 230}
    assert len(newsroom.rows(articles)) == len(newsroom.rows(view_counts)) == 230
    assert run.reason == "finished"
    engine.dispose()


async def test_a_commit_that_the_server_did_not_confirm_is_not_made_again(
    newsroom: Newsroom, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = save.save
    cause = sqlite3.OperationalError("the server closed the connection unexpectedly")
    cause.sqlite_errorcode = sqlite3.SQLITE_IOERR
    cut: list[int] = []

    def unconfirmed(target: Engine, batch: list[Fetch], **rest: Any) -> list[Any]:
        outcomes = original(target, batch, **rest)
        if not cut:
            cut.append(len(batch))
            raise OperationalError("COMMIT", {}, cause)
        return outcomes

    monkeypatch.setattr(save, "save", unconfirmed)
    work = stories(newsroom, 130)
    run = await crawl(url_of(newsroom.engine), work, DATABASE_PATIENCE=20)
    assert (run.counts(), run.reason) == ({"stored": 130}, "finished")
    assert cut[0] > 0
    for table in (articles, fetches, view_counts):
        assert len(newsroom.rows(table)) == 130


async def test_an_error_that_is_no_absence_closes_the_spider_and_is_shown(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> list[Any]:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(save, "save", broken)
    work = stories(newsroom, 3)
    work[0].result = replace(STORY, body="panjang " * 100_000)
    work[0].body = b"x" * 1_000_000
    run = await crawl(url_of(newsroom.engine), work)
    assert max(len(record.getMessage()) for record in caplog.records) < 500
    told = next(r.getMessage() for r in caplog.records if "800,000" in r.getMessage())
    assert f"{work[0].url}, 200, 1,000,000 bytes: <Article kabar 7 'Panen raya dimulai'" in told
    assert run.reason == "database"
    assert "KeyError('a mistake of ours')" in run.errors
    assert run.counts() == {}


async def test_a_fetch_that_cannot_even_be_quarantined_closes_the_spider(
    newsroom: Newsroom,
) -> None:
    work = stories(newsroom, 2)
    work[0].crawl_id = 999
    run = await crawl(url_of(newsroom.engine), work)
    assert run.reason == "database"
    assert len(run.dropped) == 1
    assert "foreign key" in run.dropped[0].lower()
    assert run.counts() == {"stored": 1}


async def test_the_loop_runs_on_while_the_database_is_locked(
    sqlite_url: str, impatient: None
) -> None:
    engine = open_engine(sqlite_url)
    work = stories(Newsroom(engine), 1)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    with lock(sqlite_url):
        ticking = asyncio.create_task(tick())
        await crawl(sqlite_url, work, DATABASE_PATIENCE=0.3)
        ticking.cancel()
    assert ticks >= 20
    engine.dispose()
