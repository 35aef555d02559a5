import argparse
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from sqlalchemy import Engine, inspect, text

from models import new_database, schema
from models.database import DatabaseError, open_engine
from models.schema import open_database, upgrade
from models.tables import metadata
from scrapers.commands.db import Command

TABLES = sorted(table.name for table in metadata.sorted_tables)
NEWEST = str(schema.newest())


def tables(engine: Engine) -> list[str]:
    """Those of the database, the full-text index apart."""
    names = inspect(engine).get_table_names()
    return sorted(name for name in names if not name.startswith("search_index"))


def test_the_newest_revision_is_the_one_of_the_last_file() -> None:
    assert schema._scripts().get_heads() == [schema.newest()]  # noqa: SLF001 - what Alembic says


def test_an_empty_database_gets_todays_schema_by_itself(empty_url: str) -> None:
    engine = open_database(empty_url)
    try:
        assert tables(engine) == ["alembic_version", *TABLES]
        assert schema.current(engine) == NEWEST
        assert schema.check(engine) == []
    finally:
        engine.dispose()


def test_a_new_sqlite_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    made, migrated = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("made", "migrated"))
    open_database(made).dispose()
    engine = open_engine(migrated)
    upgrade(engine)
    engine.dispose()
    assert _everything(made) == _everything(migrated)
    again = "python -m models.new_database, after a new migration"
    assert new_database.SCRIPT.read_text("utf-8") == new_database.script(), again


def test_a_new_database_does_not_wait_for_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from models.schema import open_database;"
        f"open_database('sqlite:///{tmp_path / 'new.sqlite'}').dispose();"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def _everything(url: str) -> list[object]:
    """Tables, indexes, views and triggers of a SQLite database, white space apart, and all rows."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        rows = {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for kind, name, _ in found
            if kind == "table"
        }
        pragmas = ("user_version", "application_id", "encoding", "page_size", "auto_vacuum")
        header = [connection.execute(f"PRAGMA {name}").fetchone() for name in pragmas]
    return [sorted((kind, name, (sql or "").split()) for kind, name, sql in found), rows, header]


def test_every_revision_goes_down_and_up_again(empty_url: str) -> None:
    engine = open_engine(empty_url)
    try:
        schema.upgrade(engine)
        schema.downgrade(engine, "base")
        assert schema.current(engine) is None
        assert inspect(engine).get_table_names() == ["alembic_version"]
        schema.upgrade(engine)
        assert schema.current(engine) == schema.newest()
        assert schema.check(engine) == []
    finally:
        engine.dispose()


def test_a_database_that_was_emptied_is_empty(own_url: str) -> None:
    engine = open_database(own_url)
    schema.downgrade(engine, "base")
    engine.dispose()
    engine = open_database(own_url)
    assert schema.current(engine) == schema.newest()
    engine.dispose()


def test_differences_from_the_code_are_told(own_url: str) -> None:
    engine = open_database(own_url)
    try:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE outlets ADD COLUMN motto TEXT"))
            connection.execute(text("DROP INDEX ix_pages_due"))
        told = schema.check(engine)
    finally:
        engine.dispose()
    assert len(told) == 2
    assert "ix_pages_due" in told[0] + told[1]
    assert "motto" in told[0] + told[1]


def stamp(url: str, revision: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    engine.dispose()


def test_a_newer_schema_is_refused(own_url: str) -> None:
    stamp(own_url, "9999")
    with pytest.raises(DatabaseError, match="has the schema 9999 of a newer Warta: update Warta"):
        open_database(own_url)


def test_an_older_schema_is_left_to_its_owner(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "newest", lambda: "9999")
    with pytest.raises(DatabaseError, match=f"has the older schema {NEWEST}: run"):
        open_database(database_url)


def test_a_database_of_somebody_else_is_left_alone(empty_url: str) -> None:
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    engine.dispose()
    with pytest.raises(
        DatabaseError, match=r"holds tables that are not Warta's \(such as recipes\)"
    ):
        open_database(empty_url)


def test_an_unknown_revision_changes_nothing(empty_url: str) -> None:
    engine = open_engine(empty_url)
    try:
        with pytest.raises(DatabaseError, match="cannot upgrade to '77': Can't locate revision"):
            schema.upgrade(engine, "77")
        assert inspect(engine).get_table_names() == []
    finally:
        engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(empty_url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE view_counts (id INTEGER)"))  # the last one made
        with pytest.raises(Exception, match="already exists"):
            schema.upgrade(engine)
        assert inspect(engine).get_table_names() == ["view_counts"]
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    finally:
        engine.dispose()


def test_many_may_open_an_empty_database_at_once(empty_url: str) -> None:
    errors: list[BaseException] = []

    def opening() -> None:
        try:
            open_database(empty_url).dispose()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=opening) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


# --- scrapy db --------------------------------------------------------------------------------


@pytest.fixture
def db(empty_url: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run `scrapy db` with some arguments; gives exit status, stdout and stderr."""
    open_engine(empty_url).dispose()  # SQLite makes the file

    def run(*args: str) -> tuple[int, str, str]:
        command = Command()
        command.settings = Settings({"DATABASE_URL": empty_url})
        command.run(list(args), argparse.Namespace())
        return (command.exitcode, *capsys.readouterr())

    return run


def test_the_command_shows_and_changes_the_revision(db: Callable[..., Any]) -> None:
    assert db("current") == (0, "none: the database is empty\n", "")
    assert db("check") == (
        1,
        f"revision none, but this Warta needs {NEWEST}: run scrapy db upgrade\n",
        "",
    )
    assert db("upgrade") == (0, f"revision none -> {NEWEST}\n", "")
    assert db("upgrade", NEWEST) == (0, f"revision {NEWEST}, unchanged\n", "")
    assert db("current") == (0, f"{NEWEST}\n", "")
    assert db("check") == (0, f"revision {NEWEST}, as it should be\n", "")
    assert db("downgrade", "base") == (0, f"revision {NEWEST} -> none\n", "")


def test_the_command_tells_differences(db: Callable[..., Any], empty_url: str) -> None:
    open_database(empty_url).dispose()
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE outlets ADD COLUMN motto TEXT"))
    engine.dispose()
    status, out, err = db("check")
    assert (status, err) == (1, "")
    assert "remove_column" in out
    assert "motto" in out


def test_the_command_tells_an_unknown_revision_in_one_line(db: Callable[..., Any]) -> None:
    status, out, err = db("downgrade", "77")
    assert (status, out) == (1, "")
    assert err.startswith("scrapy db: cannot downgrade to '77'")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "args", [[], ["grow"], ["downgrade"], ["current", "x"], ["upgrade", "a", "b"], ["check", "--x"]]
)
def test_a_wrong_call_of_the_command_says_what_is_accepted(args: list[str]) -> None:
    command = Command()
    command.settings = Settings({"DATABASE_URL": "sqlite:///never-opened.sqlite"})
    with pytest.raises(UsageError):
        command.run(args, argparse.Namespace())


def test_a_wrong_address_is_one_line_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    command = Command()
    command.settings = Settings({"DATABASE_URL": "mysql://x/y"})
    command.run(["current"], argparse.Namespace())
    assert command.exitcode == 1
    assert capsys.readouterr().err == (
        "scrapy db: DATABASE_URL names 'mysql', which Warta cannot store in;"
        " write sqlite:///FILE or postgresql://USER@HOST/NAME\n"
    )


def test_listing_commands_does_not_wait_for_the_database_libraries() -> None:
    code = (
        "import scrapers.commands.db, sys;"
        "print([name for name in ('sqlalchemy', 'alembic', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
