"""Histories with visits of which no record is left: what they brought is never given up.

Such a visit's page cannot be read again, so the story's revisions stay as they are: a text of
yesterday's reader beside one of today's would look like an edit of the outlet's. Only what today's
reader finds in two later copies is an edit, which follows on those.
"""

from collections.abc import Sequence
from datetime import datetime

from models.article_row import Row
from models.content import content_hash
from models.fetch import READ, Outcome
from models.partial_copies import is_partial_copy
from models.rereading.changes import Stored
from models.rereading.history import History, Reread, observe, replay
from models.story import GROUPS, PUBLISHED

_TEXT = ("headline", "body", "language", "reader", "reader_version", "problems")
_OF_AN_EDIT = ("fetched_at", "page_id")


def is_partial(visits: Sequence[Reread]) -> bool:
    """Whether a visit that was read when it was made cannot be read again."""
    return any(_is_without_record(visit) for visit in visits)


def reconcile(stored: Stored, visits: Sequence[Reread], history: History, zone: str) -> None:
    """Take from the history only what stands for the text that is stored; keep all else.

    Where none of the visits that showed that text can be read again, the row stays as it is.
    """
    row = stored.row
    if row is None:
        return
    _keep_counts(stored, visits, history)
    shown = _that_show_the_text(stored, row, visits)
    today = History()
    if any(visit.outcome in READ for visit in shown):
        today = replay(shown, zone)
    kept = {**row, "credits": stored.credits or None}
    history.row = _merged(kept, today) if today.row else kept
    history.row |= _latest_count(history.views, kept)
    history.revisions = [
        *stored.revisions,
        *(each | {"number": len(stored.revisions) + each["number"]} for each in today.revisions),
    ]
    for visit in visits:
        if visit.fetch_id in history.outcomes:
            was = visit.outcome if visit.outcome in READ else Outcome.UNCHANGED
            is_edit = today.outcomes.get(visit.fetch_id) is Outcome.REVISED
            history.outcomes[visit.fetch_id] = Outcome.REVISED if is_edit else was


def _is_without_record(visit: Reread) -> bool:
    return visit.result is None and visit.outcome in READ


def _keep_counts(stored: Stored, visits: Sequence[Reread], history: History) -> None:
    lost = {visit.fetch_id for visit in visits if _is_without_record(visit)}
    for row in stored.views.values():
        if row["fetch_id"] in lost:
            observe(history.views, row)


def _that_show_the_text(stored: Stored, row: Row, visits: Sequence[Reread]) -> list[Reread]:
    """The visits that are known to have shown the stored text, or what came after it."""
    edits = [revision["found_at"] for revision in stored.revisions]
    if None in edits:  # nobody knows which came last
        return []
    since = max(edits, default=None)
    lost = [visit for visit in visits if _is_without_record(visit)]
    return [
        visit
        for visit in visits
        if visit.reading is not None
        and (since is None or visit.fetched_at >= since)
        and not any(_hides(other, visit) for other in lost)
        # What a print leaves out is still in the text.
        and (is_partial_copy(row) or not is_partial_copy(visit.reading))
    ]


def _hides(lost: Reread, visit: Reread) -> bool:
    """Whether a visit says nothing of the text that is stored, for the other one showed that later
    and knew nothing of this one.
    """
    is_known = visit.outcome in READ and visit.fetch_id < lost.fetch_id
    return lost.fetched_at > visit.fetched_at and not is_known


def _merged(kept: Row, history: History) -> Row:
    """Today's values; what today's visits lack comes from the others, as it is stored."""
    today = history.row
    names = _TEXT + (_OF_AN_EDIT if history.revisions else ())
    merged = kept | {name: today[name] for name in names if today[name] is not None}
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
