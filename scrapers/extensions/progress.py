"""Shows how a crawl is getting on: a live line on a terminal, a plain one a minute in a log."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import Crawler

from models.fetch import FETCH_SAVED, SHOWN, Fetch, Outcome, PageKind
from scrapers.log import shows_live

if TYPE_CHECKING:
    from rich.live import Live

logger = logging.getLogger(__name__)


class Progress:
    """Pages, articles, errors and rate."""

    def __init__(self, crawler: Crawler, *, live: bool, interval: float) -> None:
        self.crawler = crawler
        self.interval = interval
        self.pages = self.articles = self.errors = 0
        self._began = time.monotonic()
        self._live = _line_on_the_terminal() if live else None
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Progress":
        live = shows_live(crawler.settings)
        interval = 0.2 if live else crawler.settings.getfloat("LOGSTATS_INTERVAL")
        extension = cls(crawler, live=live, interval=interval)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.fetch_saved, signal=FETCH_SAVED)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        self._began = time.monotonic()
        if self._live:
            self._live.start()
        if self.interval > 0:
            self._task = asyncio.get_running_loop().create_task(self._report())

    def fetch_saved(self, fetch: Fetch, outcome: Outcome) -> None:
        self.pages += 1
        if outcome in SHOWN:
            self.articles += fetch.kind is PageKind.STORY
        elif outcome is not Outcome.LISTED:
            self.errors += 1

    def spider_closed(self) -> None:
        if self._task:
            self._task.cancel()
        self._show()
        if self._live:
            self._live.stop()

    def line(self) -> str:
        """`voaislam  312 pages  290 articles  2 errors  4.1 pages/s  1:16`."""
        seconds = time.monotonic() - self._began
        minutes, rest = divmod(int(seconds), 60)
        name = self.crawler.spider.name if self.crawler.spider else ""
        return (
            f"{name}  {self.pages} pages  {self.articles} articles  {self.errors} errors  "
            f"{self.pages / max(seconds, 0.001):.1f} pages/s  {minutes}:{rest:02}"
        )

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(self.interval)
            self._show()

    def _show(self) -> None:
        if self._live:
            self._live.update(self.line(), refresh=True)
        else:
            logger.info(self.line())


def _line_on_the_terminal() -> "Live":
    from rich.console import Console  # noqa: PLC0415 - 7 MB, which a crawl in a log does without
    from rich.live import Live  # noqa: PLC0415

    words_alone = Console(stderr=True, markup=False, emoji=False, highlight=False)
    return Live(console=words_alone, auto_refresh=False)
