"""Statements for many rows of one table, whose values are made ready here.

SQLAlchemy writes the same SQL, but takes longer to bind a row than SQLite takes to store it. Errors
are SQLAlchemy's as everywhere.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Date, Table

from models.article_row import Row
from models.database import UtcDateTime, serialize, utc

Ready = Callable[[Row], tuple[Any, ...]]
"""Makes the values of a row what the driver takes, in the order of the statement."""


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[Row], on_conflict: str = ""
) -> None:
    """Insert rows, which all have the columns of the first; `on_conflict` is the SQL behind."""
    if not rows:
        return
    names = tuple(rows[0])
    columns, marks = ", ".join(names), ", ".join(_mark(connection) for _ in names)
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks}) {on_conflict}"  # noqa: S608 - our tables' names
    ready = _ready(table, names, connection.dialect.name)
    connection.exec_driver_sql(statement, [ready(row) for row in rows])


def update_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Set the columns of the first row, which all have, in the rows of their `id`."""
    if not rows:
        return
    names = tuple(name for name in rows[0] if name != "id")
    mark = _mark(connection)
    assignments = ", ".join(f"{name} = {mark}" for name in names)
    statement = f"UPDATE {table.name} SET {assignments} WHERE id = {mark}"  # noqa: S608
    ready = _ready(table, (*names, "id"), connection.dialect.name)
    connection.exec_driver_sql(statement, [ready(row) for row in rows])


def new_ids(connection: Connection, table: Table, number: int) -> list[int]:
    """Give ids for that many new rows, which are to be inserted with them."""
    if not number:
        return []
    if connection.dialect.name == "sqlite":  # its one writer may number the rows itself
        newest = f"SELECT coalesce(max(id), 0) FROM {table.name}"  # noqa: S608
        last: int = connection.exec_driver_sql(newest).scalar_one()
        return list(range(last + 1, last + 1 + number))
    # Rows that are inserted together may be given their numbers in any order.
    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
    numbers = f"SELECT nextval({sequence}) FROM generate_series(1, %s)"  # noqa: S608
    return list(connection.exec_driver_sql(numbers, (number,)).scalars())


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.name == "sqlite" else "%s"


@cache
def _ready(table: Table, names: tuple[str, ...], dialect: str) -> Ready:
    values_of = itemgetter(*names)
    conversions = [
        (index, convert)
        for index, name in enumerate(names)
        if (convert := _conversion(table.c[name].type, dialect)) is not None
    ]

    def ready(row: Row) -> tuple[Any, ...]:
        values = list(values_of(row))
        for index, convert in conversions:
            if values[index] is not None:
                values[index] = convert(values[index])
        return tuple(values)

    return ready


def _conversion(kind: object, dialect: str) -> Callable[[Any], Any] | None:
    """What a column's values need; the same text as SQLAlchemy's types give."""
    if isinstance(kind, JSON):
        return serialize
    if isinstance(kind, UtcDateTime):
        return _moment_text if dialect == "sqlite" else utc
    if isinstance(kind, Date) and dialect == "sqlite":
        return date.isoformat
    return None


def _moment_text(moment: datetime) -> str:
    return utc(moment).isoformat(" ", "microseconds")[:26]  # without the offset
