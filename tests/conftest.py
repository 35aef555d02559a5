"""Fixtures for every test."""

from tests.databases import (
    database_url,
    empty_url,
    engine,
    postgresql_model,
    postgresql_url,
    sqlite_model,
    sqlite_url,
)

__all__ = [
    "database_url",
    "empty_url",
    "engine",
    "postgresql_model",
    "postgresql_url",
    "sqlite_model",
    "sqlite_url",
]
