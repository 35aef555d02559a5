"""Rows of one table by many values of a column, as the driver gives them.

Like `models.bulk` for writing: a batch asks the same few questions, and SQLAlchemy would build, key
and look up each statement anew, and make a row object of each row. Values are Python's as its types
give them.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Table,
    any_,
    func,
    literal,
    select,
)

from models.database import serialize
from models.driver_values import from_driver


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
    return from_driver(
        table, names, dialect, connection.exec_driver_sql(statement, given).fetchall()
    )


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
    return from_driver(table, (column, greatest), dialect, rows)


def among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[Any]
) -> ColumnElement[bool]:
    """Whether the column is one of the values, which are one parameter however many they are."""
    if connection.dialect.name == "sqlite":
        given = func.json_each(listed(values, "sqlite")).table_valued("value")
        return column.in_(select(given.c.value))
    return column == any_(literal(list(values), ARRAY(column.type)))


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
