"""What the database knows of the stories of a batch: one query a table, only what decides."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, func, select

from models.article_row import Row
from models.bulk import among
from models.merge import Story, same_text
from models.tables import articles, credits, revisions, view_counts

Key = tuple[int, str]
"""Outlet and the story's own id there."""

# Long columns are not looked up for each visit: `body` only where it may have changed.
_LONG = frozenset({"body", "date_witnesses", "problems"})
_SHORT = tuple(column.name for column in articles.c if column.name not in _LONG)
_NEWEST = select(view_counts.c.article_id, func.max(view_counts.c.observed_at)).group_by(
    view_counts.c.article_id
)
_LAST = select(revisions.c.article_id, func.max(revisions.c.number)).group_by(
    revisions.c.article_id
)
_CREDITS = select(credits).order_by(credits.c.article_id, credits.c.position)


def stored_stories(connection: Connection, keys: Collection[Key]) -> dict[Key, Story]:
    """Give the stories among the keys that are stored, with their credits, without long texts."""
    source_ids = defaultdict(list)
    for outlet_id, source_id in keys:
        source_ids[outlet_id].append(source_id)
    columns = select(*(articles.c[name] for name in _SHORT))
    found = {}
    for outlet_id, ids in source_ids.items():
        theirs = columns.where(articles.c.outlet_id == outlet_id)
        for row in connection.execute(theirs.where(among(connection, articles.c.source_id, ids))):
            stored = dict(zip(_SHORT, row, strict=True))
            found[outlet_id, stored["source_id"]] = Story(stored=stored)
    by_id = {story.stored["id"]: story for story in found.values()}
    if by_id:
        _add_credits(connection, by_id)
        _add_last_views(connection, by_id)
    return found


def add_texts(connection: Connection, readings: Iterator[tuple[Story, Row]]) -> None:
    """Give the stored stories that a reading may have changed their body and revisions."""
    changed = {
        story["id"]: story
        for story, reading in readings
        if story.stored and not same_text(story, reading)
    }
    if not changed:
        return
    bodies = select(articles.c.id, articles.c.body)
    for article_id, body in connection.execute(
        bodies.where(among(connection, articles.c.id, changed))
    ):
        changed[article_id].stored["body"] = body
    theirs = among(connection, revisions.c.article_id, changed)
    for article_id, number in connection.execute(_LAST.where(theirs)):
        changed[article_id].revisions = number


def _add_credits(connection: Connection, stories: dict[int, Story]) -> None:
    theirs = among(connection, credits.c.article_id, stories)
    for article_id, _, role, printed, name in connection.execute(_CREDITS.where(theirs)):
        credit = {"role": role, "printed": printed, "name": name}
        stories[article_id].stored.setdefault("credits", []).append(credit)


def _add_last_views(connection: Connection, stories: dict[int, Story]) -> None:
    theirs = among(connection, view_counts.c.article_id, stories)
    for article_id, moment in connection.execute(_NEWEST.where(theirs)):
        stories[article_id].viewed_at = moment
