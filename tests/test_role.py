"""The read-only role of docs/data.md, made word for word on a real server."""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from models import schema
from models.database import open_engine
from models.reading import open_reading
from models.views import NAMES
from tests.crawling import scrapy
from tests.databases import administer, new_postgresql_database
from tests.documented import DATA
from tests.newsroom import STORY, Newsroom

ROLE = re.search(r"\n## A read-only role .+?```sql\n(.+?)```", DATA, re.DOTALL)


@pytest.fixture
def address() -> Iterator[str]:
    """The role's address of a database that was upgraded after the role was made."""
    assert ROLE
    name, password = f"analyst_{secrets.token_hex(4)}", secrets.token_hex(8)
    with new_postgresql_database() as url:
        engine = open_engine(url)
        schema.upgrade(engine, "0003")  # before the roll-ups and the views on them
        with engine.begin() as connection:
            connection.execute(text(ROLE[1].replace("analyst", name)))
            connection.execute(text(f"ALTER ROLE {name} PASSWORD '{password}'"))
        schema.upgrade(engine)
        Newsroom(engine).visit(STORY)
        engine.dispose()
        role = make_url(url).set(username=name, password=password)
        yield role.render_as_string(hide_password=False)
    administer(f"DROP ROLE {name}")


@pytest.fixture
def analyst(address: str) -> Iterator[Engine]:
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


def test_it_reads_everything_and_changes_nothing(
    analyst: Engine, address: str, tmp_path: Path
) -> None:
    with analyst.connect() as connection:
        for name in (*NAMES, "articles", "countries", "count_by_day", "story_search"):
            connection.execute(text(f"SELECT * FROM {name} LIMIT 1"))
        assert connection.scalar(text("SELECT sum(stories) FROM daily_counts")) == 1
        assert connection.scalar(text("SHOW jit")) == "off"
        assert connection.scalar(text("SHOW timezone")) == "UTC"
    with open_reading(address) as archive:
        assert [story.headline for story in archive.stories()] == [STORY.headline]
    for statement in (
        "INSERT INTO countries VALUES ('XX', 'x', 'x')",
        "UPDATE articles SET headline = 'x'",
        "DELETE FROM view_counts",
        "TRUNCATE quarantine",
        "DROP VIEW daily_counts",
        "CREATE TABLE mine (id INTEGER)",
        "SELECT nextval('articles_id_seq')",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            analyst.begin() as connection,
        ):
            connection.execute(text(statement))
    for words in (("query", "SELECT 1"), ("export", "--new", str(tmp_path / "a.csv"))):
        done = scrapy(*words, database=address)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
