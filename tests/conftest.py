"""Fixtures for every test."""

import os
import signal
from collections.abc import Generator, Iterator

import hypothesis
import pytest

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

# All servers of the tests are on this machine, where a proxy of the environment's does not lead.
for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
    del os.environ[name]
# Also for a test that goes into another folder before anything has looked for scrapy.cfg.
os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings")
# The same examples in every run: what chance finds on another day becomes an example.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile("same")
# What is imported and collected stays: going through all of it again and again took a tenth of the
# suite's time.
settle()


@pytest.fixture
def hangs_up() -> Iterator[None]:
    """What is begun here ends at SIGHUP, also where the tests run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def pytest_collection_finish() -> None:
    settle()


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are processors, for a third of the time tests wait: for pauses that are
    kept, for servers, for a crawl that is to be killed.
    """
    return (yield) + 1
