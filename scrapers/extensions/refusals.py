"""An outlet that refuses is left alone, all of it, and for longer each time."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from sqlalchemy.exc import DBAPIError

from models.fetch import FETCH_SAVED, Fetch, Outcome
from scrapers.extensions.closing import TICK, is_closing
from scrapers.statuses import BLOCKED
from scrapers.visit import NotAsked

logger = logging.getLogger(__name__)

ASK_TO_WAIT = (429, 503)
YEAR = 366 * 24 * 3600.0
"""In seconds; a Retry-After that asks for more is taken to mean this."""


class Refusals:
    """Whoever sends a request waits for `over` before, and shows the response to `heard`.

    A Retry-After is kept. Pages that were refused without one (403, 429, a challenge) are answered
    with a pause of REFUSED_PAUSE seconds, which doubles until something is let through again. A
    pause of more than LONGEST_PAUSE ends the crawl; the ledger tells later ones.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._first = crawler.settings.getfloat("REFUSED_PAUSE")
        self._longest = crawler.settings.getfloat("LONGEST_PAUSE")
        self._until = 0.0
        self._in_a_row = 0
        self._closing: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Refusals":
        extension = cls(crawler)
        crawler.signals.connect(extension.fetch_saved, signal=FETCH_SAVED)
        return extension

    async def over(self) -> None:
        """Returns when the outlet may be asked; NotAsked where that is too late for this crawl."""
        while not is_closing(self.crawler):
            left = self._until - time.monotonic()
            if left <= 0:
                return
            if left > self._longest:
                raise NotAsked(f"the outlet wants to be left alone for {left:.0f} s")
            await asyncio.sleep(min(left, TICK))
        raise NotAsked("the crawl ends")

    async def heard(self, request: Request, response: Response) -> float:
        """Keep the Retry-After of a response; give it in seconds, 0 where there is none."""
        seconds = seconds_to_wait(response) if response.status in ASK_TO_WAIT else 0.0
        if seconds > 0:
            self._pause(seconds)
            await self._tell(seconds)
        elif response.status in BLOCKED and "page" in request.meta:
            await self._tell(self._refused())
        return seconds

    def fetch_saved(self, fetch: Fetch, outcome: Outcome) -> None:
        if time.monotonic() < self._until:
            return  # it was under way before the pause
        if fetch.status is None:
            return  # no answer, or nothing was asked: it says nothing of the outlet's mind
        if outcome is not Outcome.BLOCKED:
            self._in_a_row = 0
        elif fetch.status not in BLOCKED:  # a challenge in a page's place
            self._telling = asyncio.create_task(self._tell(self._refused()))

    def _refused(self) -> float:
        """How long the pause is that begins; 0 in one, for this was under way before it."""
        if time.monotonic() < self._until:
            return 0.0
        seconds: float = self._first * 2**self._in_a_row
        self._in_a_row += 1
        self._pause(seconds)
        return seconds

    def _pause(self, seconds: float) -> None:
        self._until = max(self._until, time.monotonic() + seconds)
        logger.warning("The outlet wants to be left alone: no request for %.3g s", seconds)
        if seconds > self._longest and self._closing is None:
            closing = self.crawler.engine.close_spider_async(reason="asked_to_wait")
            self._closing = asyncio.create_task(closing)

    async def _tell(self, seconds: float) -> None:
        """Note it for later crawls."""
        if seconds <= 0:
            return
        try:
            await self.crawler.spider.frontier.rest(seconds)  # type: ignore[union-attr]
        except DBAPIError as error:
            logger.warning("Later crawls do not hear of it: %s", error.orig)


def seconds_to_wait(response: Response) -> float:
    """For how long the server wants to be left alone (Retry-After: seconds, or a date), a year at
    the most; 0 if it does not say.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return min(float(value), YEAR)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the latter for numbers of twenty digits
        return 0.0
    if moment.tzinfo is None:  # `-0000`, or none: of such a date the time is UTC
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), YEAR)
