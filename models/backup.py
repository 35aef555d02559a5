"""A whole and consistent copy of the database, taken while others write, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect

from models.database import DatabaseError
from models.existing import unwritten


def backup(engine: Engine, file: Path) -> None:
    """Write the database to a new file: a SQLite database, or an archive for `pg_restore`.

    DatabaseError says why it could not; then there is no file.
    """
    if file.exists():
        raise DatabaseError(f"{file} exists already; name a new file")
    if not file.parent.is_dir():
        raise DatabaseError(f"there is no folder {file.parent}; create it")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if engine.dialect.name == "sqlite":
            with unwritten(engine), closing(engine.raw_connection()) as connection:
                connection.cursor().execute("VACUUM INTO ?", (str(part),))
            with part.open("rb") as copy:
                os.fsync(copy.fileno())  # which SQLite leaves out here, and pg_dump does
        else:
            _tool(engine, "pg_dump", "--format=custom", "--no-owner", f"--file={part}")
        part.replace(file)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(f"cannot write {file}: {error}") from None
    finally:
        part.unlink(missing_ok=True)


def restore(engine: Engine, file: Path) -> None:
    """Bring a backup into an empty database, all of it or nothing.

    DatabaseError says why it could not. An older backup is then brought up by `scrapy db upgrade`.
    """
    if not file.is_file():
        raise DatabaseError(f"there is no file {file}")
    if tables := inspect(engine).get_table_names():
        some = ", ".join(sorted(tables)[:3])
        raise DatabaseError(f"the database is not empty (it has {some}): name an empty one")
    if engine.dialect.name == "sqlite":
        _restore_file(engine, file)
    else:
        words = ("--no-owner", "--single-transaction", "--exit-on-error", str(file))
        _tool(engine, "pg_restore", *words)


def _restore_file(engine: Engine, file: Path) -> None:
    database = str(engine.url.database)
    engine.dispose()
    try:
        with (
            closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(database)) as target,
        ):
            told = source.execute("PRAGMA integrity_check").fetchone()[0]
            if told != "ok":
                raise DatabaseError(f"{file} is damaged: {told}")
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise DatabaseError(f"cannot restore {file}: {error}") from None


def _tool(engine: Engine, name: str, *words: str) -> None:
    """Run one of PostgreSQL's own programs on the very database that the engine is connected to.

    The password travels in its environment.
    """
    program = shutil.which(name)
    if program is None:
        raise DatabaseError(f"{name} is not installed; it comes with PostgreSQL's client programs")
    conninfo, password = _connected_with(engine)
    answer = subprocess.run(  # noqa: S603 - words of our own
        [program, "--no-password", f"--dbname={conninfo}", *words],
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise DatabaseError(f"{name}: {_last_error(answer.stderr, name) or answer.returncode}")


def _last_error(told: str, name: str) -> str:
    """The last thing that the program said, with its detail, which it tells in a line below."""
    lines = [line.removeprefix(f"{name}: ") for line in told.strip().splitlines()]
    begins = [number for number, line in enumerate(lines) if not line.startswith("detail: ")]
    return "; ".join(lines[begins[-1] :]) if begins else ""


def _connected_with(engine: Engine) -> tuple[str, str]:
    """Give the engine's connection in libpq's words, without its password, and the password.

    The address may leave the host, the port, the user and the database to its query, to a service
    or to the environment, so these come from a connection that was made; all else (sslmode, …) as
    the address says it. What else a connection tells of itself, an older libpq might not know.
    """
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - SQLite needs no driver

    _, given = engine.dialect.create_connect_args(engine.url)
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        made, made_of = driver.info, driver.pgconn.info
        # libpq marks its secrets with a star.
        open_words = {each.keyword.decode() for each in made_of if each.dispchar != b"*"}
    told = {"host": made.host, "port": made.port, "user": made.user, "dbname": made.dbname}
    if "hostaddr" in given:
        told["hostaddr"] = made.hostaddr
    words = {key: value for key, value in {**given, **told}.items() if key in open_words}
    return make_conninfo(**words), made.password
