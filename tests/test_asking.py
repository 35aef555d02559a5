"""A question of `scrapy query` reads, and whatever it says it changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from psycopg.errors import DivisionByZero
from sqlalchemy import Engine, text

from models.asking import answer
from models.database import DatabaseError
from tests.newsroom import STORY, Newsroom

NO_QUERY = "that is no query: it gives no rows"
WRITING = (
    "DELETE FROM view_counts",
    "DELETE FROM view_counts RETURNING id",
    "ROLLBACK; DELETE FROM view_counts; SELECT 1",
    "COMMIT; DELETE FROM view_counts; SELECT 1",
    "SELECT 1; DELETE FROM view_counts",
    "ROLLBACK; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM view_counts",
    "PRAGMA query_only = OFF; DELETE FROM view_counts",
    "WITH gone AS (DELETE FROM view_counts RETURNING id) SELECT * FROM gone",
    "EXPLAIN ANALYZE DELETE FROM view_counts",
    "DO $$ BEGIN DELETE FROM view_counts; END $$",
)
NEEDLESS = ("COMMIT", "PRAGMA query_only = OFF", "-- nothing", "")


@pytest.fixture
def archive(engine: Engine) -> Engine:
    """One story."""
    Newsroom(engine).visit(STORY)
    return engine


def ask(engine: Engine, question: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with answer(engine, question) as (columns, rows):
        return columns, list(rows)


@pytest.mark.parametrize("question", [*WRITING, *NEEDLESS])
def test_it_changes_nothing(archive: Engine, question: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        ask(archive, question)
    assert "\n" not in str(refused.value)
    with archive.begin() as connection:  # and whoever connects next can write
        assert connection.execute(text("DELETE FROM view_counts")).rowcount == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("program", [True, False])
def test_it_starts_no_program_and_writes_no_file(
    archive: Engine, program: bool, tmp_path: Path
) -> None:
    file = tmp_path / "out"
    where = f"PROGRAM 'touch {file}'" if program else f"'{file}'"
    tmp_path.chmod(0o777)
    with pytest.raises(DatabaseError, match=NO_QUERY):
        ask(archive, f"COPY articles TO {where}")
    with pytest.raises(DatabaseError, match=NO_QUERY):
        ask(archive, "COPY articles TO STDOUT")
    assert not file.exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", ["ATTACH '{}' AS other", "VACUUM INTO '{}'"])
def test_it_makes_no_file(archive: Engine, statement: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        ask(archive, statement.format(tmp_path / "other.sqlite"))
    assert not (tmp_path / "other.sqlite").exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_leaves_the_journal_as_it_is(archive: Engine) -> None:
    with pytest.raises(DatabaseError, match="cannot change out of wal mode"):
        ask(archive, "PRAGMA journal_mode = DELETE")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_first_rows_are_there_before_the_last_are_made(engine: Engine) -> None:
    question = "SELECT 1 / (5000 - n) FROM generate_series(1, 5000) AS n"
    with answer(engine, question) as (_, rows):
        assert next(rows) == (0,)
        with pytest.raises(DivisionByZero):
            list(rows)


def test_colons_and_percent_signs_are_text(engine: Engine) -> None:
    question = r"SELECT '12:30' AS a, ':b', '5 %', '%s', '%(c)s', '\:', 7 % 4 AS a;"
    columns, rows = ask(engine, question)
    assert (columns[0], columns[-1]) == ("a", "a")
    assert rows == [("12:30", ":b", "5 %", "%s", "%(c)s", r"\:", 3)]


def test_a_plan_is_an_answer(engine: Engine) -> None:
    columns, rows = ask(engine, "EXPLAIN SELECT * FROM stories")
    assert columns
    assert rows


@pytest.mark.parametrize(
    ("question", "word"), [("SELEC 1", "SELEC"), ("SELECT headline FROM nowhere", "nowhere")]
)
def test_a_mistake_is_quoted_in_a_line(engine: Engine, question: str, word: str) -> None:
    with pytest.raises(DatabaseError, match=word) as refused:
        ask(engine, question)
    assert "\n" not in str(refused.value)
