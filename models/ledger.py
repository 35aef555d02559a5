"""The ledger: every address of an outlet and when it is due; crawls are kept in `models.crawls`."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, or_, select, update

from models.bulk import among, insert_rows
from models.crawls import begin_crawl, crawl_counts, end_crawl, lock_outlets, register
from models.database import writing
from models.fetch import Found, PageKind
from models.tables import crawls, pages

__all__ = [
    "DuePage",
    "begin_crawl",
    "crawl_counts",
    "discover",
    "due",
    "end_crawl",
    "page_for",
    "register",
]

logger = logging.getLogger(__name__)

LONGEST_ADDRESS = 2000
"""In bytes. PostgreSQL's index takes little more (2,704)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """An address to visit, with what a conditional request needs."""

    id: int
    url: str
    kind: PageKind
    etag: str | None
    last_modified: str | None
    source_id: str | None
    section: str | None
    failures: int
    found_on: str | None = None
    body_digest: str | None = None
    body_file: str | None = None
    body_offset: int | None = None
    """What the archive holds of its last visit: see `Fetch.original`."""


def discover(
    database: Engine | Connection,
    outlet_id: int,
    found: Sequence[Found],
    *,
    found_on: str | None,
    now: datetime,
    wake: bool = True,
) -> int:
    """Write addresses into the ledger; returns how many story addresses are new.

    A story that the outlet still shows under another address is not added. With `wake`, pages of
    addresses (sections, feeds, sitemaps) that are known already become due now; without, only those
    that have changed since their last visit.
    """
    if isinstance(database, Engine):
        with writing(database) as connection:
            return discover(connection, outlet_id, found, found_on=found_on, now=now, wake=wake)
    lock_outlets(database, [outlet_id])
    usable = {each.url: each for each in found if _is_usable(each.url)}
    known = {row.url: row for row in _known(database, outlet_id, "url", usable)}
    fresh = [each for url, each in usable.items() if url not in known]
    shown = {
        row.source_id
        for row in _known(database, outlet_id, "source_id", (each.source_id for each in fresh))
        if row.gone_since is None
    }
    rows = [new_row(outlet_id, each, found_on, now) for each in _first_of_each(fresh, shown)]
    insert_rows(database, pages, rows)
    woken = [
        row.id
        for row in known.values()
        if row.kind != PageKind.STORY and (wake or _has_changed(usable[row.url], row))
    ]
    if woken:
        theirs = update(pages).where(among(database, pages.c.id, woken))
        database.execute(theirs.values(next_visit_at=now))
    return sum(row["kind"] == PageKind.STORY for row in rows)


def any_unvisited(
    connection: Connection, outlet_id: int, found: Iterable[Found], crawl_id: int
) -> bool:
    """Whether one of the stories was never visited, or was unknown before the crawl began."""
    began = select(crawls.c.started_at).where(crawls.c.id == crawl_id).scalar_subquery()
    ids = [each.source_id for each in found if each.source_id is not None]
    unvisited = select(pages.c.id).where(
        pages.c.outlet_id == outlet_id,
        among(connection, pages.c.source_id, ids),
        or_(pages.c.last_fetched_at.is_(None), pages.c.found_at >= began),
    )
    return bool(ids) and connection.execute(unvisited.limit(1)).first() is not None


def page_for(engine: Engine, outlet_id: int, found: Found, now: datetime) -> DuePage:
    """Give the page of an address, due or not, written into the ledger if it is new.

    Someone asks for this very address, so a story known under another one (its mobile page, an
    earlier day) gets a second page.
    """
    if not _is_usable(found.url):
        raise ValueError(f"an address that the ledger cannot hold: {found.url[:200]!r}")
    page = _columns().where(pages.c.outlet_id == outlet_id, pages.c.url == found.url)
    with writing(engine) as connection:
        lock_outlets(connection, [outlet_id])
        known = connection.execute(page).first()
        if known is None:
            connection.execute(insert(pages), [new_row(outlet_id, found, None, now)])
            known = connection.execute(page).one()
        return _due_page(known)


def due(
    engine: Engine,
    outlet_id: int,
    *,
    now: datetime,
    limit: int,
    exclude: Collection[int] = (),
    kinds: Collection[PageKind] | None = None,
    section: str | None = None,
    since: date | None = None,
    until: date | None = None,
    unvisited_since: datetime | None = None,
) -> list[DuePage]:
    """Give at most `limit` pages that are due: listings first, then stories, newest day first.

    `exclude` holds the ids of pages in flight. `since` and `until`, both inclusive, leave out
    stories whose address names another day. `unvisited_since`, the start of the crawl, leaves
    out what was visited at that moment or later, whatever the schedule says.
    """
    wanted = [pages.c.outlet_id == outlet_id, pages.c.next_visit_at <= now]
    if section is not None:
        wanted.append(pages.c.section == section)
    if unvisited_since is not None:
        visited = pages.c.last_fetched_at
        wanted.append(or_(visited.is_(None), visited < unvisited_since))
    dated = []
    if since is not None:
        dated.append(or_(pages.c.day.is_(None), pages.c.day >= since))
    if until is not None:
        dated.append(or_(pages.c.day.is_(None), pages.c.day <= until))
    kinds = set(PageKind if kinds is None else kinds)
    is_story = pages.c.kind == PageKind.STORY.value
    is_listing = pages.c.kind.in_(sorted(kind.value for kind in kinds - {PageKind.STORY}))
    excluded = set(exclude)  # first: a page that is saved meanwhile leaves the caller's collection
    enough = limit + len(excluded)  # so that a long list of exceptions stays out of the SQL
    newest = (pages.c.day.desc().nulls_last(), pages.c.id)
    with engine.connect() as connection:
        rows = list(
            connection.execute(
                _columns()
                .where(*wanted, is_listing)
                .order_by(pages.c.next_visit_at, pages.c.id)
                .limit(enough)
            )
        )
        if PageKind.STORY in kinds and len(rows) < enough:
            # The inner query sorts what is due within the index; only the winners are looked up.
            ids = (
                select(pages.c.id)
                .where(*wanted, *dated, is_story)
                .order_by(*newest)
                .limit(enough - len(rows))
            )
            rows += connection.execute(_columns().where(pages.c.id.in_(ids)).order_by(*newest))
    return [_due_page(row) for row in rows if row.id not in excluded][:limit]


def _is_usable(url: str) -> bool:
    """Whether the database can hold and index the address; a page may link to anything."""
    usable = "\0" not in url and len(url.encode("utf-8", "backslashreplace")) <= LONGEST_ADDRESS
    if not usable:
        logger.warning("left out an address of %d characters: %.200r", len(url), url)
    return usable


def _has_changed(found: Found, row: Row[*tuple[Any, ...]]) -> bool:
    visited = row.last_fetched_at
    return found.changed_at is not None and visited is not None and found.changed_at > visited


def _known(
    connection: Connection, outlet_id: int, column: str, values: Iterable[str | None]
) -> Iterator[Row[*tuple[Any, ...]]]:
    wanted = [value for value in values if value is not None]
    names = ("id", "url", "kind", "source_id", "gone_since", "last_fetched_at")
    columns = (pages.c[name] for name in names)
    is_theirs = among(connection, pages.c[column], wanted)
    yield from connection.execute(select(*columns).where(pages.c.outlet_id == outlet_id, is_theirs))


def _first_of_each(found: Iterable[Found], shown: set[str]) -> Iterator[Found]:
    """Pages of addresses, and the first address of each story that is not shown elsewhere."""
    stories = set(shown)
    for each in found:
        if each.kind is PageKind.STORY and each.source_id is not None:
            if each.source_id in stories:
                continue
            stories.add(each.source_id)
        yield each


def new_row(outlet_id: int, found: Found, found_on: str | None, now: datetime) -> dict[str, Any]:
    """Give the row of an address that becomes due now."""
    return {
        "outlet_id": outlet_id,
        "url": found.url,
        "kind": found.kind.value,
        "source_id": found.source_id,
        "section": found.section,
        "day": found.day,
        "found_on": found_on,
        "found_at": now,
        "next_visit_at": now,
    }


def _columns() -> Select[Any]:
    names = tuple(DuePage.__dataclass_fields__)
    return select(*(pages.c[name] for name in names))


def _due_page(row: Row[*tuple[Any, ...]]) -> DuePage:
    return DuePage(**{**row._asdict(), "kind": PageKind(row.kind)})
