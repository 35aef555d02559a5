"""A printed date line in, its values out."""

import re
from collections.abc import Sequence
from datetime import date, time, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from models.spellings import HIJRI_MONTHS, MONTHS, WEEKDAYS, ZONES, fold
from pipelines.date_grammar import read_known_line
from pipelines.date_line import DateLine, Stamp
from pipelines.date_words import UnknownForm, read_offset
from pipelines.hijri import checked
from pipelines.other_dates import read_other_date

MAX_LENGTH = 300
"""Characters: the longest line seen has 110."""
_ZONES: Final = {mark: ZoneInfo(zone) for mark, zone in ZONES.items()}

# Nine lines of ten, at a quarter of the cost: `sabtu, 7 rajab 1446 h / 31 oktober 2020 22:25 wib`,
# `kamis, 05/11/2015 10:08 wib`, `rabu 23-mei-2007`. Reads nothing that the grammar does not.
_COMMON: Final = re.compile(
    r"[ |•-]{0,3}(?:([a-z]{3,9})[ ,]{1,3})?"
    r"(?:(\d\d?) ([a-z]+(?: [a-z]+)?) (\d{4}) h / )?"
    r"(\d\d?)(?:[ -]([a-z]{3,9})[ ,-]{1,2}|([/-])(\d\d?)\7)(\d{4})"
    r"(?:[ ,|-]{1,4}([01]\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?"
    r"(?: ([a-z]{3,4})| ?([+](?:0\d|1[0-4])[0-5]\d))?)?[ ,.-]{0,2}"
)
# What markup and addresses write: `2016-02-16t02:10:56z`, `2020-10-31`, `2017/08/30`.
_ISO: Final = re.compile(
    r"(\d{4})([/-])(\d\d)\2(\d\d)"
    r"(?:[t ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?"
    r"(z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?"
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
    if match := _COMMON.fullmatch(folded):
        return _read_common(match, text)
    if match := _ISO.fullmatch(folded):
        return _read_iso(match, text)
    return None


def _read_common(match: re.Match[str], text: str) -> DateLine | None:
    """The values of a line of the commonest form; None where the grammar should look at it."""
    weekday, h_day, h_month, h_year, day, name, _, number, year, *clock, zone, offset = (
        match.groups()
    )
    month = MONTHS.get(name) if name else int(number)
    h_number = HIJRI_MONTHS.get(h_month.replace(" ", "")) if h_month else 0
    if month is None or h_number is None:
        return None
    if (weekday and weekday not in WEEKDAYS) or (zone and zone not in _ZONES):
        return None
    printed = _ZONES[zone] if zone else read_offset(offset, text) if offset else None
    stamp = _stamp(year, month, day, clock, printed, WEEKDAYS[weekday] if weekday else None)
    if stamp is None:
        return None
    hijri = checked(int(h_year), h_number, int(h_day), None, text) if h_month else None
    return DateLine(stamp, hijri=hijri)


def _read_iso(match: re.Match[str], text: str) -> DateLine | None:
    year, _, month, day, *clock, offset = match.groups()
    zone = read_offset(offset, text) if offset else None
    stamp = _stamp(year, int(month), day, clock, zone, None)
    return DateLine(stamp) if stamp else None


def _stamp(
    year: str,
    month: int,
    day: str,
    clock: Sequence[str | None],
    zone: tzinfo | None,
    weekday: int | None,
) -> Stamp | None:
    """The stamp, None where there is no such day."""
    if not "1900" <= year <= "2100":
        return None
    try:
        at = date(int(year), month, int(day))
    except ValueError:
        return None
    hour, minute, second = clock
    printed = time(int(hour), int(minute or 0), int(second or 0)) if hour else None
    return Stamp(at, printed, zone, weekday)
