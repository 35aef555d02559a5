"""Judges a crawl at its close and writes the judgement into its `crawls` row."""

import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy.exc import DBAPIError

from models.article import Article
from models.crawls import last_new_article
from models.fetch import FETCH_SAVED, NOT_THERE, READ, SHOWN, Ending, Fetch, Outcome, PageKind
from models.patience import patiently
from models.profiles import STAT, Profile, past_profiles
from scrapers.alarm import of_crawl, tell
from scrapers.checks import drift

if TYPE_CHECKING:
    from scrapers.frontier import Frontier

logger = logging.getLogger(__name__)

ALARMING = ("broken", "failed")
STOPPED = "shutdown"
"""How Scrapy closes a crawl that SIGTERM or SIGINT asked to end; whoever sent it knows."""
COMPARED = 20
"""Crawls before this one that it is compared with."""
# How a crawl may close and still be whole; whatever it did not reach is still due.
WHOLE = ("finished", "closespider_timeout", "closespider_itemcount", "closespider_pagecount")


class CrawlRecord:
    """Counts committed outcomes; at close sets the stats `crawl/outcome` and `crawl/reason`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stories: Counter[Outcome] = Counter()
        self.others: Counter[Outcome] = Counter()
        self.not_there = 0
        self.profile = Profile()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlRecord":
        extension = cls(crawler)
        crawler.signals.connect(extension.fetch_saved, signal=FETCH_SAVED)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def fetch_saved(self, fetch: Fetch, outcome: Outcome) -> None:
        (self.stories if fetch.kind is PageKind.STORY else self.others)[outcome] += 1
        self.not_there += is_not_there(fetch)
        if isinstance(fetch.result, Article) and outcome in READ:
            self.profile.add(fetch.result)

    async def spider_closed(self, reason: str) -> None:
        frontier = getattr(self.crawler.spider, "frontier", None)
        outcome, why = await self._judgement(frontier, reason)
        stats = self.crawler.stats
        stats.set_value("crawl/outcome", outcome)
        stats.set_value("crawl/reason", why)
        log = logger.info if outcome == "ok" else logger.error
        counts = {name.value: number for name, number in (self.stories + self.others).items()}
        event = {"outcome": outcome, "reason": why, "fetches": counts}
        log("crawl %s%s", outcome, f": {why}" if why else "", extra=event)
        # One that could not begin closes by the same word, and nobody asked it to.
        is_stopped = reason == STOPPED and self.crawler.engine.start_time is not None
        is_alarming = outcome in ALARMING and not is_stopped
        if frontier is not None:
            self.crawler.spider.holding.cancel()  # type: ignore[union-attr]
            try:
                await frontier.close(outcome, why, stats.get_stats(), self._pause())
            except DBAPIError as error:
                # The row stays `running`, and the next crawl finds it lost.
                stats.set_value("crawl/outcome", "failed")
                stats.set_value("crawl/reason", f"the crawl's end is not written: {error.orig}")
                is_alarming = True
        if is_alarming:
            failed = await tell(self.crawler.settings, of_crawl(self.crawler))
            stats.set_value("alarm/failed", failed)

    def _pause(self) -> float:
        """Seconds between two requests, as this crawl kept them in the end; 0 if it made none."""
        downloader = self.crawler.engine.downloader
        # Crawl-delay is among the settings, and AutoThrottle changes the slots.
        asked = [given.get("delay", 0.0) for given in downloader.per_slot_settings.values()]
        kept = [slot.delay for slot in downloader.slots.values() if slot.lastseen]
        if not asked and not kept:
            return 0.0
        return float(max([self.crawler.settings.getfloat("DOWNLOAD_DELAY"), *asked, *kept]))

    async def _judgement(self, frontier: "Frontier | None", reason: str) -> tuple[str, str | None]:
        if held := getattr(self.crawler.spider, "held", None):
            return "held", held
        if frontier is None:
            return "failed", f"did not start: {reason}"
        if reason not in WHOLE:
            return "failed", f"closed: {reason}"
        stats = self.crawler.stats
        stats.set_value(STAT, self.profile.as_json())
        made = stats.get_value("fetch/count", 0)
        settings = self.crawler.settings
        broken = broken_floors(self.stories, self.others, made, self.not_there, settings)
        if not broken and self._was_for_nothing():
            broken.append(f"no article at the address: {_listed(self.stories)}")
        try:
            broken += await self._compared(frontier)
        except DBAPIError as error:
            return "failed", f"the crawls before could not be asked for: {error.orig}"
        return ("broken", "; ".join(broken)) if broken else ("ok", None)

    def _was_for_nothing(self) -> bool:
        """Whether a person asked for one story and got none."""
        asked = self.crawler.spider.arguments.url is not None  # type: ignore[union-attr]
        return asked and not any(self.stories[outcome] for outcome in SHOWN)

    async def _compared(self, frontier: "Frontier") -> list[str]:
        """What is not as in the outlet's crawls before."""
        ask = partial(past_profiles, frontier.engine, frontier.crawl_id, COMPARED)
        found = drift(self.profile, await patiently(ask, frontier.patience))
        days = self.crawler.settings.getfloat("MAX_SILENT_DAYS")
        if not days or self.stories[Outcome.STORED] or self.crawler.spider.arguments.is_partial:  # type: ignore[union-attr]
            return found
        newest = partial(last_new_article, frontier.engine, frontier.outlet_id)
        moment = await patiently(newest, frontier.patience)
        if moment is not None and datetime.now(UTC) - moment > timedelta(days=days):
            found.append(f"no new story since {moment:%Y-%m-%d}, for more than {days:g} days")
        return found


def is_not_there(fetch: Fetch) -> bool:
    """Whether a story went to quarantine only because its outlet says that it has none there."""
    result, kind = fetch.result, fetch.kind
    return kind is PageKind.STORY and isinstance(result, Ending) and result.reason in NOT_THERE


def broken_floors(
    stories: Counter[Outcome],
    others: Counter[Outcome],
    made: int,
    not_there: int,
    settings: BaseSettings,
) -> list[str]:
    """What the crawl's own figures say against it, one sentence each.

    `made` is how many visits were begun; each must have ended in one outcome. `not_there`: how many
    of the stories in quarantine their outlet does not have, which says nothing against the reader.
    """
    ended = stories.total() + others.total()
    good = sum(stories[outcome] for outcome in SHOWN)
    there = stories.total() - stories[Outcome.GONE] - not_there
    unread = stories[Outcome.QUARANTINED] - not_there
    enough = settings.getint("MIN_STORIES_TO_JUDGE")
    pages, wanted = settings.getint("MIN_PAGES"), settings.getint("MIN_STORIES")
    found = []
    if ended != made:
        found.append(f"{made} fetches, but {ended} outcomes")
    if made < pages:
        found.append(f"{made} pages fetched, fewer than {pages}")
    if good < wanted:
        found.append(f"{good} stories stored or as they were, fewer than {wanted}")
    if not good and (there > 1 or stories.total() >= max(enough, 2)):  # one odd page is no alarm
        found.append(f"no article among {stories.total()} stories fetched: {_listed(stories)}")
    elif there >= enough and unread > settings.getfloat("MAX_QUARANTINED_SHARE") * there:
        found.append(f"{unread} of {there} stories could not be read")
    if others and not others[Outcome.LISTED] and not others[Outcome.NOT_MODIFIED]:
        found.append(f"no list of stories could be read: {_listed(others)}")
    return found


def _listed(counts: Counter[Outcome]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.most_common())
