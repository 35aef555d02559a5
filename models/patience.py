"""Telling a database that is away for a while from a row that it will never take."""

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, StatementError

logger = logging.getLogger(__name__)

T = TypeVar("T")

_AWAY_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# Classes of SQLSTATE: connection, transaction rollback (deadlock), insufficient resources (disk
# full), object not in the right state (lock timeout), operator intervention (shutdown), system.
_AWAY_POSTGRESQL = frozenset({"08", "40", "53", "55", "57", "58"})
_LIMIT_EXCEEDED = "54"  # a value too long for an index, a statement too complex: this row's fault

SHORTEST_PAUSE = 0.25
LONGEST_PAUSE = 10.0


def is_away(error: BaseException) -> bool:
    """Whether the database is locked, full or gone: the same statement may succeed later."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        code: int | None = getattr(error.orig, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _AWAY_SQLITE
    return isinstance(error, OperationalError) and _sqlstate(error)[:2] in {"", *_AWAY_POSTGRESQL}


def is_bad_row(error: BaseException) -> bool:
    """Whether a value is at fault, so that the other rows would go in without it."""
    if isinstance(error, DBAPIError):
        return isinstance(error, DataError | IntegrityError) or (
            isinstance(error, OperationalError) and _sqlstate(error)[:2] == _LIMIT_EXCEEDED
        )
    return isinstance(error, StatementError | ValueError | TypeError | OverflowError)


async def patiently(work: Callable[[], T], patience: float) -> T:
    """Do the work in a thread, again and again while the database is away.

    The last error is raised after `patience` seconds; any other at once.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    pause = SHORTEST_PAUSE
    while True:
        try:
            return await asyncio.to_thread(work)
        except DBAPIError as error:
            if not is_away(error) or loop.time() + pause > end:
                raise
            logger.warning("The database is away (%s); next try in %.2g s", error.orig, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Patience:
    """Does work as `patiently` does, in the caller's own thread."""

    seconds: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    """Ends the waiting once it is set."""

    def __call__(self, work: Callable[[], T]) -> T:
        end = time.monotonic() + self.seconds
        pause = SHORTEST_PAUSE
        while True:
            try:
                return work()
            except DBAPIError as error:
                if not is_away(error) or time.monotonic() + pause > end:
                    raise
                logger.warning("The database is away (%s); next try in %.2g s", error.orig, pause)
                if self.stop.wait(pause):
                    raise
            pause = min(pause * 2, LONGEST_PAUSE)


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
