"""The questions in docs/data.md run as they stand on both databases, and agree."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, text

from benchmarks.invented import Archive
from benchmarks.loading import fill
from models.database import open_engine
from models.recount import wrong_counts
from tests.databases import new_postgresql_database
from tests.documented import questions
from tests.test_views import as_text

ARCHIVE = {"articles": 600, "first": date(2024, 4, 1), "days": 75}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Engine]]:
    """The same invented archive in SQLite and in PostgreSQL."""
    file = tmp_path_factory.mktemp("asked") / "asked.sqlite"
    with new_postgresql_database() as postgresql:
        opened = []
        for url in (f"sqlite:///{file}", postgresql):
            fill(url, Archive(**ARCHIVE))  # type: ignore[arg-type]
            opened.append(open_engine(url))
        yield opened
        for engine in opened:
            engine.dispose()


@pytest.mark.parametrize("question", questions())
def test_a_question_has_the_same_answer_on_both(engines: list[Engine], question: str) -> None:
    answers = []
    for engine in engines:
        with engine.connect() as connection:
            rows = connection.execute(text(questions()[question].replace(":", r"\:")))
            answers.append([[as_text(value) for value in row] for row in rows])
    assert answers[0] == answers[1]
    assert answers[0] or "without stories" in question


def test_what_was_filled_is_counted(engines: list[Engine]) -> None:
    for engine in engines:
        with engine.connect() as connection:
            assert wrong_counts(connection) == []
            assert connection.execute(text("SELECT count(*) FROM stories")).scalar() == 600
            assert connection.execute(text("SELECT count(*) FROM story_views")).scalar() == 3000
