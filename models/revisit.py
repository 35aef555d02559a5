"""When an address is worth another visit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from models.fetch import PART_OF_STORY, Outcome, PageKind

BY_AGE = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
    timedelta(days=90),
)
YEAR = timedelta(days=365)
SEED = timedelta(minutes=15)
"""Of sections' first pages, feeds and sitemaps with which discovery begins."""
CHILD_SITEMAP = timedelta(days=7)
"""Of a sitemap that an index names; one that the index says has changed is due at once."""
UNREAD = timedelta(days=1)
"""Of a section's later page that could not be read, for its addresses are not known yet; and, once,
of a story that could be read before: the outlet may have had a bad day."""
FAILED = timedelta(minutes=10)
BLOCKED = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(days=7)
EXCLUDED = timedelta(days=30)
GONE = timedelta(days=3)
GONE_FOR_LONG = timedelta(days=30)
"""Of a story that is certainly gone and to which a list still leads."""
_OLDEST = 1000 * YEAR.total_seconds()
"""Of an age after which a visit can still be dated."""
DAYS_APART = timedelta(days=2)
"""Two 404s this far apart are no accident of one day."""


def next_visit(
    *,
    kind: PageKind,
    published_at: datetime | None,
    first_seen: datetime,
    visited_at: datetime,
    outcome: Outcome,
    failures: int,
    reason: str | None = None,
    is_seed: bool = True,
    gone_since: datetime | None = None,
    was_known: bool = False,
    schedule: Sequence[float] | None = None,
) -> datetime | None:
    """Say from which moment on the address is due again; None: never, or when discovery wakes it.

    A section's later pages, which are no seeds, are visited once: the page before them wakes them
    when it holds something new. `failures` counts this visit too. `gone_since` is the first of the
    404s in a row, this one included. `reason`: why a visit brought nothing. `was_known`: the visits
    before told that the story was there, or that it was not. `schedule` holds ages of a story in
    seconds, ascending, after which visits are yearly; `[0]`: always due.
    """
    match outcome:
        case Outcome.FAILED | Outcome.BLOCKED:
            first = FAILED if outcome is Outcome.FAILED else BLOCKED
            return visited_at + _back_off(first, failures)
        case Outcome.EXCLUDED:
            return visited_at + EXCLUDED
        case Outcome.GONE:
            final = confirmed_gone(gone_since or visited_at, visited_at)
            beyond = kind is PageKind.LISTING and not is_seed  # the section has become shorter
            return None if final or beyond else visited_at + GONE
        case Outcome.QUARANTINED if reason == PART_OF_STORY:
            return None
        case _ if kind is not PageKind.STORY:
            return _of_addresses(kind, visited_at, outcome, is_seed=is_seed)
        case _:
            due_at = _by_age(published_at or first_seen, visited_at, schedule)
            is_sudden = outcome is Outcome.QUARANTINED and was_known
            return min(due_at, visited_at + UNREAD) if is_sudden else due_at


def confirmed_gone(since: datetime, visited_at: datetime) -> bool:
    """Whether a 404 now and the first one, at `since`, are days apart."""
    return visited_at - since >= DAYS_APART


def _of_addresses(
    kind: PageKind, visited_at: datetime, outcome: Outcome, *, is_seed: bool
) -> datetime | None:
    if is_seed:
        return visited_at + SEED
    if kind is PageKind.SITEMAP:
        return visited_at + CHILD_SITEMAP
    return visited_at + UNREAD if outcome is Outcome.QUARANTINED else None


def _back_off(first: timedelta, failures: int) -> timedelta:
    doublings = min(max(failures - 1, 0), 16)  # 2**16 times either start is beyond the longest
    return min(first * int(2**doublings), LONGEST_BACK_OFF)


def _by_age(born_at: datetime, visited_at: datetime, schedule: Sequence[float] | None) -> datetime:
    marks = BY_AGE if schedule is None else [timedelta(seconds=mark) for mark in schedule]
    if not any(marks):
        return visited_at
    born_at = min(born_at, visited_at)  # a story dated ahead is new today
    age = visited_at - born_at
    for mark in marks:
        if mark > age:
            return born_at + mark
    years = (age - marks[-1]) // YEAR + 1
    return born_at + marks[-1] + years * YEAR


def read_schedule(setting: object) -> list[float] | None:
    """Give the ages in seconds that REVISIT_AFTER holds: None, a number, a list, or `3600,86400`.

    ValueError quotes anything else, ages that do not ascend and those beyond all calendars.
    """
    if setting is None:
        return None
    ages: Any = setting.split(",") if isinstance(setting, str) else setting
    try:
        marks = [float(age) for age in (ages if isinstance(ages, list | tuple) else [ages])]
    except (TypeError, ValueError):
        marks = []
    are_ages = all(0 <= mark <= _OLDEST for mark in marks)  # which nan and inf are not
    if not marks or marks != sorted(marks) or not are_ages:
        raise ValueError(
            f"REVISIT_AFTER is {setting!r}: give ages of a story in seconds, ascending, or 0"
        )
    return marks
