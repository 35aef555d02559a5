"""What reads the archive says in one line why it cannot, and leaves nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from models.schema import open_database
from tests.crawling import call
from tests.newsroom import STORY, Newsroom

COMMANDS = {
    "query": ("SELECT count(*) FROM stories",),
    "search": ("petani",),
    "export": ("a.parquet",),
    "report": ("--charts", ".", "a.html"),
}
NOT_USABLE = {
    "missing": "there is no database {} yet: scrapy crawl makes it",
    "empty": "sqlite:///{} holds no archive yet: run scrapy crawl first",
    "foreign": "sqlite:///{} holds no archive yet: run scrapy crawl first",
    "older": "sqlite:///{} has the older schema 0006: run scrapy db upgrade",
    "newer": "sqlite:///{} has the schema 9999 of a newer Warta: update Warta",
    "text": "cannot open sqlite:///{}: file is not a database; write sqlite:///FILE or"
    " postgresql://USER@HOST/NAME",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def unusable(kind: str, file: Path, model: Path) -> None:
    if kind == "text":
        file.write_text("bukan basis data\n" * 100)
    elif kind == "empty":
        file.touch()
    elif kind != "missing":
        if kind != "foreign":
            shutil.copy(model, file)
        versions = {"older": "0006", "newer": "9999"}
        connection = sqlite3.connect(file)
        connection.execute(
            f"UPDATE alembic_version SET version_num = '{versions[kind]}'"
            if kind in versions
            else "CREATE TABLE theirs (id INTEGER)"
        )
        connection.commit()
        connection.close()


def test_a_folder_that_takes_no_readings(
    folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    open_database(sqlite_url).dispose()

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("models.rereading.plan.Plan.__init__", refuse)
    monkeypatch.setattr("scrapers.commands.reparse.settle", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("settings.ARCHIVE_DIR", str(folder / "archive"))
    assert call("reparse", database=Path(sqlite_url.removeprefix("sqlite:///"))) == 5
    said = (
        "scrapy reparse: cannot keep readings in the archive's folder: unable to open database file"
    )
    assert capsys.readouterr() == ("", f"{said}\n")


@pytest.mark.parametrize(
    ("command", "words"), [("export", ("a.csv",)), ("reparse", ()), ("search", ("air",))]
)
def test_a_day_that_is_none(
    folder: Path, command: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):  # as argparse ends
        call(command, *words, "--since", "kemarin", database=folder / "warta.sqlite")
    assert "--since" in (said := capsys.readouterr().err.splitlines()[-1])
    assert said.endswith("'kemarin' is no day as YYYY-MM-DD")


@pytest.mark.parametrize(
    ("command", "words"),
    [("query", ("SELECT '\udcff'",)), ("search", ("air", "--place", "\udcff"))],
)
def test_bytes_that_are_no_text(
    folder: Path, command: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(command, *words, database=folder / "warta.sqlite") == 2
    said = f"scrapy {command}: {words[-1]!r} is no text in UTF-8\n"
    assert capsys.readouterr().err == said


TOO_LONG = "x" * 300
"""A name at which the system refuses to look, as at one in a folder that may not be entered."""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("export", f"{TOO_LONG}.csv"), 2),
        (("export", "--new", f"{TOO_LONG}.csv"), 2),
        (("report", f"{TOO_LONG}.html"), 2),
        (("report", "a.html", "--charts", TOO_LONG), 2),
        (("ingest", f"{TOO_LONG}.warc.gz"), 2),
        (("db", "backup", TOO_LONG), 1),
    ],
    ids=lambda given: " ".join(given).replace(TOO_LONG, "…") if isinstance(given, tuple) else "",
)
def test_a_file_that_cannot_be_looked_for(
    folder: Path, sqlite_model: Path, words: tuple[str, ...], status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert call(*words, database=sqlite_model) == status
    said = capsys.readouterr()
    assert said.err.startswith(f"scrapy {words[0]}: ")
    assert "File name too long" in said.err
    assert (said.out, said.err.count("\n"), list(folder.iterdir())) == ("", 1, [])


@pytest.mark.parametrize(("setting", "status"), [("JOBS_FILE", 2), ("ARCHIVE_DIR", 0)])
def test_figures_are_told_where_a_folder_may_not_be_entered(
    tmp_path: Path, sqlite_model: Path, setting: str, status: int,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(f"settings.{setting}", TOO_LONG)
    file = tmp_path / "warta.prom"
    assert call("status", "--textfile", str(file), database=sqlite_model) == status
    assert ("File name too long" in capsys.readouterr().err) == (status != 0)
    assert "warta_" in file.read_text()


@pytest.mark.parametrize("kind", NOT_USABLE)
def test_a_database_that_cannot_be_read(
    kind: str, folder: Path, sqlite_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "warta.sqlite"
    unusable(kind, file, sqlite_model)
    for name, words in (COMMANDS | {"status": ()}).items():
        assert call(name, *words, database=file) == (5 if name == "status" else 1), name
        said = capsys.readouterr()
        assert said.err == f"scrapy {name}: {NOT_USABLE[kind].format(file)}\n"
        assert said.out == ""
    assert list(folder.iterdir()) == []
    assert file.exists() == (kind != "missing")


def test_an_archive_without_stories(
    folder: Path, sqlite_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for name, words in COMMANDS.items():
        status = call(name, *words, database=sqlite_model)
        printed = capsys.readouterr()
        said[name] = (status, printed.err or printed.out.splitlines()[0])
    assert said == {
        "query": (0, "count(*)"),
        "search": (1, "scrapy search: nothing found: the archive holds no stories yet\n"),
        "export": (1, "scrapy export: no articles to export\n"),
        "report": (0, "a.html"),
    }
    assert [each.name for each in folder.iterdir()] == ["a.html"]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with no room left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    (disk / "filler").write_bytes(b"x" * 4096)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_and_what_is_there_already(
    full_disk: Path, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    engine = create_engine(sqlite_url)
    Newsroom(engine).visit(STORY)
    engine.dispose()
    there = tmp_path / "there"
    there.mkdir()
    for name, words in (
        ("export", ("a.csv",)),
        ("export", ("--new", "a.csv")),
        ("export", ("a.parquet",)),
        ("report", ("a.html",)),
        ("report", ("--charts", f"{there}", "a.html")),
    ):
        given = [*words[:-1], str(full_disk / words[-1])]
        assert call(name, *given, database=file) == 1, words
        said = capsys.readouterr().err
        assert said.startswith(f"scrapy {name}: cannot write {full_disk}/")
        assert said.endswith(": No space left on device; nothing is left behind\n")
        assert said.count("\n") == 1
        assert [each.name for each in full_disk.iterdir()] == ["filler"]
        assert list(there.iterdir()) == []

    for name, words in (("export", ["a.csv"]), ("report", ["--charts", str(there), "a.html"])):
        kept = there / words[-1]
        kept.write_text("kept")
        assert call(name, *words[:-1], str(kept), database=file) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert kept.read_text() == "kept"
    assert sorted(each.name for each in there.iterdir()) == ["a.csv", "a.html"]


def test_charts_without_matplotlib(
    folder: Path,
    sqlite_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("scrapers.commands.report.find_spec", lambda _name: None)
    assert call("report", *COMMANDS["report"], database=sqlite_model) == 2
    said = capsys.readouterr().err
    assert said == "scrapy report: --charts needs matplotlib: pip install matplotlib\n"
    assert list(folder.iterdir()) == []
