"""`python -m benchmarks.asking [ARTICLES [SQLITE_URL POSTGRESQL_URL]]`: how fast the desk answers.

The questions of docs/data.md over an invented archive of so many articles and five times as many
view observations, on both databases, warm: the median of seven. The baseline is the same question,
asked once, where nothing was prepared for it: counts are made on asking, filters meet no index. A
plan that reads a whole large table is told. With addresses the databases are there already, filled
by benchmarks.loading, and stay. Without a PostgreSQL server SQLite is asked alone.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import OperationalError

from benchmarks.invented import Archive
from benchmarks.loading import fill
from benchmarks.measure import Row, conditions, shown, spread
from models import views
from models.database import open_engine
from models.recount import from_scratch
from tests.databases import new_postgresql_database
from tests.documented import questions

GOAL = 100  # ms
TIMES = 7
LARGE = {"articles", "view_counts", "fetches", "revisions", "credits", "pages"}
# In the views, by the letter that the plan tells.
LARGE_ALIASES = {"a": "articles", "v": "view_counts", "r": "revisions", "k": "credits"}
# A filter on such an expression means the same, and no index serves it.
CONDITION = re.compile(r"\b(WHERE|AND) ((?:s\.)?\w+) (?=BETWEEN|=|>=|<|IS)|(ORDER BY) (views)\b")
ROLLED_UP = re.compile(r"\b(daily_counts|monthly_counts|coverage_gaps|credit_(counts|months)|places"
                       r"|place_months|hijri_months|crawl_health)\b")  # fmt: skip
PATIENCE = 60  # seconds for a baseline


def rows(articles: int = 100_000, *urls: str) -> list[Row]:
    """How long each question takes, on the databases at `urls` or on new ones."""
    if urls:
        return [row for url in urls for row in _rows(articles, url)]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/asked.sqlite"
        fill(url, Archive(articles))
        found = _rows(articles, url)
    try:
        with new_postgresql_database() as url:
            fill(url, Archive(articles))
            found += _rows(articles, url)
    except pytest.skip.Exception as absent:
        print(absent)
    return found


def _rows(articles: int, url: str) -> list[Row]:
    engine = open_engine(url)
    name = "SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL"
    try:
        return [
            _row(engine, f"{question} ({articles:,} stories, {name})", query)
            for question, query in questions().items()
        ]
    finally:
        engine.dispose()


def _row(engine: Engine, question: str, query: str) -> Row:
    with engine.connect() as connection:
        ours = _milliseconds(connection, query, TIMES)
        scanned = sorted(_scanned(connection, query))
    baseline = _unprepared(engine, query)
    note = f"; reads all of {', '.join(scanned)}" if scanned else ""
    row = Row(
        question=question,
        ours=f"{spread(ours)} ms{note}",
        baseline="-" if baseline is None else f"unprepared: {baseline:,.0f} ms",
        ratio="-" if baseline is None else f"{median(ours) / baseline:.2g}",
        goal=f"≤ {GOAL} ms",
        reached=median(ours) <= GOAL,
    )
    print(" | ".join(row.cells()), flush=True)
    return row


def _unprepared(engine: Engine, query: str) -> float | None:
    """Milliseconds of the question as it would be asked of bare tables; None: it is the same."""
    naive = CONDITION.sub(
        lambda m: f"{m[1] or m[3]} coalesce({m[2] or m[4]}, {m[2] or m[4]}) ", query
    )
    counted = ROLLED_UP.search(query) is not None
    if naive == query and not counted:
        return None
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL statement_timeout = {PATIENCE * 1000}"))
        if counted:
            naive = query
            _count_on_asking(connection)
        try:
            (taken,) = _milliseconds(connection, naive, 1)
        except OperationalError:  # out of patience
            taken = PATIENCE * 1000.0
        connection.rollback()
    engine.dispose()  # and with it the views that were made for this connection
    return taken


def _count_on_asking(connection: Connection) -> None:
    """Put views that count, for this connection alone, before the roll-ups and what reads them."""
    dialect = connection.dialect
    for table, count in from_scratch().items():
        inner = count.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        names = ", ".join(column.name for column in table.c)
        connection.exec_driver_sql(f"CREATE TEMP VIEW {table.name} ({names}) AS {inner}")
    for statement in views.create_statements(dialect.name):
        connection.exec_driver_sql(statement.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))


def _milliseconds(connection: Connection, query: str, times: int) -> list[float]:
    """Each time from asking to the last row; one more, which warms, is not counted."""
    taken = []
    for _ in range(times if times == 1 else times + 1):
        began = time.perf_counter()
        connection.execute(_said(query)).all()
        taken.append((time.perf_counter() - began) * 1000)
    return taken[-times:]


def _scanned(connection: Connection, query: str) -> set[str]:
    """The large tables that the plan reads from end to end."""
    if connection.dialect.name == "sqlite":
        lines = [row[3] for row in connection.execute(_said(f"EXPLAIN QUERY PLAN {query}"))]
        found = (re.match(r"SCAN (\w+)$", line) for line in lines)
        return {LARGE_ALIASES.get(match[1], match[1]) for match in found if match} & LARGE
    plan = connection.execute(_said(f"EXPLAIN (FORMAT JSON) {query}")).scalar_one()
    return {
        each["Relation Name"]
        for each in _nodes(plan[0]["Plan"])
        if each["Node Type"] == "Seq Scan" and each["Relation Name"] in LARGE
    }


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from _nodes(each)


def _said(query: str) -> TextClause:
    return text(query.replace(":", r"\:"))


if __name__ == "__main__":
    print(conditions())
    size, *addresses = sys.argv[1:] or ["100000"]
    print(shown(rows(int(size), *addresses)))
