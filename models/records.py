"""The rows that a batch of decided visits writes, a few statements for all of them."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.content import legible
from models.fetch import Ending, Outcome
from models.merge import Row
from models.tables import articles, credits, fetches, pages, quarantine, revisions, view_counts
from models.visits import Visit

# Both dialects' upserts read alike, but have no class in common.
_INSERT: dict[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}

_PAGE_STATE = (
    "source_id",
    "next_visit_at",
    "etag",
    "last_modified",
    "last_outcome",
    "last_fetched_at",
    "failures",
    "gone_since",
)
_READ = frozenset({Outcome.STORED, Outcome.REVISED, Outcome.UNCHANGED})


def write(connection: Connection, visits: Sequence[Visit]) -> None:
    """Insert and update every row that the visits lead to, stories before what refers to them."""
    _write_stories(connection, visits)
    ids = _insert(connection, fetches, [_fetch_row(visit) for visit in visits])
    by_id = dict(zip(ids, visits, strict=True))
    _write_revisions(connection, by_id)
    _write_view_counts(connection, by_id)
    _write_quarantine(connection, by_id)
    _resolve_quarantine(connection, visits)
    _write_pages(connection, visits)


def _write_stories(connection: Connection, visits: Sequence[Visit]) -> None:
    stories = {id(visit.story): visit.story for visit in visits if visit.story is not None}
    new = [story for story in stories.values() if not story.stored]
    credited = {
        key: story.changed.pop("credits")
        for key, story in stories.items()
        if "credits" in story.changed
    }
    changed: dict[frozenset[str], list[Row]] = defaultdict(list)
    for story in stories.values():
        if story.stored and story.changed:
            changed[frozenset(story.changed)].append({**story.changed, "key": story["id"]})
    ids = _insert(connection, articles, [story.changed for story in new])
    for story, article_id in zip(new, ids, strict=True):
        story.stored = {"id": article_id}
    for rows in changed.values():  # few: most revisits change the view count alone
        connection.execute(update(articles).where(articles.c.id == bindparam("key")), rows)
    _write_credits(connection, {stories[key]["id"]: rows for key, rows in credited.items()})


def _write_credits(connection: Connection, credited: dict[int, list[Row] | None]) -> None:
    """Put the credits of each article, by its id, in the place of those it had."""
    known = [article_id for article_id in credited if article_id is not None]
    if not known:
        return
    connection.execute(delete(credits).where(credits.c.article_id.in_(known)))
    rows = [
        {"article_id": article_id, "position": position, **credit}
        for article_id, theirs in credited.items()
        for position, credit in enumerate(theirs or (), start=1)
    ]
    if rows:
        connection.execute(insert(credits), rows)


def _insert(connection: Connection, table: Table, rows: list[Row]) -> list[int]:
    """Insert the rows, which have the same columns, and give their ids in the same order."""
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        # SQLite's RETURNING promises no order, so that SQLAlchemy would insert row by row. As its
        # one writer we may number the rows ourselves.
        last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        ids = list(range(last + 1, last + 1 + len(rows)))
        connection.execute(
            insert(table), [{**row, "id": key} for row, key in zip(rows, ids, strict=True)]
        )
        return ids
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def _fetch_row(visit: Visit) -> Row:
    fetch = visit.fetch
    return {
        "crawl_id": fetch.crawl_id,
        "page_id": fetch.page_id,
        "article_id": visit.article_id,
        "fetched_at": fetch.fetched_at,
        "seconds": fetch.seconds,
        "status": fetch.status,
        "robots": fetch.robots,
        "outcome": visit.outcome.value,
        "reason": _legible(fetch.result.reason) if isinstance(fetch.result, Ending) else None,
        "bytes": None if fetch.body is None else len(fetch.body),
        "archive_file": fetch.archived[0] if fetch.archived else None,
        "archive_offset": fetch.archived[1] if fetch.archived else None,
    }


def _write_revisions(connection: Connection, visits: dict[int, Visit]) -> None:
    rows = [
        {**asdict(visit.revision), "article_id": visit.article_id, "fetch_id": fetch_id}
        for fetch_id, visit in visits.items()
        if visit.revision is not None
    ]
    if rows:
        connection.execute(insert(revisions), rows)


def _write_view_counts(connection: Connection, visits: dict[int, Visit]) -> None:
    rows = [
        _view_row(fetch_id, visit, visit.reading)
        for fetch_id, visit in visits.items()
        if visit.reading is not None and visit.observed_at is not None
    ]
    if not rows:
        return
    statement = _INSERT[connection.dialect.name](view_counts)
    new = statement.excluded
    names = (
        "observed_on",
        "rests_on",
        "count",
        "view_line",
        "hijri_printed",
        "rendered_on",
        "fetch_id",
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[view_counts.c.article_id, view_counts.c.observed_at],
            set_={name: new[name] for name in names},
            # The same copy again, or copies of which only the day is known: counts grow, so the
            # greatest is the latest.
            where=new["count"] > view_counts.c["count"],
        ),
        rows,
    )


def _view_row(fetch_id: int, visit: Visit, reading: Row) -> Row:
    return {
        "article_id": visit.article_id,
        "observed_at": visit.observed_at,
        "observed_on": visit.observed_on,
        "rests_on": "visit" if reading["fetched_at"] else "rendering",
        "count": reading["view_count"],
        "view_line": reading["view_line"],
        "hijri_printed": reading["hijri_printed"],
        "rendered_on": reading["rendered_on"],
        "fetch_id": fetch_id,
    }


def _write_quarantine(connection: Connection, visits: dict[int, Visit]) -> None:
    rows = [
        _quarantine_row(fetch_id, visit, visit.fetch.result)
        for fetch_id, visit in visits.items()
        if visit.outcome is Outcome.QUARANTINED and isinstance(visit.fetch.result, Ending)
    ]
    if rows:
        connection.execute(insert(quarantine), rows)


def _quarantine_row(fetch_id: int, visit: Visit, ending: Ending) -> Row:
    fetch = visit.fetch
    return {
        "fetch_id": fetch_id,
        "page_id": fetch.page_id,
        "outlet_id": visit.page["outlet_id"],
        "url": _legible(fetch.url),
        "stage": ending.stage,
        "reason": _legible(ending.reason),
        "message": _legible(ending.message),
        "content_type": _legible(fetch.content_type),
        "body": None if fetch.body is None else zlib.compress(fetch.body),
        "quarantined_at": fetch.fetched_at,
    }


def _write_pages(connection: Connection, visits: Sequence[Visit]) -> None:
    rows = {visit.page["id"]: visit.page for visit in visits}
    states = [
        {"key": key, **{name: row[name] for name in _PAGE_STATE}} for key, row in rows.items()
    ]
    connection.execute(update(pages).where(pages.c.id == bindparam("key")), states)


def _resolve_quarantine(connection: Connection, visits: Sequence[Visit]) -> None:
    """Date the end of a page's quarantine by the visit that read it."""
    read = {visit.page["id"]: visit.fetch.fetched_at for visit in visits if visit.outcome in _READ}
    is_open = (quarantine.c.page_id.in_(read), quarantine.c.resolved_at.is_(None))
    waiting = connection.execute(select(quarantine.c.id, quarantine.c.page_id).where(*is_open))
    rows = [{"key": row.id, "resolved_at": read[row.page_id]} for row in waiting]
    if rows:
        connection.execute(update(quarantine).where(quarantine.c.id == bindparam("key")), rows)


def _legible(text: str | None) -> str | None:
    return None if text is None else legible(text)
