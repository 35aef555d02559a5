"""How each outlet is doing, as the database knows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from models.tables import articles, crawls, outlets, pages, quarantine

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
    """Pages in quarantine that were not read since."""
    crawl: str | None = None
    """Outcome of the crawl begun last."""
    crawled_at: datetime | None = None
    """When that began."""
    pages_per_minute: float | None = None
    """Of the last crawl that ended, together with those that it shared its work with."""
    lag: timedelta | None = None
    """From publication, where its minute is known, to the first fetch: the median of the latest."""


def outlet_statuses(engine: Engine, now: datetime) -> list[OutletStatus]:
    """Give the outlets in the order of their names."""
    with engine.connect() as connection:
        rows = connection.execute(select(outlets.c.id, outlets.c.name).order_by(outlets.c.name))
        return [_status(connection, row.id, row.name, now) for row in rows.all()]


def _status(connection: Connection, outlet_id: int, name: str, now: datetime) -> OutletStatus:
    last = connection.execute(
        select(crawls).where(crawls.c.outlet_id == outlet_id).order_by(crawls.c.id.desc()).limit(1)
    ).first()
    ended = connection.execute(
        select(crawls)
        .where(crawls.c.outlet_id == outlet_id, crawls.c.finished_at.is_not(None))
        .order_by(crawls.c.id.desc())
        .limit(1)
    ).first()
    rate = _pages_per_minute(connection, ended) if ended else None
    theirs = articles.c.outlet_id == outlet_id
    due = (pages.c.outlet_id == outlet_id, pages.c.next_visit_at <= now)
    waiting = (quarantine.c.outlet_id == outlet_id, quarantine.c.resolved_at.is_(None))
    one = func.count()
    return OutletStatus(
        outlet=name,
        articles=connection.execute(select(one).where(theirs)).scalar_one(),
        due=connection.execute(select(one).where(*due)).scalar_one(),
        quarantined=connection.execute(
            select(func.count(quarantine.c.page_id.distinct())).where(*waiting)
        ).scalar_one(),
        crawl=last.outcome if last else None,
        crawled_at=last.started_at if last else None,
        pages_per_minute=rate,
        lag=_lag(connection, outlet_id),
    )


def _pages_per_minute(connection: Connection, crawl: Row[*tuple[Any, ...]]) -> float | None:
    fetched, began, ended = crawl.fetches, crawl.started_at, crawl.finished_at
    if crawl.crew is not None:
        columns = (
            func.sum(crawls.c.fetches),
            func.min(crawls.c.started_at),
            func.max(crawls.c.finished_at),
        )
        crew = select(*columns).where(crawls.c.outlet_id == crawl.outlet_id)
        fetched, began, ended = connection.execute(crew.where(crawls.c.crew == crawl.crew)).one()
    minutes = (ended - began).total_seconds() / 60
    return fetched / minutes if minutes > 0 else None


def _lag(connection: Connection, outlet_id: int) -> timedelta | None:
    query = (
        select(articles.c.published_at, articles.c.first_fetched_at)
        .where(
            articles.c.outlet_id == outlet_id,
            articles.c.published_precision == "minute",
            articles.c.first_fetched_at.is_not(None),
        )
        .order_by(articles.c.id.desc())
        .limit(LATEST)
    )
    lags = [fetched - published for published, fetched in connection.execute(query)]
    return median(lags) if lags else None
