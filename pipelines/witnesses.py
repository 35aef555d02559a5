"""What each witness says of the day of publication, before anyone is believed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.article import DateWitness
from models.spellings import MONTHS, fold
from pipelines.date_line import DateLine, Stamp
from pipelines.dates import read_date_line

EARLIEST = date(1990, 1, 1)
"""No page of the web is older; `1970-01-01` and `0001-01-01` stand for a missing date."""
_BODY_DAY: Final = re.compile(
    r"(?<!\d)(\d\d?)(?:/(\d\d?)/| ([^\W\d_]{3,9}) )((?:19|20)\d\d)(?!\d)",
)
_YEAR: Final = re.compile(r"(?:1[34]|19|20)\d\d")


@dataclass(slots=True)
class Reading:
    """A witness, and what could be read of it."""

    witness: DateWitness
    line: DateLine | None = None
    error: str | None = None
    """Why it could not be read, quoting it."""
    moment: datetime | None = None
    """Of publication, in the outlet's zone; midnight where only the day is known."""
    precise: bool = False
    """Whether the clock is known."""
    verdict: str | None = None

    @property
    def source(self) -> str:
        return self.witness.source

    @property
    def text(self) -> str:
        return self.witness.text

    @property
    def day(self) -> date | None:
        return self.moment.date() if self.moment else None

    @property
    def names_year(self) -> bool:
        return _YEAR.search(fold(self.text)) is not None

    @property
    def weekday_fits(self) -> bool | None:
        """As `Stamp.weekday_fits`; None also for a witness that names no day of publication."""
        stamp = self.line.published if self.line else None
        return stamp.weekday_fits if stamp else None


def read_witness(witness: DateWitness, zone: ZoneInfo, latest: date) -> Reading:
    """The reading of one witness; never raises: what cannot be read is its `error`."""
    try:
        line = read_date_line(witness.text)
        moment, precise = _publication(line.published, witness, zone)
        if moment is not None and not EARLIEST <= moment.date() <= latest:
            span = f"{EARLIEST} to {latest}"
            return Reading(witness, error=f"{moment.date()} in {witness.text!r} is not in {span}")
    except ValueError as error:
        return Reading(witness, error=str(error))
    return Reading(witness, line, moment=moment, precise=precise)


def _publication(
    stamp: Stamp | None, witness: DateWitness, zone: ZoneInfo
) -> tuple[datetime | None, bool]:
    if stamp is None:
        return None, False
    if stamp.last_day is not None:
        raise ValueError(f"several days in {witness.text!r}")
    if stamp.clock is None:
        return datetime.combine(stamp.day, time(), zone), False
    moment = local(stamp, zone)
    if witness.source != "line" and time() in (stamp.clock, moment.time()):
        # Markup that knows only the day writes its midnight, here or in UTC.
        day = stamp.day if stamp.clock == time() else moment.date()
        return datetime.combine(day, time(), zone), False
    return moment, True


def local(stamp: Stamp, zone: ZoneInfo) -> datetime:
    """The stamp as a moment in the outlet's zone, which it is in unless it names another."""
    clock = (stamp.clock or time()).replace(second=0)
    return datetime.combine(stamp.day, clock, stamp.zone or zone).astimezone(zone)


def mend_zones(readings: list[Reading]) -> list[str]:
    """Believe the line where markup has its clock in a wrong zone; the problems found.

    Seen: `<meta name="pubdate" content="2015-11-05 T10:08:58Z">` beside `10:08 WIB`.
    """
    problems = []
    lines = [r for r in readings if r.source == "line" and r.precise]
    for reading in readings:
        stamp = reading.line.published if reading.line else None
        if not (stamp and reading.precise and reading.source != "line"):
            continue
        for line in lines:
            if line.moment is None or line.moment == reading.moment:
                continue
            if mistake := _mistake(stamp, line.moment):
                reading.moment = line.moment
                problems.append(f"zone: {reading.text!r} {mistake.format(repr(line.text))}")
                break
    return problems


def _mistake(stamp: Stamp, moment: datetime) -> str | None:
    """What markup did to the moment of a line, if it is one of two slips, to the minute."""
    clock = datetime.combine(stamp.day, stamp.clock or time()).replace(second=0)
    if stamp.zone is None:
        # Around midnight it would name the day before.
        is_utc = clock.replace(tzinfo=UTC) == moment
        return "gives the moment of {} in UTC and does not say so" if is_utc else None
    says_utc = stamp.zone.utcoffset(clock) == timedelta(0)
    is_local = clock == moment.replace(tzinfo=None)
    return "gives the clock of {} as UTC" if says_utc and is_local else None


def days_in_text(text: str) -> frozenset[date]:
    """Whole dates in running text, `(31/10/2020)`, `30 Agustus 2017`: evidence, not truth."""
    days = set()
    for day, number, name, year in _BODY_DAY.findall(fold(text)):
        month = int(number) if number else MONTHS.get(name, 0)
        try:
            days.add(date(int(year), month, int(day)))
        except ValueError:
            continue  # `17/19/2016` and `12 orang 2015` occur in print
    return frozenset(days)
