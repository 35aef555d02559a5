"""Counts of stories by day, place and credit, kept with every batch of visits.

`changes` says what a batch adds to which count, and `models.rollup_rows` writes that in the batch's
transaction. What did not change costs nothing. `models.recount` counts from scratch, to compare.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, func, select

from models.story import Story
from models.tables import (
    count_by_credit,
    count_by_day,
    count_by_month,
    count_by_outcome,
    count_by_outlet_day,
    count_by_place,
    count_by_place_month,
    credits,
)
from models.visits import Visit

_COUNTED_BY = ("published_on", "hijri_published", "section", "place", "country_code")
FACTS = ("outlet_id", *_COUNTED_BY)
"""Columns that say which counts a story is part of, its credits apart."""
READ = (*FACTS, "view_count")
"""Columns of a stored story that must be looked up before its counts can change."""
_facts_of = itemgetter(*FACTS)  # no default: a column not looked up would be counted as null
_PLACED = frozenset({*_COUNTED_BY, "credits"})
_WATCHED = _PLACED | {"view_count"}

Key = tuple[Any, ...]
Facts = tuple[Any, ...]
"""A story's values of FACTS."""
Credits = Iterable[tuple[str, str]]
"""Role and name, or what is printed where that is not known."""
Home = tuple[Table, Key, date | None]
"""A count that a story is part of, and its day there."""


@dataclass(slots=True)
class Change:
    """What a batch adds to one count."""

    number: int = 0
    """Of stories, or of visits."""
    views: int = 0
    counted: int = 0
    days: list[date] = field(default_factory=list)
    """Of stories that are new in it."""
    left: bool = False
    """Whether a story is in it no more, or with another day."""


Changes = dict[Table, dict[Key, Change]]


def changes(connection: Connection, visits: Sequence[Visit]) -> Changes:
    """Say what the decided visits, not yet written, change in the counts."""
    stories = {id(visit.story): visit.story for visit in visits if visit.story is not None}
    found = story_changes(connection, stories.values())
    for visit in visits:
        found[count_by_outcome][visit.fetch.crawl_id, visit.outcome.value].number += 1
    return found


def story_changes(connection: Connection, stories: Iterable[Story]) -> Changes:
    """Say what the stories, not yet written, change in the counts."""
    found: Changes = defaultdict(lambda: defaultdict(Change))
    changed = [story for story in stories if not _WATCHED.isdisjoint(story.changed)]
    moved = [story for story in changed if not _PLACED.isdisjoint(story.changed)]
    credited = _stored_credits(connection, moved)
    together: dict[Facts, Change] = defaultdict(Change)
    for story in moved:
        if story.stored:
            _move(found, story, credited.get(story.stored["id"], set()))
        else:
            _add_new(found, together, story)
    for story in changed:
        if _PLACED.isdisjoint(story.changed):
            _add_views(together, story)
    for facts, change in together.items():
        for home in _homes(facts, ()):
            _sum(found, home, change)
    return found


def _stored_credits(
    connection: Connection, stories: Sequence[Story]
) -> dict[int, set[tuple[str, str]]]:
    """Whom the stored stories credit, by id, where that or its month may change."""
    credited: dict[int, set[tuple[str, str]]] = {
        story.stored["id"]: set()
        for story in stories
        if story.stored and {"credits", "published_on"} & story.changed.keys()
    }
    if credited:
        name = func.coalesce(credits.c.name, credits.c.printed)
        theirs = select(credits.c.article_id, credits.c.role, name)
        for article_id, *credit in connection.execute(
            theirs.where(credits.c.article_id.in_(credited))
        ):
            credited[article_id].add((credit[0], credit[1]))
    return credited


def _move(found: Changes, story: Story, credited: set[tuple[str, str]]) -> None:
    """Take the story out of the counts it was in, and put it where it belongs now."""
    before = dict.fromkeys(_homes(_facts_of(story.stored), credited))
    for home in before:
        _add(found, home, -1, story.stored["view_count"])
    if "credits" in story.changed:
        credited = _new_credits(story)
    after = dict.fromkeys(_homes(tuple(story[name] for name in FACTS), credited))
    for home in after:
        change = _add(found, home, 1, story["view_count"])
        if home not in before and home[2] is not None:
            change.days.append(home[2])
    for table, key, _ in before.keys() - after.keys():
        found[table][key].left = True


def _add_new(found: Changes, together: dict[Facts, Change], story: Story) -> None:
    """Put a new story where it belongs."""
    facts, views = _facts_of(story.changed), story.changed["view_count"]
    change = together[facts]
    change.number += 1
    change.views += views or 0
    change.counted += views is not None
    outlet, day, month = facts[0], facts[1], _month(facts[1])
    for role, name in _new_credits(story):
        credit = _add(found, (count_by_credit, (name, role, outlet, month), day), 1, views)
        if day is not None:
            credit.days.append(day)


def _add_views(together: dict[Facts, Change], story: Story) -> None:
    """Let the counts that the story stays in know of its new view count."""
    before, now = story.stored["view_count"], story["view_count"]
    change = together[_facts_of(story.stored)]
    change.views += (now or 0) - (before or 0)
    change.counted += (now is not None) - (before is not None)


def _sum(found: Changes, home: Home, together: Change) -> None:
    """Add to a count what stories with the same facts change together."""
    table, key, day = home
    change = found[table][key]
    change.number += together.number
    change.views += together.views
    change.counted += together.counted
    if together.number and day is not None:
        change.days.append(day)


def _add(found: Changes, home: Home, number: int, views: int | None) -> Change:
    table, key, _ = home
    change = found[table][key]
    change.number += number
    if views is not None:
        change.views += number * views
        change.counted += number
    return change


def _new_credits(story: Story) -> set[tuple[str, str]]:
    return {
        (row["role"], row["printed"] if row["name"] is None else row["name"])
        for row in story["credits"] or ()
    }


def _month(day: date | None) -> str:
    return day.isoformat()[:7] if day else ""


def _homes(facts: Facts, credited: Credits) -> Iterator[Home]:
    """The counts that a story is part of."""
    outlet, day, hijri = facts[:3]
    section, place, country = (each or "" for each in facts[3:])
    month = _month(day)
    if day:
        yield count_by_day, (outlet, day, section), day
        yield count_by_month, (outlet, month, section), day
        yield count_by_outlet_day, (outlet, (hijri or "")[:7], day), day
    if place or country:
        yield count_by_place, (place, country, outlet), day
        yield count_by_place_month, (place, country, outlet, month), day
    for role, name in credited:
        yield count_by_credit, (name, role, outlet, month), day
