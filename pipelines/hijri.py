"""Islamic dates as values: `7 Rajab 1446 H` is a day of a lunar year.

Days are counted in Umm al-Qura, the Saudi civil calendar, from the table of `hijridate` (1343 to
1500 AH). Indonesia, Malaysia and Brunei begin a month on the same day in about six of ten months,
otherwise a day earlier or later: hence the tolerance of one day where a weekday is held against a
Hijri date, and of two where a printed date is taken for that of the publication.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from models.spellings import (
    AMBIGUOUS_HIJRI_MONTHS,
    HIJRI_MONTHS,
    SOLAR_MARKS,
    SOLAR_MONTHS,
    WEEKDAYS,
    as_printed,
    fold,
    fold_name,
)

FIRST_YEAR, LAST_YEAR = 1343, 1500
PUBLICATION_DAYS = 2
"""A printed date this near the publication day is the publication's own."""
_VISIT_DAYS = 2
"""How far a server's clock and calendar may run ahead of the visit."""
_LONGEST_DATELINE = 300  # characters; what comes after is no dateline

_WORD = r"[^\W\d_]++"
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:\s?-\s?(?P<last>\d{{1,2}}))?[\s.,-]*"
    rf"(?P<month>{_WORD}(?:[ -]{_WORD}){{0,2}})[\s.,-]*(?P<year>1[345]\d\d)(?!\d)\s*"
    rf"(?P<mark>{_WORD})?"
)


class HijriDate(NamedTuple):
    """A printed day of the Islamic calendar, or several in a row."""

    year: int
    month: int
    day: int
    last_day: int | None = None
    """Of a span, `10-12 Rabi'ul Akhir 1442 H`."""
    weekday: int | None = None
    """ISO weekday, where the text gives it to this date and no other."""

    def __str__(self) -> str:
        """`1446-07-07`, a span `1442-04-10/1442-04-12`."""
        first = f"{self.year}-{self.month:02}-{self.day:02}"
        last = f"/{self.year}-{self.month:02}-{self.last_day:02}" if self.last_day else ""
        return first + last


def hijri_month(name: str, text: str) -> int | None:
    """Number of an Islamic month, None for a name that is not one.

    Raises ValueError for half a name (`Awal`) and for a month of the Persian solar year.
    """
    key = fold_name(name)
    if key in AMBIGUOUS_HIJRI_MONTHS:
        raise ValueError(f"ambiguous Hijri month {as_printed(name, text)!r} in {text!r}")
    if key in SOLAR_MONTHS:
        raise ValueError(
            f"solar month {as_printed(name, text)!r} in {text!r}: not a lunar Hijri date"
        )
    return HIJRI_MONTHS.get(key)


def checked(
    year: int, month: int, day: int, last_day: int | None, text: str, weekday: int | None = None
) -> HijriDate:
    """The date, or ValueError if there is no such day or it does not fall on the weekday.

    Day 30 is accepted in every month: the month that Umm al-Qura ends on the 29th may have had 30
    days where the text was printed.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Hijri year {year} in {text!r}: known are {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= day <= 30 or (last_day is not None and not day < last_day <= 30):
        raise ValueError(f"no such Hijri day in {text!r}")
    found = HijriDate(year, month, day, last_day, weekday)
    if weekday is not None:
        gregorian_day(found, text)
    return found


def gregorian_day(hijri: HijriDate, text: str = "") -> date:
    """The (first) day in the Gregorian calendar: exact with a weekday, else to within one day."""
    reckoned = _month_begins(hijri.year, hijri.month) + timedelta(hijri.day - 1)
    if hijri.weekday is None:
        return reckoned
    for shift in (0, 1, -1):
        if (reckoned + timedelta(shift)).isoweekday() == hijri.weekday:
            return reckoned + timedelta(shift)
    raise ValueError(f"weekday does not fit the Hijri date in {text!r}: {hijri} is {reckoned}")


@lru_cache  # stories of a crawl are of few months and days
def _month_begins(year: int, month: int) -> date:
    return date(*Hijri(year, month, 1).to_gregorian().datetuple())


@lru_cache(maxsize=1024)
def hijri_of(day: date) -> str:
    """Umm al-Qura date of a Gregorian day: `1442-03-14`. ValueError outside its table."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().isoformat()
    except OverflowError as error:
        raise ValueError(f"no Hijri date for {day}: known are 1924-08-01 to 2077-11-16") from error


def read_dateline_hijri(dateline: str) -> HijriDate | None:
    """The Hijri date in a dateline: `GAZA, 21 Jamadilawal 1439H, Rabu –` gives 1439-05-21.

    None where the dateline has none; ValueError where it marks one that cannot be read.
    """
    dateline = dateline[:_LONGEST_DATELINE]
    folded = fold(dateline)
    match = _DATE.search(folded)
    if match is None:
        return None
    month = hijri_month(match["month"], dateline)
    if match["mark"] in SOLAR_MARKS:
        raise ValueError(f"solar year in {dateline!r}: not a lunar Hijri date")
    if month is None:
        raise ValueError(f"unknown month {as_printed(match['month'], dateline)!r} in {dateline!r}")
    weekdays = [WEEKDAYS[word] for word in re.findall(_WORD, folded) if word in WEEKDAYS]
    weekday = weekdays[0] if len(weekdays) == 1 else None
    last = int(match["last"]) if match["last"] else None
    return checked(int(match["year"]), month, int(match["day"]), last, dateline, weekday)


def refers_to(hijri: HijriDate, published: date | None, visited: date) -> str:
    """What a printed Hijri date dates: `publication`, `rendering` (of the copy) or `neither`.

    The source prints the day on which its server rendered the copy beside the publication's
    Gregorian date. A rendering cannot be later than the visit.
    """
    first = gregorian_day(hijri)
    last = first + timedelta((hijri.last_day or hijri.day) - hijri.day)
    tolerance = timedelta(PUBLICATION_DAYS)
    if published is not None and first - tolerance <= published <= last + tolerance:
        return "publication"
    latest = visited + timedelta(_VISIT_DAYS)
    earliest = published if published is not None else visited - timedelta(_VISIT_DAYS)
    return "rendering" if earliest < first <= latest else "neither"
