"""Turns an error in cutting into an outcome, so that the page is kept and counted."""

import logging
from collections.abc import Iterator

from scrapy.crawler import Crawler
from scrapy.http import Response

from models.fetch import Fetch
from scrapers.cutting import bug

logger = logging.getLogger(__name__)


class Accounting:
    """Spider middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Accounting":
        return cls(crawler)

    def process_spider_exception(self, response: Response, exception: Exception) -> Iterator[Fetch]:
        """The page in quarantine, with the error's name as the reason."""
        logger.error("error while cutting %s", response.url, exc_info=exception)
        self.crawler.stats.inc_value(f"spider_exceptions/{type(exception).__name__}")
        yield self.crawler.spider.fetch(response.request, bug(exception), response)  # type: ignore[union-attr]
