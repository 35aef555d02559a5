"""`python -m benchmarks.storing [STORED]`: saving visits beside the bare statements.

Ours is `models.store.save`, 100 visits a transaction: look up page and story, merge, decide the
outcome, write article, credits, visit and view count, set the next visit. Batch after batch, by
turns with it: `benchmarks.bare_statements`, which write the very rows that ours left. Then the
same stories unchanged, with more views, and changed; and an ORM object and a commit for each.

Both databases hold STORED stories before (10,000; more are set against that, too). Rates are given
with the full-text index, which both sides write, and without. PostgreSQL is the server at
TEST_DATABASE_URL or on this machine; without one it is left out.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, registry

from benchmarks.bare_statements import Bare, CopyAndMerge, Executemany
from benchmarks.filling import multiply, without_full_text
from benchmarks.measure import Row, compared, conditions, shown
from models.article import Article
from models.article_row import row_of
from models.discovery import discover
from models.fetch import Outcome
from models.schema import open_database
from models.store import save
from models.tables import articles
from tests.databases import new_postgresql_database
from tests.newsroom import NOW, STORY, ZONE, Newsroom, at, story_address

BATCH = 100
FEWEST = 10_000
ROUND = 1000
"""Stories in a round."""
WORDS = "sawah padi panen warga desa jalan banjir hujan gubernur menteri kota polisi rumah".split()
Times = dict[str, list[float]]
"""Microseconds a story, a figure a round: `new`, `bare`, `unchanged`, `changed`, `orm`."""


def rows(stored: int = FEWEST, rounds: int = 5) -> list[Row]:
    """Rates of new stories beside bare statements and the ORM, and of unchanged beside changed."""
    found: list[Row] = []
    for kind, bare, pair in (
        ("SQLite", "executemany", _sqlite),
        ("PostgreSQL", "COPY + merge", _postgresql),
    ):
        try:
            with pair(FEWEST, rounds * ROUND, indexed=True) as databases:
                found += _with_full_text(kind, bare, _measure(*databases, FEWEST, rounds))
            few: Times | None = None
            for size in sorted({FEWEST, stored}):
                with pair(size, rounds * ROUND, indexed=False) as databases:
                    times = _measure(*databases, size, rounds)
                found += _figures(f"{kind} with {size:,}", bare, times, few)
                few = times
        except pytest.skip.Exception as absent:
            print(absent)
    return found


def _with_full_text(kind: str, bare: str, times: Times) -> list[Row]:
    new, raw = ([1e6 / each for each in times[name]] for name in ("new", "bare"))
    return [
        compared(f"storing new stories and their full text, {kind}", new, raw, unit="rows/s",
                 of=f"{bare}, with the index", at_least=0.6),
        compared(f"storing an unchanged page, {kind}", times["unchanged"], times["changed"],
                 unit="µs", of="a changed one, full text too", at_most=0.15),
    ]  # fmt: skip


def _figures(where: str, bare: str, times: Times, few: Times | None) -> list[Row]:
    new, raw, orm = ([1e6 / each for each in times[name]] for name in ("new", "bare", "orm"))
    question = f"storing new stories, {where}"
    rows = [
        compared(question, new, raw, unit="rows/s", of=bare, at_least=0.6),
        compared(question, new, orm, unit="rows/s", of="an ORM commit each", at_least=4),
    ]
    if few is not None:
        rows.append(
            compared(f"a new story, {where}", times["new"], few["new"], unit="µs",
                     of=f"with {FEWEST:,}", at_most=2.5)
        )  # fmt: skip
    return rows


@contextmanager
def _sqlite(stored: int, more: int, *, indexed: bool) -> Iterator[tuple[Engine, Bare, Engine]]:
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = f"{folder}/ours.sqlite", f"{folder}/bare.sqlite"
        with ExitStack() as stack:
            _fill(f"sqlite:///{ours}", stored, more, None if indexed else stack)
            shutil.copy(ours, bare)
            statements = stack.enter_context(closing(Executemany(ours, bare)))
            engines = stack.enter_context(_engines(ours, bare))
            yield engines[0], statements, engines[1]


@contextmanager
def _postgresql(stored: int, more: int, *, indexed: bool) -> Iterator[tuple[Engine, Bare, Engine]]:
    with ExitStack() as stack:
        ours = stack.enter_context(new_postgresql_database())
        _fill(ours, stored, more, None if indexed else stack)
        bare = stack.enter_context(new_postgresql_database(like=ours))
        statements = stack.enter_context(closing(CopyAndMerge(ours, bare, indexed=indexed)))
        engines = stack.enter_context(_engines(ours, bare))
        yield engines[0], statements, engines[1]


@contextmanager
def _engines(*urls: str) -> Iterator[list[Engine]]:
    engines = [open_database(url if "://" in url else f"sqlite:///{url}") for url in urls]
    yield engines
    for engine in engines:
        engine.dispose()


def _fill(url: str, stored: int, more: int, unindexed: ExitStack | None) -> None:
    """Write that many stories of one outlet, numbered as their pages are, and more pages.

    With a stack, they and those that are saved until its end have no full-text index.
    """
    engine = open_database(url)
    if unindexed is not None:
        unindexed.enter_context(without_full_text(engine))
    Newsroom(engine)
    _discover(engine, 1, FEWEST)
    for start in range(1, FEWEST, BATCH):
        _save(engine, _stories(start, BATCH))
    multiply(engine, FEWEST, stored // FEWEST)
    _discover(engine, stored + 1, more)
    engine.dispose()


def _discover(engine: Engine, first: int, number: int) -> None:
    found = [story_address(each) for each in range(first, first + number)]
    discover(engine, 1, found, found_on=None, now=NOW)


def _stories(first: int, number: int) -> list[Article]:
    random = Random(first)
    return [
        replace(
            STORY,
            source_id=str(each),
            url=None,
            headline=f"Kabar {each}",
            body="\n\n".join(" ".join(random.choices(WORDS, k=55)) for _ in range(6)),
            published_at=NOW - timedelta(hours=each % 9000),
        )
        for each in range(first, first + number)
    ]


def _measure(engine: Engine, bare: Bare, other: Engine, stored: int, rounds: int) -> Times:
    times: Times = {name: [] for name in ("new", "bare", "unchanged", "changed", "orm")}
    for first in range(stored + 1, stored + rounds * ROUND, ROUND):
        spent = dict.fromkeys(times, 0.0)
        batches = [_stories(start, BATCH) for start in range(first, first + ROUND, BATCH)]
        for batch in batches:
            spent["new"] += _save(engine, batch)
            rows = bare.take(int(str(batch[0].source_id)), BATCH)
            spent["bare"] += _timed(partial(bare.write, rows))
        for batch in batches:
            spent["unchanged"] += _save(engine, _later(batch, 1, ""))
            spent["changed"] += _save(engine, _later(batch, 2, "\n\nRalat: angka diperbaiki."))
        objects = [_object(story) for story in batches[0]]
        spent["orm"] = _timed(partial(_one_by_one, other, objects)) * ROUND / BATCH
        for name, seconds in spent.items():
            times[name].append(seconds / ROUND * 1e6)
    return times


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _save(engine: Engine, stories: Sequence[Article]) -> float:
    """Seconds for saving visits of the stories, which are made before."""
    newsroom = Newsroom.__new__(Newsroom)
    newsroom.engine, newsroom.crawl_id, newsroom.outlet_id = engine, 1, 1
    visits = [newsroom.fetch(each, int(str(each.source_id))) for each in stories]
    outcomes: list[object] = []
    seconds = _timed(lambda: outcomes.extend(save(engine, visits)))
    assert all(isinstance(outcome, Outcome) for outcome in outcomes), outcomes
    return seconds


class Saved:
    """A row of `articles` as an ORM has it."""


registry().map_imperatively(Saved, articles)


def _object(story: Article) -> Saved:
    saved = Saved()
    row = row_of(story, ZONE) | {"outlet_id": 1, "source_id": f"orm {story.source_id}"}
    row["id"] = 10**12 + int(str(story.source_id))  # out of the way of the other rows
    for name in articles.c.keys() & row.keys():
        setattr(saved, name, row[name])
    return saved


def _one_by_one(engine: Engine, objects: Sequence[Saved]) -> None:
    with Session(engine) as session:
        for each in objects:
            session.add(each)
            session.commit()


def _later(stories: Sequence[Article], days: int, more: str) -> list[Article]:
    moment = NOW + timedelta(days=days)
    return [at(each, moment, body=each.body + more, view_count=1234 + days) for each in stories]


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
