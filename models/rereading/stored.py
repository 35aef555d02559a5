"""What the database holds of stories, all that a new reading may change."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from models.looking_up import rows_among
from models.rereading.changes import Stored
from models.tables import articles, credits, quarantine, revisions, view_counts

Key = tuple[int, str]
"""Outlet and the story's own id there."""
_STORY = tuple(articles.c.keys())


def load(connection: Connection, keys: Collection[Key]) -> dict[Key, Stored]:
    """Give what is stored of each story."""
    stories = {key: Stored() for key in keys}
    by_id: dict[int, Stored] = {}
    for key, row in _articles(connection, keys):
        stories[key].row = row
        by_id[row["id"]] = stories[key]
    _add_parts(connection, by_id)
    return stories


def refusals(connection: Connection, pages: Collection[int]) -> dict[int, dict[str, Any]]:
    """Give the rows of `quarantine` of those pages by the visit's id; of a visit that was read and
    withdrawn, the last.
    """
    names = ("id", "fetch_id", "stage", "reason", "message")
    rows = rows_among(connection, quarantine, names, "page_id", pages)
    return {row[1]: dict(zip(names, row, strict=True)) for row in sorted(rows, key=itemgetter(0))}


def kept_pages(engine: Engine, visits: Mapping[int, int]) -> dict[int, tuple[str | None, bytes]]:
    """Give content type and packed page of visits in quarantine, whose pages are named."""
    columns = (quarantine.c.fetch_id, quarantine.c.content_type, quarantine.c.body)
    theirs = quarantine.c.page_id.in_(set(visits.values())), quarantine.c.fetch_id.in_(visits)
    with engine.connect() as connection:
        return {
            row.fetch_id: (row.content_type, row.body)
            for row in connection.execute(select(*columns).where(*theirs))
            if row.body is not None
        }


def _articles(
    connection: Connection, keys: Collection[Key]
) -> Iterator[tuple[Key, dict[str, Any]]]:
    source_ids = defaultdict(list)
    for outlet_id, source_id in keys:
        source_ids[outlet_id].append(source_id)
    for outlet_id, ids in source_ids.items():
        for row in rows_among(connection, articles, _STORY, "source_id", ids, outlet_id=outlet_id):
            story = dict(zip(_STORY, row, strict=True))
            yield (outlet_id, story["source_id"]), story


def _add_parts(connection: Connection, stories: dict[int, Stored]) -> None:
    for article_id, row in _rows_of(connection, credits, stories, "position"):
        del row["position"]
        stories[article_id].credits.append(row)
    for article_id, row in _rows_of(connection, revisions, stories, "number"):
        del row["id"]
        stories[article_id].revisions.append(row)
    for article_id, row in _rows_of(connection, view_counts, stories, "observed_at"):
        stories[article_id].views[row["observed_at"]] = row


def _rows_of(
    connection: Connection, table: Table, stories: Collection[int], order: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    names = tuple(table.c.keys())
    theirs = rows_among(connection, table, names, "article_id", stories)
    for row in sorted(theirs, key=itemgetter(names.index(order))):
        columns = dict(zip(names, row, strict=True))
        yield columns.pop("article_id"), columns
