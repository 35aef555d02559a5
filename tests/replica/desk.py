"""What has happened to the stories since they were written: visits, edits, withdrawals."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.replica import behaviours
from tests.replica.behaviours import ORDINARY, Behaviour
from tests.replica.layouts import DESKTOP, LAYOUTS, MOBILE
from tests.replica.layouts.page import Layout
from tests.replica.newsroom import Newsroom
from tests.replica.stories import Card, Story


class Desk:
    """The present state of every story; holds only what differs from the story as written."""

    def __init__(self, newsroom: Newsroom, *, healthy: bool, layouts: tuple[str, ...] = ()) -> None:
        self.newsroom = newsroom
        self.healthy = healthy
        self.counts_visits = True
        """Whether view counters grow with each visit."""
        self.redesign: Layout | None = None
        self.visits: Counter[int] = Counter()
        """How often each story was served, by id."""
        self.tries: Counter[int] = Counter()
        """How often each story was asked for, by id."""
        self._behaviours: dict[int, Behaviour] = {}
        self._edits: dict[int, dict[str, Any]] = {}
        self._desktop = tuple(LAYOUTS[name] for name in layouts) or DESKTOP

    def behaviour(self, card: Card) -> Behaviour:
        chosen = self._behaviours.get(card.id)
        if chosen is not None:
            return chosen
        if self.healthy:
            return ORDINARY
        behaviour = behaviours.of_number(card.number, self.newsroom.salt)
        if behaviour.name == "redated" and self.layout(card, "desktop").date is None:
            return ORDINARY  # without a date line nothing could tell which of two days is right
        return behaviour

    def behave(self, source_id: int, behaviour: Behaviour) -> None:
        self._behaviours[source_id] = behaviour

    def edit(self, source_id: int, headline: str | None, body: str | None) -> None:
        """Changes headline or body (paragraphs apart by a blank line) from the next visit on."""
        changes = self._edits.setdefault(source_id, {"revision": 0})
        changes["revision"] = changes["revision"] + 1
        if headline is not None:
            changes["headline"] = headline
        if body is not None:
            changes["paragraphs"] = tuple(body.split("\n\n"))
            changes["pulled"] = None

    def story(self, card: Card) -> Story:
        """The story as it reads now."""
        story = self.newsroom.story(card.number)
        behaviour = self.behaviour(card)
        if behaviour.name == "edited" and self.visits[card.id] > behaviour.visits:
            story = _rewritten(story)
        changes = self._edits.get(card.id)
        return replace(story, **changes) if changes else story

    def layout(self, card: Card, kind: str) -> Layout:
        """The look of a story's `desktop` or `mobile` page."""
        if self.redesign is not None:
            return self.redesign
        looks = self._desktop if kind == "desktop" else MOBILE
        # Shifted with each turn of the sections, so that every section meets every look.
        return looks[(card.number + card.number // 50 + self.newsroom.salt) % len(looks)]

    def views(self, card: Card) -> int:
        """The counter as the last visit saw it."""
        visits = self.visits[card.id] if self.counts_visits else 1
        return card.view_base + visits * card.view_growth

    def listed_tail(self, card: Card) -> str:
        """The address by which lists know a story: an old one for what was moved or dated anew."""
        name = self.behaviour(card).name
        if name == "unlisted":
            return f"arsip/{card.id}"  # no address of a story
        if name == "moved":
            return old_tail(card)
        if name == "redated" and card.number % 2:
            return redated_tail(card)
        return card.tail


def old_tail(card: Card) -> str:
    """Where a moved story was before: in another section."""
    other = "opini" if card.section != "opini" else "muslimah"
    return card.tail.replace(card.section, other, 1)


def redated_tail(card: Card) -> str:
    """The same story under a day two months earlier."""
    earlier = card.published_at - timedelta(days=61)
    return f"{card.section}/{earlier:%Y/%m/%d}/{card.id}/{card.slug}"


def _rewritten(story: Story) -> Story:
    """What the newsroom makes of an edited story: headline, body or both."""
    kind = story.number % 3
    changes: dict[str, Any] = {"revision": 1}
    if kind != 1:
        changes["headline"] = f"{story.headline}, Ini Penjelasannya"
    if kind != 0:
        added = "Berita ini diperbarui dengan keterangan tambahan dari pihak keluarga."
        changes["paragraphs"] = (*story.paragraphs[:-1], added, story.paragraphs[-1])
    return replace(story, **changes)
