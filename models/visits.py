"""A batch of visits beside what the database knows about their pages and stories."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select

from models.article import Article
from models.article_row import Row, row_of
from models.crawls import lock_outlets_of
from models.database import writing
from models.fetch import Ending, Fetch, Listing, Outcome
from models.known import Key, add_texts, stored_stories
from models.looking_up import among, rows_among
from models.merge import moment_of
from models.story import Revision, Story
from models.tables import fetches, pages

PAGE_STATE = (
    "next_visit_at",
    "etag",
    "last_modified",
    "last_outcome",
    "last_fetched_at",
    "failures",
    "gone_since",
    "body_digest",
    "body_file",
    "body_offset",
)
"""Columns of `pages` that a visit may change."""
_PAGE_COLUMNS = (
    *("id", "outlet_id", "url", "kind", "source_id", "found_on", "found_at"),
    *PAGE_STATE,
)


@dataclass(slots=True, kw_only=True)
class Visit:
    """A fetch, its page's row and its story; visits of one page share them."""

    fetch: Fetch
    page: Row
    zone: str
    """Of the outlet."""
    is_first: bool
    """No earlier visit of its page is known, not even in the batch."""
    reading: Row | None = None
    """The columns of `articles` that the fetch brought."""
    story: Story | None = None
    """None where the page's story is not stored and this fetch brings none."""
    outcome: Outcome = Outcome.FAILED
    revision: Revision | None = None
    is_out_of_turn: bool = False
    """It came after later ones, and its story's history has to be read as a whole."""
    dates_end: bool = False
    """It may tell when its story was gone, which all visits of the story's pages decide."""
    names_page: bool = False
    """Its page is of that story, and was not known to be."""
    observed_at: datetime | None = None
    """The moment that its view count belongs to; None without a count or a moment."""
    is_latest: bool = False
    """No other observation of its story is of that moment or later."""

    @property
    def article_id(self) -> int | None:
        """The row of its story, once that is written."""
        article_id: int | None = self.story["id"] if self.story else None
        return article_id


def look_up(
    connection: Connection, fetches: Sequence[Fetch], reader_version: str | None
) -> list[Visit]:
    """Give the visits in their order; ValueError says which fetch cannot be saved and why."""
    page_ids = {fetch.page_id for fetch in fetches}
    outlets = lock_outlets_of(connection, page_ids)
    rows = rows_among(connection, pages, _PAGE_COLUMNS, "id", page_ids)
    known = {row[0]: dict(zip(_PAGE_COLUMNS, row, strict=True)) for row in rows}
    unvisited = {page_id for page_id, page in known.items() if page["last_fetched_at"] is None}
    visits = []
    for fetch in fetches:
        page = known.get(fetch.page_id)
        if page is None:
            raise ValueError(f"page {fetch.page_id} is not in the ledger: {fetch.url}")
        outlet, zone = outlets[page["outlet_id"]]
        reading = _reading(fetch, outlet, zone)
        if reading is not None:
            reading["outlet_id"] = page["outlet_id"]
            reading["page_id"] = fetch.page_id
            reading["reader_version"] = reader_version
        is_first = fetch.page_id in unvisited
        unvisited.discard(fetch.page_id)
        visits.append(Visit(fetch=fetch, page=page, zone=zone, is_first=is_first, reading=reading))
    _add_stories(connection, visits)
    return visits


def committed(engine: Engine, made: Sequence[Fetch]) -> dict[tuple[int, datetime], Outcome]:
    """Give the outcomes of those visits that are stored, by page and moment."""
    page_ids = {fetch.page_id for fetch in made}
    with writing(engine) as connection:
        is_theirs = among(connection, fetches.c.page_id, page_ids)
        # A session that lost its client may be committing them just now.
        lock_outlets_of(connection, page_ids)
        rows = connection.execute(
            select(fetches.c.page_id, fetches.c.fetched_at, fetches.c.outcome).where(
                is_theirs, fetches.c.crawl_id.in_({fetch.crawl_id for fetch in made})
            )
        )
        return {(row.page_id, row.fetched_at): Outcome(row.outcome) for row in rows}


def _reading(fetch: Fetch, outlet: str, zone: str) -> Row | None:
    article = fetch.result
    if not isinstance(article, Article):
        if isinstance(article, Listing | Ending):
            return None
        raise TypeError(f"{fetch.url} was not read: it is still a {type(article).__name__}")
    if article.outlet != outlet:
        raise ValueError(f"a story of {article.outlet!r} on a page of {outlet!r}: {fetch.url}")
    return row_of(article, ZoneInfo(zone))


def _add_stories(connection: Connection, visits: list[Visit]) -> None:
    """Give each visit its story, those of the same id the same one, with all that merging needs."""
    by_story: dict[Key, list[Visit]] = defaultdict(list)
    shown: dict[int, str | None] = {}  # the story of each page, as far as the batch has come
    for visit in visits:
        page = visit.page
        source_id = shown.get(page["id"], page["source_id"])
        if visit.reading is not None:
            source_id = shown[page["id"]] = visit.reading["source_id"]
        if source_id is not None:
            by_story[page["outlet_id"], source_id].append(visit)
    stories = stored_stories(connection, by_story)
    for key, theirs in by_story.items():
        story = stories.get(key)
        if story is None and any(visit.reading for visit in theirs):
            story = Story()
        if story and story.stored:
            text = story.stored["fetched_at"], story.stored["rendered_on"]
            story.seen_at = moment_of(*text, theirs[0].zone)
        for visit in theirs:
            visit.story = story
    readings = ((visit.story, visit.reading) for visit in visits if visit.story and visit.reading)
    add_texts(connection, readings)
