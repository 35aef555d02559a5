"""Answering a question that an analyst writes in SQL, without the power to change anything."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from models.database import DatabaseError, one_line

_STREAMED = re.compile(
    r"(?>\s|\(|--[^\n]*\n|/\*.*?\*/)*+(SELECT|TABLE|VALUES|WITH)\b", re.IGNORECASE | re.DOTALL
)
"""What PostgreSQL can give a few rows at a time; EXPLAIN and SHOW it cannot."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


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
                # All rows are wanted, though they come one after the other.
                connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")
            streamed = {"stream_results": _STREAMED.match(question) is not None}
            # A colon in an analyst's text is a colon, not a parameter.
            asked = text(question.replace(":", r"\:"))
            result = connection.execute(asked, execution_options=streamed)
            yield list(result.keys()), (tuple(row) for row in result)
        except DBAPIError as error:
            raise DatabaseError(one_line(error)) from None
        except ResourceClosedError:
            raise DatabaseError("that is no query: it gives no rows") from None
        finally:
            if engine.dialect.name == "sqlite":
                connection.rollback()
                connection.exec_driver_sql("PRAGMA query_only = OFF")


def with_moments(columns: list[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Give moments as such where a column is named like one (`published_at`); SQLite has texts."""
    named = [column.endswith("_at") for column in columns]
    for row in rows:
        yield tuple(
            _moment(value) if is_moment else value
            for value, is_moment in zip(row, named, strict=True)
        )


def _moment(value: Any) -> Any:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
