"""What the database knows of the stories of a batch: one query a table, only what decides."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from operator import itemgetter

from sqlalchemy import Connection, and_, func, select

from models.article_row import Row
from models.fetch import SHOWN
from models.looking_up import among, greatest_among, rows_among
from models.merge import same_text
from models.story import Story
from models.tables import articles, credits, fetches, pages, revisions, view_counts

Key = tuple[int, str]
"""Outlet and the story's own id there."""

# Long columns are not looked up for each visit: `body` only where it may have changed.
_LONG = frozenset({"body", "date_witnesses"})
_SHORT = tuple(column.name for column in articles.c if column.name not in _LONG)
_CREDITS = tuple(credits.c.keys())
_PLACE = itemgetter(0, 1)  # story and position on the page


def stored_stories(connection: Connection, keys: Collection[Key]) -> dict[Key, Story]:
    """Give the stories among the keys that are stored, with their credits, without long texts."""
    source_ids = defaultdict(list)
    for outlet_id, source_id in keys:
        source_ids[outlet_id].append(source_id)
    found = {}
    for outlet_id, ids in source_ids.items():
        for row in rows_among(connection, articles, _SHORT, "source_id", ids, outlet_id=outlet_id):
            stored = dict(zip(_SHORT, row, strict=True))
            found[outlet_id, stored["source_id"]] = Story(stored=stored)
    by_id = {story.stored["id"]: story for story in found.values()}
    if by_id:
        _add_credits(connection, by_id)
        _add_last_views(connection, by_id)
    return found


def add_texts(connection: Connection, readings: Iterator[tuple[Story, Row]]) -> None:
    """Give the stored stories that a reading may have changed their body and revisions, and the
    moment at which any of their addresses showed them last.
    """
    changed = {
        story["id"]: story
        for story, reading in readings
        if story.stored and not same_text(story, reading)
    }
    if not changed:
        return
    for article_id, body in rows_among(connection, articles, ("id", "body"), "id", changed):
        changed[article_id].stored["body"] = body
    for article_id, number in greatest_among(
        connection, revisions, "number", "article_id", changed
    ):
        changed[article_id].revisions = number
    for article_id, moment in _last_sightings(connection, changed):
        seen_at = changed[article_id].seen_at
        changed[article_id].seen_at = moment if seen_at is None else max(seen_at, moment)


def _last_sightings(
    connection: Connection, article_ids: Collection[int]
) -> list[tuple[int, datetime]]:
    """By the visits of the stories' pages: whether a copy is older than one of those decides
    whether its text is an edit.
    """
    is_theirs = and_(
        pages.c.outlet_id == articles.c.outlet_id, pages.c.source_id == articles.c.source_id
    )
    showed_it = and_(
        fetches.c.page_id == pages.c.id,
        fetches.c.article_id == articles.c.id,
        fetches.c.outcome.in_(sorted(SHOWN)),
    )
    query = select(articles.c.id, func.max(fetches.c.fetched_at))
    visits = query.select_from(articles.join(pages, is_theirs).join(fetches, showed_it))
    theirs = visits.where(among(connection, articles.c.id, article_ids)).group_by(articles.c.id)
    return [(row[0], row[1]) for row in connection.execute(theirs)]


def _add_credits(connection: Connection, stories: dict[int, Story]) -> None:
    theirs = rows_among(connection, credits, _CREDITS, "article_id", stories)
    for article_id, _, role, printed, name in sorted(theirs, key=_PLACE):
        credit = {"role": role, "printed": printed, "name": name}
        stories[article_id].stored.setdefault("credits", []).append(credit)


def _add_last_views(connection: Connection, stories: dict[int, Story]) -> None:
    for article_id, moment in greatest_among(
        connection, view_counts, "observed_at", "article_id", stories
    ):
        stories[article_id].viewed_at = moment
