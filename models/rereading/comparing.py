"""A batch of stories compared with what is stored; reads only, in any process."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from models.article_row import Row
from models.fetch import Ending, Outcome
from models.rereading.changes import Change, Stored, compare
from models.rereading.differences import Differences
from models.rereading.history import Reread, replay
from models.rereading.partial import is_partial, reconcile
from models.rereading.plan import READ as IS_READ
from models.rereading.plan import Plan, story_key
from models.rereading.readings import unpack
from models.rereading.stored import load, refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A story that today's reader cannot read from a page that was read when it came."""

    url: str
    reason: str
    message: str | None


@dataclass(slots=True, kw_only=True)
class Compared:
    """What comparing a batch of stories found."""

    changes: list[Change] = field(default_factory=list)
    changed: int = 0
    """Stories of which more changes than the version of their reader."""
    differences: Differences = field(default_factory=Differences)
    kept: list[Kept] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """Pages that could not be read and cannot be read today, by the reason."""
    stories: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What a comparison needs beside the stories."""

    zones: dict[int, str]
    thinned_before: datetime | None = None
    is_dry: bool = False
    """The changes are told and not given."""


def compare_stories(
    connection: Connection, plan: Plan, stories: Sequence[str], how: Comparing
) -> Compared:
    """Replay the visits of each story and compare."""
    rows = groupby(plan.visits(stories), key=itemgetter("story"))
    batch = [_Story(key, list(theirs)) for key, theirs in rows]
    stored = load(connection, [each.key for each in batch if each.key])
    refused = {
        visit.page_id
        for each in batch
        for visit in each.visits
        if visit.outcome is Outcome.QUARANTINED
    }
    known = refusals(connection, refused)
    found = Compared(stories=len(batch))
    for each in batch:
        _compare_one(found, each, stored[each.key] if each.key else Stored(), known, how)
    return found


class _Story:
    """A story as the plan has it."""

    def __init__(self, name: str, rows: Sequence[Any]) -> None:
        self.name = name
        self.outlet_id: int = rows[0]["outlet_id"]
        self.url: str = rows[-1]["url"]
        prefix = story_key(self.outlet_id, "")
        self.key = (self.outlet_id, name.removeprefix(prefix)) if name.startswith(prefix) else None
        self.visits = [self._reread(row) for row in rows]

    def _reread(self, row: Any) -> Reread:
        return Reread(
            fetch_id=row["fetch_id"],
            page_id=row["page_id"],
            article_id=row["article_id"],
            fetched_at=datetime.fromisoformat(row["fetched_at"]),
            outcome=Outcome(row["outcome"]),
            result=self._result(row) if row["state"] == IS_READ else None,
        )

    def _result(self, row: Any) -> Row | Ending:
        result = unpack(row["reading"])
        if isinstance(result, Ending):
            return result
        if self.key and result["source_id"] != self.key[1]:
            message = f"read as story {result['source_id']!r}, stored as {self.key[1]!r}"
            return Ending(outcome=Outcome.QUARANTINED, reason="another-story", message=message)
        facts = {"outlet_id": self.outlet_id, "page_id": row["page_id"]}
        return result | facts | {"reader_version": row["version"]}


def _keeps_its_story(visit: Reread, visits: Sequence[Reread]) -> bool:
    """Whether a visit is lost, so that nothing is known to be better than what is stored.

    A page that was something else is let go where all others of its story can be read.
    """
    others = any(each.reading is not None for each in visits) and not is_partial(visits)
    return visit.is_lost and not (others and visit.is_withdrawn)


def _compare_one(
    found: Compared, story: _Story, stored: Stored, known: dict[int, Row], how: Comparing
) -> None:
    lost = next((each for each in story.visits if _keeps_its_story(each, story.visits)), None)
    if lost is not None and isinstance(lost.result, Ending):
        reason, message = lost.result.reason, lost.result.message
        found.kept.append(Kept(url=story.url, reason=reason, message=message))
        return
    zone = how.zones[story.outlet_id]
    history = replay(story.visits, zone)
    if is_partial(story.visits):
        reconcile(stored, story.visits, history, zone)
    change = Change(
        story=story.name,
        outlet_id=story.outlet_id,
        pages=frozenset(visit.page_id for visit in story.visits),
        article_id=stored.row["id"] if stored.row else None,
    )
    compare(change, stored, story.visits, history, known, how.thinned_before)
    for visit in story.visits:
        if visit.outcome is Outcome.QUARANTINED and isinstance(visit.result, Ending):
            found.refused[visit.result.reason] += 1
    if change.is_empty:
        return
    found.changed += found.differences.note(change, stored, story.url)
    if not how.is_dry:
        found.changes.append(change)
