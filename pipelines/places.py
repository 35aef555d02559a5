"""The place that a dateline names, and the state it lies in."""

import re
from functools import lru_cache
from typing import NamedTuple

from models import gazetteer, newsrooms
from models.outlet import Outlet


class Place(NamedTuple):
    """Where a story was filed; both None where the dateline names only the newsroom."""

    place: str | None
    """In title case, as spelt on the page."""
    country_code: str | None
    """ISO 3166-1 alpha-2; None where unknown, ambiguous, contested or larger than a state."""


_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SEPARATOR = re.compile(
    r"\s*(?:[,|:]|(?<=\w)\.(?=\s|$)|(?:(?<=\s)|(?<=\W))-+|-+(?=\s|$)|[–—―‒−])\s*"
)
_DATE = re.compile(r"\s*(?:\d.*|(?:[^\W\d_]|['’.])+\s+\d.*)")
_DAY = re.compile(
    r"\s*(?:senin|isnin|selasa|rabu|kh?amis|jum['’]?a+t|sabtu|ahad|minggu)\s*", re.IGNORECASE
)
_TRAILING_DATE = re.compile(r"\s+\d{1,2}[\s/].*$")
_ABBREVIATIONS = frozenset(
    ("AS", "DIY", "DKI", "KL", "NTB", "NTT", "PNG", "RI", "UAE", "UEA", "UK", "USA")
)
"""Capitals that title case would spoil; all are in the gazetteer."""
_LOWER = frozenset(("dan", "di", "of", "the"))


def read_place(dateline: str, outlet: Outlet) -> Place:
    """Read the place of filing: `MOSKOW, RUSIA (voa-islam.com) -` -> Moskow, RU.

    The last name that stands for a state or a part of one decides the state, as printed: the press
    that files from `BETHLEHEM, ISRAEL` says IL.
    """
    return _read(dateline[:200], outlet.tags, outlet.language)


@lru_cache(maxsize=4096)
def _read(dateline: str, tags: tuple[str, ...], language: str) -> Place:
    names = _names(dateline, tags)
    if not names:
        return Place(None, None)
    known = [_state(name, language) for name in names]
    return Place(_title(names[0]), _country(known))


def _names(dateline: str, tags: tuple[str, ...]) -> list[str]:
    """Names of places in a dateline, newsrooms and dates left out."""
    tagged = _BRACKET.search(dateline) is not None
    own = newsrooms.own_name(tags)
    names = []
    for piece in _SEPARATOR.split(_BRACKET.sub(",", dateline)):
        name = _TRAILING_DATE.sub("", piece).strip(" .*'\"")
        if not name or own.fullmatch(name) or _DATE.fullmatch(name) or _DAY.fullmatch(name):
            continue
        if newsrooms.KNOWN.fullmatch(name) and not (tagged and gazetteer.find(name)):
            continue
        names.append(name)
    return names


def _state(name: str, language: str) -> frozenset[str] | None:
    """States that a name may lie in, several for `TEPI BARAT/GAZA` only if its halves differ."""
    found = [gazetteer.find(half.strip(), language) for half in name.split("/")]
    return frozenset(code for place in found if place for code in place.country_codes) or None


def _country(known: list[frozenset[str] | None]) -> str | None:
    """The one state that all names agree on, from the last name forward."""
    left: frozenset[str] = frozenset()
    for states in reversed(known):
        if states and len(left) != 1:
            left = (left & states or left) if left else states
    return next(iter(left)) if len(left) == 1 else None


def _title(name: str) -> str:
    """`DEIR AL-ZOR` -> `Deir Al-Zor`; what is not all in capitals stays as printed."""
    if not name.isupper():
        return name
    words = re.split(r"([\s/-]+)", name)
    return "".join(
        word
        if word in _ABBREVIATIONS
        else word.lower()
        if i and word.lower() in _LOWER
        else word[:1] + word[1:].lower()
        for i, word in enumerate(words)
    )
