"""Waits before a retry, longer each time: a server that has just failed is not asked at once."""

from scrapy import Request
from scrapy.crawler import Crawler

from scrapers.extensions.closing import wait


class BackOff:
    """Downloader middleware, for Scrapy's retries come without a pause."""

    def __init__(self, crawler: Crawler, seconds: float) -> None:
        self.crawler = crawler
        self.seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BackOff":
        return cls(crawler, crawler.settings.getfloat("RETRY_BACK_OFF"))

    async def process_request(self, request: Request) -> None:
        retries = request.meta.get("retry_times", 0)
        # A redirect of a retry has waited already.
        if retries > request.meta.get("waited_for", 0):
            request.meta["waited_for"] = retries
            await wait(self.crawler, self.seconds * 2 ** (retries - 1))
