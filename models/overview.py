"""A first look at a database: how much is in it, and its newest stories."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, RowMapping, func, select

from models.tables import articles, fetches, pages, quarantine, revisions, view_counts

COUNTED = (articles, revisions, view_counts, pages, fetches, quarantine)


def totals(engine: Engine) -> dict[str, int]:
    """Rows a table, by its name."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in COUNTED
        }


def newest(engine: Engine, limit: int) -> Sequence[RowMapping]:
    """The stories published last: day, views, place, headline."""
    columns: list[Any] = [
        articles.c.published_at,
        articles.c.hijri_published,
        articles.c.view_count,
        articles.c.place,
        articles.c.country_code,
        articles.c.headline,
    ]
    query = (
        select(*columns)
        .where(articles.c.published_at.is_not(None))
        .order_by(articles.c.published_at.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        return connection.execute(query).mappings().all()
