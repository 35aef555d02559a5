"""The frontier of a crawl that shares an outlet's work with others: its crew."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from redis.exceptions import RedisError
from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider

from models import leases
from models.ledger import DuePage
from scrapers.arguments import CrawlArguments
from scrapers.frontier import Frontier
from scrapers.machines.connection import connect
from scrapers.machines.queue import SharedQueue

logger = logging.getLogger(__name__)

T = TypeVar("T")

TICK = 0.2
"""Seconds between two looks after the queue; a page that comes into it is taken at once."""
PAUSE = 1.0
"""Seconds between two attempts to reach Redis."""


class SharedFrontier(Frontier):
    """Pages to visit, out of a queue that the crew's leader fills from the ledger.

    The leader asks for what is due and not visited since the crew began. So what Redis or a dead
    worker loses comes again, and who finds nothing queued, in flight or due, ends.
    """

    def __init__(self, opened: Frontier, spider: Spider, arguments: CrawlArguments) -> None:
        """`opened` has joined a crew, or begun one."""
        super().__init__(
            opened.engine,
            opened.outlet,
            opened.outlet_id,
            opened.crawl_id,
            opened.window,
            opened.patience,
        )
        self.crew, self._began = leases.crew_of(self.engine, self.crawl_id)
        self.workers = 1
        """How many share the work, as far as this one knows."""
        self._arguments = arguments
        self._crawler = spider.crawler
        self._lease = spider.settings.getfloat("WORKER_LEASE")
        server = connect(spider.settings["REDIS_URL"])
        self._queue = SharedQueue(server, spider, self.crew, self.crawl_id, self._lease)
        self._mine: dict[int, DuePage] = {}  # taken and not committed
        self._done: list[DuePage] = []  # committed, and Redis does not know it yet
        self._leads = False
        self._next_beat = 0.0

    async def hold(self) -> None:
        """Keeps the worker's place, and the queue filled while it leads; returns when the outlet
        has gone to a crawl outside the crew.
        """
        away = False
        while True:
            try:
                if time.monotonic() >= self._next_beat:
                    self._next_beat = time.monotonic() + self._lease / 5
                    self.workers = await asyncio.to_thread(self._queue.beat)
                    self._leads = await self._try(self._lead)
                await asyncio.to_thread(self._tell_done)
                if self._leads:
                    await self._try(self._feed)
                away = False
            except leases.OutletHeld:
                return
            except RedisError as error:
                if not away:  # `pages` tells how it goes on
                    logger.warning("Redis is away: %s", error)
                away = True
            await asyncio.sleep(TICK)

    async def pages(self, _: CrawlArguments) -> AsyncIterator[DuePage]:
        """What comes out of the queue, until nothing is queued, in flight or due."""
        await self._reach(self._queue.beat)
        while True:
            if self._crawler.engine.needs_backout():  # what it takes now, others could not take
                await self._crawler.signals.wait_for(signals.scheduler_empty)
            page = await self._reach(partial(self._queue.take, self._mine.keys(), TICK))
            if page is not None:
                if page.id not in self._mine:  # or Redis has been emptied, and it came again
                    self._mine[page.id] = page
                    yield page
            elif not self._mine and await self._is_over():
                return

    def saved(self, page_id: int) -> None:
        """A visit is committed."""
        if page := self._mine.pop(page_id, None):
            self._done.append(page)

    async def close(
        self, outcome: str, reason: str | None, stats: dict[str, Any], pause: float = 0.0
    ) -> None:
        """Leaves the crew, and then as any crawl."""
        try:
            await asyncio.to_thread(self._queue.leave)
        except RedisError as error:
            logger.warning("Redis is away, so others wait for what this worker had: %s", error)
        await super().close(outcome, reason, stats, pause)

    async def _is_over(self) -> bool:
        """Whether nothing is queued or in flight and, looked up after that, nothing is due."""
        idle = await self._reach(self._queue.is_idle)
        return idle and not await self._try(partial(self._ask, self._arguments, 1, exclude=()))

    async def _reach(self, work: Callable[[], T]) -> T:
        """What Redis answers, once it can be reached; CloseSpider after DATABASE_PATIENCE."""
        end: float | None = None
        while True:
            try:
                return await asyncio.to_thread(work)
            except RedisError as error:
                now = time.monotonic()
                end = end or now + self.patience
                if now + PAUSE > end:
                    logger.error("Closing: Redis is away: %s", error)  # noqa: TRY400
                    raise CloseSpider("redis") from None
            await asyncio.sleep(PAUSE)

    def _lead(self) -> bool:
        return leases.lead(
            self.engine,
            self.outlet_id,
            self.crawl_id,
            crew=self.crew,
            now=datetime.now(UTC),
            lease=timedelta(seconds=self._lease),
        )

    def _tell_done(self) -> None:
        while self._done:
            self._queue.done(self._done[0])
            self._done.pop(0)

    def _feed(self) -> None:
        """Queue what is due, and take note of those who died."""
        for worker in self._queue.bury():
            leases.bury(self.engine, worker, datetime.now(UTC))
        if len(self._queue.pages) > self.window / 2:
            return
        if self._queue.is_idle():
            self._queue.filter.clear()  # what was lost on the way is due again
        # In this order: a page that is committed now was still known then.
        known = self._queue.filter.known()
        room = self.window * self.workers - len(known)
        self._queue.put(self._ask(self._arguments, room, exclude=known))
