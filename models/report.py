"""Figures of the archive and its last crawls, for `scrapy report`."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Label, RowMapping, Select, Text, cast, func, select

from models.overview import totals
from models.tables import articles, crawls, fetches, outlets, place_names, quarantine, revisions

Rows = Sequence[RowMapping]

_COVERED = (
    *("headline", "section", "url", "published_at", "hijri_printed", "view_count", "dateline"),
    *("place", "country_code", "sign_off", "byline"),
)
_STORY = (articles.c.headline, articles.c.url, outlets.c.title, articles.c.published_on)
_stories = func.count().label("stories")


class Figures(NamedTuple):
    """What the report shows."""

    totals: dict[str, int]
    volumes: list[tuple[str, int]]
    fresh: Rows
    covered: list[tuple[str, int]]
    places: list[tuple[str, int]]
    read: Rows
    edited: Rows
    waiting: Rows
    crawls: list[dict[str, Any]]


def gather(engine: Engine, limit: int) -> Figures:
    """Ask the archive for all of them; of lists, `limit` rows."""
    with engine.connect() as connection:
        return Figures(
            totals=totals(engine),
            volumes=[(row["year"], row["stories"]) for row in volumes(connection)],
            fresh=freshness(connection),
            covered=sorted(coverage(connection).items(), key=lambda each: -each[1]),
            places=[(row["place"], row["stories"]) for row in places(connection, limit)],
            read=most_read(connection, limit),
            edited=most_edited(connection, limit),
            waiting=in_quarantine(connection, limit),
            crawls=last_crawls(connection, limit),
        )


def freshness(connection: Connection) -> Rows:
    """Stories, first and last day, and last visit of each outlet."""
    columns = (
        outlets.c.title,
        _stories,
        func.min(articles.c.published_on).label("first"),
        func.max(articles.c.published_on).label("last"),
        func.max(articles.c.fetched_at).label("visited"),
    )
    query = select(*columns).select_from(articles.join(outlets)).group_by(outlets.c.title)
    return _all(connection, query.order_by(_stories.desc(), outlets.c.title))


def coverage(connection: Connection) -> dict[str, int]:
    """How many stories have a value, by field."""
    counts = (func.count(articles.c[name]).label(name) for name in _COVERED)
    return dict(connection.execute(select(*counts)).mappings().one())


def volumes(connection: Connection) -> Rows:
    """Stories a year of publication; those without a day are left out."""
    year = func.substr(cast(articles.c.published_on, Text), 1, 4).label("year")
    query = select(year, _stories).where(articles.c.published_on.is_not(None))
    return _all(connection, query.group_by(year).order_by(year))


def places(connection: Connection, limit: int) -> Rows:
    """The places that most stories come from, by their one name."""
    name: Label[Any] = func.coalesce(place_names.c.name, articles.c.place).label("place")
    by_name = articles.outerjoin(place_names, place_names.c.place == articles.c.place)
    query = select(name, _stories).select_from(by_name).where(articles.c.place.is_not(None))
    return _all(connection, query.group_by(name).order_by(_stories.desc(), name).limit(limit))


def most_read(connection: Connection, limit: int) -> Rows:
    """Stories with the highest view counts."""
    query = select(*_STORY, articles.c.view_count).select_from(articles.join(outlets))
    query = query.where(articles.c.view_count.is_not(None))
    most_first = query.order_by(articles.c.view_count.desc(), articles.c.id)
    return _all(connection, most_first.limit(limit))


def most_edited(connection: Connection, limit: int) -> Rows:
    """Stories whose headline or body changed most often."""
    edits = func.count().label("edits")
    counted = select(revisions.c.article_id, edits).group_by(revisions.c.article_id).subquery()
    query = select(*_STORY, counted.c.edits).select_from(articles.join(outlets))
    query = query.join(counted, counted.c.article_id == articles.c.id)
    return _all(connection, query.order_by(counted.c.edits.desc(), articles.c.id).limit(limit))


def in_quarantine(connection: Connection, limit: int) -> Rows:
    """Pages that wait, by stage and reason, with one of them as an example."""
    what = (quarantine.c.stage, quarantine.c.reason)
    pages = func.count(quarantine.c.page_id.distinct()).label("pages")
    counted = select(*what, pages, func.min(quarantine.c.id).label("example"))
    counted = counted.where(quarantine.c.resolved_at.is_(None)).group_by(*what)
    of = counted.order_by(pages.desc(), *what).limit(limit).subquery()
    example = (quarantine.c.url, quarantine.c.message.label("says"))
    query = select(of.c.stage, of.c.reason, of.c.pages, *example)
    query = query.join(quarantine, quarantine.c.id == of.c.example)
    return _all(connection, query.order_by(of.c.pages.desc(), of.c.stage, of.c.reason))


def last_crawls(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """The last crawls, newest first; `outcomes` counts their visits by outcome, `fetches` all.

    A crawl's own row knows how many there were when it has ended.
    """
    columns = (crawls, outlets.c.title)
    query = select(*columns).join(outlets, crawls.c.outlet_id == outlets.c.id)
    found = [dict(row) for row in _all(connection, query.order_by(crawls.c.id.desc()).limit(limit))]
    by_crawl: dict[int, dict[str, int]] = {row["id"]: {} for row in found}
    counted = select(fetches.c.crawl_id, fetches.c.outcome, func.count().label("visits"))
    visits = counted.where(fetches.c.crawl_id.in_(by_crawl)).group_by(
        fetches.c.crawl_id, fetches.c.outcome
    )
    for crawl_id, outcome, number in connection.execute(visits.order_by(fetches.c.outcome)):
        by_crawl[crawl_id][outcome] = number
    counts = (by_crawl[row["id"]] for row in found)
    return [
        row | {"outcomes": each, "fetches": sum(each.values())}
        for row, each in zip(found, counts, strict=True)
    ]


def _all(connection: Connection, query: Select[Any]) -> Rows:
    return connection.execute(query).mappings().all()
