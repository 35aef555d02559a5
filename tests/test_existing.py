"""A SQLite archive that may only be read: another account's, or on a disk that takes nothing."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from models.database import DatabaseError
from models.existing import lies_still
from models.reading import open_reading
from tests.crawling import call
from tests.newsroom import NOW, STORY, Newsroom

READING = {
    "query": ("SELECT count(*) FROM stories",),
    "search": ("petani",),
    "export": ("stories.csv",),
    "report": ("report.html",),
    "status": (),
    "edits": (),
}
Lock = Callable[[Path], Path]


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[Lock]:
    """Gives the path at which a folder can only be read from now on; who has opened files of it
    goes on writing. Root may write everywhere but on a disk that takes nothing.
    """
    with ExitStack() as undone:

        def locked(folder: Path) -> Path:
            if os.geteuid():
                for each in (*folder.iterdir(), folder):
                    each.chmod(each.stat().st_mode & ~0o222)
                undone.callback(folder.chmod, 0o755)
                return folder
            shown = tmp_path / "shown"
            shown.mkdir()
            for words in (["--bind", str(folder)], ["-o", "remount,ro,bind"]):
                mount = ["mount", *words, str(shown)]
                if subprocess.run(mount, capture_output=True, check=False).returncode:
                    pytest.skip("needs the right to mount")
                if "--bind" in words:
                    undone.callback(subprocess.run, ["umount", str(shown)], check=True)
            return shown

        yield locked


@pytest.fixture
def folder(sqlite_url: str, tmp_path: Path) -> Path:
    """Holds an archive of two stories and nothing else."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    engine = create_engine(sqlite_url)
    newsroom = Newsroom(engine)
    newsroom.visit(STORY, replace(STORY, source_id="8", url=f"{STORY.url}-8"))
    later = NOW + timedelta(days=1)
    newsroom.visit(replace(STORY, headline="Panen raya usai", fetched_at=later))
    engine.dispose()
    made = tmp_path / "theirs"
    made.mkdir()
    shutil.move(file, made / "warta.sqlite")
    return made


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_reads_needs_no_right_to_write(
    folder: Path, lock: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    monkeypatch.chdir(mine)
    assert not lies_still(folder / "warta.sqlite")  # a crawl may begin
    file = lock(folder) / "warta.sqlite"
    assert lies_still(file)
    said = {name: call(name, *words, database=file) for name, words in READING.items()}
    assert said == dict.fromkeys(READING, 0)
    assert call("db", "check", database=file) == 0
    assert call("db", "backup", "backup.sqlite", database=file) == 0
    assert names(folder) == ["warta.sqlite"]
    assert names(mine) == ["backup.sqlite", "report.html", "stories.csv"]
    with open_reading(f"sqlite:///{mine}/backup.sqlite") as archive:
        assert len(list(archive.stories())) == 2


def test_what_a_running_crawl_has_just_saved_is_seen(
    folder: Path, lock: Lock, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "warta.sqlite", isolation_level=None)) as crawl:
        crawl.execute("UPDATE articles SET section = 'ekonomi' WHERE source_id = '8'")
        file = lock(folder) / "warta.sqlite"
        assert not lies_still(file)
        crawl.execute("UPDATE articles SET section = 'opini' WHERE source_id = '8'")
        assert call("query", "SELECT section FROM articles ORDER BY id", database=file) == 0
        assert capsys.readouterr().out.split() == ["section", "nasional", "opini"]


def test_what_a_killed_crawl_has_saved_is_seen(folder: Path, lock: Lock, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    with closing(sqlite3.connect(folder / "warta.sqlite", isolation_level=None)) as crawl:
        crawl.execute("UPDATE articles SET section = 'opini' WHERE source_id = '8'")
        shutil.copytree(folder, killed)
    with open_reading(f"sqlite:///{lock(killed)}/warta.sqlite") as archive:
        assert [story.section for story in archive.stories()] == ["nasional", "opini"]


def test_a_file_that_is_written_in_the_middle_is_told(folder: Path, lock: Lock) -> None:
    file = folder / "warta.sqlite"
    with open_reading(f"sqlite:///{lock(folder)}/warta.sqlite") as archive:
        stories = iter(archive.stories())
        assert next(stories).source_id == "7"
        os.utime(file)
        with pytest.raises(DatabaseError, match=r"sqlite was written while it was read: ask once"):
            list(stories)
        assert len(list(archive.stories())) == 2  # a new question


def test_a_file_that_a_crawl_has_open_may_be_written_meanwhile(folder: Path, lock: Lock) -> None:
    """SQLite sees to it then that each answer is one of a moment."""
    file = folder / "warta.sqlite"
    with closing(sqlite3.connect(file)) as crawl:
        crawl.execute("UPDATE articles SET section = 'ekonomi' WHERE source_id = '8'")
        crawl.commit()
        with open_reading(f"sqlite:///{lock(folder)}/warta.sqlite") as archive:
            stories = iter(archive.stories())
            assert next(stories).source_id == "7"
            os.utime(file)
            assert next(stories).section == "ekonomi"


def test_an_answer_that_may_be_wrong_is_told(
    folder: Path, lock: Lock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(*_: object) -> None:
        os.utime(folder / "warta.sqlite")

    monkeypatch.setattr("scrapers.commands.query.print_answer", written)
    file = lock(folder) / "warta.sqlite"
    assert call("query", "SELECT 1", database=file) == 1
    assert (
        capsys.readouterr().err
        == f"scrapy query: {file} was written while it was read: ask once more\n"
    )


@pytest.mark.parametrize("words", [("reindex",), ("recount",), ("upgrade",), ("downgrade", "0009")])
def test_what_writes_is_refused_in_one_line(
    folder: Path, lock: Lock, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    file = lock(folder) / "warta.sqlite"
    assert call("db", *words, database=file) != 0
    said = capsys.readouterr().err
    assert "readonly" in said or "may not be read and written by you" in said
    assert said.count("\n") == 1
    assert names(folder) == ["warta.sqlite"]
