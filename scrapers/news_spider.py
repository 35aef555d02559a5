"""What every outlet's spider does: visit what is due, cut it, name what came of it."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from models.article import RawArticle
from models.fetch import FETCH_SAVED, GAP, Ending, Fetch, Listing, Outcome, PageKind
from models.outlet import Outlet
from scrapers.addresses import at_site
from scrapers.arguments import read_arguments
from scrapers.cutting import cut_story, instead_of_list, no_text, not_cut
from scrapers.listing import SITEMAPS_NAMED, cut_listing, sitemap_seeds
from scrapers.reader.version import reader_version
from scrapers.visit import HANDLED, NotArchived, NotAsked, ending_of_failure, ending_of_status

if TYPE_CHECKING:
    from models.ledger import DuePage

Result = RawArticle | Listing | Ending


class NewsSpider(Spider):
    """Crawls one outlet; a subclass says which.

    Every visit yields exactly one `Fetch`, so that every visit has exactly one outcome.
    """

    outlet: ClassVar[Outlet]
    handle_httpstatus_list: ClassVar[list[int]] = HANDLED
    held: str | None = None
    """Which other crawl has the outlet, so that this one does nothing."""
    holding: asyncio.Task[None] | None = None
    """Renews the hold on the outlet while the crawl runs."""

    def __init__(self, name: str | None = None, **given: Any) -> None:
        super().__init__(name)
        self.arguments = read_arguments(self.outlet, given)
        # By section, or of all days, what lists have shown; hashes, for an archive has many.
        self._shown: defaultdict[str | None, set[int]] = defaultdict(set)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        version = reader_version(settings["WARTA_VERSION"], cls.__module__)
        settings.setdefault("READER_VERSION", version)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "NewsSpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.fetch_saved, signal=FETCH_SAVED)
        crawler.signals.connect(spider.sitemaps_named, signal=SITEMAPS_NAMED)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - `scrapy list` needs no database

        from models.database import DatabaseError, one_line  # noqa: PLC0415
        from models.leases import LEASE, OutletHeld  # noqa: PLC0415
        from scrapers.frontier import Frontier  # noqa: PLC0415

        shared = bool(self.settings["REDIS_URL"]) and self.arguments.may_be_shared
        lease = timedelta(seconds=self.settings.getfloat("WORKER_LEASE"))
        try:
            self.frontier = await Frontier.open(
                self.settings["DATABASE_URL"],
                self.outlet,
                self.arguments,
                version=self.settings["READER_VERSION"],
                window=self.settings.getint("FRONTIER_WINDOW"),
                pause=self.settings.getfloat("DOWNLOAD_DELAY"),
                patience=self.settings.getfloat("DATABASE_PATIENCE"),
                job=self.settings["JOB"],
                crew=secrets.token_hex(6) if shared else None,
                lease=lease if shared else LEASE,
            )
        except OutletHeld as refusal:
            self.held = str(refusal)
            return
        except (DatabaseError, DBAPIError) as error:
            self.logger.error("The database is away: %s", one_line(error))  # noqa: TRY400
            raise CloseSpider("database") from None
        if shared:
            from scrapers.machines.frontier import SharedFrontier  # noqa: PLC0415

            self.frontier = await asyncio.to_thread(
                SharedFrontier, self.frontier, self, self.arguments
            )
        self.crawl_id = self.frontier.crawl_id
        self.holding = asyncio.create_task(self._hold())
        try:
            wait = await self.frontier.seconds_to_wait()
            if wait > self.settings.getfloat("LONGEST_PAUSE"):
                raise CloseSpider("asked_to_wait")
            await asyncio.sleep(max(0.0, wait))
            async for page in self.frontier.pages(self.arguments):
                yield self.request(page)
        except DBAPIError as error:
            self.logger.error("The database is away: %s", error.orig)  # noqa: TRY400
            raise CloseSpider("database") from None

    async def _hold(self) -> None:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

        reason = "outlet_taken_over"
        try:
            await self.frontier.hold()
        except DBAPIError as error:
            self.logger.error("The database is away: %s", error.orig)  # noqa: TRY400
            reason = "database"
        # As a task of its own: closing ends this one.
        closing = self.crawler.engine.close_spider_async(reason=reason)
        self.closing = asyncio.create_task(closing)

    def request(self, page: "DuePage") -> Request:
        """The visit of a page, conditional where the site gave validators."""
        headers = {}
        if page.etag:
            headers["If-None-Match"] = page.etag
        if page.last_modified:
            headers["If-Modified-Since"] = page.last_modified
        return Request(
            at_site(page.url, self.outlet, self.arguments.site),
            callback=self.parse if page.kind is PageKind.STORY else self.parse_list,
            errback=self.failed,
            headers=headers,
            # The ledger never gives a page twice, and a redirect may lead to a known address.
            dont_filter=True,
            meta={"page": page},
        )

    def parse(self, response: Response, **_: Any) -> Iterator[Fetch]:
        """The one `Fetch` of a response."""
        response.meta.setdefault("fetched_at", datetime.now(UTC))  # where no archive noted it
        result = ending_of_status(response) or self._cut(response)
        yield self.fetch(response.request, result, response)

    async def parse_list(self, response: Response) -> AsyncIterator[Fetch]:
        """The same of a list, in a thread: a sitemap may be of fifty thousand addresses, and what
        renews the hold on the outlet must not wait for seconds.
        """
        for fetch in await asyncio.to_thread(lambda: list(self.parse(response))):
            yield fetch

    def failed(self, failure: Failure) -> Iterator[Fetch]:
        """The one `Fetch` of a request without a response; none where its page stays due."""
        if isinstance(failure.value, NotAsked):
            self.crawler.stats.inc_value("fetch/count", -1)  # the guard took it for a visit
            return
        if isinstance(failure.value, NotArchived):
            return
        yield self.fetch(failure.request, ending_of_failure(failure))  # type: ignore[attr-defined]

    def fetch(
        self, request: Request | None, result: Result, response: Response | None = None
    ) -> Fetch:
        """The visit that `request` made, with what came of it."""
        if request is None:
            raise ValueError("a response without its request")
        page = request.meta["page"]
        fetch = Fetch(
            crawl_id=self.crawl_id,
            page_id=page.id,
            url=page.url,
            kind=page.kind,
            fetched_at=request.meta.get("fetched_at") or datetime.now(UTC),
            seconds=request.meta.get("download_latency"),
            archived=request.meta.get("archived"),
            original=request.meta.get("original"),
            robots=request.meta.get("robots"),
            result=result,
        )
        if response is not None:
            fetch.status = response.status
            fetch.etag = _header(response, "ETag")
            fetch.last_modified = _header(response, "Last-Modified")
            fetch.content_type = _header(response, "Content-Type")
            fetch.body = response.body
        return fetch

    async def sitemaps_named(self, urls: list[str]) -> None:
        """Discovery begins at the sitemaps, too, unless one section or one story was asked for."""
        if self.arguments.url is None and self.arguments.section is None:
            await self.frontier.begin_at(sitemap_seeds(urls, self.outlet, self.arguments.site))

    def fetch_saved(self, fetch: Fetch) -> None:
        self.frontier.saved(fetch.page_id)

    def _cut(self, response: Response) -> Result:
        """What the page holds, or an ending that quotes why it holds nothing."""
        page: DuePage = response.meta["page"]
        content_type = _header(response, "Content-Type")
        if page.kind is PageKind.STORY:
            if not isinstance(response, TextResponse):
                return no_text(content_type)
            return cut_story(
                response.body,
                content_type,
                url=response.url,
                page_url=page.url,
                guessed_id=page.source_id if page.found_on == GAP else None,
                outlet=self.outlet,
                fetched_at=response.meta["fetched_at"],
                site=self.arguments.site,
            )
        return self._cut_list(response, page, content_type)

    def _cut_list(
        self, response: Response, page: "DuePage", content_type: str | None
    ) -> Listing | Ending:
        cut: Listing | Ending
        try:
            cut = cut_listing(response, page.url, page.kind, self.outlet, self.arguments.site)
        except ValueError as refusal:
            cut = not_cut(f"no-{page.kind}", str(refusal))
        if isinstance(cut, Listing) and cut.found:
            return self._noting_unseen(page, cut)
        other = instead_of_list(response.body, content_type, page.kind)
        # Beyond a section's last page many outlets say that there is no such page.
        if other is not None and (other.outcome is Outcome.BLOCKED or page.found_on is None):
            return other
        return cut

    def _noting_unseen(self, page: "DuePage", listing: Listing) -> Listing:
        if listing.next_page is None:
            return listing
        shown = self._shown[page.section]
        # Side lists show stories of other sections or days, and other ones on each page.
        if page.section is not None:
            own = [each for each in listing.found if each.section in (page.section, None)]
        else:
            own = [each for each in listing.found if each.day in (listing.next_page.day, None)]
        unseen = tuple(each for each in own if hash(each.url) not in shown)
        shown.update(hash(each.url) for each in unseen)
        return replace(listing, unseen=unseen)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
