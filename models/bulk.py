"""Writing many rows of one table.

SQLAlchemy writes the same SQL, but takes longer to bind a row than SQLite takes to store it. Errors
are SQLAlchemy's as everywhere.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table
from sqlalchemy.dialects import postgresql

from models.article_row import Row
from models.driver_values import for_driver
from models.looking_up import mark

_POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_TOGETHER = 64
"""Rows in one statement of SQLite's, a power of two."""


def insert_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    on_conflict: str = "",
    *,
    few_statements: bool = False,
) -> None:
    """Insert rows, which all have the columns of the first; `on_conflict` is the SQL behind.

    `few_statements`: not one for each row on SQLite, for what a trigger does at the end of each.
    """
    if not rows:
        return
    names = tuple(rows[0])
    target, dialect = f"{table.name} ({', '.join(names)})", connection.dialect.name
    values = _ready(connection, table, names, rows)
    if dialect == "postgresql" and not on_conflict:
        connection.exec_driver_sql(f"COPY {target} FROM STDIN", values)  # see models.database
        return
    row = f"({', '.join([mark(dialect)] * len(names))})"
    insert = f"INSERT INTO {target} VALUES"
    if few_statements and dialect == "sqlite":
        for part in _parts(values):
            statement = f"{insert} {', '.join([row] * len(part))} {on_conflict}"
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(part)))
    else:
        connection.exec_driver_sql(f"{insert} {row} {on_conflict}", values)


def insert_together(
    connection: Connection, rows: Mapping[Table, Sequence[Row]], on_conflict: Mapping[Table, str]
) -> None:
    """Insert a few rows into each of several tables, whose columns hold no JSON or moments.

    PostgreSQL is asked once, for there each question takes longer than the rows.
    """
    if connection.dialect.name == "sqlite":
        for table, theirs in rows.items():
            insert_rows(connection, table, theirs, on_conflict[table])
        return
    given = {table.name: theirs for table, theirs in rows.items() if theirs}
    if given:
        filled = tuple((table, on_conflict[table]) for table in rows if table.name in given)
        connection.exec_driver_sql(_insert_together(filled), (_plain(given),))


_plain = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode


@cache
def _insert_together(filled: tuple[tuple[Table, str], ...]) -> str:
    """PostgreSQL for inserting into those tables what one JSON object holds for each."""
    parts = ["given AS MATERIALIZED (SELECT %s::jsonb AS rows)"]
    for table, on_conflict in filled:
        names = ", ".join(table.c.keys())
        new = f"jsonb_populate_recordset(NULL::{table.name}, rows -> '{table.name}')"
        selected = f"SELECT {names} FROM given, {new}"  # noqa: S608
        insert = f"INSERT INTO {table.name} ({names}) {selected} {on_conflict}"
        parts.append(f"in_{table.name} AS ({insert})")
    return f"WITH {', '.join(parts)} SELECT"


def update_rows(
    connection: Connection, table: Table, rows: Sequence[Row], names: tuple[str, ...] = ()
) -> None:
    """Set those columns, or all that the first row has, in the rows of their `id`."""
    if not rows:
        return
    names = names or tuple(name for name in rows[0] if name != "id")
    values = _ready(connection, table, (*names, "id"), rows)
    dialect = connection.dialect.name
    # A story's text, which comes with JSON, takes longer in a list.
    if dialect == "postgresql" and not any(isinstance(table.c[name].type, JSON) for name in names):
        lists = tuple(map(list, zip(*values, strict=True)))
        connection.exec_driver_sql(_update_together(table, names), lists)
        return
    assignments = ", ".join(f"{name} = {mark(dialect)}" for name in names)
    statement = f"UPDATE {table.name} SET {assignments} WHERE id = {mark(dialect)}"  # noqa: S608
    connection.exec_driver_sql(statement, values)


@cache
def _update_together(table: Table, names: tuple[str, ...]) -> str:
    """PostgreSQL for updating all rows at once, given a list for each column and for `id`."""
    assignments = ", ".join(f"{name} = new.{name}" for name in names)
    kinds = (table.c[name].type.compile(dialect=_POSTGRESQL) for name in (*names, "id"))
    lists = ", ".join(f"%s::{kind}[]" for kind in kinds)
    new = f"unnest({lists}) AS new ({', '.join(names)}, id)"
    return f"UPDATE {table.name} SET {assignments} FROM {new} WHERE {table.name}.id = new.id"  # noqa: S608


def new_ids(connection: Connection, table: Table, number: int) -> list[int]:
    """Give ids for that many new rows, which are to be inserted with them."""
    if not number:
        return []
    if connection.dialect.name == "sqlite":  # its one writer may number the rows itself
        newest = f"SELECT coalesce(max(id), 0) FROM {table.name}"  # noqa: S608
        last: int = connection.exec_driver_sql(newest).scalar_one()
        return list(range(last + 1, last + 1 + number))
    # Rows that are inserted together may be given their numbers in any order.
    # The sequence is looked up once, not for each number.
    sequence = f"SELECT pg_get_serial_sequence('{table.name}', 'id')::regclass AS name"
    once = f"WITH sequence AS MATERIALIZED ({sequence})"
    numbers = f"{once} SELECT nextval(name) FROM sequence, generate_series(1, %s)"  # noqa: S608
    return list(connection.exec_driver_sql(numbers, (number,)).scalars())


def _parts(values: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows in sizes of powers of two: the driver keeps what it has prepared for each size."""
    first = 0
    while left := len(values) - first:
        size = min(_TOGETHER, 1 << left.bit_length() - 1)
        yield values[first : first + size]
        first += size


def _ready(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Row]
) -> list[tuple[Any, ...]]:
    """Give the rows' values as the driver takes them, in the order of the names."""
    return for_driver(table, names, connection.dialect.name, map(itemgetter(*names), rows))
