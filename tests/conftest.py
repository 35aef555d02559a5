"""Fixtures for every test."""

import hypothesis

from scrapers.collector import settle
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
# What is imported and collected stays: going through all of it again and again took a tenth of the
# suite's time.
settle()


def pytest_collection_finish() -> None:
    settle()
