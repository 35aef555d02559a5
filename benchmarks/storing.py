"""`python -m benchmarks.storing [STORIES [ROUNDS]]`: saving visits beside the bare statements.

Ours is `models.store.save`, 100 visits a transaction: look up page and story, merge, decide the
outcome, write article, credits, visit and view count, set the next visit. The baseline writes the
very rows that ours left into an empty database of the same schema, 100 stories a transaction, and
looks up and decides nothing: `executemany` for SQLite, COPY (and a merge for pages) for PostgreSQL.
PostgreSQL is the server at TEST_DATABASE_URL or on this machine; without one it is left out.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest
from sqlalchemy import Engine

from benchmarks.measure import Row, compared, conditions, shown
from models import ledger
from models.article import Article
from models.fetch import Outcome
from models.schema import open_database
from models.store import save
from tests.databases import new_postgresql_database
from tests.newsroom import NOW, STORY, Newsroom, at, story_address

BATCH = 100
WORDS = "sawah padi panen warga desa jalan banjir hujan gubernur menteri kota polisi rumah".split()
WRITTEN = ("articles", "fetches", "credits", "view_counts")
PAGE = "source_id, next_visit_at, last_outcome, last_fetched_at, failures"
Timed = tuple[list[float], list[float], list[float], list[float]]


def rows(stories: int = 3000, rounds: int = 5) -> list[Row]:
    """Rates of new stories against the bare statements, and of unchanged against changed ones."""
    found = []
    for name, goal, round_of in (
        ("SQLite", "executemany", _sqlite_round),
        ("PostgreSQL", "COPY + merge", _postgresql_round),
    ):
        timed: Timed = ([], [], [], [])
        try:
            for _ in range(rounds):
                for values, seconds in zip(timed, round_of(stories), strict=True):
                    values.append(seconds / stories * 1e6)
        except pytest.skip.Exception as absent:
            print(absent)
            continue
        new, bare, unchanged, changed = timed
        per_second = [[1e6 / each for each in series] for series in (new, bare)]
        question = f"storing {stories:,} new stories, {name}"
        found += [
            compared(question, *per_second, unit="rows/s", of=goal, at_least=0.6),
            compared(f"storing an unchanged page, {name}", unchanged, changed, unit="µs",
                     of="a changed one", at_most=0.15),
        ]  # fmt: skip
        print(f"{name}: {median(new):.0f} µs a new story", flush=True)
    return found


def _sqlite_round(stories: int) -> Iterator[float]:
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours.sqlite", Path(folder) / "bare.sqlite"
        with _newsroom(f"sqlite:///{ours}", stories) as (engine, articles):
            new = _save_all(engine, articles)
            with _newsroom(f"sqlite:///{bare}", stories):
                yield from (new, _executemany(ours, bare))
            yield from _again(engine, articles)


def _postgresql_round(stories: int) -> Iterator[float]:
    with (
        new_postgresql_database() as ours,
        new_postgresql_database() as bare,
        _newsroom(ours, stories) as (engine, articles),
        _newsroom(bare, stories),
    ):
        yield _save_all(engine, articles)
        yield _copy(ours, bare)
        yield from _again(engine, articles)


@contextmanager
def _newsroom(url: str, stories: int) -> Iterator[tuple[Engine, list[tuple[int, Article]]]]:
    """An outlet whose ledger has a page for each story; the stories with their page's id."""
    engine = open_database(url)
    newsroom = Newsroom(engine)
    found = [story_address(number) for number in range(1, stories + 1)]
    ledger.discover(engine, newsroom.outlet_id, found, found_on=None, now=NOW)
    random = Random(7)
    articles = []
    for number in range(1, stories + 1):
        body = "\n\n".join(" ".join(random.choices(WORDS, k=55)) for _ in range(6))
        story = replace(
            STORY, source_id=str(number), url=None, headline=f"Kabar {number}", body=body,
            published_at=NOW - timedelta(hours=number % 9000),
        )  # fmt: skip
        articles.append((number, story))
    yield engine, articles
    engine.dispose()


def _save_all(engine: Engine, articles: Sequence[tuple[int, Article]]) -> float:
    """Seconds for all; the visits themselves are made before."""
    newsroom = Newsroom.__new__(Newsroom)
    newsroom.engine, newsroom.crawl_id, newsroom.outlet_id = engine, 1, 1
    visits = [newsroom.fetch(article, page_id) for page_id, article in articles]
    began = time.perf_counter()
    for start in range(0, len(visits), BATCH):
        outcomes = save(engine, visits[start : start + BATCH])
        assert all(isinstance(outcome, Outcome) for outcome in outcomes), outcomes
    return time.perf_counter() - began


def _again(engine: Engine, articles: Sequence[tuple[int, Article]]) -> Iterator[float]:
    """Seconds for all as they were, with more views, and for all with another body."""
    for days, body in ((1, ""), (2, "\n\nRalat: angka di atas diperbaiki.")):
        moment = NOW + timedelta(days=days)
        yield _save_all(
            engine,
            [
                (page, at(article, moment, body=article.body + body, view_count=1234 + days))
                for page, article in articles
            ],
        )


def _executemany(ours: Path, bare: Path) -> float:
    """Seconds for writing what ours wrote, as tuples."""
    with closing(sqlite3.connect(ours)) as source:
        tables = {
            name: source.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in WRITTEN
        }
        states = source.execute(f"SELECT {PAGE}, id FROM pages ORDER BY id").fetchall()
    assignments = ", ".join(f"{name.strip()} = ?" for name in PAGE.split(","))

    with closing(sqlite3.connect(bare, isolation_level=None)) as target:
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "cache_size=-32768"):
            target.execute(f"PRAGMA {pragma}")

        def write(table: str, part: list[Any]) -> None:
            marks = ", ".join("?" * len(part[0]))
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", part)

        def set_states(part: list[Any]) -> None:
            target.executemany(f"UPDATE pages SET {assignments} WHERE id = ?", part)

        return _by_turns(tables, states, write, set_states, target.execute)


def _copy(ours: str, bare: str) -> float:
    """Seconds for writing what ours wrote, as lines of COPY."""
    import psycopg

    with psycopg.connect(ours) as source:

        def lines(query: str) -> list[str]:
            with source.cursor().copy(f"COPY ({query}) TO STDOUT") as copy:
                return b"".join(copy).decode().splitlines(keepends=True)

        tables = {name: lines(f"SELECT * FROM {name} ORDER BY 1, 2") for name in WRITTEN}
        states = lines(f"SELECT {PAGE}, id FROM pages ORDER BY id")
    names = [name.strip() for name in PAGE.split(",")]
    assignments = ", ".join(f"{name} = new.{name}" for name in names)

    with psycopg.connect(bare, autocommit=True) as target:
        target.execute(f"CREATE TEMP TABLE new AS SELECT {PAGE}, id FROM pages LIMIT 0")

        def write(table: str, part: list[Any]) -> None:
            with target.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write("".join(part))

        def set_states(part: list[Any]) -> None:
            target.execute("TRUNCATE new")
            write("new", part)
            target.execute(f"UPDATE pages SET {assignments} FROM new WHERE pages.id = new.id")

        return _by_turns(tables, states, write, set_states, target.execute)


def _by_turns(
    tables: dict[str, list[Any]],
    states: list[Any],
    write: Callable[[str, list[Any]], None],
    set_states: Callable[[list[Any]], None],
    execute: Callable[[str], object],
) -> float:
    """Seconds for all tables, the part of 100 stories of each in one transaction."""
    turns = len(states) // BATCH
    began = time.perf_counter()
    for turn in range(turns):
        execute("BEGIN")
        for name, written in tables.items():
            size = len(written) // turns
            write(name, written[turn * size : (turn + 1) * size])
        set_states(states[turn * BATCH : (turn + 1) * BATCH])
        execute("COMMIT")
    return time.perf_counter() - began


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
