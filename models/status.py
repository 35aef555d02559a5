"""How each outlet is doing, as the database knows it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, func, select, text

from models import leases
from models.fetch import NOT_THERE
from models.tables import articles, crawls, fetches, outlets, pages, quarantine

LATEST = 200
"""Of so many stories, those fetched last, the lag is the median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStatus:
    """The figures of one outlet at one moment."""

    outlet: str
    articles: int
    due: int
    """Addresses to visit now."""
    quarantined: int
    """Pages in quarantine that were not read since, but for stories that are not there."""
    crawl: str | None = None
    """Outcome of the crawl begun last."""
    crawled_at: datetime | None = None
    """When that began."""
    reason: str | None = None
    """Why that is not `ok`."""
    fetches: dict[str, int] = field(default_factory=dict)
    """Of the last crawl that ended, together with those that it shared its work with: how many
    visits ended in each outcome."""
    seconds: float | None = None
    """How long that took."""
    lag: timedelta | None = None
    """From publication, where its minute is known, to the first fetch: the median of the latest
    stories that came out since the outlet is crawled."""

    @property
    def pages_per_minute(self) -> float | None:
        """Of the last crawl that ended."""
        return 60 * sum(self.fetches.values()) / self.seconds if self.seconds else None


def outlet_statuses(engine: Engine, now: datetime) -> list[OutletStatus]:
    """Give the outlets in the order of their names."""
    with engine.connect() as connection:
        rows = connection.execute(select(outlets).order_by(outlets.c.name))
        return [_status(connection, row, now) for row in rows.all()]


def database_size(engine: Engine) -> int:
    """Give the bytes that the database takes on its server's disk, or on ours."""
    if engine.dialect.name == "sqlite":
        query = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    else:
        query = text("SELECT pg_database_size(current_database())")
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def _status(connection: Connection, outlet: Row[*tuple[Any, ...]], now: datetime) -> OutletStatus:
    outlet_id = outlet.id
    theirs = select(crawls).where(crawls.c.outlet_id == outlet_id)
    newest = theirs.order_by(crawls.c.id.desc()).limit(1)
    last = connection.execute(newest).first()
    ended = connection.execute(newest.where(crawls.c.finished_at.is_not(None))).first()
    first = connection.execute(theirs.order_by(crawls.c.id).limit(1)).first()
    stories = articles.c.outlet_id == outlet_id
    due = (pages.c.outlet_id == outlet_id, pages.c.next_visit_at <= now)
    waiting = (
        quarantine.c.outlet_id == outlet_id,
        quarantine.c.resolved_at.is_(None),
        quarantine.c.reason.not_in(NOT_THERE),
    )
    one = func.count()
    outcome, reason = _ending(last, outlet, now) if last else (None, None)
    return OutletStatus(
        outlet=outlet.name,
        articles=connection.execute(select(one).where(stories)).scalar_one(),
        due=connection.execute(select(one).where(*due)).scalar_one(),
        quarantined=connection.execute(
            select(func.count(quarantine.c.page_id.distinct())).where(*waiting)
        ).scalar_one(),
        crawl=outcome,
        crawled_at=last.started_at if last else None,
        reason=reason,
        fetches=_fetches(connection, ended) if ended else {},
        seconds=_seconds(connection, ended) if ended else None,
        lag=_lag(connection, outlet_id, first.started_at) if first else None,
    )


def _ending(
    crawl: Row[*tuple[Any, ...]], outlet: Row[*tuple[Any, ...]], now: datetime
) -> tuple[str, str | None]:
    """Outcome and reason; of one that is silent, as the next will write it: it holds its outlet, or
    none of its crew does.
    """
    is_held = outlet.held_by_crawl is not None and outlet.held_until + leases.GRACE > now
    asks = crawl.crew is not None or outlet.held_by_crawl == crawl.id  # and is no ingest
    is_silent = crawl.outcome == "running" and asks and not is_held
    return leases.LOST if is_silent else (crawl.outcome, crawl.reason)


def _together(crawl: Row[*tuple[Any, ...]]) -> ColumnElement[bool]:
    """Whether a crawl is this one, or shared its work with it."""
    alone: ColumnElement[bool] = crawls.c.id == crawl.id
    crew = and_(crawls.c.outlet_id == crawl.outlet_id, crawls.c.crew == crawl.crew)
    return alone if crawl.crew is None else crew


def _fetches(connection: Connection, crawl: Row[*tuple[Any, ...]]) -> dict[str, int]:
    """The outcomes, the most frequent first."""
    number = func.count()
    query = (
        select(fetches.c.outcome, number)
        .where(fetches.c.crawl_id.in_(select(crawls.c.id).where(_together(crawl))))
        .group_by(fetches.c.outcome)
        .order_by(number.desc(), fetches.c.outcome)
    )
    return {outcome: count for outcome, count in connection.execute(query)}  # noqa: C416 - typed


def _seconds(connection: Connection, crawl: Row[*tuple[Any, ...]]) -> float:
    span = select(func.min(crawls.c.started_at), func.max(crawls.c.finished_at))
    began, ended = connection.execute(span.where(_together(crawl))).one()
    return float((ended - began).total_seconds())


def _lag(connection: Connection, outlet_id: int, since: datetime) -> timedelta | None:
    query = (
        select(articles.c.published_at, articles.c.first_fetched_at)
        .where(
            articles.c.outlet_id == outlet_id,
            articles.c.published_precision == "minute",
            articles.c.published_at >= since,
            articles.c.first_fetched_at.is_not(None),
        )
        .order_by(articles.c.id.desc())
        .limit(LATEST)
    )
    lags = [fetched - published for published, fetched in connection.execute(query)]
    return median(lags) if lags else None
