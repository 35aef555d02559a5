"""The rows that a batch of decided visits writes, a few statements for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, update

from models import quarantine_rows, search_index
from models.article_row import Row, view_row
from models.bulk import insert_rows, new_ids, update_rows
from models.content import legible_or_none
from models.fetch import OLDER_COPY, Ending, Fetch, Outcome
from models.looking_up import among
from models.search_schema import search_id
from models.tables import articles, credits, fetches, pages, revisions, view_counts
from models.visits import PAGE_STATE, Visit

# The same copy again, or copies of which only the day is known: counts grow, so the greatest is the
# latest.
_OR_THE_GREATEST = """ON CONFLICT (article_id, observed_at) DO UPDATE SET
    observed_on = excluded.observed_on, rests_on = excluded.rests_on, count = excluded.count,
    view_line = excluded.view_line, hijri_printed = excluded.hijri_printed,
    rendered_on = excluded.rendered_on, fetch_id = excluded.fetch_id
    WHERE excluded.count > view_counts.count"""


def write(connection: Connection, visits: Sequence[Visit]) -> None:
    """Insert and update every row that the visits lead to, stories before what refers to them."""
    _write_stories(connection, visits)
    _give_304s(connection, visits)
    by_id = dict(zip(new_ids(connection, fetches, len(visits)), visits, strict=True))
    insert_rows(connection, fetches, [_fetch_row(key, visit) for key, visit in by_id.items()])
    _write_revisions(connection, by_id)
    _write_view_counts(connection, by_id)
    quarantine_rows.write(connection, by_id)
    quarantine_rows.resolve(connection, visits)
    _write_pages(connection, visits)


def _write_stories(connection: Connection, visits: Sequence[Visit]) -> None:
    stories = {id(visit.story): visit.story for visit in visits if visit.story is not None}
    new = [story for story in stories.values() if not story.stored]
    known = [story for story in stories.values() if story.stored and story.changed]
    credited = {
        key: story.changed.pop("credits")
        for key, story in stories.items()
        if "credits" in story.changed
    }
    for story, article_id in zip(new, new_ids(connection, articles, len(new)), strict=True):
        story.changed["id"] = article_id
    # SQLite writes out its full-text index behind each statement, and wherever its order goes back.
    new.sort(key=lambda story: search_id(story["published_on"], story["id"]))
    insert_rows(connection, articles, [story.changed for story in new], few_statements=True)
    changed: dict[frozenset[str], list[Row]] = defaultdict(list)
    for story in known:
        if story.changed:
            changed[frozenset(story.changed)].append({**story.changed, "id": story["id"]})
    for rows in changed.values():  # few: most revisits change the view count alone
        update_rows(connection, articles, rows)
    search_index.write(connection, stories.values())
    replaced = [story["id"] for story in known if id(story) in credited]
    if replaced:
        connection.execute(delete(credits).where(among(connection, credits.c.article_id, replaced)))
    insert_rows(
        connection,
        credits,
        [
            {"article_id": stories[key]["id"], "position": position, **credit}
            for key, theirs in credited.items()
            for position, credit in enumerate(theirs or (), start=1)
        ],
    )


def _give_304s(connection: Connection, visits: Sequence[Visit]) -> None:
    """Let 304s that came before any copy of their story be of it: they found it unchanged."""
    new = {
        visit.page["id"]: visit.article_id
        for visit in visits
        if visit.outcome is Outcome.STORED and not visit.is_first
    }
    if new:
        theirs = (
            fetches.c.page_id == bindparam("the_page"),
            fetches.c.article_id.is_(None),
            fetches.c.outcome == Outcome.NOT_MODIFIED.value,
        )
        statement = update(fetches).where(*theirs).values(article_id=bindparam("the_story"))
        connection.execute(
            statement, [{"the_page": page, "the_story": story} for page, story in new.items()]
        )


def _fetch_row(fetch_id: int, visit: Visit) -> Row:
    fetch = visit.fetch
    return {
        "id": fetch_id,
        "crawl_id": fetch.crawl_id,
        "page_id": fetch.page_id,
        "article_id": visit.article_id,
        "fetched_at": fetch.fetched_at,
        "seconds": fetch.seconds,
        "status": fetch.status,
        "robots": fetch.robots,
        "outcome": visit.outcome.value,
        "reason": _reason(visit),
        "bytes": None if fetch.body is None else len(fetch.body),
        "archive_file": fetch.archived[0] if fetch.archived else None,
        "archive_offset": fetch.archived[1] if fetch.archived else None,
        "body_file": _earlier_file(fetch),
    }


def _reason(visit: Visit) -> str | None:
    result = visit.fetch.result
    if isinstance(result, Ending):
        return legible_or_none(result.reason)
    return OLDER_COPY if visit.is_out_of_turn else None


def _earlier_file(fetch: Fetch) -> str | None:
    """The file that a `revisit` record refers to, where it is another than its own."""
    if fetch.archived is None or fetch.original is None or fetch.original[1] == fetch.archived[0]:
        return None
    return fetch.original[1]


def _write_revisions(connection: Connection, visits: dict[int, Visit]) -> None:
    rows = [
        {**asdict(visit.revision), "article_id": visit.article_id, "fetch_id": fetch_id}
        for fetch_id, visit in visits.items()
        if visit.revision is not None
    ]
    insert_rows(connection, revisions, rows)


def _write_view_counts(connection: Connection, visits: dict[int, Visit]) -> None:
    latest: list[Row] = []
    others: list[Row] = []
    for fetch_id, visit in visits.items():
        if visit.reading is not None and visit.observed_at is not None:
            rows = latest if visit.is_latest else others
            row = view_row(visit.reading, visit.observed_at, visit.zone, fetch_id)
            rows.append({"article_id": visit.article_id, **row})
    insert_rows(connection, view_counts, latest)  # first: another may be of the same moment
    insert_rows(connection, view_counts, others, _OR_THE_GREATEST)


def _write_pages(connection: Connection, visits: Sequence[Visit]) -> None:
    rows = {visit.page["id"]: visit.page for visit in visits}
    update_rows(connection, pages, list(rows.values()), PAGE_STATE)
    # Apart, for it is indexed, and hardly ever another.
    named = {visit.page["id"]: visit.page for visit in visits if visit.names_page}
    update_rows(connection, pages, list(named.values()), ("source_id",))
