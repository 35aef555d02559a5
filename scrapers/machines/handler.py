"""Sends each request when its turn has come among all that share the outlet."""

import asyncio
import logging
from datetime import datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

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
        self._pace = Pace(connect(crawler.settings["REDIS_URL"]), self._workers, longest)
        self._closing: asyncio.Task[None] | None = None

    async def download_request(self, request: Request) -> Response:
        downloader = self.crawler.engine.downloader
        # The slot's delay follows Crawl-delay, and AutoThrottle when the server is slow.
        slot = downloader.slots[request.meta[downloader.DOWNLOAD_SLOT]]
        host = urlparse_cached(request).netloc
        try:
            await self._pace.turn(host, slot.delay)
        except NotAsked as pause:
            self._close(pause)
            raise
        response = await super().download_request(request)
        if response.status in (429, 503) and (seconds := seconds_to_wait(response)) > 0:
            await self._pace.pause(host, seconds)
            await self.crawler.spider.frontier.rest(seconds)  # type: ignore[union-attr]
        return response

    def _close(self, pause: NotAsked) -> None:
        if self._closing is None:
            logger.error("Closing: %s", pause)
            closing = self.crawler.engine.close_spider_async(reason="asked_to_wait")
            self._closing = asyncio.create_task(closing)

    def _workers(self) -> int:
        return getattr(getattr(self.crawler.spider, "frontier", None), "workers", 1)


def seconds_to_wait(response: Response) -> float:
    """For how long the server wants to be left alone (Retry-After: seconds, or a date); 0 if it
    does not say.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())
