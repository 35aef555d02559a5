"""What `scrapy export` hands out: rows of the archive, each with what an analyst joins by."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Engine,
    Float,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    func,
    select,
    text,
)

from models.database import LOCK_SECONDS, DatabaseError, UtcDateTime
from models.tables import (
    articles,
    crawls,
    fetches,
    outlets,
    pages,
    place_names,
    quarantine,
    revisions,
    view_counts,
)
from models.tables import credits as credits_

_KINDS = ((UtcDateTime, "moment"), (Date, "day"), (Float, "number"), (Text, "text"))
_LISTS = {"sign_off_codes": "texts", "problems": "texts", "date_witnesses": "witnesses"}
_STORY: tuple[Any, ...] = (
    outlets.c.name.label("outlet"),
    articles.c.source_id,
    articles.c.published_on,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One kind of rows; `day` is what --since and --until look at, `fetch` what --new does."""

    columns: tuple[Any, ...]
    source: FromClause
    day: ColumnElement[Any]
    fetch: ColumnElement[Any] | None
    """The visit that wrote the row; None where the rows of a story, or of a page, go together."""
    order: tuple[ColumnElement[Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of a dataset."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    after_fetch: int | None = None
    up_to_fetch: int | None = None


def _of(table: Table, *left_out: str) -> tuple[Any, ...]:
    return tuple(column for column in table.c if column.name not in left_out)


DATASETS = {
    "articles": Dataset(
        columns=(
            articles.c.id,
            outlets.c.name.label("outlet"),
            *_of(articles, "id", "outlet_id", "content_hash", "page_id"),
            func.coalesce(place_names.c.name, articles.c.place).label("place_name"),
        ),
        source=articles.join(outlets).outerjoin(
            place_names, place_names.c.place == articles.c.place
        ),
        day=articles.c.published_on,
        fetch=None,
        order=(articles.c.id,),
    ),
    "credits": Dataset(
        columns=(
            credits_.c.article_id,
            *_STORY,
            *_of(credits_, "article_id"),
        ),
        source=credits_.join(articles).join(outlets),
        day=articles.c.published_on,
        fetch=None,
        order=(credits_.c.article_id, credits_.c.position),
    ),
    "views": Dataset(
        columns=(view_counts.c.article_id, *_STORY, *_of(view_counts, "article_id", "fetch_id")),
        source=view_counts.join(articles).join(outlets),
        day=articles.c.published_on,
        fetch=view_counts.c.fetch_id,
        order=(view_counts.c.article_id, view_counts.c.observed_at),
    ),
    "revisions": Dataset(
        columns=(revisions.c.article_id, *_STORY, *_of(revisions, "id", "article_id", "fetch_id")),
        source=revisions.join(articles).join(outlets),
        day=articles.c.published_on,
        fetch=revisions.c.fetch_id,
        order=(revisions.c.id,),
    ),
    "fetches": Dataset(
        columns=(outlets.c.name.label("outlet"), pages.c.url, *_of(fetches, "page_id")),
        source=fetches.join(pages, fetches.c.page_id == pages.c.id).join(outlets),
        day=func.date(fetches.c.fetched_at),
        fetch=fetches.c.id,
        order=(fetches.c.id,),
    ),
    "quarantine": Dataset(
        columns=(
            quarantine.c.id,
            outlets.c.name.label("outlet"),
            *_of(quarantine, "id", "fetch_id", "page_id", "outlet_id", "body"),
        ),
        source=quarantine.join(outlets, quarantine.c.outlet_id == outlets.c.id),
        day=func.date(quarantine.c.quarantined_at),
        fetch=None,  # a later visit of the page may resolve it
        order=(quarantine.c.id,),
    ),
}


def kinds(name: str) -> dict[str, str]:
    """Say what each column holds: moment, day, integer, number, text, texts or witnesses."""
    return {column.name: _kind(column) for column in DATASETS[name].columns}


def _kind(column: Any) -> str:
    if column.name in _LISTS:
        return _LISTS[column.name]
    if isinstance(column.type, Integer | BigInteger):
        return "integer"
    return next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), "text")


def count(connection: Connection, name: str, wanted: Wanted) -> int:
    """How many rows that is."""
    query = _query(name, wanted).order_by(None).with_only_columns(func.count())
    return int(connection.execute(query).scalar_one())


def rows(connection: Connection, name: str, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Give the rows in a fixed order, a thousand in memory at a time."""
    result = connection.execution_options(yield_per=1000).execute(_query(name, wanted))
    for row in result.mappings():
        yield dict(row)


def _query(name: str, wanted: Wanted) -> Select[Any]:
    dataset = DATASETS[name]
    query = select(*dataset.columns).select_from(dataset.source).order_by(*dataset.order)
    if wanted.outlet is not None:
        query = query.where(outlets.c.name == wanted.outlet)
    # SQLite's date() gives text, PostgreSQL's a date; both compare with a bound date.
    if wanted.since is not None:
        query = query.where(dataset.day >= wanted.since)
    if wanted.until is not None:
        query = query.where(dataset.day <= wanted.until)
    if wanted.up_to_fetch is None:
        return query
    after, last = wanted.after_fetch or 0, wanted.up_to_fetch
    new = fetches.c.id.between(after + 1, last)
    if name == "quarantine":
        return query.where(quarantine.c.page_id.in_(select(fetches.c.page_id).where(new)))
    visited = select(fetches.c.article_id).where(new, fetches.c.article_id.is_not(None))
    if dataset.fetch is None:
        return query.where(articles.c.id.in_(visited))
    if name in {"views", "revisions"}:  # through the story: its rows have an index, visits none
        query = query.where(articles.c.id.in_(visited))
    return query.where(dataset.fetch.between(after + 1, last))


def visit(engine: Engine, number: int) -> dict[str, str] | None:
    """Tell a visit from those that have its number elsewhere: when it was made, by what crawl."""
    moments = select(fetches.c.fetched_at, crawls.c.started_at.label("crawl_started_at"))
    query = moments.select_from(fetches.join(crawls)).where(fetches.c.id == number)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings()
        return next(({key: each.isoformat() for key, each in row.items()} for row in rows), None)


_WRITING = text(
    "SELECT l.transactionid::text FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock'"
    " AND a.datname = current_database()"
)


def last_settled_fetch(engine: Engine) -> int:
    """Give the number of the last visit below which no visit can turn up any more.

    PostgreSQL numbers rows before they are committed, so there this waits for the transactions
    that are writing now; DatabaseError after LOCK_SECONDS. SQLite has one writer.
    """
    newest = select(func.coalesce(func.max(fetches.c.id), 0))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return int(connection.execute(newest).scalar_one())
        auto = connection.execution_options(isolation_level="AUTOCOMMIT")
        last = int(auto.execute(newest).scalar_one())
        # Whoever took a lower number is at work by now. Other databases of the server do not count.
        working = set(auto.scalars(_WRITING))
        end = time.monotonic() + LOCK_SECONDS
        while working & set(auto.scalars(_WRITING)):
            if time.monotonic() > end:
                raise DatabaseError(
                    f"another transaction has been writing for {LOCK_SECONDS} s; try again later"
                )
            time.sleep(0.1)
        return last
