"""The crawl's side of the ledger: asks for what is due, a bounded number at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from models import gaps, leases, ledger
from models.crawls import begin_crawl, end_crawl, register
from models.discovery import discover
from models.fetch import DAYS, GAP, Found, PageKind
from models.ledger import DuePage
from models.outlet import Outlet
from models.patience import patiently
from models.schema import open_database
from scrapers.addresses import found_at, story_address
from scrapers.arguments import CrawlArguments
from scrapers.listing import days, guess, seeds

T = TypeVar("T")

_STORIES = (PageKind.STORY,)
_LISTINGS = (PageKind.LISTING, PageKind.FEED, PageKind.SITEMAP)


class Frontier:
    """Pages to visit, straight from the ledger: what is not saved is still due.

    Only `window` pages are out at a time, so a million due addresses cost no memory.
    """

    def __init__(
        self,
        engine: Engine,
        outlet: Outlet,
        outlet_id: int,
        crawl_id: int,
        window: int,
        patience: float = 0.0,
    ) -> None:
        self.engine = engine
        self.outlet = outlet
        self.outlet_id = outlet_id
        self.crawl_id = crawl_id
        self.patience = patience
        self.window = window
        self._out: set[int] = set()  # pages asked for and not yet committed
        self._stories = 0
        self._has_guessed = False
        self._moved = asyncio.Event()
        # Whatever the schedule says, one crawl visits a page once.
        self._began = datetime.now(UTC)

    @classmethod
    async def open(
        cls,
        url: str,
        outlet: Outlet,
        arguments: CrawlArguments,
        *,
        version: str,
        window: int,
        pause: float,
        patience: float,
        job: str | None = None,
        crew: str | None = None,
        lease: timedelta = leases.LEASE,
    ) -> "Frontier":
        """A frontier with its crawl begun and its seeds in the ledger.

        DatabaseError or DBAPIError where the database cannot be used or stays away, OutletHeld
        where another crawl has the outlet; `pause` as in `models.leases.take`, in seconds.
        `patience`: how long it waits for a database that is away, in seconds. `crew`: the name of a
        new one, if the crawl shares its work and finds none to join.
        """
        engine = await asyncio.to_thread(open_database, url, patience)

        def begin() -> int:
            return begin_crawl(
                engine,
                outlet_id,
                arguments=arguments.recorded(),
                version=version,
                now=datetime.now(UTC),
                pause=timedelta(seconds=pause),
                job=job,
                crew=crew,
                lease=lease,
            )

        try:
            outlet_id = await patiently(partial(register, engine, outlet), patience)
            crawl_id = await patiently(begin, patience)
            opened = cls(engine, outlet, outlet_id, crawl_id, window, patience)
            if arguments.url is None:
                await opened.begin_at(seeds(outlet, arguments.section))
            if arguments.since is not None and arguments.section is None:
                await opened.ask_for_days(arguments.since, arguments.until)
        except BaseException:
            engine.dispose()
            raise
        return opened

    async def seconds_to_wait(self) -> float:
        """How long the outlet wants to be left alone yet."""
        moment = await self._try(partial(leases.next_request_at, self.engine, self.outlet_id))
        return 0.0 if moment is None else (moment - datetime.now(UTC)).total_seconds()

    async def rest(self, seconds: float) -> None:
        """Notes that the outlet wants to be left alone, for crawls that come later."""
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        await self._try(partial(leases.rest, self.engine, self.outlet_id, until))

    async def hold(self) -> None:
        """Renews the hold on the outlet; returns when another crawl has taken it over."""
        held = True
        while held:
            await asyncio.sleep(leases.LEASE.total_seconds() / 4)
            held = await self._try(self._renew)

    async def begin_at(self, found: list[Found], found_on: str | None = None) -> None:
        """More seeds, that the crawl came across."""
        begin = partial(discover, self.engine, self.outlet_id, found, found_on=found_on)
        await self._try(partial(begin, now=datetime.now(UTC)))

    async def ask_for_days(self, since: date, until: date | None) -> None:
        """The outlet's lists of these days, which are visited in this crawl alone."""
        until = until or datetime.now(ZoneInfo(self.outlet.zone)).date()
        await self.begin_at(days(self.outlet, since, until), DAYS)

    async def pages(self, arguments: CrawlArguments) -> AsyncIterator[DuePage]:
        """What is due, until nothing is due and nothing is out that could find more."""
        if arguments.url is not None:
            yield await self._try(partial(self._one_story, arguments.url))
            return
        while True:
            self._moved.clear()
            due = await self._try(partial(self._due, arguments))
            for page in due:
                self._out.add(page.id)
                self._stories += page.kind is PageKind.STORY
                yield page
            if not due and not self._out:
                if not await self._try(partial(self._guess, arguments)):
                    return
                continue
            if len(self._out) >= self.window or not due:
                await self._moved.wait()

    def saved(self, page_id: int) -> None:
        """A visit is committed: its place in the window is free."""
        self._out.discard(page_id)
        self._moved.set()

    async def close(
        self, outcome: str, reason: str | None, stats: dict[str, Any], pause: float = 0.0
    ) -> None:
        """Ends the crawl's row, which lets the outlet go, and then lets the database go.

        The outlet is asked for nothing for the `pause`, in seconds.
        """
        end = partial(
            end_crawl,
            self.engine,
            self.crawl_id,
            outcome=outcome,
            reason=reason,
            stats=stats,
            now=datetime.now(UTC),
            pause=timedelta(seconds=pause),
        )
        try:
            await self._try(end)
        finally:
            self.engine.dispose()

    async def _try(self, work: Callable[[], T]) -> T:
        return await patiently(work, self.patience)

    def _renew(self) -> bool:
        return leases.renew(self.engine, self.outlet_id, self.crawl_id, datetime.now(UTC))

    def _due(self, arguments: CrawlArguments) -> list[DuePage]:
        room = self.window - len(self._out)
        if arguments.limit is None:
            return self._ask(arguments, room)
        # A few stories are wanted soon: one listing at a time, and only while none is known.
        left = arguments.limit - self._stories
        stories = self._ask(arguments, min(room, left), _STORIES)
        if stories or left <= 0 or self._out:
            return stories
        return self._ask(arguments, 1, _LISTINGS)

    def _ask(
        self,
        arguments: CrawlArguments,
        limit: int,
        kinds: tuple[PageKind, ...] | None = None,
        *,
        exclude: Collection[int] | None = None,
    ) -> list[DuePage]:
        if limit <= 0:
            return []
        return ledger.due(
            self.engine,
            self.outlet_id,
            now=datetime.now(UTC),
            unvisited_since=self._began,
            limit=limit,
            exclude=self._out if exclude is None else exclude,
            kinds=kinds,
            section=arguments.section,
            since=arguments.since,
            until=arguments.until,
        )

    def _guess(self, arguments: CrawlArguments) -> int:
        """Puts missing ids into the ledger, once a crawl; returns how many."""
        if arguments.gaps is None or self._has_guessed:
            return 0
        self._has_guessed = True
        ids = gaps.missing_ids(
            self.engine,
            self.outlet_id,
            limit=arguments.gaps,
            since=arguments.since,
            until=arguments.until,
        )
        found = [guess(str(number), self.outlet) for number in ids]
        now = datetime.now(UTC)
        return discover(self.engine, self.outlet_id, found, found_on=GAP, now=now)

    def _one_story(self, url: str) -> DuePage:
        story = story_address(url, self.outlet)
        if story is None:
            raise ValueError(f"{url!r} is no story of {self.outlet.title}")
        found, now = found_at(url, story), datetime.now(UTC)
        page = ledger.page_for(self.engine, self.outlet_id, found, now)
        self._out.add(page.id)
        return page
