"""The schema: which revision a database has, which one the code wants, and the way there."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from models import new_database
from models.database import (
    DatabaseAway,
    DatabaseError,
    one_line,
    open_engine,
    writing,
)
from models.database_address import shown
from models.existing import open_existing
from models.migration_files import migrations_folder
from models.patience import Pauses, is_away

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


Tell = Callable[[int, int], None]
_LOCK = 0x5741525441  # "WARTA", for PostgreSQL's advisory lock: one migration at a time


def open_database(url: str, patience: float = 0.0) -> Engine:
    """Give an engine on a database of today's schema, which an empty one gets at once.

    DatabaseError says why there is none: DatabaseAway after `patience` seconds of trying, any other
    at once. An older schema is left to `scrapy db upgrade`.
    """
    pauses = Pauses(patience)
    while True:
        try:
            return _open_database(url)
        except DatabaseAway as error:
            if (pause := pauses.before_next_try(str(error))) is None:
                raise
        time.sleep(pause)


def open_archive(url: str, *, of_any_age: bool = False) -> Engine:
    """Give an engine on a database that has today's schema already, or one `of_any_age`.

    DatabaseError where there is none or another schema; no file and no table is made.
    """
    engine = open_existing(url)
    with _disposing_unless_ready(engine):
        _refuse_empty(engine)
        if not of_any_age:
            _make_ready(engine)
    return engine


def current(engine: Engine) -> str | None:
    """Give the revision of the database; None for one without our tables."""
    # Not by Alembic, whose import would cost each crawl 11 MB and a tenth of a second.
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if version is None else str(version)


def newest() -> str:
    """Give the revision that this code wants, as the name of its file says (`r0002_views.py`)."""
    return max(file.name for file in (migrations_folder() / "versions").glob("r????_*.py"))[1:5]


def upgrade(engine: Engine, revision: str = "head", tell: Tell | None = None) -> None:
    """Bring the database to a later revision, all of the way or not at all.

    Of what takes long, `tell` hears how many of how many are done.
    """
    _run("upgrade", engine, revision, tell)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the database back to an earlier revision; `base` removes every table."""
    _run("downgrade", engine, revision)


def check(engine: Engine) -> list[str]:
    """Give the differences between the database and `models.tables`, one line each."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - slow to import
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    from models import search_schema  # noqa: PLC0415
    from models.tables import metadata  # noqa: PLC0415

    with engine.connect() as connection:
        migrations = MigrationContext.configure(connection, opts={"include_name": _is_of_tables})
        differences = [str(each) for each in compare_metadata(migrations, metadata)]
        return differences + search_schema.missing(connection)


def _is_of_tables(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether `models.tables` is to know it: all but the full-text index."""
    return kind != "table" or not (name or "").startswith("search_index")


def _open_database(url: str) -> Engine:
    engine = open_engine(url)
    with _disposing_unless_ready(engine):
        _make_ready(engine)
    return engine


@contextmanager
def _disposing_unless_ready(engine: Engine) -> Iterator[None]:
    """What the database refuses is a DatabaseError: room for the tables, the right to make them."""
    try:
        yield
    except DBAPIError as error:
        engine.dispose()
        kind = DatabaseAway if is_away(error) else DatabaseError
        raise kind(f"cannot use {shown(engine.url)}: {one_line(error)}") from None
    except BaseException:
        engine.dispose()
        raise


def _refuse_empty(engine: Engine) -> None:
    if current(engine) is None:
        raise DatabaseError(f"{shown(engine.url)} holds no archive yet: run scrapy crawl first")


def _make_ready(engine: Engine) -> None:
    has = current(engine)
    if has == newest():
        return
    name = shown(engine.url)
    if has is not None:
        known = {script.revision for script in _scripts().walk_revisions()}
        if has in known:
            raise DatabaseError(f"{name} has the older schema {has}: run scrapy db upgrade")
        raise DatabaseError(f"{name} has the schema {has} of a newer Warta: update Warta")
    strangers = set(inspect(engine).get_table_names()) - {"alembic_version"}
    if strangers and current(engine) is None:  # no other process has made it ours meanwhile
        some = ", ".join(sorted(strangers)[:3])
        raise DatabaseError(
            f"{name} holds tables that are not Warta's (such as {some}): name an empty database"
        )
    if engine.dialect.name == "sqlite":
        with _migrating(engine) as connection:
            new_database.fill(connection)
    if current(engine) != newest():
        upgrade(engine)


def _run(command: str, engine: Engine, revision: str, tell: Tell | None = None) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each step of its start
    from alembic import command as commands  # noqa: PLC0415 - slow to import
    from alembic.util import CommandError  # noqa: PLC0415

    config = _config()
    with _migrating(engine) as connection:
        config.attributes |= {"connection": connection, "tell": tell}
        try:
            getattr(commands, command)(config, revision)
        except CommandError as error:
            raise DatabaseError(f"cannot {command} to {revision!r}: {error}") from None


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction of a migration; a second migration waits for its end."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield connection
        return
    # SQLite changes a table by building it anew, which breaks the references to it meanwhile.
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise DatabaseError(f"the migration breaks a reference: {tuple(broken)}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _scripts() -> "ScriptDirectory":
    logging.getLogger("alembic").setLevel(logging.WARNING)  # as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import

    return ScriptDirectory.from_config(_config())


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - slow to import

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
