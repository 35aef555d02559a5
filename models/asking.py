"""Answering a question that an analyst writes in SQL, without the power to change anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from models.database import DatabaseError, one_line


@contextmanager
def answer(engine: Engine, question: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Column names and rows of a query, read as they come.

    DatabaseError quotes what the database says of a question that it cannot answer, one that
    would write included.
    """
    with engine.connect() as connection:
        try:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            else:
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            # A colon in an analyst's text is a colon, not a parameter.
            result = connection.execute(text(question.replace(":", r"\:")))
            yield list(result.keys()), (tuple(row) for row in result)
        except DBAPIError as error:
            raise DatabaseError(one_line(error)) from None
        except ResourceClosedError:
            raise DatabaseError("that is no query: it gives no rows") from None
        finally:
            if engine.dialect.name == "sqlite":
                connection.rollback()
                connection.exec_driver_sql("PRAGMA query_only = OFF")
