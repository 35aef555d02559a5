"""The last pipeline: commits fetches together, and lets go of each only when it is committed."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.article import Article
from models.database import DatabaseError, one_line
from models.fetch import FETCH_SAVED, READ, Fetch, Outcome
from models.patience import patiently
from models.revisit import read_schedule
from models.schema import open_database
from models.store import save

logger = logging.getLogger(__name__)

SIZE = 100
"""Fetches in one commit: a larger one gains little, see the rates of group commits."""
LINGER = 0.25
"""Seconds for which a commit waits for others to join it, while visits are under way."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fetch and the promise of its outcome."""

    fetch: Fetch
    outcome: asyncio.Future[Outcome]


class SavePipeline:
    """Turns a `Fetch` into its `Article` once that is committed; other outcomes end here.

    While the database is away, items wait, and Scrapy fetches no more than it can hold. After
    DATABASE_PATIENCE seconds the spider is closed with the reason `database`; what was not
    committed is still due.
    """

    engine: Engine | None = None

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.url: str = settings["DATABASE_URL"]
        self.patience = settings.getfloat("DATABASE_PATIENCE", 300)
        self.save = partial(
            save,
            schedule=read_schedule(settings.get("REVISIT_AFTER")),
            reader_version=settings.get("READER_VERSION", settings.get("WARTA_VERSION")),
        )
        self.waiting: list[Waiting] = []
        self.taken = 0  # of all visits
        self.is_ready = asyncio.Event()
        self.writer: asyncio.Task[None] | None = None
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SavePipeline":
        return cls(crawler)

    async def open_spider(self) -> None:
        try:
            self.engine = await asyncio.to_thread(open_database, self.url)
        except DatabaseError as error:
            logger.error("%s", error)  # noqa: TRY400 - the line says it all
            raise CloseSpider("database") from None

    async def process_item(self, item: Fetch) -> Article:
        """Wait for the commit; DropItem unless it brought a story that the outlet shows."""
        if self.closing is not None:
            raise DropItem("closing without the database", log_level="DEBUG")
        waiting = Waiting(item, asyncio.get_running_loop().create_future())
        self.waiting.append(waiting)
        self.taken += 1
        if self.writer is None:
            self.writer = asyncio.create_task(self._write())
        if len(self.waiting) >= SIZE or self._has_all():
            self.is_ready.set()
        outcome = await waiting.outcome
        if outcome in READ and isinstance(item.result, Article):
            return item.result
        raise DropItem(outcome.value, log_level="DEBUG")

    async def close_spider(self) -> None:
        if self.engine is not None:
            await asyncio.to_thread(self.engine.dispose)

    async def _write(self) -> None:
        """Commit a batch at a time until nothing waits."""
        while self.waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.is_ready.wait(), LINGER)
            batch, self.waiting = self.waiting[:SIZE], self.waiting[SIZE:]
            if len(self.waiting) < SIZE:
                self.is_ready.clear()
            await self._commit(batch)
        self.writer = None

    def _has_all(self) -> bool:
        """Whether no visit is under way that could join: what came of each has come here."""
        return bool(self.taken == self.crawler.stats.get_value("fetch/count"))

    async def _commit(self, batch: list[Waiting]) -> None:
        fetches = [each.fetch for each in batch]
        engine, tries = self.engine, count()
        assert engine is not None  # noqa: S101 - opened before the first item

        def work() -> list[Outcome | Exception]:
            return self.save(engine, fetches, again=next(tries) > 0)

        try:
            outcomes = await patiently(work, self.patience)
        except Exception as error:  # noqa: BLE001 - goes to every item that waits for it
            self._give_up(batch, error)
            return
        for each, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Exception):
                self._give_up([each], outcome)
                continue
            self.crawler.stats.inc_value(f"outcome/{outcome}")
            self.crawler.signals.send_catch_log(FETCH_SAVED, fetch=each.fetch, outcome=outcome)
            if not each.outcome.done():
                each.outcome.set_result(outcome)

    def _give_up(self, batch: list[Waiting], error: Exception) -> None:
        """Close the spider, and let go of whatever waits: it was not committed, so it is due."""
        if self.closing is None:
            logger.error("Not saved, and closing: %s", one_line(error))
            closing = self.crawler.engine.close_spider_async(reason="database")
            self.closing = asyncio.create_task(closing)
        told = isinstance(error, DBAPIError)  # any other is a mistake of ours: show where
        batch, self.waiting = [*batch, *self.waiting], []
        for each in batch:
            if not each.outcome.done():
                each.outcome.set_exception(
                    DropItem(one_line(error), log_level="DEBUG") if told else error
                )
