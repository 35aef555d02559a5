"""Rows of one table by many values of a column, as the driver gives them.

Like `models.bulk` for writing: a batch asks the same few questions, and SQLAlchemy would build, key
and look up each statement anew, and make a row object of each row. Values are Python's as its types
give them.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Connection, Date, Table

from models.database import UtcDateTime, serialize


def rows_among(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    column: str,
    values: Collection[Any],
    *,
    outlet_id: int | None = None,
    where: str = "",
) -> Sequence[Sequence[Any]]:
    """Give the named columns of the rows whose `column` is one of the values, in any order.

    `outlet_id`: only rows of that outlet. `where`: SQL that they must fulfil, too.
    """
    if not values:
        return []
    dialect = connection.dialect.name
    statement = _statement(table, names, column, outlet_id is not None, where, dialect)
    given = listed(values, dialect)
    given = (given,) if outlet_id is None else (outlet_id, given)
    return _python(table, names, dialect, connection.exec_driver_sql(statement, given).fetchall())


def greatest_among(
    connection: Connection, table: Table, greatest: str, column: str, values: Collection[Any]
) -> Sequence[Sequence[Any]]:
    """Give each of the values that the table has, with its greatest of the other column."""
    dialect = connection.dialect.name
    statement = (
        f"SELECT {column}, max({greatest}) FROM {table.name}"  # noqa: S608 - our tables' names
        f" WHERE {is_among(table, column, dialect)} GROUP BY {column}"
    )
    rows = connection.exec_driver_sql(statement, (listed(values, dialect),)).fetchall()
    return _python(table, (column, greatest), dialect, rows)


def is_among(table: Table, column: str, dialect: str) -> str:
    """SQL for: the column is one of the values that `listed` gives as one parameter."""
    if dialect == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608
    kind = "bigint" if isinstance(table.c[column].type, BigInteger) else "text"
    return f"{column} = ANY(%s::{kind}[])"


def mark(dialect: str) -> str:
    """How the dialect's driver marks a parameter."""
    return "?" if dialect == "sqlite" else "%s"


def listed(values: Iterable[Any], dialect: str) -> Any:
    """The values as one parameter, however many they are."""
    return serialize(list(values)) if dialect == "sqlite" else list(values)


@cache
def _statement(
    table: Table, names: tuple[str, ...], column: str, of_outlet: bool, where: str, dialect: str
) -> str:
    conditions = [f"outlet_id = {mark(dialect)}"] if of_outlet else []
    conditions += [is_among(table, column, dialect), *([where] if where else [])]
    return f"SELECT {', '.join(names)} FROM {table.name} WHERE {' AND '.join(conditions)}"  # noqa: S608


def _python(
    table: Table, names: tuple[str, ...], dialect: str, rows: Sequence[Sequence[Any]]
) -> Sequence[Sequence[Any]]:
    conversions = _conversions(table, names, dialect)
    if not rows or not conversions:
        return rows
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for index, convert in conversions:
        columns[index] = [None if value is None else convert(value) for value in columns[index]]
    return list(zip(*columns, strict=True))


@cache
def _conversions(
    table: Table, names: tuple[str, ...], dialect: str
) -> list[tuple[int, Callable[[Any], Any]]]:
    return [
        (index, convert)
        for index, name in enumerate(names)
        if (convert := _conversion(table.c[name].type, dialect)) is not None
    ]


def _conversion(kind: object, dialect: str) -> Callable[[Any], Any] | None:
    """What makes of a driver's value the one that SQLAlchemy's type gives; None: nothing."""
    if isinstance(kind, UtcDateTime):
        return _moment if dialect == "sqlite" else _in_utc
    if dialect != "sqlite":
        return None
    if isinstance(kind, Date):
        return date.fromisoformat
    return json.loads if isinstance(kind, JSON) else None


@lru_cache(1000)  # what was found or fetched together has the same moment
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
