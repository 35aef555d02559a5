"""The values of one date line."""

from datetime import date, time, tzinfo
from typing import NamedTuple

from pipelines.hijri import HijriDate


class Stamp(NamedTuple):
    """A Gregorian day that a line prints, with what stands beside it."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None
    """As printed (`WIB`, `+07:00`, `Z`); None if the line names none."""
    weekday: int | None = None
    """ISO weekday as printed, whether or not the day falls on it."""
    last_day: date | None = None
    """Of a span of days, `25-27 November 2020`."""

    @property
    def weekday_fits(self) -> bool | None:
        """Whether the day falls on the printed weekday, None if none is printed."""
        return None if self.weekday is None else self.day.isoweekday() == self.weekday


class DateLine(NamedTuple):
    """What one line says; at least one field is not None."""

    published: Stamp | None = None
    """The date that no label makes anything else."""
    updated: Stamp | None = None
    """`Diperbarui: …`, `(last modified …)`."""
    visited: Stamp | None = None
    """`Waktu unduh: …`, `Hari ini …`."""
    hijri: HijriDate | None = None
