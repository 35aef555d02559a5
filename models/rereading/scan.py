"""The visits of the database that are to be read again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from models.crawls import lock_outlets
from models.database import writing
from models.fetch import OLDER_COPY, READ, Outcome, PageKind
from models.rereading.plan import LOST, UNREAD, Planned, story_key
from models.tables import articles, crawls, fetches, outlets, pages, rereadings

_BROUGHT_A_PAGE = sorted(READ | {Outcome.QUARANTINED})
_IS_KEPT_CHALLENGE = and_(
    fetches.c.outcome == Outcome.BLOCKED.value, fetches.c.archive_file.is_not(None)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which visits are to be read again; the other visits of their stories go along."""

    versions: Mapping[str, str]
    """Of today's reader, by outlet: what it has read already is left out, and so are outlets that
    are not named."""
    everything: bool = False
    """Also what it has read already; of that, otherwise only copies that came after later ones."""
    since: date | None = None
    until: date | None = None
    """First and last day of the visit, in the outlet's zone."""
    quarantined: bool = False
    """Only visits whose page could not be read."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of an outlet is left out."""
        return not (self.since or self.until or self.quarantined)


def visits(engine: Engine, asked: Asked, up_to: int) -> Iterator[Planned]:
    """Give every visit up to that one whose page is in the archive or might have been."""
    with engine.connect() as connection:
        is_asked = _choice(asked, _marks(connection, asked))
        stream = connection.execution_options(yield_per=1000)
        for row in stream.execute(_query(asked, up_to)):
            yield _planned(row, asked.versions[row.outlet], is_asked)


def last_visit(engine: Engine, asked: Asked) -> int:
    """Give the last visit of the outlets. None of a lower number turns up later: whoever writes
    visits has locked their outlet before they are numbered.
    """
    with writing(engine) as connection:
        lock_outlets(connection, select(outlets.c.id).where(outlets.c.name.in_(asked.versions)))
        newest = select(func.coalesce(func.max(fetches.c.id), 0))
        return int(connection.execute(newest).scalar_one())


def finish(engine: Engine, asked: Asked, up_to: int, now: datetime) -> None:
    """Note that today's reader has read every visit of the outlets up to that one, and that each of
    them has its place in its story's history.
    """
    with writing(engine) as connection:
        for outlet in connection.execute(_outlets(asked)).all():
            # What another reader had read is not as it left it.
            connection.execute(delete(rereadings).where(rereadings.c.outlet_id == outlet.id))
            row = {"outlet_id": outlet.id, "reader_version": asked.versions[outlet.name]}
            row |= {"up_to_fetch": up_to, "finished_at": now}
            connection.execute(insert(rereadings).values(row))
            theirs = select(crawls.c.id).where(crawls.c.outlet_id == outlet.id)
            placed = update(fetches).where(
                fetches.c.crawl_id.in_(theirs),
                fetches.c.id <= up_to,
                fetches.c.reason == OLDER_COPY,
            )
            connection.execute(placed.values(reason=None))


def _outlets(asked: Asked) -> Select[Any]:
    columns = (outlets.c.id, outlets.c.name, outlets.c.zone)
    return select(*columns).where(outlets.c.name.in_(asked.versions))


def _query(asked: Asked, up_to: int) -> Select[Any]:
    return (
        select(
            fetches.c.id,
            fetches.c.page_id,
            fetches.c.article_id,
            fetches.c.fetched_at,
            fetches.c.outcome,
            fetches.c.reason,
            fetches.c.archive_file,
            fetches.c.archive_offset,
            pages.c.outlet_id,
            pages.c.url,
            pages.c.source_id,
            articles.c.source_id.label("story"),
            outlets.c.name.label("outlet"),
            outlets.c.zone,
            crawls.c.version,
            crawls.c.arguments["site"].as_string().label("site"),
        )
        .join(pages, pages.c.id == fetches.c.page_id)
        .join(outlets, outlets.c.id == pages.c.outlet_id)
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .outerjoin(articles, articles.c.id == fetches.c.article_id)
        .where(
            fetches.c.id <= up_to,
            outlets.c.name.in_(asked.versions),
            or_(fetches.c.outcome.in_(_BROUGHT_A_PAGE), _IS_KEPT_CHALLENGE),
            pages.c.kind == PageKind.STORY.value,
        )
        .order_by(fetches.c.id)
    )


def _planned(row: Row[Any], version: str, is_asked: Callable[[Row[Any]], bool]) -> Planned:
    source_id = row.story or row.source_id
    # A page in quarantine may be kept there whole, with no archive at all.
    can_be_read = row.archive_file is not None or row.outcome == Outcome.QUARANTINED
    return Planned(
        fetch_id=row.id,
        outlet_id=row.outlet_id,
        page_id=row.page_id,
        article_id=row.article_id,
        fetched_at=row.fetched_at.isoformat(),
        outcome=row.outcome,
        url=row.url,
        site=row.site,
        file=row.archive_file or "",
        offset=row.archive_offset or 0,
        planned=story_key(row.outlet_id, source_id) if source_id else page_key(row),
        version=version,
        asked=can_be_read and is_asked(row),
        state=UNREAD if can_be_read else LOST,
    )


def page_key(row: Row[Any]) -> str:
    """Name the story of a page of which no story is known."""
    return f"{row.outlet_id}?{row.page_id}"


def _marks(connection: Connection, asked: Asked) -> dict[str, tuple[str, int]]:
    """Give which reader has read an outlet's pages again last, and up to which visit."""
    query = select(outlets.c.name, rereadings.c.reader_version, rereadings.c.up_to_fetch)
    rows = connection.execute(query.join(outlets, outlets.c.id == rereadings.c.outlet_id))
    return {row.name: (row.reader_version, row.up_to_fetch) for row in rows}


def _choice(asked: Asked, marks: Mapping[str, tuple[str, int]]) -> Callable[[Row[Any]], bool]:
    def is_asked(row: Row[Any]) -> bool:
        if asked.quarantined and row.outcome in READ:
            return False
        if asked.since or asked.until:
            day = row.fetched_at.astimezone(ZoneInfo(row.zone)).date()
            if day < (asked.since or day) or day > (asked.until or day):
                return False
        again, up_to = marks.get(row.outlet, ("", 0))
        reader = again if row.id <= up_to else row.version
        is_new = reader != asked.versions[row.outlet] or row.reason == OLDER_COPY
        return asked.everything or is_new

    return is_asked
