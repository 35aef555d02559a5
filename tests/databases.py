"""Fresh databases for tests: a SQLite file, and a database on a PostgreSQL server.

The server is the one at TEST_DATABASE_URL, or the one of this machine where it lets `postgres` in.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from models.database import open_engine
from models.schema import open_database
from models.tables import metadata

SERVER = make_url(os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432"))
DIALECTS = ("sqlite", "postgresql")


@contextmanager
def new_postgresql_database(
    like: str | None = None, how: Callable[[], str] = lambda: "ENCODING UTF8"
) -> Iterator[str]:
    """The address of a database, empty or a copy, dropped afterwards; skips without a server."""
    name = f"warta_test_{secrets.token_hex(4)}"
    try:
        made = f"TEMPLATE {make_url(like).database}" if like else f"TEMPLATE template0 {how()}"
        administer(f"CREATE DATABASE {name} {made}")
    except OperationalError as error:
        where = SERVER.render_as_string(hide_password=True)
        pytest.skip(f"no PostgreSQL at {where} (TEST_DATABASE_URL): {error.orig}")
    try:
        yield SERVER.set(database=name).render_as_string(hide_password=False)
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


def in_order_of_codes(encoding: str = "UTF8") -> str:
    """How to make a database that orders as SQLite does, whatever the server's locale."""
    with _administering() as connection:
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    provider = "LOCALE_PROVIDER libc" if version >= 150_000 else ""  # before, there was no other
    return f"ENCODING {encoding} {provider} LC_COLLATE 'C' LC_CTYPE 'C'"


def administer(statement: str) -> None:
    with _administering() as connection:
        connection.execute(text(statement))


@contextmanager
def _administering() -> Iterator[Connection]:
    address = SERVER.set(drivername="postgresql+psycopg", database=SERVER.database or "postgres")
    how = {"connect_timeout": 2, "client_encoding": "UTF8"}
    engine = create_engine(address, connect_args=how)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection
    finally:
        engine.dispose()


def _clear(engine: Engine) -> None:
    """Delete every row and number the next ones from 1; faster than a new database."""
    ours = [table for table in metadata.sorted_tables if "reference" not in table.info]
    statements = [
        "SET LOCAL synchronous_commit = off",
        *(f"DELETE FROM {table.name}" for table in reversed(ours)),
        *(f"ALTER SEQUENCE {table.name}_id_seq RESTART" for table in ours if "id" in table.c),
    ]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join(statements))  # one journey to the server


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of today's schema, to copy."""
    file = tmp_path_factory.mktemp("model") / "model.sqlite"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_model() -> Iterator[Engine]:
    """A PostgreSQL database of today's schema, for one test after the other."""
    with new_postgresql_database() as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_model: Path, tmp_path: Path) -> str:
    """The address of a SQLite database of today's schema, without rows."""
    file = tmp_path / "warta.sqlite"
    shutil.copy(sqlite_model, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_model: Engine) -> str:
    """The address of a PostgreSQL database of today's schema, without rows."""
    _clear(postgresql_model)
    return postgresql_model.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of today's schema without rows, of each dialect in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database of today's schema without rows, of each dialect in turn."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=DIALECTS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, of each dialect in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    with new_postgresql_database() as url:
        yield url


@pytest.fixture(params=DIALECTS)
def own_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of today's schema that no other test has, of each dialect in turn.

    Its schema may be changed.
    """
    url: str = request.getfixturevalue(f"{request.param}_url")
    if request.param == "sqlite":
        yield url
        return
    request.getfixturevalue("postgresql_model").dispose()  # what is copied, nobody may be using
    with new_postgresql_database(like=url) as copy:
        yield copy
