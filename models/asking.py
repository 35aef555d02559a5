"""Answering a question that an analyst writes in SQL, without the power to change anything."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from models.database import DatabaseError, one_line

if TYPE_CHECKING:
    import psycopg

_NO_QUERY = "that is no query: it gives no rows"
_STREAMED = re.compile(
    r"(?>\s|\(|--[^\n]*\n|/\*.*?\*/)*+(SELECT|TABLE|VALUES|WITH)\b", re.IGNORECASE | re.DOTALL
)
"""What PostgreSQL can give a few rows at a time; EXPLAIN and SHOW it cannot."""
JSON = frozenset({"arguments", "date_witnesses", "problems", "sign_off_codes", "stats"})
"""Columns of tables that hold lists and objects; `models.tables` would be slow to import here."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


@contextmanager
def answer(engine: Engine, question: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Column names and rows of a query, read as they come.

    DatabaseError quotes what the database says of a question that it cannot answer, one that
    would write included.
    """
    ask = _ask_sqlite if engine.dialect.name == "sqlite" else _ask_postgresql
    try:
        with closing(engine.raw_connection()) as connection:
            driver = connection.driver_connection
            connection.detach()  # it is closed afterwards, with whatever the question has set
            with closing(ask(driver, question)) as rows:
                if rows.description is None:
                    raise DatabaseError(_NO_QUERY)
                yield [column[0] for column in rows.description], iter(rows)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DatabaseError(one_line(error)) from None


def _ask_sqlite(connection: Any, question: str) -> sqlite3.Cursor:
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # ATTACH makes a file
    connection.execute("BEGIN")  # in which neither VACUUM nor a change of the journal is allowed
    cursor: sqlite3.Cursor = connection.execute(question)  # one statement, or none is run
    return cursor


def _ask_postgresql(connection: Any, question: str) -> "psycopg.Cursor[Any]":
    # Of the session, for a question may end the transaction.
    connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    connection.execute("SET cursor_tuple_fraction = 1")  # all rows are wanted, one after the other
    connection.commit()
    # Several statements cannot be prepared: after a ROLLBACK the next one could write.
    prepared = connection.pgconn.prepare(b"", question.encode())
    if prepared.error_message:
        raise DatabaseError(one_line(ValueError(prepared.get_error_message())))
    # COPY can write files and run programs, and promises no columns.
    if not connection.pgconn.describe_prepared(b"").nfields:
        raise DatabaseError(_NO_QUERY)
    if _STREAMED.match(question):
        streamed: psycopg.Cursor[Any] = connection.cursor(name="asked")
        return streamed.execute(question)
    cursor: psycopg.Cursor[Any] = connection.execute(question, prepare=True)
    return cursor


def with_types(columns: list[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Give moments and lists as such where a column is named like one (`published_at`, `problems`);
    SQLite has texts.
    """
    readers = [
        _moment if name.endswith("_at") else _json if name in JSON else None for name in columns
    ]
    for row in rows:
        yield tuple(
            read(value) if read and isinstance(value, str) else value
            for value, read in zip(row, readers, strict=True)
        )


def _moment(text: str) -> Any:
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text.startswith(("[", "{")) else text
    except ValueError:  # another text that the question calls so
        return text
