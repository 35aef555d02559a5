"""The spellings of a word that the press writes in several ways: `izin` is also `ijin`.

`word_spellings.tsv` beside this module is kept by hand, each row with its reason. Only spellings
that mean one word and no other are in it.
"""

import csv
from functools import cache
from importlib.resources import files

from models.words import words

Spelling = tuple[str, ...]
"""As the words that the full-text index has: `Jum'at` is two."""


def spellings(spelling: Spelling) -> tuple[Spelling, ...]:
    """Give all spellings of the word that is written so, this one first."""
    same = _groups().get(spelling, ())
    return tuple(dict.fromkeys((spelling, *same)))


@cache
def _groups() -> dict[Spelling, tuple[Spelling, ...]]:
    table = (files("models") / "word_spellings.tsv").read_text("utf-8").splitlines()
    found: dict[Spelling, tuple[Spelling, ...]] = {}
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        written = (row["word"], *row["spellings"].split(", "))
        same = tuple(dict.fromkeys(tuple(words(each)) for each in written))
        found |= dict.fromkeys(same, same)
    return found
