"""Writing what a new reading changes, a batch of stories in one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from models.article_row import Row
from models.bulk import insert_rows, update_rows
from models.crawls import lock_outlets
from models.database import one_line, writing
from models.ends import date_anew
from models.fetch import READ
from models.patience import is_bad_row
from models.rereading.changes import Change
from models.rereading.derived import Derived
from models.rereading.withdrawn import write_withdrawn
from models.rereading.write_visits import write_visits
from models.tables import articles, credits, fetches, revisions, view_counts

Written = dict[str, str | None]
"""The stories of a batch that were not written: None for one that was visited meanwhile, else what
the database says against it."""


def write(
    engine: Engine,
    changes: Sequence[Change],
    *,
    up_to: int,
    now: datetime,
    schedule: Sequence[float] | None = None,
) -> Written:
    """Commit the changes; give the stories that are not written, with the reason.

    A story with visits after `up_to` is left alone: its change does not know of them. Errors other
    than a value that the database refuses are raised, and then nothing is written.
    """
    if not changes:
        return {}
    try:
        with writing(engine) as connection:
            return _write(connection, changes, up_to, now, schedule)
    except Exception as error:
        if not is_bad_row(error):
            raise
    left: Written = {}
    for change in changes:
        try:
            with writing(engine) as connection:
                left |= _write(connection, [change], up_to, now, schedule)
        except Exception as error:
            if not is_bad_row(error):
                raise
            left[change.story] = one_line(error)
    return left


def _write(
    connection: Connection,
    changes: Sequence[Change],
    up_to: int,
    now: datetime,
    schedule: Sequence[float] | None,
) -> Written:
    lock_outlets(connection, {change.outlet_id for change in changes})
    moved = _visited_since(connection, changes, up_to)
    still = [change for change in changes if change.story not in moved]
    derived = Derived(connection, still)
    _write_articles(connection, still)
    _write_credits(connection, still)
    derived.write(connection)
    _write_revisions(connection, still)
    _write_views(connection, still)
    write_visits(connection, still, now, schedule)
    write_withdrawn(connection, still)
    _date_ends(connection, still)
    return dict.fromkeys(moved)


def _visited_since(connection: Connection, changes: Sequence[Change], up_to: int) -> set[str]:
    """Give the stories that a crawl has visited since; whoever writes stories holds the outlet."""
    page_ids = {page_id for change in changes for page_id in change.pages}
    article_ids = {change.article_id for change in changes if change.article_id is not None}
    theirs = or_(fetches.c.page_id.in_(page_ids), fetches.c.article_id.in_(article_ids))
    query = select(fetches.c.page_id, fetches.c.article_id).where(fetches.c.id > up_to, theirs)
    since = connection.execute(query).all()
    visited = {row.page_id for row in since}
    shown = {row.article_id for row in since if row.article_id is not None}
    return {
        change.story
        for change in changes
        if not visited.isdisjoint(change.pages) or change.article_id in shown
    }


def _write_articles(connection: Connection, changes: Sequence[Change]) -> None:
    changed: dict[frozenset[str], list[Row]] = defaultdict(list)
    for change in changes:
        if change.article_id is None and change.row:
            new = insert(articles).values(change.row).returning(articles.c.id)
            change.article_id = int(connection.execute(new).scalar_one())
        elif change.row:
            changed[frozenset(change.row)].append({**change.row, "id": change.article_id})
    for rows in changed.values():
        update_rows(connection, articles, rows)


def _date_ends(connection: Connection, changes: Sequence[Change]) -> None:
    """Date the ends of the stories of pages that, as is known today, were there or were not."""
    changed = {
        row["page_id"]
        for change in changes
        for row in change.visits
        if not READ.issuperset({row["was"], row["outcome"]})
    }
    if changed:
        date_anew(connection, changed)


def _write_credits(connection: Connection, changes: Sequence[Change]) -> None:
    theirs = {change.article_id: change.credits for change in changes if change.credits is not None}
    if theirs:
        connection.execute(delete(credits).where(credits.c.article_id.in_(theirs)))
    new = [
        {"article_id": article_id, "position": position, **credit}
        for article_id, rows in theirs.items()
        for position, credit in enumerate(rows, start=1)
    ]
    insert_rows(connection, credits, new)


def _write_revisions(connection: Connection, changes: Sequence[Change]) -> None:
    new = [{"article_id": each.article_id, **row} for each in changes for row in each.revisions]
    keys = [(row["article_id"], row["number"]) for row in new]
    _delete(connection, revisions, ("article_id", "number"), keys)
    for change in changes:
        if change.last_revision is not None:
            theirs = revisions.c.article_id == change.article_id
            surplus = revisions.c.number > change.last_revision
            connection.execute(delete(revisions).where(theirs, surplus))
    insert_rows(connection, revisions, new)


def _write_views(connection: Connection, changes: Sequence[Change]) -> None:
    new = [{"article_id": each.article_id, **row} for each in changes for row in each.views]
    keys = [(row["article_id"], row["observed_at"]) for row in new]
    keys += [(each.article_id, moment) for each in changes for moment in each.views_gone]
    _delete(connection, view_counts, ("article_id", "observed_at"), keys)
    insert_rows(connection, view_counts, new)


def _delete(
    connection: Connection, table: Table, names: tuple[str, str], keys: Sequence[tuple[Any, Any]]
) -> None:
    """Delete the rows that have these pairs of values in these columns."""
    where = [table.c[name] == bindparam(f"the_{name}") for name in names]
    rows = [{f"the_{name}": each for name, each in zip(names, key, strict=True)} for key in keys]
    if rows:
        connection.execute(delete(table).where(*where), rows)
