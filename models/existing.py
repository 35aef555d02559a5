"""Opening a database that is there already, if need be one that may only be read.

Such is a SQLite file of another account, or on a disk that takes nothing. Its readers and writers
agree through two files beside it (`-wal`, `-shm`), which its reader cannot make: those of a crawl
that is under way are used; without them nobody writes, and the database is read as it lies.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, NullPool

from models.database import (
    LOCK_SECONDS,
    DatabaseError,
    address_of,
    connected,
    postgresql_engine,
    sqlite_engine,
)


def open_existing(url: str) -> Engine:
    """Give an engine that has connected once, on a SQLite file that may only be read one that does;
    DatabaseError says why it could not, and that there is no database.
    """
    address = address_of(url, is_there=True)
    if address.drivername != "sqlite":
        return connected(postgresql_engine(address))
    file = Path(str(address.database))
    if not file.exists():
        raise DatabaseError(f"there is no database {file} yet: scrapy crawl makes it")
    if _is_writable(file):
        return connected(sqlite_engine(address))
    # A crawl may begin or end between two connections, so each looks how it has to be read.
    engine = sqlite_engine(address, creator=lambda: open_to_read(file), poolclass=NullPool)
    return connected(engine)


def open_to_read(file: Path) -> sqlite3.Connection:
    """Open a SQLite file that is there, which the connection cannot change."""
    how = "mode=ro&immutable=1" if lies_still(file) else "mode=ro"
    address = f"{file.resolve().as_uri()}?{how}"
    return sqlite3.connect(address, timeout=LOCK_SECONDS, uri=True, check_same_thread=False)


def lies_still(file: Path) -> bool:
    """Whether a SQLite file may only be read, and nobody has it open to write."""
    return not (_is_writable(file) or Path(f"{file}-wal").exists())


@contextmanager
def unwritten(engine: Engine) -> Iterator[None]:
    """DatabaseError if what is read meanwhile may be wrong, for a crawl wrote the file; SQLite does
    not notice where it is read as it lies.
    """
    file = Path(str(engine.url.database))
    if not (isinstance(engine.pool, NullPool) and lies_still(file)):
        yield
        return
    before = file.stat().st_mtime_ns
    try:
        yield
    finally:
        if file.stat().st_mtime_ns != before:
            raise DatabaseError(f"{file} was written while it was read: ask once more")


def _is_writable(file: Path) -> bool:
    return all(os.access(each, os.W_OK) for each in (file.parent, file))
