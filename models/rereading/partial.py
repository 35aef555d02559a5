"""Histories with visits of which no record is left: what they brought is never given up.

Such a visit's page cannot be read again, so the story's revisions stay as they are: a text of
yesterday's reader beside one of today's would look like an edit of the outlet's.
"""

from collections.abc import Sequence
from datetime import datetime

from models.article_row import Row
from models.content import content_hash
from models.fetch import READ, Outcome
from models.rereading.changes import Stored
from models.rereading.history import History, Reread
from models.story import GROUPS, PUBLISHED

_TEXT = ("headline", "body", "language", "reader", "reader_version", "problems")


def is_partial(visits: Sequence[Reread]) -> bool:
    """Whether a visit that was read when it was made cannot be read again."""
    return any(visit.result is None and visit.outcome in READ for visit in visits)


def reconcile(stored: Stored, visits: Sequence[Reread], history: History) -> None:
    """Take from the history only what stands for the text that is stored; keep all else.

    Where none of the visits that showed that text can be read again, the row stays as it is.
    """
    row = stored.row
    if row is None:
        return
    since = _text_since(stored)
    stands = any(
        visit.reading is not None
        and visit.outcome in READ
        and (since is None or visit.fetched_at >= since)
        for visit in visits
    )
    kept = {**row, "credits": stored.credits or None}
    history.row = _merged(kept, history.row) if stands and history.row else kept
    history.row |= _latest_count({**stored.views, **history.views}, kept)
    history.revisions = stored.revisions
    for visit in visits:
        if visit.fetch_id in history.outcomes:
            was = visit.outcome if visit.outcome in READ else Outcome.UNCHANGED
            history.outcomes[visit.fetch_id] = was


def _text_since(stored: Stored) -> datetime | None:
    """Give the moment from which on the outlet is known to have shown the stored text."""
    found = [row["found_at"] for row in stored.revisions if row["found_at"] is not None]
    first: datetime | None = stored.row["first_fetched_at"] if stored.row else None
    return max(found, default=first)


def _merged(kept: Row, today: Row) -> Row:
    """Today's values; what today's visits lack comes from the others, as it is stored."""
    merged = kept | {name: today[name] for name in _TEXT if today[name] is not None}
    merged["content_hash"] = content_hash(merged["headline"], merged["body"])
    worse = (kept["published_precision"], today["published_precision"]) == ("minute", "day")
    if today["published_at"] is not None and not worse:
        merged |= {name: today[name] for name in PUBLISHED}
    for group in GROUPS:
        if today[group[0]] is not None:
            merged |= {name: today[name] for name in group}
    return merged


def _latest_count(views: dict[datetime, Row], kept: Row) -> Row:
    if not views:
        return {name: kept[name] for name in ("view_count", "view_line")}
    latest = views[max(views)]
    return {"view_count": latest["count"], "view_line": latest["view_line"]}
