"""`python -m models.new_database` writes `new_database.sql`: SQLite tables as they are today.

That is what the migrations make of an empty database, and a test holds it against them. A new
database is made from it, for Alembic costs a crawl's start a quarter of a second and 11 MB.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, inspect

from models.database import open_engine

SCRIPT = files("models") / "new_database.sql"  # a deployed egg is one file
_FULL_TEXT = "search_index"
"""A virtual table, which makes its own tables."""


def fill(connection: Connection) -> None:
    """Make the tables in a database without any; do nothing in one that has been made meanwhile."""
    if not inspect(connection).has_table("alembic_version"):
        for statement in _statements(SCRIPT.read_text("utf-8")):
            connection.exec_driver_sql(statement)


def script() -> str:
    """Give the text of `new_database.sql`."""
    from models.schema import upgrade  # noqa: PLC0415 - which imports this module

    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.sqlite"
        engine = open_engine(f"sqlite:///{file}")
        upgrade(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            return "".join(f"{statement};\n" for statement in _written(connection))


def _written(connection: sqlite3.Connection) -> Iterator[str]:
    tables = []
    for name, kind, sql in connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ):
        if not name.startswith(f"{_FULL_TEXT}_"):
            yield "\n".join(line.rstrip() for line in sql.splitlines())
        if kind == "table" and not name.startswith(_FULL_TEXT):
            tables.append(name)
    for table in tables:
        yield from (
            f"INSERT INTO {table} VALUES ({', '.join(values)})"  # noqa: S608 - names of our own
            for values in connection.execute(_quoted(connection, table))
        )


def _quoted(connection: sqlite3.Connection, table: str) -> str:
    columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608
    return f"SELECT {', '.join(f'quote({name})' for (name,) in columns)} FROM {table}"  # noqa: S608


def _statements(text: str) -> Iterator[str]:
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


if __name__ == "__main__":
    Path(str(SCRIPT)).write_text(script(), encoding="utf-8")
