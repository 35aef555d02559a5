"""A printed date line in, its values out."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from models.spellings import HIJRI_MONTHS, MONTHS, WEEKDAYS, ZONES, fold
from pipelines.date_grammar import read_known_line
from pipelines.date_line import DateLine, Stamp
from pipelines.date_words import UnknownForm, are_names, read_offset
from pipelines.hijri import checked
from pipelines.other_dates import read_other_date

MAX_LENGTH = 300
"""Characters: the longest line seen has 110."""
_ZONES: Final = {mark: ZoneInfo(zone) for mark, zone in ZONES.items()}

# Nine lines of ten, at a quarter of the cost: reads nothing that the grammar does not.
_WORD: Final = r"[^\x00-`{-\x7f]{3,9}"  # of any script: the tables know which are words
_NAMES: Final = r"[\w .:]{1,38}+"  # the grammar knows no lead of more than 80
_CLOCK: Final = r"""
    ([01]\d|2[0-3]) [:.] ([0-5]\d) (?:[:.]([0-5]\d)(?:\.\d{1,9})?)?
    (?: [ ]\(?(?:([a-z]{3,4})|(?:gmt|utc)([+-]\d\d?)) | [ ]?(z|[+-](?:0\d|1[0-4]):?[0-5]\d) )?
"""
# `sabtu, 7 rajab 1446 h / 31 oktober 2020 22:25 wib`, `kompas.com - kamis, 05/11/2015 10:08 wib`,
# `tim detikcom - detiknews | kamis, 02 nov 2023 20:59 wib`
_COMMON: Final = re.compile(
    rf"""
    (?: ({_NAMES}(?:-[ ]{_NAMES})??) (?:[|,]|-[ ]) )??
    [ |•-]{{0,3}} (?: ({_WORD}) [ ,]{{1,3}} )?
    (?: (\d\d?) [ ] ({_WORD}(?:[ ]{_WORD})?) [ ] (1[345]\d\d) [ ]?[hه]? [ /|]{{1,5}}
        (?: ({_WORD}) [ ,]{{1,2}} )? )?
    (\d\d?) (?: [ -]{{1,3}}({_WORD})[ ,-]{{1,3}} | ([/-])(\d\d?)\9 ) (\d{{4}}) (?:[ ]?[mم])?
    (?: [ ,|-]{{1,4}} {_CLOCK} )? [ ,.)-]{{0,2}}
    (?: [|][ ] (?:\d+[ ])? ({_NAMES}) )?
    """,
    re.VERBOSE,
)
# What markup and addresses write: `2016-02-16t02:10:56z`, `2020-10-31`, `2017/08/30`.
_ISO: Final = re.compile(
    rf"(\d{{4}}) ([/-]) (\d\d) \2 (\d\d) (?: (?:[t@ ]|[ ]t) {_CLOCK} )?", re.VERBOSE
)


def read_date_line(text: str) -> DateLine:
    """The values of a date line: `Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib`.

    The whole line must be understood. Raises ValueError that quotes the line for an unknown word,
    an impossible day or clock, two dates of one kind, a day without a year or a time alone. The
    weekday is not held against the day here: other witnesses may confirm the day.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a date line of {len(text)} characters: {text[:60]!r}…")
    folded = fold(text)
    try:
        return read_quickly(text, folded) or read_known_line(text, folded)
    except UnknownForm:
        moment = read_other_date(text)
        if moment is None:
            raise
        clock = moment.time() if moment.time() != time() else None
        weekdays = [WEEKDAYS[word] for word in re.findall(r"\w+", folded) if word in WEEKDAYS]
        weekday = weekdays[0] if weekdays else None
        return DateLine(Stamp(moment.date(), clock, moment.tzinfo if clock else None, weekday))


def read_quickly(text: str, folded: str) -> DateLine | None:
    """The values of a line of a common form, as the grammar reads them; None for any other."""
    if folded[:4].isdigit() and (match := _ISO.fullmatch(folded)):
        return _read_iso(match, text)
    match = _COMMON.fullmatch(folded)
    return _read_common(match, text) if match else None


def _read_common(match: re.Match[str], text: str) -> DateLine | None:
    """The values of a line of the commonest form; None where the grammar should look at it."""
    (
        lead, before, h_day, h_month, h_year, between, day, name, _, number, year, *clock, tail,
    ) = match.groups()  # fmt: skip
    if (lead and (lead.rstrip().endswith(":") or not are_names(lead))) or (
        tail and not are_names(tail)
    ):
        return None
    if _may_be_span(clock):
        return None
    month = MONTHS.get(name) if name else int(number)
    h_number = HIJRI_MONTHS.get(h_month.replace(" ", "")) if h_month else 0
    if month is None or h_number is None or (before and between):
        return None
    stamp = _stamp(year, month, day, before or between, clock, text)
    if stamp is None or ((lead or tail) and not (stamp.weekday or stamp.clock)):
        return None
    hijri = checked(int(h_year), h_number, int(h_day), None, text) if h_month else None
    return DateLine(stamp, None, None, hijri)


def _read_iso(match: re.Match[str], text: str) -> DateLine | None:
    year, _, month, day, *clock = match.groups()
    if "t" not in match[0] and _may_be_span(clock):
        return None
    stamp = _stamp(year, int(month), day, None, clock, text)
    return DateLine(stamp) if stamp else None


def _may_be_span(clock: Sequence[str | None]) -> bool:
    """`09:00-11:30` is a span of hours, which the grammar tells from an offset."""
    return (clock[-1] or "").startswith("-")


def _stamp(
    year: str, month: int, day: str, weekday: str | None, clock: Sequence[str | None], text: str
) -> Stamp | None:
    """The stamp, None where there is no such day or where a word is in no table."""
    hour, minute, second, zone, hours, offset = clock
    if (weekday and weekday not in WEEKDAYS) or (zone and zone not in _ZONES):
        return None
    if not "1900" <= year <= "2100":
        return None
    try:
        at = date(int(year), month, int(day))
    except ValueError:
        return None
    printed = marked = None
    if hour and minute:
        printed = time(int(hour), int(minute), int(second) if second else 0)
        mark = hours or offset
        marked = _ZONES[zone] if zone else read_offset(mark, text) if mark else None
    return Stamp(at, printed, marked, WEEKDAYS[weekday] if weekday else None)
