"""All invented stories of one seed: each is computed from its number, none is kept."""

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from zlib import crc32

from tests.replica import composing, prose, words
from tests.replica.datelines import ABROAD, AT_HOME, Place
from tests.replica.dates import WIB
from tests.replica.stories import Card, Story

_SECTION_WEIGHTS = {
    "indonesiana": 14,
    "world-news": 13,
    "international-jihad": 14,
    "politik-indonesia": 3,
    "world-analysis": 2,
    "muslimah": 2,
    "opini": 1,
    "citizens-jurnalism": 1,
}
"""How often each section was seen among real pages, which makes a turn of fifty stories."""

SECTIONS = tuple(_SECTION_WEIGHTS)
_OPINION = frozenset({"opini", "citizens-jurnalism", "muslimah"})
_AT_HOME = frozenset({"indonesiana", "politik-indonesia"})

_TURN = tuple(
    Random("turn").sample([name for name, n in _SECTION_WEIGHTS.items() for _ in range(n)], 50)
)
_PLACES_IN_TURN = {
    name: tuple(place for place, section in enumerate(_TURN) if section == name)
    for name in SECTIONS
}

_FIRST_ID = 3_000
_IDS = 79_000
Period = tuple[datetime, datetime]
_PERIOD = datetime(2010, 2, 1, 6, 0, tzinfo=WIB), datetime(2022, 8, 10, 22, 0, tzinfo=WIB)


class Newsroom:
    """The stories 0 … count - 1, oldest first; ids and moments rise with the number.

    Numbers beyond are stories still to come: `count` may be raised at any time, and the stories
    before stay as they are.
    """

    def __init__(
        self, count: int = 300, seed: str = "warta", ids: int = _IDS, period: Period = _PERIOD
    ) -> None:
        """`ids` is how many numbers the stories' ids are drawn from, `period` when the first and
        the last of them appear; those to come follow at the same pace.
        """
        if count < 1:
            raise ValueError(f"a newsroom needs at least one story, not {count}")
        self.count = count
        self.seed = seed
        self.salt = crc32(seed.encode())
        self._id_step = max(1, ids // count)
        self._first, last = period
        self._minutes = max(1, int((last - self._first).total_seconds() // 60) // count)
        self.card = lru_cache(maxsize=4096)(self._card)
        self.story = lru_cache(maxsize=256)(self._story)

    def id_of(self, number: int) -> int:
        return _FIRST_ID + number * self._id_step + self._jitter(number, self._id_step)

    def number_of(self, source_id: int) -> int | None:
        """The number of the story with this id, None for an id that was never given."""
        number = (source_id - _FIRST_ID) // self._id_step
        known = 0 <= number < self.count and self.id_of(number) == source_id
        return number if known else None

    def published_at(self, number: int) -> datetime:
        minute = number * self._minutes + self._jitter(number * 7 + 1, self._minutes)
        return self._first + timedelta(minutes=minute)

    def newest(self, section: str | None = None) -> "Shelf":
        """The numbers of a section's stories (of all without one), newest first."""
        return Shelf(self.count, section)

    def _jitter(self, number: int, room: int) -> int:
        return crc32(b"%d" % number, self.salt) % room

    def _rng(self, number: int, part: str) -> Random:
        return Random(f"{self.seed}/{number}/{part}")

    def _card(self, number: int) -> Card:
        rng = self._rng(number, "card")
        section = _TURN[number % len(_TURN)]
        published_at = self.published_at(number)
        where = _where(rng, section)
        curly = rng.random() < 0.4
        headline = _headline(rng, where, published_at)
        # Some headlines were edited after their address was made.
        known_as = headline.replace("Warga ", "") if rng.random() < 0.05 else headline
        return Card(
            number=number,
            id=self.id_of(number),
            section=section,
            published_at=published_at,
            headline=prose.curl(headline) if curly else headline,
            slug=prose.slug(known_as, swallow=rng.random() < 0.4),
            where=where,
            curly=curly,
            view_base=_view_base(rng),
            view_growth=rng.choice((1, 1, 2, 5, 13, 40)),
        )

    def _story(self, number: int) -> Story:
        rng = self._rng(number, "story")
        earlier = self.card(rng.randrange(number + 1))
        return composing.story(rng, self.card(number), earlier.headline)


def _where(rng: Random, section: str) -> Place | None:
    if section in _OPINION or (section == "world-analysis" and rng.random() < 0.5):
        return None
    return rng.choice(AT_HOME if section in _AT_HOME else ABROAD)


def _headline(rng: Random, where: Place | None, published_at: datetime) -> str:
    if where is None:
        template = rng.choice(words.OPINION_HEADLINES)
    else:
        template = rng.choice(words.HEADLINES)
        if "{n}" not in template and "{k}" not in template:
            template += rng.choice(words.HEADLINE_TAILS)  # or the same headline came too often
        template = template.replace("{kota}", where.title).replace("{KOTA}", where.printed)
    return prose.capitalise(prose.fill(template, rng, published_at.date()), published_at.year)


def _view_base(rng: Random) -> int:
    """Mostly four and five digits as seen, and the forms that were not seen as well."""
    roll = rng.random()
    if roll < 0.08:
        return rng.randrange(12, 900)
    if roll < 0.11:
        return rng.randrange(1_000_000, 2_500_000)
    return rng.randrange(1_100, 99_000)


class Shelf:
    """The numbers of one section's stories, newest first, computed and not kept."""

    def __init__(self, count: int, section: str | None) -> None:
        self._places = tuple(range(len(_TURN))) if section is None else _PLACES_IN_TURN[section]
        turns, rest = divmod(count, len(_TURN))
        self._size = turns * len(self._places) + sum(place < rest for place in self._places)

    def __len__(self) -> int:
        return self._size

    def page(self, number: int, size: int = 20) -> list[int]:
        """Page 1 holds the newest; a page past the end is empty."""
        first = (number - 1) * size
        return [self._at(index) for index in range(first, min(first + size, self._size))]

    def _at(self, index: int) -> int:
        turn, place = divmod(self._size - 1 - index, len(self._places))
        return turn * len(_TURN) + self._places[place]
