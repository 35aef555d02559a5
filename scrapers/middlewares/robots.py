"""Obeys robots.txt: notes what it says to each visit, keeps its Crawl-delay, tells its sitemaps."""

import logging
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.sitemap import sitemap_urls_from_robots
from twisted.internet.defer import Deferred

from scrapers.extensions.closing import is_closing
from scrapers.listing import SITEMAPS_NAMED
from scrapers.visit import NotAsked, RobotsUnreachable, Undecoded

LONGEST_CRAWL_DELAY = 120.0
"""In seconds; a robots.txt that asks for more is taken to mean this."""
READ = 512_000
"""Bytes, as RFC 9309 asks for at the least: ten megabytes of rules took twelve seconds, in which
nothing else was done, and each page a tenth of one."""

_NO_ANSWER = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    Undecoded,
    ValueError,  # of a redirect to what is no address
)


def _in_one_line(record: logging.LogRecord) -> bool:
    """Scrapy has a traceback of forty lines for an outlet that is down, and names another page."""
    if record.exc_info and isinstance(record.exc_info[1], _NO_ANSWER):
        record.msg = "robots.txt cannot be had, so nothing may be: %(f_exception)s"
        record.exc_info = None
    return True


logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(_in_one_line)


class Robots(RobotsTxtMiddleware):
    """Scrapy's, which lets everything pass where robots.txt cannot be had and ignores Crawl-delay.

    RFC 9309: a robots.txt that is not there (4xx) allows all, one that cannot be reached, nothing.
    """

    async def process_request(self, request: Request, spider: Any = None) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self.robot_parser(request)
        if rules is None:
            # Of those that wait for the same robots.txt, only the first is given it.
            known = self._parsers[urlparse_cached(request).netloc]
            rules = None if isinstance(known, Deferred) else known
        if rules is None:
            if is_closing(self.crawler):
                raise NotAsked("the crawl ends, maybe before robots.txt was asked for")
            request.meta["robots"] = "unreachable"
            raise RobotsUnreachable(f"robots.txt cannot be had, so nothing may be: {request.url}")
        try:
            self.process_request_2(rules, request)
        except IgnoreRequest:
            request.meta["robots"] = "forbidden"
            raise
        request.meta["robots"] = "allowed"
        self._keep_delay(rules, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"robots.txt answered with {response.status}")
        if response.status >= 400:
            response = response.replace(body=b"")
        if len(response.body) > READ:  # up to the end of a line: half of one forbids more
            response = response.replace(body=response.body[:READ].rpartition(b"\n")[0])
        # As written: an address that is none must not make the whole file unreadable.
        if urls := list(sitemap_urls_from_robots(response.body)):
            await self.crawler.signals.send_catch_log_async(SITEMAPS_NAMED, urls=urls)
        await super()._parse_robots(response, netloc, request)

    def _keep_delay(self, rules: RobotParser, request: Request) -> None:
        asked = rules.crawl_delay(self._default_useragent)
        if not asked:
            return
        own = self.crawler.settings.getfloat("DOWNLOAD_DELAY")  # which no robots.txt shortens
        delay = max(own, min(float(asked), LONGEST_CRAWL_DELAY))
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        downloader.per_slot_settings[key] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        if (slot := downloader.slots.get(key)) is not None:
            slot.delay, slot.concurrency, slot.jitter = max(slot.delay, delay), 1, 0.0
        if (throttle := self.crawler.get_extension(AutoThrottle)) is not None:
            throttle.mindelay = max(throttle.mindelay, delay)
            throttle.maxdelay = max(throttle.maxdelay, delay)
