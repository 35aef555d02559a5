"""Judges a crawl at its close and writes the judgement into its `crawls` row."""

import logging
from collections import Counter

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy.exc import DBAPIError

from models.fetch import FETCH_SAVED, Fetch, Outcome, PageKind

logger = logging.getLogger(__name__)

GOOD = (Outcome.STORED, Outcome.REVISED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
# How a crawl may close and still be whole; whatever it did not reach is still due.
WHOLE = ("finished", "closespider_timeout", "closespider_itemcount", "closespider_pagecount")


class CrawlRecord:
    """Counts committed outcomes; at close sets the stats `crawl/outcome` and `crawl/reason`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stories: Counter[Outcome] = Counter()
        self.others: Counter[Outcome] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlRecord":
        extension = cls(crawler)
        crawler.signals.connect(extension.fetch_saved, signal=FETCH_SAVED)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def fetch_saved(self, fetch: Fetch, outcome: Outcome) -> None:
        (self.stories if fetch.kind is PageKind.STORY else self.others)[outcome] += 1

    async def spider_closed(self, reason: str) -> None:
        outcome: str
        why: str | None
        frontier = getattr(self.crawler.spider, "frontier", None)
        stats = self.crawler.stats
        outcome, why = "failed", f"did not start: {reason}"
        if held := getattr(self.crawler.spider, "held", None):
            outcome, why = "held", held
        if frontier is not None:
            made = stats.get_value("fetch/count", 0)
            outcome, why = judge(self.stories, self.others, made, reason, self.crawler.settings)
        stats.set_value("crawl/outcome", outcome)
        stats.set_value("crawl/reason", why)
        log = logger.info if outcome == "ok" else logger.error
        counts = {name.value: number for name, number in (self.stories + self.others).items()}
        event = {"outcome": outcome, "reason": why, "fetches": counts}
        log("crawl %s%s", outcome, f": {why}" if why else "", extra=event)
        if frontier is not None:
            self.crawler.spider.holding.cancel()  # type: ignore[union-attr]
            try:
                await frontier.close(outcome, why, stats.get_stats())
            except DBAPIError as error:
                # The row stays `running`, and the next crawl finds it lost.
                stats.set_value("crawl/outcome", "failed")
                stats.set_value("crawl/reason", f"the crawl's end is not written: {error.orig}")


def judge(
    stories: Counter[Outcome],
    others: Counter[Outcome],
    made: int,
    reason: str,
    settings: BaseSettings,
) -> tuple[str, str | None]:
    """`ok`, `broken` or `failed`, and why.

    `made` is how many visits were begun; each must have ended in one outcome.
    """
    if reason not in WHOLE:
        return "failed", f"closed: {reason}"
    ended = stories.total() + others.total()
    if ended != made:
        return "broken", f"{made} fetches, but {ended} outcomes"
    good = sum(stories[outcome] for outcome in GOOD)
    if stories and not good:
        return "broken", f"no article among {stories.total()} stories fetched: {_listed(stories)}"
    if others and not others[Outcome.LISTED] and not others[Outcome.NOT_MODIFIED]:
        return "broken", f"no list of stories could be read: {_listed(others)}"
    share = stories[Outcome.QUARANTINED] / max(1, stories.total())
    floor = settings.getint("MIN_STORIES_TO_JUDGE")
    if stories.total() >= floor and share > settings.getfloat("MAX_QUARANTINED_SHARE"):
        quarantined = stories[Outcome.QUARANTINED]
        return "broken", f"{quarantined} of {stories.total()} stories quarantined"
    return "ok", None


def _listed(counts: Counter[Outcome]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.most_common())
