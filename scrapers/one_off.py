"""Visiting a few addresses without a database, with the manners of a crawl."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from models.article import RawArticle
from models.fetch import Ending, Fetch, Outcome, PageKind
from models.ledger import DuePage
from scrapers.addresses import on_outlet
from scrapers.arguments import CrawlArguments
from scrapers.log import start_logging
from scrapers.news_spider import NewsSpider


class Visited(NamedTuple):
    """What an address holds, and the page as it came."""

    result: RawArticle | Ending
    page: bytes | None
    content_type: str | None


def visit(
    spider: type[NewsSpider], urls: Sequence[str], settings: Settings, site: str | None
) -> list[Visited]:
    """What each address holds, in the order given; ends the process's event loop.

    `site` is another base address that serves the outlet's pages, which links may lead to.
    """
    found: dict[int, Visited] = {}

    class OneOffSpider(spider):  # type: ignore[misc, valid-type]
        def __init__(self, name: str | None = None) -> None:
            Spider.__init__(self, name)
            self.arguments = CrawlArguments(site=site)  # the addresses are given already

        async def start(self) -> AsyncIterator[Any]:
            self.crawl_id = 0
            for number, given in enumerate(urls):
                url = on_outlet(given, given, self.outlet, site) or given
                page = DuePage(
                    id=number, url=url, kind=PageKind.STORY, etag=None, last_modified=None,
                    source_id=None, section=None, failures=0,
                )  # fmt: skip
                yield self.request(page)

        async def sitemaps_named(self, urls: list[str]) -> None:
            """There is no ledger that they could go into."""

    def keep(item: Fetch) -> None:
        if isinstance(item.result, RawArticle | Ending):
            found[item.page_id] = Visited(item.result, item.body, item.content_type)

    one_off = settings.copy()
    one_off.set("ITEM_PIPELINES", {}, priority="cmdline")
    one_off.set("EXTENSIONS", {}, priority="cmdline")
    one_off.set("ARCHIVE_DIR", "", priority="cmdline")
    one_off.set("REDIS_URL", None, priority="cmdline")  # crawls that share an outlet have a ledger
    start_logging(one_off)
    process = AsyncCrawlerProcess(one_off)
    crawler = process.create_crawler(OneOffSpider)
    crawler.signals.connect(keep, signal=signals.item_scraped)
    process.crawl(crawler)
    process.start()
    missing = Ending(outcome=Outcome.FAILED, reason="not-visited", message="the visit did not end")
    return [found.get(number, Visited(missing, None, None)) for number in range(len(urls))]
