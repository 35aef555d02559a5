"""Sends each request when its turn has come among all that share the outlet."""

import asyncio
import logging
from functools import partial

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from scrapers.extensions.closing import is_closing, wait
from scrapers.extensions.refusals import Refusals
from scrapers.machines.connection import connect
from scrapers.machines.pace import Pace
from scrapers.visit import NotAsked

logger = logging.getLogger(__name__)


class PacedHandler(HTTP11DownloadHandler):
    """Scrapy's own, behind the delays that each crawl keeps by itself.

    So whatever goes out waits here: pages, robots.txt, redirects and retries.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        longest = crawler.settings.getfloat("LONGEST_PAUSE")
        server = connect(crawler.settings["REDIS_URL"])
        self._pace = Pace(server, self._workers, longest, partial(wait, crawler))
        self._closing: asyncio.Task[None] | None = None

    async def download_request(self, request: Request) -> Response:
        downloader = self.crawler.engine.downloader
        # The slot's delay follows Crawl-delay, and AutoThrottle when the server is slow.
        slot = downloader.slots[request.meta[downloader.DOWNLOAD_SLOT]]
        host = urlparse_cached(request).netloc
        refusals = self.crawler.get_extension(Refusals)
        assert refusals is not None  # noqa: S101 - who shares an outlet has a ledger
        try:
            await refusals.over()
            await self._pace.turn(host, slot.delay)
        except NotAsked as pause:
            self._close(pause)
            raise
        response = await super().download_request(request)
        if (seconds := await refusals.heard(request, response)) > 0:
            await self._pace.pause(host, seconds)
        return response

    def _close(self, pause: NotAsked) -> None:
        if self._closing is None and not is_closing(self.crawler):
            logger.error("Closing: %s", pause)
            closing = self.crawler.engine.close_spider_async(reason="asked_to_wait")
            self._closing = asyncio.create_task(closing)

    def _workers(self) -> int:
        return getattr(getattr(self.crawler.spider, "frontier", None), "workers", 1)
