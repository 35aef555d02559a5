"""Commands whose reader has what it wants: `scrapy status | head -3`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from models.database import open_engine
from tests.crawling import ROOT
from tests.newsroom import STORY, Newsroom


def unread(url: str, *words: str, **environment: str) -> tuple[int, str]:
    """Exit status and standard error of a command that prints into a pipe without a reader."""
    reading, writing = os.pipe()
    os.close(reading)
    done = printing(url, writing, *words, **environment)
    os.close(writing)
    return done


def printing(url: str, to: int | IO[str], *words: str, **environment: str) -> tuple[int, str]:
    """The same of a command that prints there."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *words],
        stdout=to,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "WARTA_ARCHIVE": ""} | environment,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "words", ["status", "jobs", "jobs cron", "search panen", "search panen --json", "db current"]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_command_whose_reader_has_enough_ends_without_a_word(
    sqlite_url: str, words: str, unbuffered: str
) -> None:
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY)
    engine.dispose()
    assert unread(sqlite_url, *words.split(), PYTHONUNBUFFERED=unbuffered) == (0, "")


@pytest.mark.parametrize("words", ["status", "jobs", "jobs systemd", "search panen", "db check"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_a_full_disk_does_not_take_is_one_line(
    sqlite_url: str, words: str, unbuffered: str
) -> None:
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY)
    engine.dispose()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = printing(sqlite_url, full, *words.split(), PYTHONUNBUFFERED=unbuffered)
    name = words.partition(" ")[0]
    assert done == (1, f"scrapy {name}: cannot write: No space left on device\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_its_exit_status_is_what_it_found(tmp_path: Path, unbuffered: str) -> None:
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    status = unread(f"sqlite:///{empty}", "db", "check", PYTHONUNBUFFERED=unbuffered)
    assert status == (1, "")
