"""Which of the days that a page's witnesses name is the publication's: evidence, never position.

What is known of the source and its neighbours: a printed weekday agreed with its date in all of 131
heads; the day in an address moves when a story is dated anew, its id stays; many pages print the
day of the visit above the story; where two dates stood in a head, the earlier was the publication.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.date_words import has_names
from pipelines.hijri import PUBLICATION_DAYS, gregorian_day
from pipelines.witnesses import Reading, days_in_text

_DAY = timedelta(days=1)
_TRUST = ("line", "json-ld", "meta", "time", "address")
"""Where two name different days and nobody else speaks. The address comes last: its day moves."""


def decide_day(readings: Sequence[Reading], fetched: date | None, text: str) -> date | None:
    """The day of publication, None where no witness means one; marks lines that are the visit's.

    `fetched` is the day of the visit where that is known; days in `text` break ties between lines.
    """
    if (day := _unanimous(readings)) is not None:
        return day
    dated = _without_false_weekdays([r for r in readings if r.moment])
    visits = _renderings(dated) | ({fetched} if fetched else set())
    _refuse_if_lost(readings, dated, visits)
    others = [r for r in dated if r.source != "line"]
    lines = [r for r in dated if r.source == "line"]
    for line in lines:
        if _is_visit(line, lines, others, visits):
            line.verdict = "visit"
    lines = [r for r in lines if r.verdict is None]
    confirmed = [r for r in [*lines, *others] if _is_confirmed(r, [*lines, *others])]
    if confirmed:
        return _most_attested(confirmed)
    if lines and others:
        return _line_against_others(lines, others, text)
    if lines:
        return _among_lines(lines, text)
    return _most_attested(others) if others else None


def _unanimous(readings: Sequence[Reading]) -> date | None:
    """The day that all name, as nine pages of ten have it, where nothing speaks against any."""
    if any(r.error or r.weekday_fits is False for r in readings):
        return None
    days = {r.day for r in readings if r.moment}
    return days.pop() if len(days) == 1 else None


def _without_false_weekdays(dated: list[Reading]) -> list[Reading]:
    """The readings without lines whose weekday contradicts a date that nobody else names.

    ValueError unless another line stands in for them that is confirmed by more than lines.
    """
    false = [
        r
        for r in dated
        if r.weekday_fits is False
        and not any(o.day == r.day and o.weekday_fits is not False for o in dated)
    ]
    sound = [r for r in dated if r not in false]
    if false and not any(r.source == "line" and _is_confirmed(r, sound) for r in sound):
        raise ValueError("; ".join(f"weekday: {weekday_problem(r)}" for r in false))
    return sound


def weekday_problem(reading: Reading) -> str:
    """The contradiction in words."""
    return f"{reading.text!r} names another weekday than that of {reading.day}, {reading.day:%A}"


def _refuse_if_lost(readings: Sequence[Reading], dated: list[Reading], visits: set[date]) -> None:
    """Raise what kept a witness from being read, unless others make up for it.

    Markup that has a clock does, or another line, unless it may be the visit's; the bare day of an
    address does not. A line without a year, `2 jam lalu`, says no day that could be lost.
    """
    unread = [r for r in readings if r.error]
    lost = [r for r in unread if r.source != "line" or r.names_year]
    lines = [r for r in lost if r.source == "line"]
    substitutes = [
        r
        for r in dated
        if (r.source == "line" and (not _is_near(r, visits) or _is_confirmed(r, dated)))
        or (r.source != "line" and r.precise)
    ]
    if (lines and not substitutes) or (lost and not dated):
        raise ValueError(
            "; ".join(f"date-{r.source}: {r.error}" for r in (lines if dated else unread))
        )


def _renderings(dated: list[Reading]) -> set[date]:
    """Days on which a server rendered this copy, as Hijri halves tell.

    One later than the Gregorian date beside it does, or one that agrees with it where no clock is:
    that is how a page prints its today.
    """
    days = set()
    for reading in dated:
        if reading.line and reading.line.hijri and reading.day:
            rendered = gregorian_day(reading.line.hijri)
            tolerance = PUBLICATION_DAYS * _DAY
            if rendered > reading.day + tolerance:
                days.add(rendered)
            elif abs(rendered - reading.day) <= tolerance and not reading.precise:
                days.add(reading.day)
    return days


def _is_near(reading: Reading, visits: set[date]) -> bool:
    return any(reading.day and abs(reading.day - visit) <= _DAY for visit in visits)


def _is_visit(
    line: Reading, lines: list[Reading], others: list[Reading], visits: set[date]
) -> bool:
    """Whether the line prints the day of the visit above a story that is older."""
    day = line.day
    if day is None or not _is_near(line, visits) or any(r.day == day for r in others):
        return False
    if any(other.day and other.day < day for other in lines):
        return True
    # A story that was dated anew on the day of the visit has a clock beside its new date.
    return not line.precise and any(r.day and r.day < day - _DAY for r in others)


def _is_confirmed(reading: Reading, dated: list[Reading]) -> bool:
    """Whether a line and another kind of witness name this day."""
    kinds = {r.source == "line" for r in dated if r.day == reading.day}
    return len(kinds) == 2


def _most_attested(readings: list[Reading]) -> date | None:
    """The day that most name; of days with equally many the most trusted's, then the earliest."""
    days = Counter(r.day for r in readings if r.day)
    rank = {source: i for i, source in enumerate(_TRUST)}
    return min(
        days,
        key=lambda day: (
            -days[day],
            min(rank.get(r.source, len(rank)) for r in readings if r.day == day),
            day,
        ),
    )


def _among_lines(lines: list[Reading], text: str) -> date | None:
    """The line that the story's own dates support, else the earliest; a caption's only where no
    other line names a day.

    Stories date what they report nought to two days before they appear.
    """
    if len({r.day for r in lines}) > 1:
        lines = [r for r in lines if not _is_caption(r)] or lines
    days = sorted({r.day for r in lines if r.day})
    told = days_in_text(text) if len(days) > 1 else frozenset()
    supported = [d for d in days if any(d - 2 * _DAY <= each <= d for each in told)]
    return supported[0] if len(supported) == 1 else days[0]


def _is_caption(line: Reading) -> bool:
    """Whether it may date a picture: words and a day, no clock, `Sidang MK, 5 Februari 2018`."""
    return not line.precise and has_names(line.text)


def _line_against_others(lines: list[Reading], others: list[Reading], text: str) -> date | None:
    """Lines on one side, address and markup on the other, no day in common."""
    markup = [r for r in others if r.source != "address"]
    firm = [r for r in lines if r.weekday_fits]
    if not markup and firm:
        return _among_lines(firm, text)  # the address moved
    if markup:
        published = _most_attested(others)
        backed = len({r.source == "address" for r in others if r.day == published}) == 2
        earlier = [r for r in lines if r.day and published and r.day < published]
        if backed or not earlier:
            return published  # the line is an update's, the visit's or an event's
        firm = [r for r in firm if r in earlier]
        if firm:
            return _among_lines(firm, text)  # the markup is that of a later edition
    told = ", ".join(f"{r.day} in {r.text!r} ({r.source})" for r in [*lines, *others])
    raise ValueError(f"date: witnesses disagree and none is sure: {told}")
