"""The ledger: every address of an outlet and when it is due; `models.discovery` writes new ones."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, Select, insert, or_, select

from models.crawls import lock_outlets
from models.database import writing
from models.discovery import new_row
from models.fetch import Found, PageKind, is_usable
from models.tables import pages


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


_COLUMNS = tuple(each.name for each in fields(DuePage))


def page_for(engine: Engine, outlet_id: int, found: Found, now: datetime) -> DuePage:
    """Give the page of an address, due or not, written into the ledger if it is new.

    Someone asks for this very address, so a story known under another one (its mobile page, an
    earlier day) gets a second page.
    """
    if not is_usable(found.url):
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


def _columns() -> Select[Any]:
    return select(*(pages.c[name] for name in _COLUMNS))


def _due_page(row: Row[*tuple[Any, ...]]) -> DuePage:
    columns = dict(zip(_COLUMNS, row, strict=True))
    return DuePage(**{**columns, "kind": PageKind(columns["kind"])})
