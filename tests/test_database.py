import asyncio
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, MetaData, Table, func, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from models import database, patience
from models.database import DatabaseError, UtcDateTime, one_line, open_engine, writing
from models.database_address import shown
from models.patience import is_away, is_bad_row, patiently
from models.schema import open_archive, open_database
from models.tables import articles, outlets
from tests.databases import in_order_of_codes, new_postgresql_database
from tests.newsroom import NOW, STORY, Newsroom

moments = Table("moments", MetaData(), Column("at", UtcDateTime))


# --- Addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("warta.sqlite", "DATABASE_URL 'warta.sqlite' is not a database address; write sqlite:///"),
        ("", "DATABASE_URL '' is not a database address"),
        ("mysql://x@y/z", "DATABASE_URL names 'mysql', which Warta cannot store in"),
        ("sqlite://", "sqlite:/// names no file"),
        ("sqlite:///:memory:", "sqlite:///:memory: names no file"),
        ("sqlite://warta.sqlite", "sqlite://warta.sqlite names no file"),
        ("postgresql://h:port/x", "DATABASE_URL 'postgresql://h:port/x' is not a database address"),
        ("postgresql://ani:r@sia@h/x", "DATABASE_URL 'postgresql://***@h/x' has more than one @; "),
        ("postgresql://h?password=r@sia", "DATABASE_URL has an @ behind its ? "),
    ],
)
def test_a_wrong_address_is_refused_in_one_line(url: str, message: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_engine(url)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ani:rahasia@h:port/x",
        "postgresql://ani:raha/rahasia@h:port/x",
        "postgresql://h:port/x?password=rahasia",
        "postgresql://ani:rahasia@127.0.0.1:9/x?password=rahasia&sslpassword=rahasia",
        "sqlite://ani:rahasia@h/x",
        "postgresql://ani:ra@rahasia@127.0.0.1:9/x",
        "postgresql://ani:ra@h/rahasia@127.0.0.1:9/x",
        "postgresql:ani:rahasia@127.0.0.1/x",
        "ani:rahasia@127.0.0.1/x",
        "host=127.0.0.1 password=rahasia",
        "postgresql://ani:rahasia?x=y@127.0.0.1:9/x",
        "postgresql://127.0.0.1:9?user=ani&password=ra@rahasia",
    ],
)
def test_a_refusal_does_not_tell_the_password(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_engine(url)
    assert "rahasia" not in str(caught.value)


def test_an_address_is_shown_without_the_passwords_in_its_query() -> None:
    address = make_url("postgresql+psycopg://h/x?sslmode=prefer&password=raha%26sia&user=ani")
    assert shown(address) == "postgresql://h/x?password=***&sslmode=prefer&user=ani"


def test_a_file_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"cannot open .*: there is no folder .*; create it"):
        open_engine(f"sqlite:///{tmp_path}/no/warta.sqlite")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="it is a folder; name a file in it"):
        open_engine(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite"
    file.write_text("Yth. Redaksi,\n" * 100)
    with pytest.raises(DatabaseError, match=r"cannot open sqlite:///.*: file is not a database"):
        open_engine(f"sqlite:///{file}")
    assert file.read_text().startswith("Yth.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_folder_that_may_not_be_written(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(DatabaseError, match=r"cannot open .*: (.*/locked may not be|Permission)"):
        open_engine(f"sqlite:///{folder}/warta.sqlite")
    folder.chmod(0o755)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """As a folder that may not be entered, which root may: the system refuses to look."""
    with pytest.raises(DatabaseError, match=r"^cannot open .*/xxx.*xxx: File name too long$"):
        open_engine(f"sqlite:///{tmp_path}/{'x' * 300}")


def test_a_file_system_that_takes_no_files() -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc")
    with pytest.raises(DatabaseError, match=r"unable to open database file|/proc may not"):
        open_engine("sqlite:////proc/warta.sqlite")


def test_a_server_that_does_not_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # a port on which nobody listens
        port = taken.getsockname()[1]
        with pytest.raises(DatabaseError) as caught:
            open_engine(f"postgresql://ani:rahasia@127.0.0.1:{port}/warta")
    message = str(caught.value)
    assert message.startswith(f"cannot reach postgresql://ani:***@127.0.0.1:{port}/warta: ")
    assert "refused" in message
    assert "\n" not in message


def test_a_database_that_the_server_does_not_have(postgresql_url: str) -> None:
    with pytest.raises(DatabaseError, match=r'database "[^"]+_no" does not exist'):
        open_engine(f"{postgresql_url}_no")


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_does_not_keep_every_letter_is_refused(encoding: str) -> None:
    """Clusters that are made without a locale have SQL_ASCII, and their text comes as bytes."""
    with new_postgresql_database(how=partial(in_order_of_codes, encoding)) as url:
        with pytest.raises(DatabaseError) as caught:
            open_database(url)
        assert f": its encoding is {encoding}, which does not keep every letter;" in str(
            caught.value
        )


def test_letters_are_kept_whatever_the_environments_encoding(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    engine = open_engine(postgresql_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT '“ﷲ'")).scalar() == "“ﷲ"
    engine.dispose()


@pytest.mark.parametrize("open_it", [open_database, open_archive])
def test_a_database_that_refuses_our_statements(
    open_it: Callable[[str], Engine], empty_url: str
) -> None:
    engine = open_engine(empty_url)
    with engine.begin() as connection:  # another's, of another shape
        connection.execute(text("CREATE TABLE alembic_version (theirs INTEGER)"))
    engine.dispose()
    with pytest.raises(DatabaseError, match=r"^cannot use .*: .*version_num") as caught:
        open_it(empty_url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_may_be_spelled_as_others_spell_it(postgresql_url: str, scheme: str) -> None:
    engine = open_engine(postgresql_url.replace("postgresql", scheme, 1))
    assert engine.driver == "psycopg"
    engine.dispose()


# --- Connections ------------------------------------------------------------------------------


def test_sqlite_is_set_up_for_one_writer_and_many_readers(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    engine.dispose()
    assert found == ["wal", 1, 1, 30_000]


def test_a_servers_machine_that_is_silent_is_given_up_after_a_minute(postgresql_url: str) -> None:
    def told(url: str) -> list[str | None]:
        engine = open_engine(url)
        with engine.connect() as connection:
            given = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
        engine.dispose()
        return [given.get(name) for name in ("tcp_user_timeout", "keepalives_idle")]

    assert told(postgresql_url) == ["60000", "30"]
    assert told(f"{postgresql_url}?tcp_user_timeout=5000") == ["5000", "30"]


def test_foreign_keys_are_kept(engine: Engine) -> None:
    row = {**dict.fromkeys(("source_id", "body", "language", "content_hash", "reader"), "x")}
    row |= {"outlet_id": 99, "date_witnesses": [], "sign_off_codes": [], "problems": []}
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(insert(articles).values(row))


def test_moments_come_back_aware_and_in_utc(engine: Engine) -> None:
    wita = timezone(timedelta(hours=8))
    given = [datetime(2020, 10, 31, 22, 25, 0, 123456, wita), NOW, None]
    with engine.begin() as connection:
        moments.create(connection)
        connection.execute(insert(moments), [{"at": moment} for moment in given])
        found = list(connection.execute(select(moments.c.at)).scalars())
        moments.drop(connection)
    assert found == given
    assert [moment.tzinfo for moment in found if moment] == [UTC, UTC]


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = NOW.replace(tzinfo=None)
    with engine.begin() as connection:
        moments.create(connection)
        with pytest.raises(StatementError, match="without a zone: 2026-11-01T08:00:00"):
            connection.execute(insert(moments).values(at=naive))
        moments.drop(connection)


def test_json_columns_are_legible_to_people(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    newsroom = Newsroom(engine)
    newsroom.visit(STORY.__class__(**{**fields_of(STORY), "sign_off_codes": ("Zaïnal",)}))
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT sign_off_codes FROM articles").scalar()
    engine.dispose()
    assert found == '["Zaïnal"]'


def fields_of(story: object) -> dict[str, object]:
    return {name: getattr(story, name) for name in story.__dataclass_fields__}


def test_a_writer_waits_for_another(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    order = []

    def second() -> None:
        with writing(engine) as connection:
            connection.execute(select(func.count()).select_from(outlets)).scalar()
            connection.execute(insert(outlets).values(name="b", title="", home="", zone=""))
            order.append("second")

    with writing(engine) as connection:
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
        connection.execute(insert(outlets).values(name="a", title="", home="", zone=""))
        order.append("first")
    other.join()
    engine.dispose()
    assert order == ["first", "second"]


# --- Errors -----------------------------------------------------------------------------------


def locked(url: str) -> OperationalError:
    """What a writer hears while another holds SQLite's lock."""
    engine = open_engine(url)
    holder = sqlite3.connect(engine.url.database or "", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
        try:
            connection.execute(insert(outlets).values(name="a", title="", home="", zone=""))
        except OperationalError as error:
            return error
        finally:
            holder.close()
            connection.rollback()
            connection.invalidate()
            engine.dispose()
    raise AssertionError("the lock did not hold")


def test_a_locked_database_is_away(sqlite_url: str) -> None:
    error = locked(sqlite_url)
    assert (is_away(error), is_bad_row(error)) == (True, False)
    assert one_line(error) == "database is locked"


def failure(engine: Engine, statement: str) -> DBAPIError:
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text(statement))
    return caught.value


def test_a_statement_that_is_wrong_is_neither_away_nor_a_bad_row(engine: Engine) -> None:
    error = failure(engine, "SELECT * FROM nowhere")
    assert (is_away(error), is_bad_row(error)) == (False, False)


def test_a_broken_constraint_is_a_bad_row(engine: Engine) -> None:
    error = failure(engine, "INSERT INTO outlets (name) VALUES ('a')")
    assert (is_away(error), is_bad_row(error)) == (False, True)


def test_a_server_that_ends_the_session_is_away(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    error = failure(engine, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert (is_away(error), is_bad_row(error)) == (True, False)
    with engine.connect() as connection:  # and the pool has noticed
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


def test_a_lock_that_times_out_on_the_server_is_away(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.begin() as holder:
        holder.execute(text("LOCK TABLE outlets"))
        error = failure(engine, "SET LOCAL lock_timeout = 20; SELECT * FROM outlets")
    engine.dispose()
    assert (is_away(error), is_bad_row(error)) == (True, False)


def test_a_key_too_long_for_an_index_is_a_bad_row(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    name = "substr(string_agg(md5(n::text), ''), 1, 9000)"
    error = failure(
        engine,
        f"INSERT INTO outlets (name, title, home, zone) SELECT {name}, '', '', ''"
        " FROM generate_series(1, 400) AS n",
    )
    engine.dispose()
    assert (is_away(error), is_bad_row(error)) == (False, True)


# --- Patience ---------------------------------------------------------------------------------


class Work:
    """Fails some times before it succeeds."""

    def __init__(self, error: Exception, failures: int) -> None:
        self.error = error
        self.failures = failures
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self.failures:
            raise self.error
        return "done"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHORTEST_PAUSE", 0.005)


def away() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("INSERT", {}, cause)


async def test_work_is_tried_until_the_database_is_back(
    quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    work = Work(away(), 3)
    assert await patiently(work, 5) == "done"
    assert work.tries == 4
    assert caplog.records[0].message == (
        "The database is away (database is locked); next try in 0.005 s"
    )


async def test_patience_ends(quick: None) -> None:
    work = Work(away(), 1000)
    with pytest.raises(OperationalError, match="database is locked"):
        await patiently(work, 0.05)
    assert 2 <= work.tries <= 5


@pytest.mark.parametrize("error", [ValueError("x"), DBAPIError("SELECT", {}, Exception("x"))])
async def test_other_errors_are_raised_at_once(quick: None, error: Exception) -> None:
    work = Work(error, 1)
    with pytest.raises(type(error)):
        await patiently(work, 5)
    assert work.tries == 1


async def test_the_loop_runs_on_while_work_is_done() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await patiently(lambda: time.sleep(0.1), 1)
    ticking.cancel()
    assert ticks >= 5


def test_a_statement_waits_half_a_minute_for_a_lock() -> None:
    assert database.LOCK_SECONDS == 30
