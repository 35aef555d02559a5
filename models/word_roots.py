"""The roots of words that rules without a vocabulary take apart wrongly: `media` is no `dia`.

`word_roots.tsv` beside this module is kept by hand: a root, what the rules find, and in which word.
That is written with a capital letter where it is a name, which has no other forms: `Merapi` is not
`merapikan`.
"""

import csv
import re
from functools import cache
from importlib.resources import files

_TAKEN = {"k": "ng", "p": "m", "t": "n", "s": "ny"}
"""First letters that the prefixes `me` and `pe` take with them, and what they put there."""
_BEFORE = "(?:ber|di|ke|per|se|ter|[mp]e(?:ng|ny|n|m)?)*"
_BEHIND = "(?:kan|an|i)?(?:nya|ku|mu)?(?:lah|kah|pun)?"


def known_root(word: str) -> str | None:
    """Give the root of a word that has one of the table's: `pengawasan` has awas, never kawas."""
    match = _pattern().fullmatch(word)
    return None if match is None else _roots()[match["name"] or match["root"] or match["taken"]]


@cache
def _roots() -> dict[str, str]:
    """The roots by how they are written, at the beginning of a word and behind `me` or `pe`."""
    roots = [row["root"] for row in _rows()]
    taken = {_TAKEN[root[0]] + root[1:]: root for root in roots if root[0] in _TAKEN}
    return {**taken, **{root: root for root in roots}}


@cache
def _pattern() -> re.Pattern[str]:
    roots, names = _roots(), {row["root"] for row in _rows() if row["as in"][0].isupper()}
    whole = "|".join(word for word, root in roots.items() if word == root and word not in names)
    taken = "|".join(word for word, root in roots.items() if word != root and root not in names)
    forms = f"{_BEFORE}(?:(?P<root>{whole})|(?<=[mp]e)(?P<taken>{taken})){_BEHIND}"
    return re.compile(f"(?P<name>{'|'.join(sorted(names))})|{forms}")


def _rows() -> list[dict[str, str]]:
    table = (files("models") / "word_roots.tsv").read_text("utf-8").splitlines()
    return list(csv.DictReader(table, delimiter="\t"))
