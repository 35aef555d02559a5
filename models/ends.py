"""The ends of stories out of all visits of their pages, for copies may come in any order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, select, update

from models.bulk import update_rows
from models.fetch import NOT_THE_STORY, PART_OF_STORY, Outcome
from models.known import Key
from models.looking_up import among, rows_among
from models.revisit import GONE, confirmed_gone
from models.tables import articles, fetches, pages

TELLS_NOTHING = frozenset({Outcome.FAILED, Outcome.BLOCKED, Outcome.EXCLUDED})
"""Outcomes that do not say whether a page is there."""
_SOMETHING_ELSE = NOT_THE_STORY - {PART_OF_STORY}
IS_PART = "last_outcome = 'quarantined' AND next_visit_at IS NULL AND gone_since IS NULL"
"""SQL for: the page of `pages` was a later part of a story at its last visit. Nothing else that is
in quarantine is never due again.
"""


class Missing(NamedTuple):
    """The first and the last of the 404s in a row with which a page's visits end."""

    since: datetime
    until: datetime

    @property
    def end(self) -> datetime | None:
        """When the story was first missing, if that is certain."""
        return self.since if confirmed_gone(self.since, self.until) else None


def is_there(outcome: str, reason: str | None) -> bool:
    """Whether a visit that is no 404 says that its page is there: one that failed says nothing, and
    nor does a page that says that it is not found.
    """
    return outcome not in TELLS_NOTHING and reason not in _SOMETHING_ELSE


def date_anew(connection: Connection, page_ids: Collection[int]) -> None:
    """Date the ends of pages, and of their stories, by the visits that are written.

    A story is gone where all of its pages are, since the last of them was. A later part of it is no
    page of the story, and is visited only once.
    """
    of_stories = _of_stories(connection, page_ids)
    all_pages = {*page_ids, *(page for theirs in of_stories.values() for page in theirs)}
    missing, parts = _missing(connection, all_pages)
    rows = [{"id": page, "gone_since": each and each.since} for page, each in missing.items()]
    update_rows(connection, pages, rows, ("gone_since",))
    _ask_again(
        connection, [(page, each.until) for page, each in missing.items() if each and not each.end]
    )
    for (outlet_id, source_id), theirs in of_stories.items():
        whole = [missing[page] for page in theirs if page not in parts]
        ends = [each.end if each else None for each in whole]
        certain = [end for end in ends if end is not None]
        story = articles.c.outlet_id == outlet_id, articles.c.source_id == source_id
        gone_at = max(certain, default=None) if len(certain) == len(ends) else None
        connection.execute(update(articles).where(*story).values(gone_at=gone_at))


def _ask_again(connection: Connection, missing: Sequence[tuple[int, datetime]]) -> None:
    """Make pages due that may confirm the end of a story, and that were never to be visited again,
    by what was known of it.
    """
    is_stored = exists().where(
        articles.c.outlet_id == pages.c.outlet_id,
        articles.c.source_id == pages.c.source_id,
    )
    asked = update(pages).where(
        pages.c.id == bindparam("page"), pages.c.next_visit_at.is_(None), is_stored
    )
    rows = [{"page": page, "due_at": until + GONE} for page, until in missing]
    if rows:
        connection.execute(asked.values(next_visit_at=bindparam("due_at")), rows)


def _of_stories(connection: Connection, page_ids: Iterable[int]) -> dict[Key, list[int]]:
    """The pages of each story that one of these is of."""
    named = rows_among(connection, pages, ("outlet_id", "source_id"), "id", set(page_ids))
    of_outlets: defaultdict[int, set[str]] = defaultdict(set)
    for outlet_id, source_id in named:
        if source_id is not None:
            of_outlets[outlet_id].add(source_id)
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for outlet_id, ids in of_outlets.items():
        names = ("id", "source_id")
        rows = rows_among(connection, pages, names, "source_id", ids, outlet_id=outlet_id)
        for page, source_id in rows:
            found[outlet_id, source_id].append(page)
    return found


def _missing(
    connection: Connection, page_ids: Collection[int]
) -> tuple[dict[int, Missing | None], set[int]]:
    """Which of the pages are missing, and which held a later part of a story when they were last
    there.
    """
    columns = fetches.c.page_id, fetches.c.fetched_at, fetches.c.outcome, fetches.c.reason
    visits = select(*columns).where(among(connection, fetches.c.page_id, page_ids))
    found: dict[int, Missing | None] = dict.fromkeys(page_ids)
    parts: set[int] = set()
    for page, at, outcome, reason in connection.execute(
        visits.order_by(fetches.c.fetched_at, fetches.c.id)
    ):
        if outcome == Outcome.GONE:
            found[page] = Missing(before.since if (before := found[page]) else at, at)
        elif is_there(outcome, reason):
            found[page] = None
            (parts.add if reason == PART_OF_STORY else parts.discard)(page)
    return found, parts
