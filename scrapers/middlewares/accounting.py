"""Turns an error in cutting into an outcome, so that the page is kept and counted."""

import logging
from collections.abc import Iterator

from scrapy.crawler import Crawler
from scrapy.http import Response

from models.fetch import Ending, Fetch, Outcome

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
        name = type(exception).__name__
        self.crawler.stats.inc_value(f"spider_exceptions/{name}")
        ending = Ending(
            outcome=Outcome.QUARANTINED,
            reason=f"bug:{name}",
            message=str(exception)[:500] or name,
            stage="cut",
        )
        yield self.crawler.spider.fetch(response.request, ending, response)  # type: ignore[union-attr]
