"""A whole and consistent copy of the database, taken while others write, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect

from models.database import DatabaseError


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
            with closing(sqlite3.connect(str(engine.url.database))) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
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
        name = engine.url.database or ""
        _tool(
            engine, "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error",
            f"--dbname={name}", str(file),
        )  # fmt: skip


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
    """Run one of PostgreSQL's own programs; the password travels in its environment."""
    program = shutil.which(name)
    if program is None:
        raise DatabaseError(f"{name} is not installed; it comes with PostgreSQL's client programs")
    url = engine.url
    given = {
        "PGHOST": url.host,
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = os.environ | {key: str(value) for key, value in given.items() if value}
    answer = subprocess.run(  # noqa: S603 - words of our own
        [program, "--no-password", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        lines = answer.stderr.strip().splitlines()
        raise DatabaseError(f"{name}: {lines[-1] if lines else answer.returncode}")
