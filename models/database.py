"""Opening the database that `DATABASE_URL` names: a SQLite file or a PostgreSQL server."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, DateTime, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.types import TypeDecorator

from models import postings
from models.database_address import FORMS, read_address, shown
from models.patience import is_away

# The driver gives no code for a connection that fails. FATAL is the server's own word: it is there
# and will not let us in, unless it starts, stops, or has no room for one more.
_REFUSED = re.compile(r"FATAL:  (?!.*(starting up|shutting down|recovery|too many|remaining conn))")

LOCK_SECONDS = 30
"""How long a statement waits for another writer before it says that the database is locked."""

_HEARD = {
    "tcp_user_timeout": 60_000,  # milliseconds; what was sent
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""How long a server's machine may be silent: one that lost its power or its network says nothing,
and the system would wait for a quarter of an hour, or for two hours where only an answer is due.
However long a statement takes, its machine confirms what it is sent."""


class DatabaseError(Exception):
    """The database cannot be used; the message is one line that says why and what to do."""


class DatabaseBrokeOff(DatabaseError):
    """The database was there and failed in the middle: damaged, stopped, locked for too long."""


class DatabaseAway(DatabaseError):
    """The database cannot be reached now, but may be later: a server that starts, a lock."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite has no zones, so there the offset is left out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def utc(moment: datetime) -> datetime:
    """Give the moment in UTC; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment.isoformat()}")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def open_engine(url: str) -> Engine:
    """Give an engine that has connected once; DatabaseError says why it could not, or why the
    database cannot keep every letter. SQLite makes a file that is missing.
    """
    address = address_of(url)
    return connected(
        sqlite_engine(address) if address.drivername == "sqlite" else postgresql_engine(address)
    )


def address_of(url: str, *, is_there: bool = False) -> URL:
    """Give the address with its driver; DatabaseError says what is wrong with it."""
    try:
        return read_address(url, is_there=is_there)
    except ValueError as error:
        raise DatabaseError(str(error)) from None


def connected(engine: Engine) -> Engine:
    """Give the engine once it has connected; DatabaseError as for `open_engine`."""
    try:
        with engine.connect() as connection:
            encoding = _encoding(connection)
    except DBAPIError as error:
        engine.dispose()
        told = one_line(error)
        if is_away(error) and not _REFUSED.search(told):
            raise DatabaseAway(f"cannot reach {shown(engine.url)}: {told}") from None
        raise DatabaseError(f"cannot open {shown(engine.url)}: {told}; {FORMS}") from None
    if encoding != "UTF8":  # as of clusters that were made without a locale, in SQL_ASCII
        engine.dispose()
        raise DatabaseError(
            f"cannot use {shown(engine.url)}: its encoding is {encoding}, which does not keep every"
            " letter; make another: createdb --encoding=UTF8 --template=template0 NAME"
        )
    return engine


def _encoding(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "UTF8"
    return str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())


def away_engine(url: str, reason: DatabaseError) -> Engine:
    """Give an engine on the database that could not be opened: each connection fails the same way.

    For who tells what can be known without a database; nothing is tried again, and no file made.
    """

    def refuse() -> NoReturn:
        raise engine.dialect.loaded_dbapi.OperationalError(str(reason))

    try:
        address = read_address(url)
    except ValueError:
        address = make_url("sqlite://")
    engine = create_engine(address, creator=refuse)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that takes SQLite's write lock at its start.

    One that reads first and writes later cannot wait for another writer: SQLite refuses it at once.
    """
    with engine.connect() as connection:
        # Not of the engine: it would join its listeners to a new engine's each time.
        connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with connection.begin():
            yield connection
    for note in _WHEN_COMMITTED.pop(connection, ()):
        note()


_WHEN_COMMITTED: WeakKeyDictionary[Connection, list[Callable[[], object]]] = WeakKeyDictionary()


def when_committed(connection: Connection, note: Callable[[], object]) -> None:
    """Call `note` once the transaction of `writing` is committed.

    SQLAlchemy's own event comes before the commit, which may fail: a disk is full, a server gone.
    """
    _WHEN_COMMITTED.setdefault(connection, []).append(note)


def one_line(error: Exception) -> str:
    """Give the first line of what the driver says, without the statement and the hints below it."""
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0][:500] if lines else type(cause).__name__


serialize = json.JSONEncoder(ensure_ascii=False).encode
"""To JSON as the database keeps it; people read these columns."""


def sqlite_engine(address: URL, **how: Any) -> Engine:
    """Give an engine on a SQLite file; with a `creator` in `how`, on what that opens to be read."""
    how = {"connect_args": {"timeout": LOCK_SECONDS}, **how}
    engine = create_engine(address, json_serializer=serialize, **how)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        # Without this the driver begins transactions by itself, and only before some statements.
        connection.isolation_level = None
        connection.execute("PRAGMA cache_size=-8192")  # KiB; the system keeps the rest
        if "creator" in how:
            return
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_mode=WAL")  # readers and one writer side by side
        connection.execute(
            "PRAGMA synchronous=NORMAL"
        )  # WAL survives a killed process all the same

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine


def postgresql_engine(address: URL) -> Engine:
    """Give an engine on a PostgreSQL server."""
    heard = {name: value for name, value in _HEARD.items() if name not in address.query}
    # Compiling (jit) takes longer than any statement of ours.
    options = f"-c lock_timeout={LOCK_SECONDS}s -c timezone=UTC -c jit=off"
    engine = create_engine(
        address,
        json_serializer=serialize,
        pool_pre_ping=True,  # a server that was restarted leaves dead connections in the pool
        connect_args={
            "connect_timeout": 10,
            "options": options,
            "application_name": "warta",
            "client_encoding": "UTF8",  # whatever the environment or the role says
            **heard,
        },
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        postings.teach(connection)

    @event.listens_for(engine, "do_execute")
    def copy_one(cursor: Any, statement: str, row: Any, _context: Any) -> bool:
        return _copied(cursor, statement, [row])

    @event.listens_for(engine, "do_executemany")
    def copy(cursor: Any, statement: str, rows: Any, _context: Any) -> bool:
        return _copied(cursor, statement, rows)

    return engine


def _copied(cursor: Any, statement: str, rows: Iterable[Any]) -> bool:
    """Whether this was a COPY, for which psycopg has a call of its own; errors go the usual way."""
    if not statement.startswith("COPY "):
        return False
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return True
