"""Fresh databases for tests: a SQLite file, and a database of its own on a PostgreSQL server."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from models.database import open_engine
from models.schema import open_database

SERVER = make_url(os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432"))
DIALECTS = ("sqlite", "postgresql")


def administer(statement: str) -> None:
    """Run one statement on the server, outside a transaction; OperationalError without one."""
    address = SERVER.set(drivername="postgresql+psycopg", database=SERVER.database or "postgres")
    engine = create_engine(address, connect_args={"connect_timeout": 2})
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def server_url(name: str) -> str:
    address: URL = SERVER.set(drivername="postgresql", database=name)
    return address.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of today's schema, to copy."""
    file = tmp_path_factory.mktemp("model") / "model.sqlite"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_model() -> Iterator[str]:
    """A database of today's schema, to create others from; skips where no server answers."""
    name = f"warta_model_{secrets.token_hex(4)}"
    try:
        administer(f"CREATE DATABASE {name}")
    except OperationalError as error:
        where = SERVER.render_as_string(hide_password=True)
        pytest.skip(f"no PostgreSQL at {where} (TEST_DATABASE_URL): {error.orig}")
    try:
        open_database(server_url(name)).dispose()
        yield name
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql_url(postgresql_model: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database of today's schema."""
    name = f"warta_test_{secrets.token_hex(4)}"
    administer(f"CREATE DATABASE {name} TEMPLATE {postgresql_model}")
    try:
        yield server_url(name)
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_model: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database of today's schema."""
    file = tmp_path / "warta.sqlite"
    shutil.copy(sqlite_model, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database of today's schema, of each dialect in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh database of today's schema, of each dialect in turn."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()
