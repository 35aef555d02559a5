"""Where a story as it is stored differs from its history as read today: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.article_row import Row
from models.fetch import READ, Ending, Outcome
from models.rereading.history import History, Reread

_NOT_READ = frozenset({"gone_at", "credits"})
"""Columns of a history's row that it does not decide, or that have a table of their own."""


@dataclass(slots=True, kw_only=True)
class Stored:
    """What the database holds of a story; `row` is None where it has no article."""

    row: Row | None = None
    credits: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)
    views: dict[datetime, Row] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Change:
    """What is to be written of one story; empty where it is stored as it is read today."""

    story: str
    outlet_id: int
    pages: frozenset[int]
    article_id: int | None
    row: Row = field(default_factory=dict)
    credits: list[Row] | None = None
    revisions: list[Row] = field(default_factory=list)
    """New ones and changed ones, by their number."""
    last_revision: int | None = None
    """Those of higher numbers go."""
    views: list[Row] = field(default_factory=list)
    views_gone: list[datetime] = field(default_factory=list)
    fetches: list[Row] = field(default_factory=list)
    """Visits whose `outcome` or `reason` is another one; `was`: their outcome before."""
    resolved: list[Row] = field(default_factory=list)
    """Visits that brought no story and now do, likewise."""
    withdrawn: list[Row] = field(default_factory=list)
    """Visits that brought the story and, as is known today, did not, likewise; with `stage` and
    `message`, and `resolved_at`, when a later visit of their page brought it."""
    refusals: list[Row] = field(default_factory=list)
    """Rows of `quarantine` that say something else today: `id`, `stage`, `reason`, `message`, and
    `was`, the reason before."""

    @property
    def visits(self) -> list[Row]:
        """Whose `outcome` or `reason` is another one."""
        return [*self.fetches, *self.resolved, *self.withdrawn]

    @property
    def is_empty(self) -> bool:
        written = (self.row, self.revisions, self.views, self.views_gone, self.fetches)
        rest = (self.resolved, self.withdrawn, self.refusals)
        return (
            not any(written)
            and not any(rest)
            and self.credits is None
            and self.last_revision is None
        )


def compare(
    change: Change,
    stored: Stored,
    visits: Sequence[Reread],
    history: History,
    refusals: dict[int, Row],
    thinned_before: datetime | None,
) -> None:
    """Fill `change` with what makes the stored story say what its history says.

    `refusals` are the rows of `quarantine` by visit. Of view counts from before `thinned_before`,
    none is put back that `models.pruning` would let go.
    """
    if history.row:
        old = stored.row or {}
        change.row = {
            name: value
            for name, value in history.row.items()
            if name not in _NOT_READ and (stored.row is None or old[name] != value)
        }
        credited = history.row["credits"] or []
        if credited != stored.credits:
            change.credits = credited
        _compare_revisions(change, stored, history)
    _compare_views(change, stored, visits, history, thinned_before)
    for visit in visits:
        if visit.is_withdrawn and isinstance(visit.result, Ending):
            change.withdrawn.append(_withdrawal(visit, visit.result, visits))
        else:
            _compare_visit(change, refusals.get(visit.fetch_id), visit, history)


def _compare_revisions(change: Change, stored: Stored, history: History) -> None:
    known = {row["number"]: row for row in stored.revisions}
    change.revisions = [row for row in history.revisions if known.get(row["number"]) != row]
    if len(history.revisions) < len(known):
        change.last_revision = len(history.revisions)


def _compare_views(
    change: Change,
    stored: Stored,
    visits: Sequence[Reread],
    history: History,
    thinned_before: datetime | None,
) -> None:
    for moment, row in history.views.items():
        known = stored.views.get(moment)
        if known is None and not _is_kept(moment, history.views, thinned_before):
            continue
        if known != row:
            change.views.append(row)
    read = {visit.fetch_id for visit in visits if visit.result is not None}
    change.views_gone = [
        moment
        for moment, row in stored.views.items()
        if moment not in history.views and row["fetch_id"] in read
    ]


def _is_kept(moment: datetime, every: dict[datetime, Row], thinned_before: datetime | None) -> bool:
    """Whether thinning leaves an observation: the first, and the last of each local day."""
    if thinned_before is None or moment >= thinned_before or moment == min(every):
        return True
    day = every[moment]["observed_on"]
    return moment == max(each for each, row in every.items() if row["observed_on"] == day)


def _compare_visit(change: Change, refusal: Row | None, visit: Reread, history: History) -> None:
    outcome = history.outcomes.get(visit.fetch_id)
    if outcome is not None and visit.outcome in READ:
        if outcome is not visit.outcome:
            change.fetches.append(_amended(visit, outcome, None))
    elif outcome is not None:
        change.resolved.append(_amended(visit, outcome, None))
    elif isinstance(visit.result, Ending):
        _compare_refusal(change, refusal, visit, visit.result)


def _withdrawal(visit: Reread, today: Ending, visits: Sequence[Reread]) -> Row:
    later = (
        each.fetched_at
        for each in visits
        if each.page_id == visit.page_id
        and each.reading is not None
        and each.fetched_at > visit.fetched_at
    )
    return _amended(visit, Outcome.QUARANTINED, today.reason) | {
        "stage": today.stage,
        "message": today.message,
        "resolved_at": min(later, default=None),
    }


def _compare_refusal(change: Change, known: Row | None, visit: Reread, today: Ending) -> None:
    """A page that cannot be read today either, but maybe for another reason."""
    if known is None or today.outcome is not Outcome.QUARANTINED:
        return
    said = {name: getattr(today, name) for name in ("stage", "reason", "message")}
    if any(known[name] != value for name, value in said.items()):
        change.refusals.append({"id": known["id"], **said, "was": known["reason"]})
        change.fetches.append(_amended(visit, visit.outcome, today.reason))


def _amended(visit: Reread, outcome: Outcome, reason: str | None) -> Row:
    return {
        "id": visit.fetch_id,
        "page_id": visit.page_id,
        "fetched_at": visit.fetched_at,
        "outcome": outcome,
        "reason": reason,
        "was": visit.outcome,
    }
