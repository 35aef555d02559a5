"""Writing what a batch of visits changes in the counts of stories."""

from calendar import monthrange
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)

from models.article_row import Row
from models.bulk import insert_together
from models.rollups import Change, Changes, Key
from models.tables import (
    articles,
    count_by_credit,
    count_by_place,
    count_by_place_month,
    credits,
)

_DATED = (count_by_place_month, count_by_credit, count_by_place)
"""In the order in which their days are looked up: those of a place in its months."""


def add(connection: Connection, changed: Changes) -> None:
    """Write the changes; the stories must be written already."""
    rows = {table: _rows(table, by_key) for table, by_key in changed.items()}
    on_conflict = {table: _on_conflict(table, connection.dialect.name) for table in rows}
    insert_together(connection, rows, on_conflict)
    left = {
        table: keys
        for table, by_key in changed.items()
        if (keys := [key for key, change in by_key.items() if change.left])
    }
    for table, keys in left.items():
        _drop_empty(connection, table, keys)
    for table in _DATED:
        if table in left:
            _look_up_days(connection, table, left[table])


def _rows(table: Table, by_key: dict[Key, Change]) -> list[Row]:
    names = table.c.keys()
    return [
        dict(zip(names, (*key, *_values(table, change)), strict=True))
        for key, change in sorted(by_key.items())
        if change.left or change.number or change.views or change.counted
    ]


def _values(table: Table, change: Change) -> tuple[Any, ...]:
    """The columns of a count behind its key."""
    number = (change.number,)
    counts = (*number, change.views, change.counted) if "counted" in table.c else number
    if "first_day" in table.c:
        return *counts, min(change.days, default=None), max(change.days, default=None)
    return counts


@cache
def _on_conflict(table: Table, dialect: str) -> str:
    """SQL that adds amounts to a count that is there, and widens its days."""
    low, high = ("min", "max") if dialect == "sqlite" else ("least", "greatest")
    keys = table.primary_key.columns.keys()
    kept = [column.name for column in table.c if not column.primary_key]
    added = {name: f"{table.name}.{name} + excluded.{name}" for name in kept}
    for name, wider in (("first_day", low), ("last_day", high)):
        # Null where the batch brings no day there.
        day, new = f"{table.name}.{name}", f"coalesce(excluded.{name}, {table.name}.{name})"
        added |= {name: f"{wider}(coalesce({day}, {new}), {new})"} if name in kept else {}
    assignments = ", ".join(f"{name} = {value}" for name, value in added.items())
    return f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {assignments}"


def _drop_empty(connection: Connection, table: Table, left: list[Key]) -> None:
    number = next(column for column in table.c if not column.primary_key)
    connection.execute(delete(table).where(number == 0, *_is(table)), _named(table, left))


def _look_up_days(connection: Connection, table: Table, left: list[Key]) -> None:
    """Set the days of counts that a story has left, from its other stories or its months."""
    keys = _named(table, left)
    if table is count_by_place:
        months = count_by_place_month.c
        ends = ((func.min, months.first_day), (func.max, months.last_day))
        where = [months[each.name] == bindparam(f"of_{each.name}") for each in table.primary_key]
    else:
        day = articles.c.published_on
        ends, where = ((func.min, day), (func.max, day)), _is_in(table)
        keys = [key | _month(key["of_month"]) for key in keys if key["of_month"]]
    if keys:
        first, last = (select(end(day)).where(*where).scalar_subquery() for end, day in ends)
        connection.execute(
            update(table).where(*_is(table)).values(first_day=first, last_day=last), keys
        )


def _is(table: Table) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"of_{column.name}") for column in table.primary_key.columns]


def _named(table: Table, keys: list[Key]) -> list[dict[str, Any]]:
    names = [f"of_{column.name}" for column in table.primary_key.columns]
    return [dict(zip(names, key, strict=True)) for key in keys]


def _month(month: str) -> dict[str, date]:
    first = date.fromisoformat(f"{month}-01")
    return {"since": first, "until": first.replace(day=monthrange(first.year, first.month)[1])}


def _is_in(table: Table) -> list[ColumnElement[bool]]:
    """Whether a story is in the count of `table` that the parameters name."""
    conditions: list[ColumnElement[bool]] = [
        articles.c.outlet_id == bindparam("of_outlet_id"),
        articles.c.published_on.between(bindparam("since"), bindparam("until")),
    ]
    if table is count_by_place_month:
        where = (articles.c.place, articles.c.country_code)
        theirs = [func.coalesce(each, "") == bindparam(f"of_{each.name}") for each in where]
        return [*conditions, *theirs]
    credited = exists().where(
        credits.c.article_id == articles.c.id,
        credits.c.role == bindparam("of_role"),
        func.coalesce(credits.c.name, credits.c.printed) == bindparam("of_credited"),
    )
    return [*conditions, credited]
