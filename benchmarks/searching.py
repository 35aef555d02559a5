"""`python -m benchmarks.searching [STORIES]`: how soon searches answer, and what the index costs.

The stories are invented: 150 to 300 words each of a vocabulary of 60,000 that are as frequent as
Zipf's law has it, roots and their affixed forms, from ten years in no order, 20 outlets and 300
places. Each question is asked of `models.search` once to warm up, then timed.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import Engine, text

from benchmarks.measure import Row, compared, conditions, shown
from benchmarks.vocabulary import Words
from models import search_index
from models.discovery import discover
from models.fetch import Outcome
from models.schema import open_database
from models.search import Wanted, search
from models.search_schema import SQLITE_TRIGGERS, create_statements
from models.store import save
from tests.databases import new_postgresql_database
from tests.newsroom import NOW, STORY, Newsroom, story_address

COLUMNS = (
    "outlet_id, source_id, headline, body, published_on, published_precision, place, "
    "date_witnesses, sign_off_codes, problems, reader, language, content_hash"
)


def rows(stories: int = 20_000, rounds: int = 5) -> list[Row]:
    """The slowest question of each database beside the 100 ms allowed, and the cost of writing."""
    asked = _asking(stories, rounds)
    slowest = [
        max((row for row in asked if name in row.question), key=lambda row: row.milliseconds).row
        for name in ("SQLite", "PostgreSQL")
        if any(name in row.question for row in asked)
    ]
    return [*slowest, *_writing(2000, 5)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's row of the table, and its median for comparison."""

    row: Row
    milliseconds: float

    @property
    def question(self) -> str:
        return self.row.question


def _asking(stories: int, rounds: int) -> list[Asked]:
    found = []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        try:
            with opened() as engine:
                vocabulary = Words()
                _load(engine, vocabulary, stories)
                for what, question in vocabulary.questions().items():
                    wanted = Wanted(**question)
                    answer = search(engine, wanted)
                    times = [_milliseconds(engine, wanted) for _ in range(rounds)]
                    goal = [100.0] * rounds
                    row = compared(f"search of {stories:,} stories, {name}: {what}", times, goal,
                                   unit="ms", of="allowed", at_most=1)  # fmt: skip
                    bound = ", of the newest" if answer.is_bounded else ""
                    print(f"{name}: {what}: {row.ours}; {len(answer.hits)} hits{bound}", flush=True)
                    found.append(Asked(row, median(times)))
        except pytest.skip.Exception as absent:
            print(absent)
    return found


def _milliseconds(engine: Engine, wanted: Wanted) -> float:
    began = time.perf_counter()
    search(engine, wanted)
    return (time.perf_counter() - began) * 1000


@contextmanager
def _sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'search.sqlite'}")
        yield engine
        engine.dispose()


@contextmanager
def _postgresql() -> Iterator[Engine]:
    with new_postgresql_database() as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


def _load(engine: Engine, vocabulary: Words, stories: int) -> None:
    """Insert the stories without an index, then make it as `scrapy db reindex` does."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        for number in range(1, 21):
            connection.execute(
                text(
                    "INSERT INTO outlets (id, name, title, home, zone)"
                    f" VALUES ({number}, 'outlet{number}', 'o', 'h', 'Asia/Jakarta')"
                )
            )
        if is_sqlite:
            for trigger in SQLITE_TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        driver: Any = connection.connection.driver_connection
        rows = (vocabulary.story(number) for number in range(stories))
        if is_sqlite:
            marks = ", ".join("?" * len(COLUMNS.split(", ")))
            driver.executemany(f"INSERT INTO articles ({COLUMNS}) VALUES ({marks})", rows)
            for statement in create_statements("sqlite"):
                if "CREATE TRIGGER" in statement:
                    connection.exec_driver_sql(statement)
        else:
            with driver.cursor().copy(f"COPY articles ({COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    before, began = _size(engine), time.perf_counter()
    search_index.reindex(engine)
    seconds = time.perf_counter() - began
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if is_sqlite else "VACUUM ANALYZE"))
    print(
        f"{engine.dialect.name}: {stories:,} stories of {before / stories:,.0f} bytes each indexed"
        f" in {seconds:,.0f} s, {(_size(engine) - before) / stories:,.0f} bytes each",
        flush=True,
    )


def _size(engine: Engine) -> float:
    """Bytes of the whole database."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            return float(connection.execute(text(size)).scalar_one())
        whole = "SELECT pg_database_size(current_database())"
        return float(connection.execute(text(whole)).scalar_one())


def _writing(stories: int, rounds: int) -> list[Row]:
    """Storing new stories, with the index against without."""
    vocabulary = Words()
    bodies = [vocabulary.text(vocabulary.random.randint(150, 300)) for _ in range(stories)]
    found = []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        timed: tuple[list[float], list[float]] = ([], [])
        try:
            for _ in range(rounds):
                for with_index, times in zip((True, False), timed, strict=True):
                    with opened() as engine:
                        times.append(_store(engine, bodies, with_index=with_index) / stories * 1e6)
        except pytest.skip.Exception as absent:
            print(absent)
            continue
        found.append(
            compared(f"storing a new story, {name}, with full text", *timed, unit="µs",
                     of="without", at_most=5)
        )  # fmt: skip
    return found


def _store(engine: Engine, bodies: list[str], *, with_index: bool) -> float:
    newsroom = Newsroom(engine)
    addresses = [story_address(number) for number in range(1, len(bodies) + 1)]
    discover(engine, newsroom.outlet_id, addresses, found_on=None, now=NOW)
    visits = [
        newsroom.fetch(replace(STORY, source_id=str(page), url=None, body=body), page)
        for page, body in enumerate(bodies, 1)
    ]
    if not with_index and engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            for trigger in SQLITE_TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {trigger}"))
    write = search_index.write if with_index else lambda *_: None
    with mock.patch.object(search_index, "write", write):
        began = time.perf_counter()
        for start in range(0, len(visits), 100):
            outcomes = save(engine, visits[start : start + 100])
            assert all(isinstance(outcome, Outcome) for outcome in outcomes), outcomes
        return time.perf_counter() - began


if __name__ == "__main__":
    print(conditions())
    if len(sys.argv) > 1:
        print(shown([asked.row for asked in _asking(int(sys.argv[1]), 5)]))
    else:
        print(shown(rows()))
