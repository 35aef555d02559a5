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


class Pauses:
    """The pauses between tries, longer each time, until so many seconds are over."""

    def __init__(self, seconds: float) -> None:
        self._end, self._next = time.monotonic() + seconds, SHORTEST_PAUSE

    def before_next_try(self, told: str) -> float | None:
        """Give how long to wait, and log what makes it so; None where that would be too long."""
        pause, self._next = self._next, min(self._next * 2, LONGEST_PAUSE)
        if time.monotonic() + pause > self._end:
            return None
        logger.warning("%s; next try in %.2g s", told, pause)
        return pause


async def patiently(work: Callable[[], T], patience: float) -> T:
    """Do the work in a thread, again and again while the database is away.

    The last error is raised after `patience` seconds; any other at once.
    """
    pauses = Pauses(patience)
    while True:
        try:
            return await asyncio.to_thread(work)
        except DBAPIError as error:
            told = f"The database is away ({error.orig})"
            if not is_away(error) or (pause := pauses.before_next_try(told)) is None:
                raise
        await asyncio.sleep(pause)


@dataclass(frozen=True, slots=True)
class Patience:
    """Does work as `patiently` does, in the caller's own thread."""

    seconds: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    """Ends the waiting once it is set."""

    def __call__(self, work: Callable[[], T]) -> T:
        pauses = Pauses(self.seconds)
        while True:
            try:
                return work()
            except DBAPIError as error:
                told = f"The database is away ({error.orig})"
                if not is_away(error) or (pause := pauses.before_next_try(told)) is None:
                    raise
                if self.stop.wait(pause):
                    raise


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
