"""The questions in docs/data.md run as they stand on both databases, and agree."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, text

from benchmarks.invented import Archive
from benchmarks.loading import fill
from models.database import open_engine
from models.recount import wrong_counts
from tests.databases import in_order_of_codes, new_postgresql_database
from tests.documented import DATA, questions, searches
from tests.test_views import as_text

ARCHIVE = {"articles": 600, "first": date(2024, 4, 1), "days": 75}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Engine]]:
    """The same invented archive in SQLite and in PostgreSQL."""
    file = tmp_path_factory.mktemp("asked") / "asked.sqlite"
    with new_postgresql_database(how=in_order_of_codes) as postgresql:
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


@pytest.mark.parametrize("query", searches())
def test_a_search_in_sql_runs_on_its_database(engines: list[Engine], query: str) -> None:
    engine = engines["to_tsquery" in query]
    with engine.connect() as connection:
        connection.exec_driver_sql(query.replace("%", "%%")).all()


def test_both_databases_tell_the_site_of_a_story(engines: list[Engine]) -> None:
    postgresql, sqlite = re.findall(r"`((?:split_part|substr)\(url.*?\))`", DATA)
    found = []
    for engine, site in zip(engines, (sqlite, postgresql), strict=True):
        with engine.connect() as connection:
            query = text(f"SELECT {site} AS site, count(*) FROM stories GROUP BY 1 ORDER BY 1")
            found.append(connection.execute(query).all())
    assert found[0] == found[1]
    assert len(found[0]) > 1
    assert all(re.fullmatch(r"[\w.-]+", site) for site, _ in found[0])


def test_what_was_filled_is_counted(engines: list[Engine]) -> None:
    for engine in engines:
        with engine.connect() as connection:
            assert wrong_counts(connection) == []
            assert connection.execute(text("SELECT count(*) FROM stories")).scalar() == 600
            assert connection.execute(text("SELECT count(*) FROM story_views")).scalar() == 3000
