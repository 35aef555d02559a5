"""Writing what a new reading makes of visits: how they ended, and when the next one is."""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select, update

from models.article_row import Row
from models.bulk import update_rows
from models.fetch import READ, Outcome, PageKind
from models.rereading.changes import Change
from models.revisit import next_visit
from models.tables import articles, fetches, pages, quarantine


def write_visits(
    connection: Connection,
    changes: Sequence[Change],
    now: datetime,
    schedule: Sequence[float] | None,
) -> None:
    """Write them for the stories of these changes, which are written already."""
    _write_outcomes(connection, changes)
    _write_quarantine(connection, changes, now)
    _write_pages(connection, changes, schedule)


def _write_outcomes(connection: Connection, changes: Sequence[Change]) -> None:
    amended = [
        {"id": row["id"], "outcome": row["outcome"].value, "reason": row["reason"]}
        for change in changes
        for row in change.visits
    ]
    resolved = [
        {"id": row["id"], "article_id": change.article_id}
        for change in changes
        for row in change.resolved
    ]
    update_rows(connection, fetches, amended)
    update_rows(connection, fetches, resolved)


def _write_quarantine(connection: Connection, changes: Sequence[Change], now: datetime) -> None:
    refused = [row for change in changes for row in change.refusals]
    update_rows(connection, quarantine, refused, ("stage", "reason", "message"))
    read = {row["id"]: row["page_id"] for change in changes for row in change.resolved}
    is_open = (
        quarantine.c.page_id.in_(set(read.values())),
        quarantine.c.fetch_id.in_(read),
        quarantine.c.resolved_at.is_(None),
    )
    if read:
        connection.execute(update(quarantine).where(*is_open).values(resolved_at=now))


def _write_pages(
    connection: Connection, changes: Sequence[Change], schedule: Sequence[float] | None
) -> None:
    """Let a page whose last visit ended otherwise say so, and be due by its story's age; and one
    that is read now, of whose story it is.
    """
    last = {
        row["page_id"]: (row, change)
        for change in changes
        for row in sorted(change.visits, key=itemgetter("id"))
        if row["was"] != row["outcome"]
    }
    if not last:
        return
    stories = select(articles.c.id, articles.c.source_id, articles.c.published_at).where(
        articles.c.id.in_({change.article_id for _, change in last.values()})
    )
    known = {row.id: row for row in connection.execute(stories)}
    states, named = [], []
    for page in connection.execute(select(pages).where(pages.c.id.in_(last))):
        visit, change = last[page.id]
        if change.article_id not in known:
            continue
        story = known[change.article_id]
        if page.last_fetched_at == visit["fetched_at"]:
            states.append(_page_state(page, visit, story, schedule))
        if visit["outcome"] in READ and page.source_id != story.source_id:
            named.append({"id": page.id, "source_id": story.source_id})
    update_rows(connection, pages, states)
    update_rows(connection, pages, named)


def _page_state(page: Any, visit: Row, story: Any, schedule: Sequence[float] | None) -> Row:
    is_refused = visit["outcome"] is Outcome.QUARANTINED  # it is wanted whole, not a 304
    return {
        "id": page.id,
        "etag": None if is_refused else page.etag,
        "last_modified": None if is_refused else page.last_modified,
        "last_outcome": visit["outcome"].value,
        "next_visit_at": next_visit(
            kind=PageKind(page.kind),
            published_at=story.published_at,
            first_seen=page.found_at,
            visited_at=visit["fetched_at"],
            outcome=visit["outcome"],
            failures=0,
            reason=visit["reason"],
            schedule=schedule,
        ),
    }
