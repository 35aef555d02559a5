"""A crawl that closes asks for nothing more, whatever waits for its turn at the outlet's pace."""

import asyncio
import time

from scrapy import signals
from scrapy.crawler import Crawler

from scrapers.visit import NotAsked

TICK = 1.0
"""Seconds between two looks whether the crawl ends."""


class Closing:
    """Takes what waits in the downloader's queues out of them once the crawl closes.

    Scrapy would send it first, one request after the other: with a Crawl-delay of 12 s the sixteen
    that it lets in take three minutes. Their pages are still due.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Closing":
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def spider_closed(self) -> None:
        if self._watching:
            self._watching.cancel()

    async def _watch(self) -> None:
        while True:  # a retry or a redirect may come into a queue that was emptied
            await asyncio.sleep(TICK)
            if is_closing(self.crawler):
                self._empty_the_queues()

    def _empty_the_queues(self) -> None:
        for slot in self.crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(NotAsked("the crawl ends"))


def is_closing(crawler: Crawler) -> bool:
    """Scrapy waits for all requests when it closes, and says nowhere else that it does."""
    slot = crawler.engine._slot  # noqa: SLF001
    return slot is None or slot.closing is not None


async def wait(crawler: Crawler, seconds: float) -> None:
    """Returns after so many seconds; NotAsked as soon as the crawl closes meanwhile."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if is_closing(crawler):
            raise NotAsked("the crawl ends")
        await asyncio.sleep(min(left, TICK))
