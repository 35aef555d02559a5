"""Every migration, up and down, on a database with rows in it; a new one is covered by itself."""

import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic.script import Script, ScriptDirectory
from sqlalchemy import JSON, Column, Engine, MetaData, Table, func, insert, select, text
from sqlalchemy.types import BigInteger, Date, DateTime, Float, Integer, LargeBinary, TypeEngine

from models import schema
from models.database import open_engine
from models.migration_files import migrations_folder
from models.tables import metadata
from tests.newsroom import NOW, STORY, Newsroom, at

OURS = [table.name for table in metadata.sorted_tables if "reference" not in table.info]
# What a migration changes on purpose, as TABLE.COLUMN by its revision: all else keeps its value.
CHANGED: dict[str, set[str]] = {}
SAMPLES: list[tuple[type[TypeEngine[Any]], Any]] = [
    (DateTime, datetime(2024, 2, 29, 22, 15, tzinfo=UTC)),
    (Date, date(2024, 2, 29)),
    (JSON, {"quoted": "“Jum'at”"}),
    (LargeBinary, zlib.compress(b"<p>halaman</p>")),
    (Float, 0.25),
    (Integer, 1),  # every row is the first of its table, and so what others refer to
    (BigInteger, 1),
]
Contents = dict[str, list[dict[str, Any]]]


def revisions() -> list[Script]:
    """The oldest first."""
    return list(ScriptDirectory(str(migrations_folder())).walk_revisions())[::-1]


@pytest.fixture
def oldest(empty_url: str) -> Iterator[Engine]:
    """A database of the first schema with a row in each table."""
    engine = open_engine(empty_url)
    schema.upgrade(engine, revisions()[0].revision)
    fill(engine)
    yield engine
    engine.dispose()


def reflected(engine: Engine) -> list[Table]:
    found = MetaData()
    found.reflect(engine, only=lambda name, _: name in OURS)
    return [table for table in found.sorted_tables if table.name in OURS]


def fill(engine: Engine) -> None:
    """A row in each table that has none."""
    with engine.begin() as connection:
        for table in reflected(engine):
            if not connection.execute(select(func.count()).select_from(table)).scalar():
                row = {column.name: sample(engine, column) for column in table.c}
                connection.execute(insert(table), row)
                if engine.dialect.name == "postgresql" and "id" in table.c:
                    connection.execute(text(f"SELECT nextval('{table.name}_id_seq')"))


def sample(engine: Engine, column: Column[Any]) -> Any:
    for kind, value in SAMPLES:
        if isinstance(column.type, kind):
            if kind is DateTime and engine.dialect.name == "sqlite":
                return value.replace(tzinfo=None)
            return value
    return column.name


def contents(engine: Engine) -> Contents:
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in reflected(engine)
        }


def assert_kept(before: Contents, after: Contents, revision: str) -> None:
    """Each row is still there, with its values in the columns that are still there."""
    for name in before.keys() & after.keys():
        assert len(after[name]) == len(before[name]), f"{revision}: rows of {name}"
        for old, new in zip(before[name], after[name], strict=True):
            shared = {
                column
                for column in old.keys() & new.keys()
                if f"{name}.{column}" not in CHANGED.get(revision, set())
            }
            assert {key: new[key] for key in shared} == {key: old[key] for key in shared}, revision


def test_rows_of_the_first_schema_survive_every_migration(oldest: Engine) -> None:
    before = contents(oldest)
    assert all(len(rows) == 1 for rows in before.values())
    for script in revisions()[1:]:
        schema.upgrade(oldest, script.revision)
        after = contents(oldest)
        assert before.keys() <= after.keys()
        assert_kept(before, after, script.revision)
        if before.keys() < after.keys():
            fill(oldest)
            after = contents(oldest)
        before = after
    assert schema.check(oldest) == []
    assert set(before) == set(OURS)
    for script in revisions()[:0:-1]:
        schema.downgrade(oldest, str(script.down_revision))
        after = contents(oldest)
        assert_kept(before, after, script.revision)
        before = after
    schema.upgrade(oldest)
    assert schema.check(oldest) == []


def test_what_a_crawl_stored_survives_the_way_down_and_up(own_url: str) -> None:
    engine = open_engine(own_url)
    newsroom = Newsroom(engine)
    newsroom.visit(STORY, at(STORY, NOW + timedelta(hours=1), body="Lain.", view_count=9999))
    # The index has more than the words of such a text, and each migration that makes it notes them.
    newsroom.visit(at(STORY, NOW, source_id="8", headline="Usai salat Jum'at di Ka'bah"))
    before = contents(engine)
    schema.downgrade(engine, revisions()[0].revision)
    schema.upgrade(engine)
    assert schema.check(engine) == []
    after = contents(engine)
    assert before.keys() == after.keys()
    for name in ("outlets", "pages", "articles", "crawls", "revisions", "view_counts", "credits"):
        assert len(after[name]) == len(before[name]) > 0, name
    newsroom.visit(at(STORY, NOW + timedelta(hours=2), headline="Judul baru"))  # and it goes on
    assert len(contents(engine)["revisions"]) == len(before["revisions"]) + 1
    engine.dispose()
