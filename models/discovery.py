"""Writing addresses that were found into the ledger, and telling whether they are new."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import starmap
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, update

from models.bulk import insert_rows
from models.crawls import lock_outlets
from models.database import writing
from models.ends import IS_PART
from models.fetch import Found, PageKind, is_usable
from models.looking_up import among, is_among, listed, mark, rows_among
from models.revisit import GONE, GONE_FOR_LONG
from models.tables import pages


class _Known(NamedTuple):
    id: int
    url: str
    kind: str
    last_fetched_at: datetime | None
    next_visit_at: datetime | None
    gone_since: datetime | None


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
    that have changed since their last visit. So does a story that was gone for good, days after it
    was: what the outlet shows again may be there again. A connection must have locked the outlet.
    """
    if isinstance(database, Engine):
        with writing(database) as connection:
            lock_outlets(connection, [outlet_id])
            return discover(connection, outlet_id, found, found_on=found_on, now=now, wake=wake)
    usable = {each.url: each for each in found if is_usable(each.url)}
    theirs = rows_among(database, pages, _Known._fields, "url", usable, outlet_id=outlet_id)
    known = {row.url: row for row in starmap(_Known, theirs)}
    fresh = [each for url, each in usable.items() if url not in known]
    shown = _shown(database, outlet_id, fresh)
    rows = [new_row(outlet_id, each, found_on, now) for each in _first_of_each(fresh, shown)]
    insert_rows(database, pages, rows)
    woken = [
        row.id
        for row in known.values()
        if (
            _may_be_back(row, now)
            if row.kind == PageKind.STORY
            else wake or _has_changed(usable[row.url], row)
        )
    ]
    if woken:
        due = update(pages).where(among(database, pages.c.id, woken))
        database.execute(due.values(next_visit_at=now))
    return sum(row["kind"] == PageKind.STORY for row in rows)


def any_unvisited(
    connection: Connection, outlet_id: int, found: Iterable[Found], crawl_id: int
) -> bool:
    """Whether one of the stories was never visited, or was unknown before the crawl began."""
    dialect = connection.dialect.name
    ids = [each.source_id for each in found if each.source_id is not None]
    began = f"(SELECT started_at FROM crawls WHERE id = {mark(dialect)})"  # noqa: S608
    statement = (
        f"SELECT id FROM pages WHERE outlet_id = {mark(dialect)}"  # noqa: S608
        f" AND {is_among(pages, 'source_id', dialect)}"
        f" AND (last_fetched_at IS NULL OR found_at >= {began}) LIMIT 1"
    )
    given = (outlet_id, listed(ids, dialect), crawl_id)
    return bool(ids) and connection.exec_driver_sql(statement, given).first() is not None


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


def _shown(connection: Connection, outlet_id: int, found: Iterable[Found]) -> set[str]:
    """Those of the stories' ids that the outlet shows under addresses that are known, which a later
    part of a story is not.
    """
    ids = {each.source_id for each in found if each.source_id is not None}
    rows = rows_among(
        connection,
        pages,
        ("source_id",),
        "source_id",
        ids,
        outlet_id=outlet_id,
        where=f"gone_since IS NULL AND NOT ({IS_PART})",
    )
    return {source_id for (source_id,) in rows}


def _may_be_back(story: _Known, now: datetime) -> bool:
    """Whether it is no longer visited for its 404s; a dead link is tried ever more rarely."""
    visited = story.last_fetched_at
    if story.next_visit_at is not None or story.gone_since is None or visited is None:
        return False
    return now - visited >= min(max(GONE, visited - story.gone_since), GONE_FOR_LONG)


def _has_changed(found: Found, known: _Known) -> bool:
    visited = known.last_fetched_at
    return found.changed_at is not None and visited is not None and found.changed_at > visited


def _first_of_each(found: Iterable[Found], shown: set[str]) -> Iterator[Found]:
    """Pages of addresses, and the first address of each story that is not shown elsewhere."""
    stories = set(shown)
    for each in found:
        if each.kind is PageKind.STORY and each.source_id is not None:
            if each.source_id in stories:
                continue
            stories.add(each.source_id)
        yield each
