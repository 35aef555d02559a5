"""The rows of an ingest: its crawls, one an outlet, and a visit for each copy."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from scrapy.settings import BaseSettings
from sqlalchemy import Connection, Engine

from models.article import Article
from models.crawls import end_crawl, register
from models.fetch import Ending, Fetch, Outcome, PageKind
from models.ingest import Copy, archived_visits, begin_ingest, known_copies, older_copies, pages_of
from models.outlet import Outlet
from models.patience import patiently
from models.revisit import read_schedule
from models.store import save_new
from scrapers.addresses import found_at
from scrapers.archive.blocks import Record, header
from scrapers.archive.exchange import Body
from scrapers.extensions.crawl_record import broken_floors, is_not_there
from scrapers.ingest.sorting import Candidate

T = TypeVar("T")
Place = tuple[str, int] | None
Places = list[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A copy that was read, and where it is kept."""

    candidate: Candidate
    result: Article | Ending
    at: datetime
    archived: tuple[str, int] | None
    original: Body | None


class Rows:
    """Writes an ingest into the database; waits DATABASE_PATIENCE seconds while that is away."""

    def __init__(
        self,
        engine: Engine,
        settings: BaseSettings,
        arguments: dict[str, Any],
        versions: Mapping[str, str],
    ) -> None:
        """`versions`: of today's reader, by outlet."""
        self._engine = engine
        self._settings = settings
        self._arguments = arguments
        self._versions = versions
        self._crawls: dict[str, tuple[int, int]] = {}
        self._not_there: Counter[str] = Counter()
        self._loop = asyncio.Runner()
        self._save = partial(save_new, schedule=read_schedule(settings.get("REVISIT_AFTER")))

    def known(self, outlet: Outlet, copies: Collection[Copy]) -> dict[Copy, Places]:
        """The visits that these copies would repeat; see `models.ingest.known_copies`."""
        outlet_id, _ = self._crawl(outlet)

        def ask() -> dict[Copy, Places]:
            with self._engine.connect() as connection:
                return known_copies(connection, outlet_id, copies)

        return self._try(ask)

    def archived(self, outlet: Outlet, url: str) -> list[tuple[str, int]]:
        """Where the archive has the visits of a page, the latest first."""
        outlet_id, _ = self._crawl(outlet)
        return self._try(partial(archived_visits, self._engine, outlet_id, url))

    def save(
        self, outlet: Outlet, taken: Sequence[Taken], is_same: Callable[[Record, Place], bool]
    ) -> list[Outcome | None]:
        """Commit the copies in one transaction, in their order; the outcome of each, None for one
        that another ingest has taken since it was asked for.

        `is_same`: whether a visit at the same moment saw the same.
        """
        outlet_id, crawl_id = self._crawl(outlet)
        stories = (each.candidate.story for each in taken)
        found = [found_at(story.url, story) for story in stories]
        now = datetime.now(UTC)
        pages = self._try(partial(pages_of, self._engine, outlet_id, found, now))
        fetches = [_fetch(each, crawl_id, pages[each.candidate.story.url]) for each in taken]
        version = self._versions[outlet.name]

        def are_known(connection: Connection) -> list[bool]:
            copies = [Copy(each.candidate.story.url, each.at) for each in taken]
            known = known_copies(connection, outlet_id, copies)
            return [
                any(is_same(each.candidate.record, place) for place in known.get(copy, []))
                for each, copy in zip(taken, copies, strict=True)
            ]

        save = partial(self._save, self._engine, fetches, are_known, reader_version=version)
        outcomes = []
        for fetch, outcome in zip(fetches, self._try(save), strict=True):
            if isinstance(outcome, Exception):
                raise outcome
            self._not_there[outlet.name] += outcome is not None and is_not_there(fetch)
            outcomes.append(outcome)
        return outcomes

    def end(
        self, outcomes: dict[str, Counter[Outcome]], stats: dict[str, int], failure: str | None
    ) -> list[str]:
        """Judge and end each outlet's crawl; what is broken, one sentence each."""
        broken = []
        for name, (_, crawl_id) in self._crawls.items():
            counts = outcomes.get(name, Counter())
            made, not_there = counts.total(), self._not_there[name]
            why = "; ".join(broken_floors(counts, Counter(), made, not_there, self._settings))
            outcome = "broken" if why else "ok"
            if failure is not None:
                outcome, why = "failed", failure
            elif why:
                broken.append(f"{name}: {why}")
            end = partial(
                end_crawl, self._engine, crawl_id,
                outcome=outcome, reason=why or None, stats=stats, now=datetime.now(UTC),
            )  # fmt: skip
            self._try(end)
        return broken

    def older(self) -> int:
        """How many of the copies wait for their place in a history."""
        crawl_ids = [crawl_id for _, crawl_id in self._crawls.values()]
        return self._try(partial(older_copies, self._engine, crawl_ids))

    def _crawl(self, outlet: Outlet) -> tuple[int, int]:
        """The ids of the outlet and of its crawl, begun with its first record."""
        if outlet.name not in self._crawls:
            outlet_id = self._try(partial(register, self._engine, outlet))
            begin = partial(
                begin_ingest, self._engine, outlet_id, arguments=self._arguments,
                version=self._versions[outlet.name], now=datetime.now(UTC),
            )  # fmt: skip
            self._crawls[outlet.name] = outlet_id, self._try(begin)
        return self._crawls[outlet.name]

    def _try(self, work: Callable[[], T]) -> T:
        return self._loop.run(patiently(work, self._settings.getfloat("DATABASE_PATIENCE")))

    def close(self) -> None:
        """Let go of what waits for the database; no method is called after this."""
        self._loop.close()


def _fetch(taken: Taken, crawl_id: int, page_id: int) -> Fetch:
    record = taken.candidate.record
    return Fetch(
        crawl_id=crawl_id,
        page_id=page_id,
        url=taken.candidate.story.url,
        kind=PageKind.STORY,
        fetched_at=taken.at,
        result=taken.result,
        status=record.status,
        etag=header(record.headers, "etag"),
        last_modified=header(record.headers, "last-modified"),
        content_type=record.content_type,
        archived=taken.archived,
        original=taken.original,
        body=record.body,
    )
