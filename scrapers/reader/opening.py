"""The dateline that opens a story, cut off its first paragraph."""

import re
from functools import lru_cache

from models import newsrooms
from models.outlet import Outlet
from scrapers.reader.opening_parts import PARTICLES, Stop, phrase_at, sign_of, stops
from scrapers.reader.printed_dates import date_at

REACH = 200
"""Characters of the paragraph that are looked at; the longest dateline seen has 51."""

_PLACE = re.compile("[PNCpnw]")
_DATE_ONLY = re.compile("[DF].")
_SMALL_WORD = re.compile(r"(?<!\w)[a-z]{2,}(?!\w)")
_OPENS_A_SENTENCE = re.compile(r"[\s\"'“”‘’«(\[*.…]*(?:[^\W_]|$)")

_X = "[PNCpnwO]"
_FAMILIES = re.compile(
    "|".join(
        (
            rf"{_X}(?:[,. ](?:{_X}|[DF]))*[,. ]B[-=:|,]",  # MOSKOW, RUSIA (voa-islam.com) -
            r"[PNCpnO](?:,[PNCpn])*[,. ]B",  # Cairo (voa-islam.com)
            r"[PNpn],? ?T\.",  # Medan, (Analisa).
            rf"[PNCpnO](?:[, ](?:{_X}|[DF]))*[, ]T[-=:|]",  # Solo (Waspada Aceh) –
            rf"{_X}(?:,{_X})*[,|]O(?: [BT])?[-=:|]",  # JAKARTA, KOMPAS.com —
            r"[PNpn],O",  # Jakarta, NU Online
            rf"[OB][, ]{_X}(?:,[PNpn])?[-=:|]",  # REPUBLIKA.CO.ID, JAKARTA --
            r"O,[PNpn][., ]",  # ARCOM.CO.ID ,Bandung.
            r"[OB](?:[., ][DF])?[-=:](?:[PNp][-=:|.]|O[-=:|])?",  # Hidayatullah.com—
            r"O\|(?:[PNpn](?:,[PNpn])?[-=:|.])?",  # KABAR.COM | JAKARTA –
            r"O[., ](?:D|F|T)[-=:]",  # Duniaekspress.com (22/03/2019)-
            r"O,",  # NU Online Jombang,
            r"[PNCpn](?:,[PNCpnw])?(?:[, ][DF]){1,2}[-=:]",  # KUALA LUMPUR 25 Jun –
            r"D=|F[-=]",  # 1 Oktober 2020-
            r"[PN](?:,[PN])?[-=:]|p(?:,[pn])?[-=]|n-|C,N[-=]",  # CINA—
            r"p:|P\.|[Pp]\|(?:[Cw][-=])?",  # Jakarta: · JAKARTA. · MEDAN |
            r"[PNpn]-O-[DF][-=]",  # SINGAPURA - Media OutReach Newswire - 4 November 2024 -
            r"[Pp],[Cw][-=]|C,[Pp][-=:]",  # Damaskus, Purna Warta –
        )
    )
)

_LAST = "-=:|,. BO"
"""The signs with which they end."""

_LABELS = ("p:", "P.", "P|", "p|")
_LEAST_TOLD = 60
"""Characters behind those: `Jakarta: Hujan ringan` is an entry of a list."""

_ORDINARY = re.compile(
    r"[A-Z][a-z]* (?!(?:{}) )[a-z]+(?: [a-z]+){{4}} ".format("|".join(sorted(PARTICLES)))
)
"""`Warga kampung memanen padi bersama sejak …`: more small words than a newsroom's name has."""


def cut_dateline(paragraph: str, outlet: Outlet) -> tuple[str | None, str]:
    """Cut off the dateline as printed, with tag and dash; the rest of the paragraph comes second.

    `MOSKOW, RUSIA (voa-islam.com) - Rusia pada …` -> `MOSKOW, RUSIA (voa-islam.com) -` and
    `Rusia pada …`; None and the whole paragraph where none opens it.
    """
    start = len(paragraph) - len(paragraph.lstrip())
    end = _dateline_end(paragraph[start : start + REACH], outlet)
    if end is None:
        return None, paragraph
    end += start
    return paragraph[start:end], paragraph[end:].lstrip()


def signs_dateline(text: str, outlet: Outlet) -> bool:
    """Tell whether a dateline opens the text in which a bracket names the outlet, `MOSKOW
    (voa-islam.com) -`: no other is as sure.
    """
    if "(" not in text[:REACH]:  # as in most lines
        return False
    dateline, _ = cut_dateline(text, outlet)
    signed = (dateline or "").lower().replace("( ", "(")
    return any(f"({tag}" in signed for tag in outlet.tags)


def may_be_entry(dateline: str) -> bool:
    """Tell whether entries of lists begin like this dateline: `Jakarta: berawan, …`."""
    bare = dateline[:-1]
    return dateline[-1] in ":|" and not bare.isupper() and not any(sign in bare for sign in ",.(|")


@lru_cache(maxsize=256)  # the head is looked for by it, then it is cut
def _dateline_end(head: str, outlet: Outlet) -> int | None:
    if _ORDINARY.match(head):  # half of all paragraphs, for a tenth of the cost
        return None
    found = None
    for stop in stops(head, outlet.tags):
        signs = stop.signs
        if signs[-1] not in _LAST or not _FAMILIES.fullmatch(signs):
            continue
        if _is_followed_by_story(head, stop):
            found = stop.end
            if signs[-2:-1] == "B" and signs[0] not in "OB":  # no family goes on behind that
                break
    return found


def _is_followed_by_story(head: str, stop: Stop) -> bool:
    rest = head[stop.end :].lstrip()
    if stop.own and stop.signs[-1] not in "O,":
        return True
    opening = _OPENS_A_SENTENCE.match(rest)
    is_entry = stop.signs in _LABELS and len(rest) < _LEAST_TOLD
    if is_entry or opening is None or opening[0][-1:].islower():
        return False
    if not _PLACE.search(stop.signs) and date_at(rest):
        return False  # `Kompas.com - 02/11/2023` heads a page
    if _DATE_ONLY.fullmatch(stop.signs):
        # Nor does `Kamis, 5 November 2015 - 15:56` file anything, nor a weekday by itself.
        return rest[:1].isalpha() and any(map(str.isdigit, head[: stop.end]))
    if stop.signs == "O,":
        return bool(_SMALL_WORD.search(rest)) and not newsrooms.KNOWN.match(rest)
    return len(stop.signs) > 2 or not _is_a_route(stop.signs, rest)


def _is_a_route(signs: str, rest: str) -> bool:
    """Tell `Jakarta - Bogor adalah`, a stretch between two places of a kind, from a dateline."""
    name = phrase_at(rest, 0)
    if name is None:
        return False
    if signs[0] in "Nn":  # AS - Iran Berunding Lagi
        words = name.split()
        return any(sign_of(" ".join(words[:n])) in "Nn" for n in range(1, len(words) + 1))
    if sign_of(name).lower() != signs[0].lower():
        return False
    if signs[-1] == "=":
        return True
    following = rest[len(name) :].lstrip()[:1]
    return sign_of(name) == signs[0] and (following.islower() or following in ",/-–—")
