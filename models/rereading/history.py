"""What a story's visits, all read by one reader, leave behind: pure, without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from models.article_row import Row, view_row
from models.fetch import NOT_THE_STORY, READ, Ending, Outcome
from models.merge import merge, moment_of, note_views
from models.story import Story

_AT_ONCE = timedelta(minutes=1)
"""Visits so close together, as of a story's two addresses, are told apart by their arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A visit of a story's page, and what today's reader makes of it."""

    fetch_id: int
    page_id: int
    article_id: int | None
    fetched_at: datetime
    outcome: Outcome
    """That it ended in when it was made."""
    result: Row | Ending | None
    """The columns of `articles` that it brings, why it brings none, or None: no record is left."""

    @property
    def reading(self) -> Row | None:
        """The columns of `articles` that it brings."""
        return self.result if isinstance(self.result, dict) else None

    @property
    def is_lost(self) -> bool:
        """Whether today's reader refuses a page that was read when it came."""
        return self.outcome in READ and isinstance(self.result, Ending)

    @property
    def is_withdrawn(self) -> bool:
        """Whether that page was, as is known today, something else than the story."""
        return (
            self.is_lost and isinstance(self.result, Ending) and self.result.reason in NOT_THE_STORY
        )


@dataclass(slots=True, kw_only=True)
class History:
    """What the database would hold had today's reader read every one of the visits."""

    row: Row = field(default_factory=dict)
    """Of `articles`, with `credits`; empty where no visit brought a story."""
    revisions: list[Row] = field(default_factory=list)
    views: dict[datetime, Row] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    """Of the visits that brought the story, by their ids."""


def replay(visits: Iterable[Reread], zone: str) -> History:
    """Merge the visits in their turn, as saving them did."""
    history, story = History(), Story()
    for visit in in_turn(visits):
        reading = visit.reading
        if reading is None:
            continue
        moment = moment_of(reading["fetched_at"], reading["rendered_on"], zone)
        outcome, revision = merge(story, reading, moment)
        history.outcomes[visit.fetch_id] = outcome
        if revision is not None:
            history.revisions.append(asdict(revision) | {"fetch_id": visit.fetch_id})
        if moment is not None and reading["view_count"] is not None:
            note_views(story, reading, moment)
            observe(history.views, view_row(reading, moment, zone, visit.fetch_id))
    history.row = story.changed
    return history


def observe(views: dict[datetime, Row], new: Row) -> None:
    """Note an observation; of two of one moment the greater count is the later."""
    known = views.get(new["observed_at"])
    if known is None or new["count"] > known["count"]:
        views[new["observed_at"]] = new


def in_turn(visits: Iterable[Reread]) -> Sequence[Reread]:
    """Give the visits by their time; those of one minute by their arrival, as they were saved."""
    turns: list[list[Reread]] = []
    for visit in sorted(visits, key=lambda each: each.fetched_at):
        if turns and visit.fetched_at - turns[-1][0].fetched_at < _AT_ONCE:
            turns[-1].append(visit)
        else:
            turns.append([visit])
    return [each for turn in turns for each in sorted(turn, key=lambda each: each.fetch_id)]
