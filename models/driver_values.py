"""Values as the drivers take and give them, the same as SQLAlchemy's types make of them.

For statements that go to the driver as they are (`models.bulk`, `models.looking_up`), a column at a
time: most columns need nothing.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, Date, Table

from models.database import UtcDateTime, serialize, utc

Values = Iterable[Sequence[Any]]
"""Rows, each with a value for each of some columns."""
Conversion = Callable[[Any], Any]


def for_driver(table: Table, names: tuple[str, ...], dialect: str, rows: Values) -> list[Any]:
    """Give rows of those columns as the driver takes them."""
    return _converted(_conversions(table, names, dialect, _to_driver), rows)


def from_driver(
    table: Table, names: tuple[str, ...], dialect: str, rows: Sequence[Sequence[Any]]
) -> Sequence[Sequence[Any]]:
    """Give rows of those columns that came from the driver, as Python has them."""
    conversions = _conversions(table, names, dialect, _to_python)
    return _converted(conversions, rows) if rows and conversions else rows


def _converted(conversions: list[tuple[int, Conversion]], rows: Values) -> list[Any]:
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for index, convert in conversions:
        columns[index] = [None if value is None else convert(value) for value in columns[index]]
    return list(zip(*columns, strict=True))


@cache
def _conversions(
    table: Table,
    names: tuple[str, ...],
    dialect: str,
    conversion: Callable[[object, str], Conversion | None],
) -> list[tuple[int, Conversion]]:
    return [
        (index, convert)
        for index, name in enumerate(names)
        if (convert := conversion(table.c[name].type, dialect)) is not None
    ]


def _to_driver(kind: object, dialect: str) -> Conversion | None:
    """What a column's values need; None: nothing."""
    if isinstance(kind, JSON):
        return _json
    if isinstance(kind, UtcDateTime):
        return _moment_text if dialect == "sqlite" else utc
    if isinstance(kind, Date) and dialect == "sqlite":
        return date.isoformat
    return None


def _to_python(kind: object, dialect: str) -> Conversion | None:
    if isinstance(kind, UtcDateTime):
        return _moment if dialect == "sqlite" else _in_utc
    if dialect != "sqlite":
        return None
    if isinstance(kind, Date):
        return date.fromisoformat
    return json.loads if isinstance(kind, JSON) else None


@lru_cache(1000)  # one visit's moment stands in five tables
def _moment_text(moment: datetime) -> str:
    return utc(moment).isoformat(" ", "microseconds")[:26]  # without the zone


def _json(value: Any) -> str:
    return "[]" if value == [] else serialize(value)  # the encoder starts slowly


@lru_cache(1000)  # what was found or fetched together has the same moment
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
