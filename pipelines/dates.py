"""A printed date line in, its values out."""

import re
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from models.spellings import HIJRI_MONTHS, MONTHS, WEEKDAYS, ZONES, fold
from pipelines.date_grammar import read_known_line
from pipelines.date_line import DateLine, Stamp
from pipelines.date_words import UnknownForm
from pipelines.hijri import checked
from pipelines.other_dates import read_other_date

MAX_LENGTH = 300
"""Characters: the longest line seen has 110."""

# Nine lines of ten, a quarter of the cost: `sabtu, 7 rajab 1446 h / 31 oktober 2020 22:25 wib`,
# `kamis, 05/11/2015 10:08 wib`, `rabu, 30 aug 2017`. Reads nothing that the grammar does not.
_COMMON: Final = re.compile(
    r"(?:([a-z]{3,9}),? )?(?:(\d\d?) ([a-z]+(?: [a-z]+)?) (\d{4}) h / )?"
    r"(\d\d?)(?: ([a-z]{3,9}) |/(\d\d)/)(\d{4})"
    r"(?:[ ,|-]{1,4}([01]\d|2[0-3]):([0-5]\d)(?: ([a-z]{3,4}))?)?"
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
        return _read_common(text, folded) or read_known_line(text, folded)
    except UnknownForm:
        moment = read_other_date(text)
        if moment is None:
            raise
        clock = moment.time() if moment.time() != time() else None
        weekdays = [WEEKDAYS[word] for word in re.findall(r"\w+", folded) if word in WEEKDAYS]
        weekday = weekdays[0] if weekdays else None
        return DateLine(Stamp(moment.date(), clock, moment.tzinfo if clock else None, weekday))


def _read_common(text: str, folded: str) -> DateLine | None:
    """The values of a line of the commonest form, None for any other."""
    match = _COMMON.fullmatch(folded)
    if match is None:
        return None
    weekday, h_day, h_month, h_year, day, name, number, year, hour, minute, zone = match.groups()
    month = MONTHS.get(name) if name else int(number)
    h_number = HIJRI_MONTHS.get(h_month.replace(" ", "")) if h_month else 0
    if (
        month is None
        or h_number is None
        or (weekday and weekday not in WEEKDAYS)
        or (zone and zone not in ZONES)
        or not "1900" <= year <= "2100"
    ):
        return None
    try:
        first = date(int(year), month, int(day))
    except ValueError:
        return None
    stamp = Stamp(
        first,
        time(int(hour), int(minute)) if hour else None,
        ZoneInfo(ZONES[zone]) if zone else None,
        WEEKDAYS[weekday] if weekday else None,
    )
    hijri = checked(int(h_year), h_number, int(h_day), None, text) if h_month else None
    return DateLine(stamp, hijri=hijri)
