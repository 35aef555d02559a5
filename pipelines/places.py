"""The place that a dateline names, and the state it lies in."""

import re
from functools import lru_cache
from typing import NamedTuple

from models import gazetteer, newsrooms, spellings
from models.gazetteer import Toponym
from models.outlet import Outlet

REACH = 200
"""Characters; the longest dateline seen has 51."""


class Place(NamedTuple):
    """Where a story was filed; both None where the dateline names only the newsroom."""

    place: str | None
    """In title case, as spelt on the page."""
    country_code: str | None
    """ISO 3166-1 alpha-2; None where unknown, ambiguous, contested or larger than a state."""


_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SEPARATOR = re.compile(
    # A full stop behind three letters, but not that of `KAB. BANDUNG`; a dash beside a space.
    r"\s*(?:[,|:–—―‒−]|(?<=\w\w\w)(?<!\bkab)\.(?=\s|$)|(?<=\W)-+|-+(?=\s|$))\s*",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\s*'\"]+|[\s*'\".]+$")
_TRAILING_DATE = re.compile(r"\s+\d{1,2}[\s/].*$")  # KUALA LUMPUR 25 Jun
_DESKS = frozenset(("internasional", "nasional", "daerah", "opini", "redaksi", "video", "foto"))
"""Desks of a newsroom in the place of the place: `Berita Baru, Internasional –`."""
_ABBREVIATIONS = frozenset(
    (
        *("AS", "BSB", "DC", "DI", "DIY", "DKI", "IKN", "KL", "KSA", "NAD", "NKRI", "NTB", "NTT"),
        *("PNG", "RD", "RI", "RRC", "RRT", "UAE", "UEA", "UK", "USA"),
    )
)
"""Capitals that title case would spoil: those of models/places.tsv and parts of its names."""
_LOWER = frozenset(("dan", "di", "of", "the"))


def read_place(dateline: str, outlet: Outlet) -> Place:
    """Read the place of filing: `MOSKOW, RUSIA (voa-islam.com) -` -> Moskow, RU.

    The state that is printed decides, though the place may lie in another: `BETHLEHEM, ISRAEL`
    is IL. Without one the place itself decides, if its name is clear.
    """
    return _read(dateline[:REACH], outlet.tags, outlet.language)


@lru_cache(maxsize=4096)
def _read(dateline: str, tags: tuple[str, ...], language: str) -> Place:
    tagged = _BRACKET.search(dateline) is not None
    names = list(_names(dateline, tags, language, tagged=tagged))
    if not names:
        return Place(None, None)
    known = [_toponym(name, language) for name in names]
    place = 0 if tagged else next((i for i, top in enumerate(known) if _is_point(top)), 0)
    return Place(_title(names[place]), _country(known[place:]))


def _names(dateline: str, tags: tuple[str, ...], language: str, *, tagged: bool) -> list[str]:
    """List the places that a dateline names; newsrooms, desks and dates are none.

    A name that a place shares with a newsroom (`MINA`, `METRO`) is the place where the newsroom
    stands in brackets.
    """
    own = newsrooms.own_name(tags)
    names: list[str] = []
    for piece in _SEPARATOR.split(_BRACKET.sub(",", dateline)):
        name = _EDGES.sub("", _TRAILING_DATE.sub("", piece))
        if (
            not any(map(str.isalpha, name))
            or own.fullmatch(name)
            or _is_date(name)
            or name.lower() in _DESKS
        ):
            continue
        place = gazetteer.find(name, language)
        if newsrooms.KNOWN.fullmatch(name) and not (tagged and place):
            continue
        halves = name.split("-")
        if place is None and all(gazetteer.find(half, language) for half in halves):
            names += halves  # KABUL-AFGHANISTAN
        else:
            names.append(name)
    return names


def _is_date(name: str) -> bool:
    """`23 Februari 2016`, `Sept 16` and `Rabu` are; what remains of a date stands between dots."""
    first, *rest = spellings.fold(name).split(maxsplit=1) or [""]
    if first[:1].isdigit() or (not rest and first in spellings.WEEKDAYS):
        return True
    return first in spellings.MONTHS and bool(rest) and rest[0][0].isdigit()


def _toponym(name: str, language: str) -> Toponym | None:
    """What a name is known to be; for `TEPI BARAT/GAZA` the states of both halves."""
    known = [found for half in name.split("/") if (found := gazetteer.find(half, language))]
    if not known:
        return None
    codes = dict.fromkeys(code for place in known for code in place.country_codes)
    return Toponym(known[0].kind, tuple(codes))


def _is_point(place: Toponym | None) -> bool:
    return place is not None and place.kind in {"city", "region"}


def _country(known: list[Toponym | None]) -> str | None:
    """Decide on the one state: the last printed one, else that of the place itself."""
    printed = [place for place in known[1:] if place and place.kind in {"country", "region"}]
    codes = set(
        printed[-1].country_codes if printed else known[0].country_codes if known[0] else ()
    )
    for place in known:
        if place and (common := codes.intersection(place.country_codes)):
            codes = common  # Georgia is the state of the US beside Atlanta
    return codes.pop() if len(codes) == 1 else None


def _title(name: str) -> str:
    """`DEIR AL-ZOR` -> `Deir Al-Zor`; what is not all in capitals stays as printed."""
    if not name.isupper():
        return name
    words = re.split(r"([\s/-]+)", name)
    return "".join(_titled(word, first=i == 0) for i, word in enumerate(words))


def _titled(word: str, *, first: bool) -> str:
    if not first and word.lower() in _LOWER:
        return word.lower()
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)+\w?", word):
        return word
    return word[:1] + word[1:].lower()
