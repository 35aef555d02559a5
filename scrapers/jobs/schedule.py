"""When a job is due, as a function of the clock and of what is known of its last run."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from models.jobs import JobState  # its module loads the database's


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BUSY_PAUSE = timedelta(minutes=1)
"""How soon a job is tried again whose outlet another crawl had."""

ASTRAY = timedelta(hours=1)
"""What is noted as later than now by more was noted by a clock that was wrong, as by one that kept
local time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Times at which a job is due: those of `every` and those of `at`."""

    every: timedelta | None = None
    """Real time, counted in UTC from EPOCH: 15 minutes are :00, :15, :30, :45; 5 hours go on over
    midnight, so that no two runs are closer than the file says.
    """
    at: tuple[time, ...] = ()
    """On the clock of `zone`: what summer time skips comes after the gap, what it repeats once."""
    zone: str = "Asia/Jakarta"

    def next_after(self, moment: datetime) -> datetime:
        """Give the first time after `moment`, in UTC."""
        times = []
        if self.every:
            times.append(EPOCH + ((moment - EPOCH) // self.every + 1) * self.every)
        zone = ZoneInfo(self.zone)
        today = moment.astimezone(zone).date()
        for days in (-1, 0, 1, 2):
            day = today + timedelta(days=days)
            times += [datetime.combine(day, each, zone).astimezone(UTC) for each in self.at]
        return min(each for each in times if each > moment)


def due_from(schedule: Schedule, state: "JobState | None", now: datetime) -> datetime:
    """Give the moment from which the job is due; it is due where that has passed.

    However many times have passed, that is one run. Times that pass while the job runs are dealt
    with by that run. A run that stopped telling that it is alive is due again at once.
    """
    if state is None:
        return now if schedule.every else schedule.next_after(now)
    if state.held_until:
        return state.held_until
    known = state.done_until or state.seen_at
    if known > now + ASTRAY:
        due = now
    elif state.done_until or not schedule.every:
        due = schedule.next_after(known)
    else:
        due = known
    if state.outcome == "busy" and state.finished_at and state.finished_at <= now + ASTRAY:
        return max(due, state.finished_at + BUSY_PAUSE)
    return due
