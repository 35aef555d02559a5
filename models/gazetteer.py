"""Places that datelines name and the states they lie in.

Two tables beside this module, asked in this order: `places.tsv` (exonyms and spellings of the
press, contested places, parts of states; each row with its reason, kept by hand) and
`gazetteer.tsv` (states from CLDR, cities from GeoNames; written by `models.gazetteer_table`). The
latter is searched as it lies: made a dict, its 87,000 names would cost each process that reads
12 MB and 40 ms. Nothing is loaded before the first question that needs it.
"""

import csv
import unicodedata
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

TABLE = files("models") / "gazetteer.tsv"  # a deployed egg is one file

LONGEST = 60
"""Characters; the longest official name of a state in CLDR has 44."""

_KEY = str.maketrans("-‐‑–—/", "      ", ".'’‘`´ʻʼʿʾ\u200b")
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

EVERYDAY = frozenset(
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
    doubtful = None
    for candidate in (key, *wholes, *places):
        if found := press().get(candidate) or _in_the_world(candidate):
            if found.suffices:  # that of `Kota Bandung` is doubtful by itself
                return found._replace(country_codes=doubtful.country_codes) if doubtful else found
            doubtful = doubtful or found
    return doubtful


@cache
def _press(language: str) -> dict[str, Toponym]:
    known: dict[str, Toponym] = {}
    table = (files("models") / "places.tsv").read_text("utf-8").splitlines()
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["language"] in {"*", language}:
            codes = tuple(row["country"].split("|")) if row["country"] != "-" else ()
            for key in map(fold, row["names"].split(",")):
                known[key] = Toponym(row["kind"], codes, key not in EVERYDAY)
    return known


def _in_the_world(name: str) -> Toponym | None:
    """Look a state or city up: its line is found by halves, for the lines are in order."""
    table, wanted = _world(), f"{name}\t".encode()
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", low, middle) + 1 or low
        end = table.index(b"\n", middle)
        line = table[start:end]
        if line.startswith(wanted):
            _, kind, codes, suffices = line.decode().split("\t")
            return Toponym(kind, tuple(codes.split()), suffices == "yes")
        low, high = (end + 1, high) if line < wanted else (low, start)
    return None


@cache
def _world() -> bytes:
    return TABLE.read_bytes()
