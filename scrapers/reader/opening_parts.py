"""The parts that datelines are made of, found in the opening words of a paragraph.

A dateline is written down as a string of signs. Parts: `P` place, `N` state, `C` other words, all
in capitals; `p`, `n`, `w` the same in mixed case; `O` a newsroom's name, `B` such a name in
brackets, `T` other brackets, `D` a date, `F` a date with its weekday. Between and behind them:
`,` `.` `:` `|` as printed, `-` a dash, `=` a dash glued to the word, a blank for white space or
nothing. `MOSKOW, RUSIA (voa-islam.com) -` is `P,N B-`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from models import gazetteer, newsrooms
from scrapers.reader.printed_dates import date_at

MOST_SIGNS = 14
"""The longest dateline seen has nine: `Duniaekspress, 29 september 2017. – Idlib –` is `O,D-P-`."""

MOST_WORDS = 7
"""The longest name of a place in `places.tsv` has five."""

_DASHES = r"[-–—―‒−](?:\s?[-–—―‒−]){0,3}"
_LETTERS = r"([^\W\d_](?:\w|[.'’‘`´&/](?=\w)|-(?=\w)(?!(?<=[A-Z]-)[A-Z][a-z]))*)"
"""`AL-BAYDA` and `al-Zor`, but only the place of `JAKARTA-Ketua`."""
_WORD = re.compile(rf"(?:(?:KAB|Kab)\.\s)?{_LETTERS}")
_NEXT_WORD = re.compile(rf"\s+{_LETTERS}")
PARTICLES = frozenset(
    ("al", "an", "ar", "as", "ad", "az", "el", "bin", "dan", "de", "del", "di", "of", "the", "la")
)
_BRACKET = re.compile(  # `/PRNewswire/`, as that wire prints it
    r"[(\[]\s*([^()\[\]\n]{1,60}?)\s*[)\]]|/(PR ?Newswire)[\w-]{0,20}/"
)
_BRACKET_OPENS = re.compile(r"\s*[(\[]")
_DATE_OR_BRACKET = re.compile(r"\s*(?:[(\[\d]|/PR)")
_QUOTATION = re.compile(r"\s+[\"“'‘]")
_END = re.compile(
    rf"(?P<glued>[.,]?{_DASHES})|(?P<dash>\s*[.,]?\s*{_DASHES})|\s*(?P<sign>:|\|{{1,2}})"
    r"|\s*(?P<comma>,)|(?P<dot>\.)(?=[\s(\[])"
)


class Stop(NamedTuple):
    """A point at which the dateline may end."""

    end: int
    signs: str
    own: bool
    """It names the outlet itself."""


def stops(head: str, tags: tuple[str, ...]) -> Iterator[Stop]:
    """Find every point at which a dateline at the head of a paragraph may end, in their order."""
    position, signs, own = 0, "", False
    while len(signs) < MOST_SIGNS and (part := _part(head, position, tags)):
        sign, end_of_part, is_own = part
        if signs[-2:] == "O," and sign in "Cw" and (place := _place_before(head, position)):
            yield Stop(position + len(place), f"{signs}{sign_of(place)} ", own)
        position = end_of_part
        signs, own = signs + sign, own or is_own
        yield Stop(position, signs, own)
        if end := _END.match(head, position):
            glued, dash, printed, comma, _ = end.groups()
            signs += "=" if glued else "-" if dash else printed[0] if printed else comma or "."
            position = end.end()
            yield Stop(position, signs, own)
        elif sign in "BT" or _DATE_OR_BRACKET.match(head, position):
            signs += " "
        else:  # an ordinary sentence goes on, if it is not a quotation that begins
            if signs[:-1] == "O," and sign in "PNpn" and _QUOTATION.match(head, position):
                yield Stop(position, f"{signs} ", own)
            return
        while position < len(head) and head[position].isspace():
            position += 1


def _part(head: str, position: int, tags: tuple[str, ...]) -> tuple[str, int, bool] | None:
    """Find the part that begins here: its sign, its end, and whether it is the outlet itself."""
    if bracket := _BRACKET.match(head, position):
        return _bracketed(bracket, head, tags)
    own = newsrooms.own_name(tags).match(head, position)
    if own and _ends_a_part(head, own.end()):
        return "O", own.end(), True
    if (name := newsrooms.KNOWN.match(head, position)) and _ends_a_name(head, name):
        return "O", name.end(), False
    if date := date_at(head, position):
        return "F" if date.has_weekday else "D", date.end, False
    if (phrase := phrase_at(head, position)) is None:
        return None
    end = position + len(phrase)
    return sign_of(phrase), end, False


def _place_before(head: str, position: int) -> str | None:
    """The place that begins here, where the sentence begins right behind it: `Liputan6.com, Jakarta
    Sejumlah warga …`.
    """
    words = (phrase_at(head, position) or "").split()
    if words and _END.match(head, position + len(" ".join(words))):
        return None
    names = (" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))
    return next((name for name in names if sign_of(name) in "PNpn"), None)


def _bracketed(
    bracket: re.Match[str], head: str, tags: tuple[str, ...]
) -> tuple[str, int, bool] | None:
    inner = bracket[1] or bracket[2]
    names = inner.split("/")
    if any(newsrooms.own_name(tags).fullmatch(name) for name in names):
        return "B", bracket.end(), True
    if all(newsrooms.KNOWN.fullmatch(name) for name in names):
        return "B", bracket.end(), False
    if (date := date_at(inner)) and date.end == len(inner):
        return "D", bracket.end(), False
    if not inner[0].isalpha() or _spells_out(head[: bracket.start()], inner):
        return None
    return "T", bracket.end(), False


def _spells_out(before: str, inner: str) -> bool:
    """`PKS (Partai Keadilan Sejahtera)` explains a word; it names no newsroom."""
    initials = "".join(word[0] for word in inner.split() if word[0].isupper())
    return len(initials) > 1 and before.strip().endswith(initials)


def _ends_a_part(head: str, position: int) -> bool:
    return (
        position == len(head)
        or _END.match(head, position) is not None
        or _BRACKET_OPENS.match(head, position) is not None
    )


def _ends_a_name(head: str, name: re.Match[str]) -> bool:
    """Tell whether a known name fills its part; an address and NU Online need no sign behind."""
    return "." in name[0] or name[0].startswith("NU Online") or _ends_a_part(head, name.end())


def phrase_at(head: str, position: int) -> str | None:
    """Up to seven words with capitals, as names are written, particles between them."""
    end = position
    word = _WORD.match(head, position)
    for _ in range(MOST_WORDS):
        if word is None or not (word[1][0].isupper() or word[1] in PARTICLES):
            break
        if word[1][0].isupper():
            end = word.end(1)
        word = _NEXT_WORD.match(head, word.end(1))
    return head[position:end] or None


@lru_cache(maxsize=2048)
def sign_of(phrase: str) -> str:
    """Tell places and states from other words; halves of `TEPI BARAT/GAZA` must both be known."""
    known = [gazetteer.find(name.strip()) for name in phrase.split("/")]
    if not all(place and place.suffices for place in known):
        sign = "C"
    elif all(place and place.kind in {"country", "continent"} for place in known):
        sign = "N"
    else:
        sign = "P"
    if phrase.isupper():
        return sign
    return {"C": "w"}.get(sign, sign.lower())
