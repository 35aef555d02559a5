"""`python -m benchmarks.loading DATABASE_URL ARTICLES`: an invented archive, written fast.

The columns are those of models.tables, and values go through their types, so that this follows the
schema. Indexes are made after the rows. PostgreSQL's references are not checked meanwhile, which
needs a superuser. The full-text index stays empty: `scrapy db reindex` fills it.
"""

import sys
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from benchmarks.invented import Archive
from models.database import UtcDateTime
from models.recount import from_scratch
from models.schema import open_database
from models.search_schema import create_statements
from models.tables import metadata


def fill(url: str, archive: Archive) -> None:
    """Write the archive into a new or empty database."""
    engine = open_database(url)
    is_sqlite = engine.dialect.name == "sqlite"
    tables = [table for table in metadata.sorted_tables if "reference" not in table.info]
    indexes = [index for table in tables for index in table.indexes]
    with engine.begin() as connection:
        for index in indexes:
            index.drop(connection)
        if is_sqlite:
            connection.execute(text("DROP TRIGGER search_insert"))
    write = (_write_sqlite if is_sqlite else _write_postgresql)(engine)
    for part in archive.parts():
        for table, rows in part.items():
            if rows:
                write(table, rows)
    _finish(engine)
    engine.dispose()


def _finish(engine: Engine) -> None:
    """Make the indexes, the counts, and what PostgreSQL's own housekeeping would make before long.

    One by one: a long transaction holds up others on the same server.
    """
    tables = [table for table in metadata.sorted_tables if "reference" not in table.info]
    for index in (index for table in tables for index in table.indexes):
        with engine.begin() as connection:
            index.create(connection, checkfirst=True)
    for table, count in from_scratch().items():
        with engine.begin() as connection:
            columns = [column.name for column in table.c]
            connection.execute(insert(table).from_select(columns, count))
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            (trigger,) = (
                each for each in create_statements("sqlite") if "TRIGGER search_insert" in each
            )
            connection.exec_driver_sql(trigger)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _set_sequences(connection, tables)
            connection.execute(text("VACUUM ANALYZE"))


Writer = Callable[[Table, list[dict[str, Any]]], None]


def _write_sqlite(engine: Engine) -> Writer:
    def write(table: Table, rows: list[dict[str, Any]]) -> None:
        marks = ", ".join("?" * len(table.c))
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA synchronous=OFF")  # a torn benchmark is filled again
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute("BEGIN")
            driver.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})", _values(engine, table, rows)
            )
            driver.execute("COMMIT")

    return write


def _write_postgresql(engine: Engine) -> Writer:
    def write(table: Table, rows: list[dict[str, Any]]) -> None:
        with engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            with driver.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute("SET LOCAL synchronous_commit = off")
                names = ", ".join(f'"{column.name}"' for column in table.c)
                with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                    for values in _values(engine, table, rows):
                        copy.write_row(values)

    return write


def _values(engine: Engine, table: Table, rows: list[dict[str, Any]]) -> list[list[Any]]:
    """The values as the driver takes them, in the order of the columns."""
    unknown = rows[0].keys() - set(table.c.keys())
    assert not unknown, f"{table.name} has no columns {unknown}"
    columns = []
    for column in table.c:
        convert = column.type.dialect_impl(engine.dialect).bind_processor(engine.dialect)
        values = [row.get(column.name) for row in rows]
        if convert is not None:
            if isinstance(column.type, UtcDateTime):  # many rows, few moments
                convert = lru_cache(100_000)(convert)
            values = [None if value is None else convert(value) for value in values]
        columns.append(values)
    return [list(row) for row in zip(*columns, strict=True)]


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        if "id" in table.c:
            last = connection.execute(select(func.coalesce(func.max(table.c.id), 1))).scalar_one()
            connection.execute(select(func.setval(f"{table.name}_id_seq", last)))


if __name__ == "__main__":
    began = time.perf_counter()
    fill(sys.argv[1], Archive(int(sys.argv[2])))
    print(f"{time.perf_counter() - began:.0f} s")
