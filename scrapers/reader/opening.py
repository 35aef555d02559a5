"""The dateline that opens a story, cut off its first paragraph."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from models import gazetteer, newsrooms
from models.outlet import Outlet

REACH = 200
"""Characters of the paragraph that are looked at; the longest dateline seen has 51."""

_DASHES = r"[-–—―‒−](?:\s?[-–—―‒−]){0,3}"
_WORD = r"[^\W\d_](?:\w|[.'’‘`´&/-](?=\w))*"
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,6}}")
_PARTICLES = frozenset(
    ("al", "an", "ar", "as", "ad", "az", "el", "bin", "dan", "de", "del", "di", "of", "the", "la")
)
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]\n]{1,60}?)\s*[)\]]")
_WEEKDAY = (
    r"(?:Senin|Isnin|Selasa|Rabu|Kh?amis|Jum['’]?a+t|Sabtu|Ahad|Minggu|Sen|Sel|Rab|Kam|Jum|Sab|Min)"
)
_MONTH = (
    # The stems of all Gregorian and Hijri months in forms.md §5, Indonesian, Malay and English.
    r"(?:jan|feb|peb|mar|mac|mei|may|apr|jun|jul|agu|aug|ogo|sep|okt|oct|nov|nop|des|dis|dec|"
    r"muh|s[hy]?[ao]f|rab|rob|ra?j[aeo]|rej|roj|jumad|jamad|s[yh]a|ram|rom|sya|dz?ul|zul)"
    r"[a-z'’ -]{0,12}?"
)
_DATE = re.compile(
    rf"(?P<weekday>{_WEEKDAY}(?!\w)\s*,?\s*)?"
    rf"(?:\d{{1,2}}\s+{_MONTH}\.?(?:\s+\d{{4}}\s?[HM]?)?(?!\w)"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?(?!\w)"
    r"|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?!\w))"
    rf"|{_WEEKDAY}(?!\w)",
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?P<glued>[.,]?{_DASHES})|(?P<dash>\s*[.,]?\s*{_DASHES})|\s*(?P<sign>[:|])"
    r"|\s*(?P<comma>,)|(?P<dot>\.)(?=[\s(\[])"
)
_OPENS_A_SENTENCE = re.compile(r"[\s\"'“”‘’«(\[*.…]*(?:[^\W_]|$)")

# A dateline as a string of signs. Parts: P place, N state, C other words, all in capitals; p, n, w
# the same in mixed case; O a newsroom's name, B such a name in brackets, T other brackets, D a
# date, F a date with its weekday. Between and behind them: `,` `.` `:` `|` as printed, `-` a dash,
# `=` a dash glued to the word, a blank for white space or nothing.
_X = "[PNCpnwO]"
_FAMILIES = re.compile(
    "|".join(
        (
            rf"{_X}(?:[,. ](?:{_X}|[DF]))*[,. ]B[-=:|,]",  # MOSKOW, RUSIA (voa-islam.com) -
            r"[PNCpnO](?:,[PNCpn])*[,. ]B",  # Cairo (voa-islam.com)
            rf"[PNCpnO](?:[, ](?:{_X}|[DF]))*[, ]T[-=:|]",  # Solo (Waspada Aceh) –
            rf"{_X}(?:,{_X})*[,|]O(?: [BT])?[-=:|]",  # JAKARTA, KOMPAS.com —
            r"[PNpn],O",  # Jakarta, NU Online
            rf"[OB][, ]{_X}(?:,[PNpn])?[-=:|]",  # REPUBLIKA.CO.ID, JAKARTA --
            r"O,[PNpn]\.",  # ARCOM.CO.ID ,Bandung.
            r"[OB](?:[., ][DF])?[-=:](?:[PNpO][-=:|])?",  # Hidayatullah.com—
            r"O[., ](?:D|F|T)[-=:]",  # Duniaekspress.com (22/03/2019)-
            r"O,",  # NU Online Jombang,
            r"[PNCpn](?:,[PNCpnw])?(?:[, ][DF]){1,2}[-=:]",  # KUALA LUMPUR 25 Jun –
            r"D=|F[-=]",  # 1 Oktober 2020-
            r"[PN](?:,[PN])?[-=:]|p(?:,[pn])?[-=]|n-|C,N[-=]",  # CINA—
            r"[Pp],[Cw][-=]|C,[Pp][-=]",  # Damaskus, Purna Warta –
        )
    )
)


class _Stop(NamedTuple):
    """A point at which the dateline may end."""

    end: int
    signs: str
    own: bool
    """It names the outlet itself."""


def cut_dateline(paragraph: str, outlet: Outlet) -> tuple[str | None, str]:
    """Cut off the dateline as printed, with tag and dash; the rest of the paragraph comes second.

    `MOSKOW, RUSIA (voa-islam.com) - Rusia pada …` -> `MOSKOW, RUSIA (voa-islam.com) -` and
    `Rusia pada …`; None and the whole paragraph where none opens it.
    """
    start = len(paragraph) - len(paragraph.lstrip())
    head = paragraph[start : start + REACH]
    found = None
    for stop in _stops(head, outlet.tags):
        if _FAMILIES.fullmatch(stop.signs) and _is_followed_by_story(head, stop):
            found = stop.end
    if found is None:
        return None, paragraph
    return head[:found], paragraph[start + found :].lstrip()


def _stops(head: str, tags: tuple[str, ...]) -> Iterator[_Stop]:
    position, signs, own = 0, "", False
    while len(signs) < 14 and (part := _part(head, position, tags)):
        sign, position, is_own = part
        signs, own = signs + sign, own or is_own
        yield _Stop(position, signs, own)
        if end := _END.match(head, position):
            glued, dash, printed, comma, _ = end.groups()
            signs += "=" if glued else "-" if dash else printed or comma or "."
            position = end.end()
            yield _Stop(position, signs, own)
        else:
            signs += " "
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
    if date := _DATE.match(head, position):
        return "F" if date["weekday"] else "D", date.end(), False
    if (phrase := _phrase(head, position)) is None:
        return None
    end = position + len(phrase)
    return _sign(phrase), end, False


def _bracketed(
    bracket: re.Match[str], head: str, tags: tuple[str, ...]
) -> tuple[str, int, bool] | None:
    inner = bracket[1]
    if newsrooms.own_name(tags).fullmatch(inner):
        return "B", bracket.end(), True
    if all(newsrooms.KNOWN.fullmatch(part) for part in inner.split("/")):
        return "B", bracket.end(), False
    if _DATE.fullmatch(inner):
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
        or (re.match(r"\s*[(\[]", head[position:]) is not None)
    )


def _ends_a_name(head: str, name: re.Match[str]) -> bool:
    """Tell whether a known name fills its part; an address and NU Online need no sign behind."""
    return "." in name[0] or name[0].startswith("NU Online") or _ends_a_part(head, name.end())


def _phrase(head: str, position: int) -> str | None:
    """Up to seven words with capitals, as names are written, particles between them."""
    words = _WORDS.match(head, position)
    if words is None:
        return None
    end = 0
    for word in re.finditer(r"\S+", words[0]):
        if word[0][0].isupper():
            end = word.end()
        elif word[0] not in _PARTICLES:
            break
    return words[0][:end] or None


@lru_cache(maxsize=2048)
def _sign(phrase: str) -> str:
    known = [gazetteer.find(name.strip()) for name in phrase.split("/")]
    if not all(known):
        sign = "C"
    elif all(place and place.kind in {"country", "continent"} for place in known):
        sign = "N"
    else:
        sign = "P"
    if phrase.isupper():
        return sign
    return {"C": "w"}.get(sign, sign.lower())


def _is_followed_by_story(head: str, stop: _Stop) -> bool:
    rest = head[stop.end :].lstrip()
    if stop.own and stop.signs[-1] not in "O,":
        return True
    opening = _OPENS_A_SENTENCE.match(rest)
    if opening is None or opening[0][-1:].islower():
        return False
    return len(stop.signs) > 2 or not _goes_on_as_a_route(stop.signs[0], rest)


def _goes_on_as_a_route(sign: str, rest: str) -> bool:
    """`Jakarta - Bogor adalah` names a stretch between two places, it files nothing."""
    name = _phrase(rest, 0)
    return name is not None and _sign(name) == sign and rest[len(name) :].lstrip()[:1].islower()
