"""Sentences and paragraphs of a story, drawn from templates with a random generator."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.replica import words
from tests.replica.datelines import ABROAD, AT_HOME
from tests.replica.dates import MONTHS, WEEKDAYS

_CITIES = tuple(place.title for place in ABROAD + AT_HOME if "/" not in place.title)
_LOWER = {"di", "dan", "untuk", "ke", "dari", "dengan", "dalam", "pada", "per", "kepada"}


def thousands(number: int) -> str:
    """`3.564`."""
    return f"{number:,}".replace(",", ".")


def body_day(rng: Random, published: date) -> str:
    """A day as bodies print it, at most two days before the publication; a few are wrong, as
    those of real pages are."""
    day = published - timedelta(days=rng.choice((0, 0, 0, 1, 1, 2)))
    name = WEEKDAYS[day.weekday()]
    roll = rng.random()
    if roll < 0.5:
        return f"{name} ({day.day:02}/{day.month:02}/{day.year})"
    if roll < 0.7:
        return f"hari {name} ({day.day}/{day.month}/{day.year})"
    if roll < 0.8:
        return f"{name} ({day.day:02}/{day.month:02})"
    if roll < 0.95:
        return f"{name}, {day.day} {MONTHS[day.month - 1].replace('Agutus', 'Agustus')}"
    if roll < 0.98:
        return f"{name} ({day.day}/{rng.choice((13, 17, 19))}/{day.year})"
    return f"{WEEKDAYS[day.weekday() - 3]} ({day.day}/{day.month}/{day.year})"


def _money(rng: Random) -> str:
    if rng.random() < 0.5:
        return f"Rp {thousands(rng.randrange(10, 990) * 500)}"
    return f"Rp {rng.randrange(1, 90)},{rng.randrange(1, 9)} miliar"


def _comment_day(rng: Random, published: date) -> str:
    day = published + timedelta(days=rng.randrange(-400, 3))
    return f"{day.day} {MONTHS[day.month - 1].replace('Agutus', 'Agustus')} {day.year}"


class Slots:
    """The words for the holes of a sentence, a new one at each asking."""

    def __init__(self, rng: Random, published: date) -> None:
        self._rng = rng
        self._published = published

    def __getitem__(self, name: str) -> str:
        return _PICK[name](self._rng, self._published)


_PICK: dict[str, Callable[[Random, date], str]] = {
    "angka": lambda rng, _: thousands(rng.randrange(25, 40_000)),
    "kecil": lambda rng, _: str(rng.randrange(2, 60)),
    "persen": lambda rng, _: str(rng.randrange(3, 85)),
    "uang": lambda rng, _: _money(rng),
    "orang": lambda rng, _: rng.choice(words.PEOPLE),
    "jabatan": lambda rng, _: rng.choice(words.ROLES),
    "jabatan_besar": lambda rng, _: rng.choice(words.ROLES).capitalize(),
    "badan": lambda rng, _: rng.choice(words.BODIES)[0],
    "lembaga": lambda rng, _: "{} ({})".format(*rng.choice(words.BODIES)),
    "lembaga_awal": lambda rng, _: "{} ({})".format(*rng.choice(words.BODIES)),
    "akronim": lambda rng, _: rng.choice(words.BODIES)[1],
    "kota": lambda rng, _: rng.choice(_CITIES),
    "benda": lambda rng, _: rng.choice(words.GOODS),
    "hal": lambda rng, _: rng.choice(words.VIRTUES),
    "hari": body_day,
    "weekday": lambda rng, _: rng.choice(WEEKDAYS),
    "jam": lambda rng, _: f"{rng.randrange(24):02}.{rng.randrange(60):02}",
    "tanggal": _comment_day,
    "n": lambda rng, _: thousands(rng.randrange(100, 30_000)),
    "k": lambda rng, _: str(rng.randrange(2, 99)),
}


def fill(template: str, rng: Random, published: date) -> str:
    """The template with its holes filled."""
    return template.format_map(Slots(rng, published))


def paragraphs(rng: Random, published: date, templates: tuple[str, ...]) -> list[list[str]]:
    """4 to 18 paragraphs as lists of sentences, about 2 to 4 KB together."""
    count = rng.randrange(4, 19)
    total = max(count, rng.randrange(17, 27))
    sentences = [fill(template, rng, published) for template in rng.sample(templates, total)]
    per, more = divmod(total, count)
    cut: list[list[str]] = []
    for index in range(count):
        size = per + (1 if index < more else 0)
        cut.append(sentences[:size])
        sentences = sentences[size:]
    return cut


def capitalise(headline: str, year: int) -> str:
    """Title case with small prepositions; since 2020 the small words are capital too."""
    if year < 2020:
        return headline
    return " ".join(word.capitalize() if word in _LOWER else word for word in headline.split(" "))


_INSIDE_WORD = re.compile(r"[^a-z0-9 ]")


def slug(headline: str, *, swallow: bool) -> str:
    """The headline as the site's addresses spell it; a comma may take its space along."""
    text = headline.lower().replace("é", "e")
    if swallow:
        text = text.replace(", ", "")
    return "-".join(_INSIDE_WORD.sub("", text).split())


def curl(text: str) -> str:
    """The text with typographic quotes; straight double quotes open and close by turns."""
    pieces = text.split('"')
    joined = "".join(
        piece + ("" if index == len(pieces) - 1 else "“”"[index % 2])
        for index, piece in enumerate(pieces)
    )
    return joined.replace("'", "’")
