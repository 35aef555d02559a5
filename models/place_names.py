"""One name a place, whichever of its spellings a page prints: Yogyakarta for Jogja.

`place_names.tsv` beside this module is kept by hand, each row with its reason. Only spellings that
mean one place and no other are in it; any other place is called as it is spelt. It fills the table
`place_names`: a change of it takes a new migration.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from sqlalchemy import CompoundSelect, Text, func, literal, select

from models.tables import count_by_place, place_names

_APOSTROPHES = "'’‘`"


def rows() -> list[dict[str, str]]:
    """Give the rows of the table, in the order of their places: each spelling and its name."""
    table = (files("models") / "place_names.tsv").read_text("utf-8").splitlines()
    known = {
        place: row["name"]
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        for spelling in (row["name"], *row["spellings"].split(", "))
        for place in _typed(spelling)
    }
    return [{"place": place, "name": name} for place, name in sorted(known.items())]


def _typed(spelling: str) -> Iterator[str]:
    """Give the ways to type a spelling: `Dara'a`, `Dara’a`; `Al-Quds`, `al-Quds`, `Al Quds`; `U.S`,
    for the reader takes a last full stop for the dateline's.
    """
    yield spelling.removesuffix(".")
    for apostrophe in _APOSTROPHES if "'" in spelling else "'":
        typed = spelling.replace("'", apostrophe)
        yield from (typed, typed.replace("-", " "))
        yield from (typed.replace("Al-", "al-"), typed.replace("Al-", "al "))


def spellings(place: str) -> CompoundSelect[Any]:
    """Ask for all spellings of the place that `place` is one of; capital letters do not count.

    Those of the archive's own datelines come from its counts, of which there are few.
    """
    asked = func.lower(literal(place, Text))
    names = select(place_names.c.name).where(func.lower(place_names.c.place) == asked)
    listed = select(place_names.c.place).where(place_names.c.name.in_(names))
    lowered = select(asked).union(listed.with_only_columns(func.lower(place_names.c.place)))
    stored = select(count_by_place.c.place).where(func.lower(count_by_place.c.place).in_(lowered))
    return select(literal(place, Text)).union(listed, stored)
