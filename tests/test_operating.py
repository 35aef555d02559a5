"""What an operator asks of the database: copies, thinning, figures."""

import argparse
import os
import sqlite3
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings
from sqlalchemy import Engine, create_engine, make_url, text

from models import jobs
from models.backup import backup, restore
from models.crawls import begin_crawl, end_crawl, register
from models.database import DatabaseError, open_engine, writing
from models.fetch import Ending, Outcome
from models.pruning import thin_view_counts
from models.rereading.changes import Change, Stored, compare
from models.rereading.history import History
from models.schema import newest
from models.status import OutletStatus, outlet_statuses
from models.tables import metadata, view_counts
from scrapers.commands.db import Command
from scrapers.disk import folder_size
from scrapers.metrics import Figures, write_textfile
from tests.crawling import call, scrapy
from tests.databases import new_postgresql_database
from tests.newsroom import KABAR, NOW, STORY, Newsroom, at

HALF_A_MINUTE = timedelta(seconds=30)
UNREADABLE = Ending(outcome=Outcome.QUARANTINED, reason="no-date", message="no date", stage="read")
NOT_FOUND = replace(UNREADABLE, reason="not-an-article:not-found", stage="cut")


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }


def test_backup_and_restore_as_the_operators_page_says(
    database_url: str, empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if database_url.partition(":")[0] != empty_url.partition(":")[0]:
        pytest.skip("a backup is restored into a database of its own kind")
    engine = open_engine(database_url)
    Newsroom(engine).visit(STORY, at(STORY, NOW + timedelta(hours=1), body="Lain."))
    file = str(tmp_path / "copy")
    with engine.connect() as writer:  # a crawl in the middle of its work does not disturb
        writer.execute(metadata.tables["articles"].update().values(headline="Belum jadi"))
        assert db(database_url, "backup", file) == 0
    assert db(empty_url, "restore", file) == 0
    assert db(empty_url, "check") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1] == f"restored; revision {newest()}"
    restored = open_engine(empty_url)
    assert everything(restored) == everything(engine)
    assert everything(restored)["revisions"]
    assert db(empty_url, "restore", file) == 1
    assert "the database is not empty" in capsys.readouterr().err
    Newsroom(restored).visit(at(STORY, NOW + timedelta(hours=2), body="Lagi."))  # and it goes on
    assert len(everything(restored)["articles"]) == 1
    for each in (engine, restored):
        each.dispose()


def db(url: str, *words: str) -> int:
    """The exit status of `scrapy db WORDS`."""
    command = Command()
    command.settings = Settings({"DATABASE_URL": url})
    command.run(list(words), argparse.Namespace())
    return command.exitcode


@pytest.mark.parametrize("words", ["backup copy", "prune", "prune now", "check", "recount"])
def test_a_mistyped_address_makes_no_database(
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert db("sqlite:///typo.sqlite", *words.split()) == 1
    said = "scrapy db: there is no database typo.sqlite yet: scrapy crawl makes it\n"
    assert capsys.readouterr() == ("", said)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_an_archive_is_neither_copied_nor_pruned(
    empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    engine.dispose()
    for words in (["backup", str(tmp_path / "copy")], ["prune"]):
        assert db(empty_url, *words) == 1
        said = capsys.readouterr()
        assert said.err.endswith(" holds no archive yet: run scrapy crawl first\n")
        assert said.out == ""
    assert not (tmp_path / "copy").exists()


def test_why_postgresqls_own_program_gave_up_is_told_whole(
    postgresql_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = tmp_path / "pg_dump"
    said = ["warning: ada yang lain", "error: aborting", "detail: server version: 18; ours: 15"]
    lines = "\n".join(f"pg_dump: {each}" for each in said)
    program.write_text(f"#!/bin/sh\nprintf '{lines}\n' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert db(postgresql_url, "backup", str(tmp_path / "copy")) == 1
    told = "scrapy db: pg_dump: error: aborting; detail: server version: 18; ours: 15\n"
    assert capsys.readouterr().err == told


def test_a_database_of_an_older_schema_is_copied_and_not_pruned(
    engine: Engine, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    try:
        assert db(database_url, "backup", str(tmp_path / "copy")) == 0
        assert db(database_url, "prune") == 1
        assert "has the older schema 0006: run scrapy db upgrade" in capsys.readouterr().err
    finally:  # the next test's, too
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{newest()}'"))


def test_a_crawl_refuses_an_older_schema_in_one_line(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    engine.dispose()
    done = scrapy("crawl", "voaislam", database=sqlite_url)
    said = f"scrapy crawl: {sqlite_url} has the older schema 0006: run scrapy db upgrade\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_a_database_that_is_locked_is_away(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("models.database.LOCK_SECONDS", 0.1)
    engine = open_engine(sqlite_url)
    with writing(engine):
        assert db(sqlite_url, "recount") == 5
    engine.dispose()
    assert capsys.readouterr() == ("", "scrapy db: database is locked\n")


def test_a_server_that_does_not_answer_is_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["prune"], ["backup", str(tmp_path / "copy")], ["recount"]):
        assert db("postgresql://warta@127.0.0.1:9/warta", *words) == 5
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("scrapy db: cannot reach postgresql://warta@127.0.0.1:9/warta: ")


def test_a_database_that_refuses_a_statement_is_quoted(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE count_by_place"))
    engine.dispose()
    assert db(sqlite_url, "recount") == 1
    assert capsys.readouterr() == ("", "scrapy db: no such table: count_by_place\n")


def test_a_copy_without_an_archive_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    connection = sqlite3.connect(copy)
    connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    assert db(f"sqlite:///{tmp_path / 'new.sqlite'}", "restore", str(copy)) == 1
    said = f"scrapy db: restored, but {copy} holds no archive: the database has no revision\n"
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("form", ["postgresql://{host}/?dbname={name}", "postgresql:///?{query}"])
def test_copies_are_of_the_database_that_the_addresss_query_names(
    form: str, postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_the_query(url: str) -> str:
        given = make_url(url)
        host = f"{given.username}@{given.host}:{given.port or 5432}"
        query = f"host={given.host}&port={given.port or 5432}&user={given.username}"
        name = given.database
        return form.format(host=host, name=name, query=f"{query}&dbname={name}&sslmode=disable")

    engine = open_engine(in_the_query(postgresql_url))
    Newsroom(engine).visit(STORY)
    with new_postgresql_database() as other, new_postgresql_database() as empty:
        monkeypatch.setenv("PGDATABASE", str(make_url(other).database))
        monkeypatch.setenv("PGHOST", "/nowhere")
        assert db(in_the_query(postgresql_url), "backup", str(tmp_path / "copy")) == 0
        assert db(in_the_query(empty), "restore", str(tmp_path / "copy")) == 0
        restored = open_engine(empty)
        assert everything(restored) == everything(engine)
        assert everything(restored)["articles"]
        for each in (engine, restored):
            each.dispose()


def test_a_backup_never_overwrites(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_text("precious")
    with pytest.raises(DatabaseError, match="copy exists already; name a new file"):
        backup(engine, file)
    with pytest.raises(DatabaseError, match="there is no folder"):
        backup(engine, tmp_path / "none" / "copy")
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy"]
    assert file.read_text() == "precious"


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, engine = tmp_path / "copy", open_engine(sqlite_url)
    synced: list[int] = []

    def fsync(opened: int) -> None:
        assert not file.exists()
        synced.append(os.fstat(opened).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    backup(engine, file)
    engine.dispose()
    assert synced == [file.stat().st_ino]


def test_what_is_no_backup_is_refused(empty_url: str, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_text("no database at all" * 100)
    engine = open_engine(empty_url)
    try:
        with pytest.raises(DatabaseError):
            restore(engine, file)
        with pytest.raises(DatabaseError, match="there is no file"):
            restore(engine, tmp_path / "none")
    finally:
        engine.dispose()


def test_thinning_keeps_the_first_and_the_last_of_each_local_day(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    hours = (0, 1, 8.9, 9, 16, 17, 32.9, 39, 41, 42)  # from 15:00 on, WIB
    for number, hour in enumerate(hours):
        moment = NOW + timedelta(hours=hour)
        newsroom.visit(at(STORY, moment, view_count=1000 + number))
    before = NOW + timedelta(hours=42)
    whole, days = everything(engine), view_days(engine)
    assert len(days) == 3
    assert thin_view_counts(engine, before, delete=False) == 6
    assert everything(engine) == whole
    assert thin_view_counts(engine, before, delete=True) == 6
    assert thin_view_counts(engine, before, delete=True) == 0
    kept = newsroom.rows(view_counts, "count")
    assert [count for (count,) in kept] == [1000, 1002, 1006, 1009]
    assert view_days(engine) == days
    assert {**everything(engine), "view_counts": []} == {**whole, "view_counts": []}


def test_a_rereading_puts_nothing_back_that_thinning_let_go(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    for hour in (0, 1, 8, 10, 20):  # the third and the fourth are of one day in UTC
        newsroom.visit(at(STORY, NOW + timedelta(hours=hour), view_count=1000 + hour))
    before = NOW + timedelta(days=9)
    whole = view_rows(newsroom)
    assert thin_view_counts(engine, before, delete=True) == 2
    change = Change(story="7", outlet_id=1, pages=frozenset(), article_id=1)
    stored = Stored(views=view_rows(newsroom))
    compare(change, stored, [], History(views=whole), {}, before)
    assert change.views == []


def view_rows(newsroom: Newsroom) -> dict[datetime, dict[str, object]]:
    columns = ("observed_at", "observed_on", "count")
    rows = newsroom.rows(view_counts, *columns)
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def view_days(engine: Engine) -> list[tuple[object, ...]]:
    """What analysts are told of each day."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM story_view_days ORDER BY story_id, day"))
        return [tuple(row) for row in rows]


def test_status_tells_how_an_outlet_is_doing(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    register(engine, replace(KABAR, name="lain"))
    other = OutletStatus(outlet="lain", articles=0, due=0, quarantined=0)
    newsroom.visit(STORY)  # that came out before anybody crawled here
    fresh = replace(STORY, source_id="8", published_at=NOW + timedelta(minutes=5))
    newsroom.visit(at(fresh, NOW + timedelta(minutes=20)))
    newsroom.visit(UNREADABLE, page_id=newsroom.page("9"))
    newsroom.visit(NOT_FOUND, page_id=newsroom.page("11"))
    newsroom.page("10")
    running = OutletStatus(
        outlet="kabar",
        articles=2,
        due=1,
        quarantined=1,
        crawl="running",
        crawled_at=NOW,
        lag=timedelta(minutes=15),
    )
    assert outlet_statuses(engine, NOW) == [running, other]
    end_crawl(
        engine, newsroom.crawl_id, outcome="broken", reason="few", stats={}, now=NOW + HALF_A_MINUTE
    )
    ended, still_other = outlet_statuses(engine, NOW)
    assert still_other == other
    assert ended == replace(
        running, crawl="broken", reason="few", fetches={"quarantined": 2, "stored": 2}, seconds=30
    )
    assert ended.pages_per_minute == 8
    begun = NOW + timedelta(hours=1)
    newsroom.crawl_id = begin_crawl(
        engine, newsroom.outlet_id, arguments={}, version="0", now=begun
    )
    newsroom.visit(at(STORY, begun))
    (goes_on, _) = outlet_statuses(engine, NOW)
    assert (goes_on.crawl, goes_on.crawled_at) == ("running", begun)
    assert (goes_on.fetches, goes_on.seconds) == (ended.fetches, 30)
    assert goes_on.lag == ended.lag


def test_a_crawl_that_holds_its_outlet_and_is_silent_is_lost(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    crawl_id = begin_crawl(
        engine, newsroom.outlet_id, arguments={}, version="0", now=NOW, pause=timedelta(0)
    )
    for silent, told in ((90, ("lost", "ended without a word")), (89, ("running", None))):
        (status,) = outlet_statuses(engine, NOW + timedelta(seconds=silent))
        assert (status.crawl, status.reason) == told
    end_crawl(engine, crawl_id, outcome="ok", reason=None, stats={}, now=NOW)
    (status,) = outlet_statuses(engine, NOW + timedelta(days=1))
    assert (status.crawl, status.reason) == ("ok", None)


def test_a_crawl_whose_crew_has_let_the_outlet_go_is_lost(engine: Engine) -> None:
    newsroom = Newsroom(engine)
    first, _second = (
        begin_crawl(
            engine,
            newsroom.outlet_id,
            arguments={},
            version="0",
            now=NOW,
            pause=timedelta(0),
            crew=crew,
        )
        for crew in ("one", "two")
    )
    assert [status.crawl for status in outlet_statuses(engine, NOW)] == ["running"]
    end_crawl(engine, first, outcome="ok", reason=None, stats={}, now=NOW)
    assert [status.crawl for status in outlet_statuses(engine, NOW)] == ["lost"]


def test_prometheus_gets_the_figures(engine: Engine, tmp_path: Path) -> None:
    newsroom = Newsroom(engine)
    newsroom.visit(STORY)
    newsroom.visit(replace(STORY, source_id="8", published_at=NOW))  # and fetched at that moment
    end_crawl(
        engine, newsroom.crawl_id, outcome="ok", reason=None, stats={}, now=NOW + HALF_A_MINUTE
    )
    jobs.notice(engine, ["news"], NOW)
    state = jobs.job_states(engine)["news"]
    jobs.take(engine, state, "me", now=NOW, held_until=NOW + HALF_A_MINUTE)
    jobs.release(engine, "news", "me", outcome="broken", reason="few", now=NOW)
    file = tmp_path / "warta.prom"
    write_textfile(engine, str(file), str(tmp_path))
    told = file.read_text().splitlines()
    families = {line.split()[2] for line in told if line.startswith("# TYPE")}
    assert all(name.startswith("warta_") and not name.endswith("_total") for name in families)
    pairs = (line.rsplit(" ", 1) for line in told if not line.startswith("#"))
    values = {key: float(value) for key, value in pairs}
    expected = {
        "warta_database_up": 1,
        'warta_articles{outlet="kabar"}': 2,
        'warta_first_fetch_lag_seconds{outlet="kabar"}': 0,
        'warta_last_crawl_ok{outlet="kabar"}': 1,
        'warta_last_crawl_duration_seconds{outlet="kabar"}': 30,
        'warta_last_crawl_fetches{outcome="stored",outlet="kabar"}': 2,
        'warta_job_last_run_ok{job="news"}': 0,
        'warta_job_running{job="news"}': 0,
        'warta_job_last_run_timestamp_seconds{job="news"}': NOW.timestamp(),
    }
    assert {key: values[key] for key in expected} == expected
    assert values["warta_database_bytes"] > 10_000
    assert values['warta_disk_free_bytes{of="archive"}'] > 0


def test_prometheus_is_told_of_a_run_that_died_and_of_no_job_that_is_gone(engine: Engine) -> None:
    now = datetime.now(UTC)
    ends = {"died": now - HALF_A_MINUTE, "runs": now + HALF_A_MINUTE, "gone": now - HALF_A_MINUTE}
    jobs.notice(engine, ends, NOW)
    for state in jobs.job_states(engine).values():
        jobs.take(engine, state, "me", now=NOW, held_until=ends[state.name])
    told = {
        (family.name.removeprefix("warta_job_"), sample.labels["job"]): sample.value
        for family in Figures(engine, None, ["died", "runs"]).collect()
        for sample in family.samples
        if "job" in sample.labels
    }
    assert told == {
        ("last_run_ok", "died"): 0,
        ("running", "died"): 0,
        ("running", "runs"): 1,
    }


def test_prometheus_is_told_that_the_database_is_away(tmp_path: Path) -> None:
    engine = create_engine("postgresql+psycopg://warta@127.0.0.1:9/warta")
    file = tmp_path / "warta.prom"
    write_textfile(engine, str(file), None)
    told = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    assert told == ["warta_database_up 0.0"]


def test_a_file_of_the_archive_that_is_deleted_meanwhile_takes_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "gone"):
        (tmp_path / name).write_text("three")
    is_file = Path.is_file

    def is_there(file: Path) -> bool:
        was = is_file(file)
        if file.name == "gone":
            file.unlink(missing_ok=True)
        return was

    monkeypatch.setattr(Path, "is_file", is_there)
    assert folder_size(str(tmp_path)) == 5


def status(file: Path, database: str) -> subprocess.CompletedProcess[str]:
    return scrapy("status", "--textfile", str(file), database=database)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://warta@127.0.0.1:9/warta", "cannot reach postgresql://warta@127.0.0.1:9/"),
        ("sqlite:///{folder}/typo.sqlite", "there is no database {folder}/typo.sqlite yet: "),
        ("sqlite://", "sqlite:/// names no file; "),
    ],
)
def test_a_figures_file_says_that_the_database_is_away(
    url: str, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "warta.prom"
    file.write_text("warta_database_up 1.0\n")
    done = status(file, url.format(folder=tmp_path))
    assert done.returncode == 5
    (line,) = done.stderr.splitlines()
    assert reason.format(folder=tmp_path) in line
    told = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
    assert ["warta_database_up", "0.0"] in told
    assert [each.name for each in tmp_path.iterdir()] == ["warta.prom"]


@pytest.mark.parametrize(
    ("declared", "ended", "jobs_told"),
    [
        ('[job.news]\noutlet = "voaislam"\nevery = "1d"\n', 0, ["news"]),
        ('[job.news]\noutlet = "voaislam"\nevery = 1\n', 2, ["gone", "news"]),
        (None, 0, ["gone", "news"]),
    ],
)
def test_a_figures_file_tells_of_the_jobs_that_the_file_declares(
    declared: str | None,
    ended: int,
    jobs_told: list[str],
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    engine = open_engine(sqlite_url)
    jobs.notice(engine, ["gone", "news"], NOW)
    engine.dispose()
    if declared:
        (tmp_path / "jobs.toml").write_text(declared)
    monkeypatch.setattr("settings.JOBS_FILE", str(tmp_path / "jobs.toml"))
    file = tmp_path / "warta.prom"
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    assert call("status", "--textfile", str(file), database=database) == ended
    told = capsys.readouterr().err
    assert told == "" or told.startswith("scrapy status: ")
    assert len(told.splitlines()) == (ended == 2)
    names = [f'warta_job_running{{job="{name}"}} 0.0' for name in jobs_told]
    assert [line for line in file.read_text().splitlines() if "job=" in line] == names


def test_a_figures_file_that_cannot_be_written_is_named(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "none" / "warta.prom"
    done = status(file, sqlite_url)
    said = f"scrapy status: cannot write {file}: No such file or directory\n"
    assert (done.returncode, done.stderr) == (1, said)


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of a table and those of its indexes."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    roots = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", (table,)
    ).fetchall()
    connection.close()
    with file.open("r+b") as content:
        for (root,) in roots:
            content.seek((root - 1) * size)
            content.write(b"\xff" * size)


@pytest.mark.parametrize(
    ("table", "command", "words", "ended", "told"),
    [
        ("jobs", "jobs", ["list"], 5, "scrapy jobs: {}"),
        ("jobs", "jobs", ["due"], 5, "job news: the database failed: {}"),
        ("jobs", "status", ["--textfile", "w.prom"], 5, "no figures: the database is away: {}"),
        ("articles", "search", ["air"], 1, "scrapy search: the database broke off: {}"),
    ],
)
def test_a_spoilt_database_is_one_line(
    table: str, command: str, words: list[str], ended: int, told: str,
    sqlite_url: str, tmp_path: Path,
) -> None:  # fmt: skip
    open_engine(sqlite_url).dispose()
    spoil(Path(sqlite_url.removeprefix("sqlite:///")), table)
    words = [str(tmp_path / word) if word == "w.prom" else word for word in words]
    file = tmp_path / "jobs.toml"
    file.write_text(
        '[job.news]\noutlet = "voaislam"\nevery = "1d"\n'
        'arguments = { site = "http://127.0.0.1:9" }\n'
    )
    done = scrapy(command, *words, database=sqlite_url, WARTA_JOBS_FILE=str(file))
    assert done.returncode == ended, done.stderr
    assert "Traceback" not in done.stderr
    assert told.format("database disk image is malformed") in done.stderr


@pytest.mark.parametrize(
    ("table", "command", "word", "hint"),
    [
        ("revisions", "edits", None, ""),
        ("articles", "edits", "7", ""),
        ("articles", "report", "r.html", ""),
        ("outlets", "gaps", "voaislam", ""),
        ("articles", "export", "a.csv", "; nothing is left behind"),
    ],
)
def test_a_question_to_a_spoilt_database_ends_in_one_line(
    table: str, command: str, word: str | None, hint: str,
    sqlite_url: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("signal.signal", lambda *_: None)
    open_engine(sqlite_url).dispose()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    spoil(file, table)
    words = [str(tmp_path / word) if "." in word else word] if word else []
    assert call(command, *words, database=file) == 1
    said = f"scrapy {command}: the database broke off: database disk image is malformed{hint}\n"
    assert capsys.readouterr() == ("", said)
    assert [each.name for each in tmp_path.iterdir() if each.suffix in {".html", ".csv"}] == []


def test_a_check_finds_a_spoilt_file(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    open_engine(sqlite_url).dispose()
    spoil(Path(sqlite_url.removeprefix("sqlite:///")), "jobs")
    assert db(sqlite_url, "check") == 1
    said = capsys.readouterr()
    assert "malformed" in said.err or said.out.startswith("damaged: ")


def test_status_says_in_one_line_that_the_database_broke_off(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE outlets RENAME TO theirs"))
    engine.dispose()
    assert call("status", database=file) == 5
    assert capsys.readouterr() == ("", "scrapy status: no such table: outlets\n")
