"""Compares a sample of a crawl's stories with another extractor's reading of the same pages."""

import logging
from time import monotonic

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from models.article import Article
from models.fetch import FETCH_SAVED, Fetch, Outcome
from scrapers.reader.page import decode
from scrapers.second_opinion import compare, second_opinion

logger = logging.getLogger(__name__)

NEW_TEXT = (Outcome.STORED, Outcome.REVISED)
FAR = 0.8
"""F1 below which the readers read different things; on real pages they agree to 0.95 and more."""
PAUSE = 10.0
"""Seconds without another check, which takes 25 ms: a crawl at full speed shows a changed layout
soon enough, and one at a page a second makes no fewer checks."""
LARGEST = 500_000
"""Bytes of a page that is checked. Nothing else goes on meanwhile: the other extractor takes two
seconds for so much, and a minute, longer than the crawl's lease, for the largest page that comes.
"""


class CheckSample:
    """Every so many stories (CHECK_SAMPLE), after a full round, at most one in ten seconds.

    Stats: `check/count`, `check/far` (F1 below 0.8), `check/f1_min`, `check/f1_mean`. A crawl in
    which half of the sample is far apart says so at its close: the outlet's layout has changed, or
    its pages are such that only our reader can read them.
    """

    def __init__(self, crawler: Crawler, every: int) -> None:
        self.crawler = crawler
        self.every = every
        self.seen = 0
        self.rests_until = 0.0
        self.total = 0.0
        self.worst: tuple[float, str] = (1.0, "")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CheckSample":
        share = crawler.settings.getfloat("CHECK_SAMPLE")
        if not share:
            raise NotConfigured
        if not 0 < share <= 1:
            raise ValueError(f"CHECK_SAMPLE={share} is no share of the stories; write 0 to 1")
        extension = cls(crawler, round(1 / share))
        crawler.signals.connect(extension.fetch_saved, signal=FETCH_SAVED)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def fetch_saved(self, fetch: Fetch, outcome: Outcome) -> None:
        if outcome not in NEW_TEXT or not isinstance(fetch.result, Article) or fetch.body is None:
            return
        if len(fetch.body) > LARGEST:
            return
        self.seen += 1
        if self.seen >= self.every and monotonic() >= self.rests_until:
            self.seen, self.rests_until = 0, monotonic() + PAUSE
            self._check(fetch.result, fetch.url, decode(fetch.body, fetch.content_type))

    def spider_closed(self) -> None:
        stats = self.crawler.stats
        count, far = stats.get_value("check/count", 0), stats.get_value("check/far", 0)
        if not count:
            return
        log = logger.warning if far * 2 > count else logger.info
        log(
            "%d of %d sampled stories read far from a second opinion, worst F1 %.2f at %s",
            far, count, *self.worst,
        )  # fmt: skip

    def _check(self, article: Article, url: str, html: str) -> None:
        stats = self.crawler.stats
        try:
            f1 = compare(article, second_opinion(html)).f1
        except ValueError as error:
            stats.inc_value("check/none")
            logger.debug("%s: %s", url, error)
            return
        stats.inc_value("check/count")
        stats.inc_value("check/far", int(f1 < FAR))
        self.total += f1
        self.worst = min(self.worst, (f1, url))
        stats.set_value("check/f1_min", self.worst[0])
        stats.set_value("check/f1_mean", round(self.total / stats.get_value("check/count"), 4))
