"""Sends each request when its turn has come among all that share the outlet."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from scrapers.machines.connection import connect
from scrapers.machines.pace import Pace


class PacedHandler(HTTP11DownloadHandler):
    """Scrapy's own, behind the delays that each crawl keeps by itself.

    So whatever goes out waits here: pages, robots.txt, redirects and retries.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pace = Pace(connect(crawler.settings["REDIS_URL"]), self._workers)

    async def download_request(self, request: Request) -> Response:
        downloader = self.crawler.engine.downloader
        # The slot's delay follows Crawl-delay, and AutoThrottle when the server is slow.
        slot = downloader.slots[request.meta[downloader.DOWNLOAD_SLOT]]
        host = urlparse_cached(request).netloc
        await self._pace.turn(host, slot.delay)
        response = await super().download_request(request)
        if response.status in (429, 503) and (seconds := seconds_to_wait(response)) > 0:
            await self._pace.pause(host, seconds)
        return response

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
