"""What is missing by the outlet's own count: ids between known ones that nobody has told of.

For outlets whose ids rise with time. Not every id is a story's, so the figures are an estimate.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine, and_, select

from models.fetch import GAP
from models.tables import articles, pages

_NUMBER = re.compile("[0-9]{1,18}")
_WIDEST = 1_000_000
"""Ids farther apart are not of one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The ids that belong to one month."""

    month: str
    """`2020-10`; of an unknown id the one that the known ids around it suggest."""
    known: int = 0
    absent: int = 0
    """Asked for, and the outlet has nothing there."""
    missing: int = 0
    """Between known ones, and never met or asked for."""

    @property
    def share(self) -> float:
        """How much of what may be there is missing: 0 to 1."""
        return self.missing / (self.known + self.missing) if self.missing else 0.0


class Ladder:
    """An outlet's ids in their order, each with the day that it suggests."""

    def __init__(self, rows: list[tuple[int, date | None, bool]]) -> None:
        """`rows` hold id, day of publication and whether the outlet has nothing there."""
        days: dict[int, date | None] = {}
        for number, day, absent in rows:  # an id may have several addresses
            if not absent:
                days[number] = days.get(number) or day
        self.absent = {number for number, _, absent in rows if absent} - days.keys()
        self.known = sorted(days)
        self._taken = sorted({*days, *self.absent})
        steps = [(number, day) for number in self.known if (day := days[number]) is not None]
        self._steps = _rising(steps)
        self._numbers = [number for number, _ in self._steps]

    def missing(self) -> Iterator[int]:
        """The unknown ids between known ones, newest first.

        Nothing is known beyond the ids whose days rise with them: a link may name any number.
        """
        ends = (self._numbers[0], self._numbers[-1]) if self._numbers else (0, 0)
        taken = [number for number in self._taken if ends[0] <= number <= ends[1]]
        for lower, upper in zip(reversed(taken[:-1]), reversed(taken[1:]), strict=True):
            if upper - lower <= _WIDEST:
                yield from range(upper - 1, lower, -1)

    def day(self, number: int) -> date | None:
        """The day between those of the ids around it; None where no id has a day."""
        if not self._steps:
            return None
        after = bisect_right(self._numbers, number)
        lower, from_day = self._steps[max(0, after - 1)]
        upper, to_day = self._steps[min(after, len(self._steps) - 1)]
        if upper == lower:
            return from_day
        return from_day + timedelta(
            days=(to_day - from_day).days * (number - lower) // (upper - lower)
        )


def ladder(engine: Engine, outlet_id: int) -> Ladder:
    """Give what the ledger knows of the outlet's ids; those that are no numbers are left out."""
    query = (
        select(
            pages.c.source_id,
            pages.c.day,
            articles.c.published_on,
            pages.c.gone_since,
            articles.c.id.is_not(None).label("stored"),
            and_(pages.c.found_on == GAP, pages.c.last_outcome.is_(None)).label("unasked"),
        )
        .select_from(
            pages.outerjoin(
                articles,
                and_(
                    articles.c.outlet_id == pages.c.outlet_id,
                    articles.c.source_id == pages.c.source_id,
                ),
            )
        )
        .where(pages.c.outlet_id == outlet_id, pages.c.source_id.is_not(None))
    )
    rows = []
    with engine.connect() as connection:
        for row in connection.execute(query):
            if _NUMBER.fullmatch(row.source_id) and not row.unasked:
                absent = row.gone_since is not None and not row.stored
                rows.append((int(row.source_id), row.published_on or row.day, absent))
    return Ladder(rows)


def by_month(engine: Engine, outlet_id: int) -> list[Month]:
    """Count ids by month, in order; empty where no id has a day."""
    ids = ladder(engine, outlet_id)
    known, absent, missing = (
        Counter(f"{day:%Y-%m}" for number in numbers if (day := ids.day(number)))
        for numbers in (ids.known, ids.absent, ids.missing())
    )
    return [
        Month(month=month, known=known[month], absent=absent[month], missing=missing[month])
        for month in sorted({*known, *absent, *missing})
    ]


def missing_ids(
    engine: Engine, outlet_id: int, *, limit: int, since: date | None, until: date | None
) -> list[int]:
    """Give at most `limit` unknown ids, newest first, whose days are within both, inclusive."""
    ids = ladder(engine, outlet_id)
    found: list[int] = []
    for number in ids.missing():
        day = ids.day(number)
        if len(found) >= limit or (since is not None and day is not None and day < since):
            break
        if until is None or day is None or day <= until:
            found.append(number)
    return found


def _rising(steps: list[tuple[int, date]]) -> list[tuple[int, date]]:
    """The longest row of steps whose days never fall: a story that was dated anew drops out."""
    tails: list[date] = []
    last: list[int] = []  # index of the step that ends the best row of each length
    before: list[int] = []
    for i, (_, day) in enumerate(steps):
        length = bisect_right(tails, day)
        before.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [day]
        last[length : length + 1] = [i]
    row = []
    i = last[-1] if last else -1
    while i >= 0:
        row.append(steps[i])
        i = before[i]
    return row[::-1]
