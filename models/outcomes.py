"""What a visit leads to: its outcome, its story's new state and its page's next visit."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from models.article_row import Row
from models.content import legible_or_none
from models.discovery import any_unvisited, discover
from models.ends import TELLS_NOTHING, is_there
from models.fetch import (
    GAP,
    PART_OF_STORY,
    READ,
    SHOWN,
    Ending,
    Listing,
    Outcome,
    PageKind,
    is_usable,
)
from models.merge import is_out_of_turn, merge, moment_of, note_views
from models.revisit import next_visit
from models.story import Story
from models.tables import pages
from models.visits import Visit

_READ_OR_LISTED = READ | {Outcome.LISTED}
"""The page was read, so its validators stand for what is stored."""
BODY = ("body_digest", "body_file", "body_offset")
_MISSED = frozenset({Outcome.FAILED, Outcome.BLOCKED})


def decide(connection: Connection, visit: Visit, schedule: Sequence[float] | None) -> None:
    """Set the outcome and change story and page in memory; only found addresses are written."""
    match visit.fetch.result:
        case Listing() as listing:
            visit.outcome = Outcome.LISTED
            _write_addresses(connection, visit, listing)
        case Ending() as ending:
            visit.outcome = ending.outcome
        case _ if visit.story is not None and visit.reading is not None:
            _merge(visit, visit.story, visit.reading)
    visited, was_gone = visit.page["last_fetched_at"], visit.page["gone_since"] is not None
    is_older = visited is not None and visit.fetch.fetched_at < visited
    if not is_older:  # an old copy says nothing about now
        _update_page(connection, visit, schedule)
    visit.dates_end = _dates_end(visit, is_older=is_older, was_gone=was_gone)


def _merge(visit: Visit, story: Story, reading: Row) -> None:
    moment = moment_of(reading["fetched_at"], reading["rendered_on"], visit.zone)
    visit.outcome, visit.revision = merge(story, reading, moment)
    visit.is_out_of_turn = is_out_of_turn(story, reading, moment)
    if moment is not None and reading["view_count"] is not None:
        visit.observed_at = moment
        visit.is_latest = story.viewed_at is None or moment > story.viewed_at
        note_views(story, reading, moment)


def _write_addresses(connection: Connection, visit: Visit, listing: Listing) -> None:
    """Discover what a listing holds, and its next page if it held a story that is new.

    New is also what a feed or a sitemap told of first, in this crawl or in one that was killed:
    behind it there may be stories that those left out. What the page before showed as well is not:
    some outlets answer with their last page for ever.

    Other listings that it links to become due only when they are new or say that they have changed:
    front page and sections link to each other without end.
    """
    outlet_id, url, now = visit.page["outlet_id"], visit.fetch.url, visit.fetch.fetched_at
    discover(connection, outlet_id, listing.found, found_on=url, now=now, wake=False)
    if listing.next_page is None:
        return
    unseen = listing.found if listing.unseen is None else listing.unseen
    if any_unvisited(connection, outlet_id, unseen, visit.fetch.crawl_id):
        discover(connection, outlet_id, [listing.next_page], found_on=url, now=now)


def _update_page(connection: Connection, visit: Visit, schedule: Sequence[float] | None) -> None:
    fetch, page, outcome = visit.fetch, visit.page, visit.outcome
    failures = page["failures"] + 1 if outcome in _MISSED else 0
    reason = _reason(visit)
    gone_since = page["gone_since"]
    was_gone = gone_since is not None
    if outcome is Outcome.GONE:
        gone_since = gone_since or fetch.fetched_at
    elif is_there(outcome, reason):
        gone_since = None
    page |= {
        "last_outcome": outcome.value,
        "last_fetched_at": fetch.fetched_at,
        "failures": failures,
        "gone_since": gone_since,
        "next_visit_at": next_visit(
            kind=PageKind(page["kind"]),
            published_at=visit.story["published_at"] if visit.story else None,
            first_seen=page["found_at"],
            visited_at=fetch.fetched_at,
            outcome=outcome,
            failures=failures,
            reason=reason,
            is_seed=page["found_on"] is None,
            gone_since=gone_since,
            was_known=was_gone or _was_shown(visit),
            schedule=schedule,
        ),
    }
    if outcome in _READ_OR_LISTED:
        page |= {
            "etag": legible_or_none(fetch.etag),
            "last_modified": legible_or_none(fetch.last_modified),
        }
    elif outcome is Outcome.QUARANTINED:
        # After a mend the page is wanted whole, not a 304.
        page |= {"etag": None, "last_modified": None}
    if fetch.original is not None:
        page |= dict(zip(BODY, fetch.original, strict=True))
    if outcome is Outcome.GONE and _is_hearsay(visit):
        page["next_visit_at"] = None
    if page["found_on"] == GAP:
        _settle_guess(connection, visit)
    if visit.reading is not None and page["source_id"] != visit.reading["source_id"]:
        page["source_id"] = visit.reading["source_id"]  # its address said none, or another
        visit.names_page = True


def _was_shown(visit: Visit) -> bool:
    """Whether the visit before, failed ones apart, told that the story was there."""
    before = visit.page["last_outcome"]
    return before in SHOWN or (before in TELLS_NOTHING and visit.story is not None)


def _dates_end(visit: Visit, *, is_older: bool, was_gone: bool) -> bool:
    """Whether the visit makes a 404 certain, tells of a page or a story that was gone, or that a
    page is none of its story's.
    """
    story, reason = visit.story, _reason(visit)
    if visit.outcome is Outcome.GONE:
        return is_older or (story is not None and visit.page["next_visit_at"] is None)
    if story is not None and (reason == PART_OF_STORY or story["gone_at"] is not None):
        return is_there(visit.outcome, reason)
    return was_gone and is_there(visit.outcome, reason)


def _reason(visit: Visit) -> str | None:
    result = visit.fetch.result
    return result.reason if isinstance(result, Ending) else None


def _is_hearsay(visit: Visit) -> bool:
    """Whether no page of the outlet has led to the address, but a person, an archive or a guess at
    an id, and no story is known of it: one 404 is answer enough.
    """
    page = visit.page
    is_named = page["kind"] == PageKind.STORY and page["found_on"] in (None, GAP)
    return is_named and visit.story is None


def _settle_guess(connection: Connection, visit: Visit) -> None:
    """Give a guessed address that led to its story the story's own."""
    page, url = visit.page, visit.reading["url"] if visit.reading else None
    taken = select(pages.c.id).where(pages.c.outlet_id == page["outlet_id"], pages.c.url == url)
    if not url or url == page["url"] or not is_usable(url):
        return
    if connection.execute(taken).first() is None:
        connection.execute(update(pages).where(pages.c.id == page["id"]).values(url=url))
