"""Fixtures for every test."""

import hypothesis

from tests.databases import (
    database_url,
    empty_url,
    engine,
    own_url,
    postgresql_model,
    postgresql_url,
    sqlite_model,
    sqlite_url,
)

__all__ = [
    "database_url",
    "empty_url",
    "engine",
    "own_url",
    "postgresql_model",
    "postgresql_url",
    "sqlite_model",
    "sqlite_url",
]

# The same examples in every run: what chance finds on another day becomes an example.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile("same")
