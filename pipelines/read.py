"""Reads the printed words of a story as values."""

import logging
from typing import TYPE_CHECKING

from models.article import Article, RawArticle
from models.fetch import Ending, Fetch, Outcome
from models.outlet import Outlet
from pipelines.read_article import read_article

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class ReadPipeline:
    """RawArticle in, Article out; what cannot be read goes on to quarantine."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "ReadPipeline":
        return cls(crawler)

    def process_item(self, item: Fetch) -> Fetch:
        if isinstance(item.result, RawArticle):
            item.result = read_story(item.result, self.crawler.spider.outlet)  # type: ignore[union-attr]
        return item


def read_story(raw: RawArticle, outlet: Outlet) -> Article | Ending:
    """The story's values, or the ending that quotes what could not be read."""
    try:
        return read_article(raw, outlet)
    except ValueError as refusal:
        # Refusals begin with what they are about: `date-line: unknown month …`.
        return _quarantined(str(refusal).partition(":")[0], str(refusal))
    except Exception as error:
        # A bug in reading must not cost the page: it is kept, counted and logged whole.
        logger.exception("error while reading %s", raw.url)
        return _quarantined(f"bug:{type(error).__name__}", str(error))


def _quarantined(reason: str, message: str) -> Ending:
    return Ending(outcome=Outcome.QUARANTINED, reason=reason, message=message[:1000], stage="read")
