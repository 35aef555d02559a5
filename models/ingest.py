"""What taking in copies that others made needs of the database."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from models.bulk import insert_rows
from models.crawls import begin_crawl, lock_outlets
from models.database import writing
from models.discovery import new_row
from models.fetch import OLDER_COPY, Found
from models.leases import mark_lost, may_be_alive
from models.looking_up import among
from models.tables import crawls, fetches, pages


class Copy(NamedTuple):
    """A copy by its page's address and the moment it was made."""

    url: str
    at: datetime


def begin_ingest(
    engine: Engine, outlet_id: int, *, arguments: dict[str, Any], version: str, now: datetime
) -> int:
    """Give the id of a new row of `crawls`, whose arguments have `ingest`; see `begin_crawl`.

    Earlier ones of this machine whose process is gone are marked `lost`.
    """
    running = select(crawls.c.id, crawls.c.host, crawls.c.pid, crawls.c.arguments).where(
        crawls.c.outlet_id == outlet_id, crawls.c.outcome == "running"
    )
    with writing(engine) as connection:
        lost = [
            row.id
            for row in connection.execute(running)
            if "ingest" in row.arguments and not may_be_alive(row)
        ]
        mark_lost(connection, crawls.c.id.in_(lost), now)
    return begin_crawl(engine, outlet_id, arguments=arguments, version=version, now=now)


def pages_of(
    engine: Engine, outlet_id: int, found: Sequence[Found], now: datetime
) -> dict[str, int]:
    """Give the ledger's page of each address, written into it where it is new, by address."""
    by_url = {each.url: each for each in found}
    with writing(engine) as connection:
        known = select(pages.c.url, pages.c.id).where(
            pages.c.outlet_id == outlet_id, among(connection, pages.c.url, by_url)
        )
        lock_outlets(connection, [outlet_id])
        ids = {row.url: row.id for row in connection.execute(known)}
        fresh = [each for url, each in by_url.items() if url not in ids]
        insert_rows(connection, pages, [new_row(outlet_id, each, None, now) for each in fresh])
        if fresh:
            ids = {row.url: row.id for row in connection.execute(known)}
    return ids


def known_copies(
    connection: Connection, outlet_id: int, copies: Collection[Copy]
) -> dict[Copy, list[tuple[str, int] | None]]:
    """Give the visits that these copies would repeat, each as its place in the archive."""
    urls = {copy.url for copy in copies}
    found = defaultdict(list)
    visits = (
        select(pages.c.url, fetches.c.fetched_at, fetches.c.archive_file, fetches.c.archive_offset)
        .join(fetches, fetches.c.page_id == pages.c.id)
        .where(pages.c.outlet_id == outlet_id)
    )
    for row in connection.execute(visits.where(among(connection, pages.c.url, urls))):
        place = None if row.archive_file is None else (row.archive_file, row.archive_offset)
        found[Copy(row.url, row.fetched_at)].append(place)
    return {copy: found[copy] for copy in copies if copy in found}


def archived_visits(engine: Engine, outlet_id: int, url: str) -> list[tuple[str, int]]:
    """Give the places in the archive of a page's visits, the latest first."""
    places = (
        select(fetches.c.archive_file, fetches.c.archive_offset)
        .join(pages, pages.c.id == fetches.c.page_id)
        .where(pages.c.outlet_id == outlet_id, pages.c.url == url)
        .where(fetches.c.archive_file.is_not(None))
        .order_by(fetches.c.fetched_at.desc(), fetches.c.id.desc())
    )
    with engine.connect() as connection:
        return [(row.archive_file, row.archive_offset) for row in connection.execute(places)]


def older_copies(engine: Engine, crawl_ids: Collection[int]) -> int:
    """Count the copies of these ingests that wait for their place in a history."""
    theirs = (fetches.c.crawl_id.in_(crawl_ids), fetches.c.reason == OLDER_COPY)
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).where(*theirs)).scalar_one())
