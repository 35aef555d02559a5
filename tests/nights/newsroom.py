"""What a newsroom does from night to night, and what its site showed the crawls."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.replica.dates import WIB
from tests.replica.layouts import DESKTOP, REDESIGNED
from tests.replica.site import Replica

BEGIN = datetime(2022, 3, 1, 2, 0, tzinfo=WIB)
BEFORE = timedelta(days=90)
"""For how long there have been stories by then, one a day and a half."""
STORIES = 60
RECENT = 25
"""Of the newest stories, to which most happens."""
SPOILT = ("broken", "forbidden", "as-not-found", "as-listing", "as-error", "cut-short", "empty")
"""What a story may be for one night."""


def site_of(seed: str) -> Replica:
    """The newsroom's site, on which stories appear at the pace of real days."""
    return Replica(STORIES, seed=seed, validators=True, period=(BEGIN - BEFORE, BEGIN))


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as the site served it once."""

    night: datetime
    headline: str
    body: str
    views: int | None
    """None where that look of the site prints none."""
    is_doubtful: bool = False
    """Whether the crawl that was shown it may have been killed before it had it."""


@dataclass(slots=True)
class Life:
    """The newsroom of one site; `night` is the moment at which the next crawl begins."""

    site: Replica
    seed: str
    night: datetime = BEGIN
    shown: defaultdict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    """By a story's id, each time that its page was served so that it can be read."""
    missing: dict[str, list[datetime]] = field(default_factory=dict)
    """By a story's id, its 404s and 410s in a row, if the last answer was one."""
    done: Counter[str] = field(default_factory=Counter)
    """What the newsroom did, and how often."""
    is_doubtful: bool = False
    """Whether a crawl has been killed that night."""
    _random: Random = field(init=False)
    _spoilt: list[int] = field(default_factory=list)
    _withdrawn: list[int] = field(default_factory=list)
    _look: str | None = None
    _is_unreadable: bool = False
    _visits: Counter[int] = field(default_factory=Counter)
    _requests: int = 0

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def go_on(self) -> None:
        """Let a day or a few pass, and do what newsrooms do meanwhile."""
        random = self._random
        self.is_doubtful = False
        days = random.choice([1] * 12 + [2, 3, 6])  # some nights no crawl runs
        self.night += timedelta(days=days, minutes=random.randrange(-90, 90))
        self.site.today = self.night.date()
        newsroom = self.site.newsroom
        while newsroom.published_at(newsroom.count) <= self.night:
            self.site.publish()
            self.done["published"] += 1
        for _ in range(random.randrange(3)):
            self._edit(self._any())
        if random.random() < 0.15:
            self._withdraw(self._any())
        if self._withdrawn and random.random() < 0.08:
            self.site.behave(self._withdrawn.pop(0), "ordinary")
            self.done["brought back"] += 1
        for name in SPOILT:
            if random.random() < 0.06:
                self._spoil(self._any(), name)
        self._redesign()

    def look_back(self) -> None:
        """Note what the site answered since the last time."""
        for source_id, visits in self.site.desk.visits.items():
            for number in range(self._visits[source_id], visits):
                self._note(source_id, visits - number - 1)
        self._visits = Counter(self.site.desk.visits)
        requests = list(self.site.requests)
        for request in requests[self._requests :]:
            if request.path.startswith("/read/"):
                self._note_status(request.path.split("/")[6], request.status)
        self._requests = len(requests)
        for source_id in self._spoilt:
            self.site.behave(source_id, "ordinary")
        self._spoilt.clear()

    def _redesign(self) -> None:
        """Another look that tells nothing new, or for a night one that no reader knows."""
        if self._random.random() < 0.04:
            self._look = self._random.choice((None, *(layout.name for layout in DESKTOP)))
            self.done["redesigned"] += 1
        self._is_unreadable = self._random.random() < 0.03
        self.site.redesign(REDESIGNED.name if self._is_unreadable else self._look)
        self.done["unreadable"] += self._is_unreadable

    def _any(self) -> int:
        ids = list(self.site.ids())
        return self._random.choice(ids[-RECENT:] if self._random.random() < 0.7 else ids)

    def _edit(self, source_id: int) -> None:
        story, number = self.site.story(source_id), self.done["edited"]
        if self._random.random() < 0.5:
            self.site.edit(source_id, headline=f"{story.headline} ({number})")
        else:
            paragraphs = list(story.paragraphs)
            where = self._random.randrange(len(paragraphs))
            paragraphs.insert(where, f"Keterangan nomor {number} menyusul dari pihak keluarga.")
            self.site.edit(source_id, body="\n\n".join(paragraphs))
        self.done["edited"] += 1

    def _withdraw(self, source_id: int) -> None:
        self.site.withdraw(source_id, self._random.choice((404, 410)))
        self._withdrawn.append(source_id)
        self.done["withdrawn"] += 1

    def _spoil(self, source_id: int, behaviour: str) -> None:
        if source_id not in self._withdrawn and str(source_id) not in self.missing:
            self.site.behave(source_id, behaviour)
            self._spoilt.append(source_id)
            self.done[behaviour] += 1

    def _note(self, source_id: int, visits_since: int) -> None:
        self.missing.pop(str(source_id), None)
        if self._is_unreadable:
            return
        card, story = self.site.card(source_id), self.site.story(source_id)
        views = None
        if self.site.desk.layout(card, "desktop").views:
            views = self.site.desk.views(card) - visits_since * card.view_growth
        body = "\n\n".join(story.paragraphs)
        shown = Shown(self.night, story.headline, body, views, self.is_doubtful)
        self.shown[str(source_id)].append(shown)

    def _note_status(self, source_id: str, status: int) -> None:
        if status == 304:
            self.missing.pop(source_id, None)
        elif status in (404, 410) and source_id in self.shown:
            self.missing.setdefault(source_id, []).append(self.night)
