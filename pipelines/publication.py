"""When a story was published, as the witnesses of its page attest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.article import DateWitness
from models.outlet import Outlet
from pipelines.evidence import decide_day, weekday_problem
from pipelines.hijri import HijriDate, refers_to
from pipelines.witnesses import Reading, local, mend_zones, read_witness

_AHEAD = timedelta(days=2)  # servers' clocks and zones run ahead
_CLOCKS = {"line": 0, "json-ld": 1, "time": 2, "meta": 3}
"""Whose clock is taken where several name the day: the reader of the page sees the line's."""


class Publication(NamedTuple):
    """The moment of publication, and what every witness said."""

    at: datetime | None
    """In the outlet's zone, to the minute; midnight where the precision is `day`."""
    precision: str | None
    date_line: str | None
    """The printed line that names the day of publication, if one does."""
    hijri: HijriDate | None
    """What a line prints beside it."""
    witnesses: tuple[dict[str, str | None], ...]
    problems: tuple[str, ...]


def read_publication(
    witnesses: Sequence[DateWitness],
    outlet: Outlet,
    *,
    fetched_at: datetime | None,
    now: datetime,
    text: str = "",
) -> Publication:
    """The publication that the witnesses attest; dates in `text` (dateline, body) break ties.

    No publication is later than two days after `fetched_at`, or after `now` where no visit is
    known. Raises ValueError where there are witnesses and no verdict among them: unreadable lines,
    a weekday that nobody confirms against its date, two days of equal standing.
    """
    zone = ZoneInfo(outlet.zone)
    visited = (fetched_at or now).astimezone(zone).date()
    readings = [read_witness(witness, zone, visited + _AHEAD) for witness in witnesses]
    problems = mend_zones(readings)
    chosen = _judge(readings, decide_day(readings, visited if fetched_at else None, text), visited)
    problems += _disagreements(readings, chosen)
    lines = [r for r in readings if r.source == "line" and r.verdict in ("chosen", "agrees")]
    hijri = [r.line.hijri for r in [*lines, *readings] if r.line and r.line.hijri]
    return Publication(
        at=chosen.moment if chosen else None,
        precision=("minute" if chosen.precise else "day") if chosen else None,
        date_line=next((r.text for r in sorted(lines, key=lambda r: r is not chosen)), None),
        hijri=hijri[0] if hijri else None,
        witnesses=tuple(_record(reading, zone) for reading in readings),
        problems=tuple(problems),
    )


def _judge(readings: list[Reading], day: date | None, visited: date) -> Reading | None:
    """Gives every reading its verdict; the one that names the moment of publication."""
    for reading in readings:
        reading.verdict = reading.verdict or _verdict(reading, day, visited)
    agreeing = [r for r in readings if r.verdict == "agrees" and r.day is not None]
    if not agreeing:
        return None
    # Of several lines, one with a Hijri half is the head's; lists of the latest print none. Of two
    # clocks the earlier is the publication's, as of two days.
    chosen = min(
        agreeing,
        key=lambda r: (
            not r.precise,
            _CLOCKS.get(r.source, len(_CLOCKS)),
            not (r.line and r.line.hijri),
            r.moment,
        ),
    )
    chosen.verdict = "chosen"
    return chosen


def _verdict(reading: Reading, day: date | None, visited: date) -> str:
    line = reading.line
    if line is None:
        return "unread"
    if line.published is not None:
        return "agrees" if reading.day == day else "disagrees"
    if line.hijri is not None:
        meaning = refers_to(line.hijri, day, visited)
        return {"publication": "agrees", "rendering": "visit"}.get(meaning, "disagrees")
    return "update" if line.updated else "visit"


def _disagreements(readings: list[Reading], chosen: Reading | None) -> list[str]:
    """What did not fit and did not keep the story out."""
    problems = []
    for reading in readings:
        if reading.error:
            problems.append(f"date-{reading.source}: {reading.error}")
        elif reading.weekday_fits is False:
            problems.append(f"weekday: {weekday_problem(reading)}")
        elif reading.verdict == "disagrees" and reading.day and chosen:
            problems.append(
                f"{reading.source}-day: {reading.text!r} names {reading.day}, "
                f"{chosen.text!r} {chosen.day}"
            )
        elif _other_clock(reading, chosen):
            problems.append(f"clock: {reading.text!r} against {chosen and chosen.text!r}")
    if readings and chosen is None:
        problems.append("date: no witness names the day of publication")
    return problems


def _other_clock(reading: Reading, chosen: Reading | None) -> bool:
    """Whether two witnesses of one day are an hour or more apart."""
    return bool(
        chosen
        and chosen.precise
        and reading.precise
        and reading.verdict == "agrees"
        and reading.moment
        and chosen.moment
        and abs(reading.moment - chosen.moment) >= timedelta(hours=1)
    )


def _record(reading: Reading, zone: ZoneInfo) -> dict[str, str | None]:
    """A witness as the article keeps it."""
    moment, precise = reading.moment, reading.precise
    stamp = (reading.line.updated or reading.line.visited) if reading.line else None
    if moment is None and stamp is not None:
        moment, precise = local(stamp, zone), stamp.clock is not None
    read = None
    if moment is not None:
        read = moment.isoformat(timespec="minutes") if precise else moment.date().isoformat()
    return {
        "source": reading.source,
        "text": reading.text,
        "read": read,
        "verdict": reading.verdict,
    }
