"""Edits of stories as the visits saw them, for `scrapy edits`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Engine, select, tuple_

from models.crawls import check_outlet
from models.reading import view_of
from models.reading_rows import Revision
from models.tables import articles, outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which edits."""

    since: date | None = None
    """First day, in UTC, of the visits that saw them."""
    until: date | None = None
    outlet: str | None = None
    limit: int = 10


def latest_edits(engine: Engine, wanted: Wanted) -> list[Revision]:
    """Those that were seen last, newest first; one whose moment is not known is not among them.

    ValueError where the database does not have the outlet.
    """
    view = view_of("story_revisions", Revision)
    query = select(view).where(view.c.found_at.is_not(None))
    if wanted.outlet is not None:
        check_outlet(engine, wanted.outlet)
        query = query.where(view.c.outlet == wanted.outlet)
    if wanted.since is not None:
        query = query.where(view.c.found_at >= datetime.combine(wanted.since, time.min, UTC))
    if wanted.until is not None:
        query = query.where(view.c.found_at <= datetime.combine(wanted.until, time.max, UTC))
    order = (view.c.found_at.desc(), view.c.story_id.desc(), view.c.number.desc())
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(*order).limit(wanted.limit))
        return [Revision(*row) for row in rows]


def edits_of(engine: Engine, story_id: int) -> list[Revision]:
    """All those of a story, newest first."""
    view = view_of("story_revisions", Revision)
    query = select(view).where(view.c.story_id == story_id).order_by(view.c.number.desc())
    with engine.connect() as connection:
        return [Revision(*row) for row in connection.execute(query)]


def story_at(engine: Engine, places: Collection[tuple[str, str]]) -> int | None:
    """Number of a story that an outlet (by its name) has under an id of its own; None without."""
    has_it = tuple_(outlets.c.name, articles.c.source_id).in_(places)
    query = select(articles.c.id).select_from(articles.join(outlets)).where(has_it)
    with engine.connect() as connection:
        return connection.scalar(query.order_by(articles.c.id).limit(1))


def has_story(engine: Engine, story_id: int) -> bool:
    """Whether a story has that number."""
    with engine.connect() as connection:
        found = connection.scalar(select(articles.c.id).where(articles.c.id == story_id))
    return found is not None
