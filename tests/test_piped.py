"""Commands whose reader has what it wants: `scrapy status | head -3`."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import IO

import pytest

from models.database import open_engine
from tests.crawling import ROOT, scrapy
from tests.newsroom import STORY, Newsroom

SEARCH = "search panen"
NO_SPACE = "cannot write: No space left on device"


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


@pytest.fixture
def url(sqlite_url: str) -> str:
    """The address of a database that holds a story."""
    engine = open_engine(sqlite_url)
    Newsroom(engine).visit(STORY)
    engine.dispose()
    return sqlite_url


@pytest.mark.parametrize(
    "words", ["status", "jobs", "jobs cron", SEARCH, f"{SEARCH} --json", "db current"]
)
def test_a_command_whose_reader_has_enough_ends_without_a_word(
    url: str, words: str, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Opening waits for who writes; it is closed again long before that has something to write.
    reader = Thread(target=lambda: os.close(os.open(pipe, os.O_RDONLY)), daemon=True)
    reader.start()
    done = scrapy(*words.split(), database=url, into=pipe)
    reader.join(10)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", ["status", SEARCH])
def test_so_does_one_that_keeps_nothing_back(url: str, words: str) -> None:
    assert unread(url, *words.split(), PYTHONUNBUFFERED="1") == (0, "")


@pytest.mark.parametrize("words", ["status", "jobs", "jobs systemd", SEARCH, "db check"])
def test_what_a_full_disk_does_not_take_is_one_line(url: str, words: str) -> None:
    done = scrapy(*words.split(), database=url, into=Path("/dev/full"))
    name = words.partition(" ")[0]
    assert (done.returncode, done.stderr) == (1, f"scrapy {name}: {NO_SPACE}\n")


def test_so_is_it_of_one_that_keeps_nothing_back(url: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = printing(url, full, "db", "check", PYTHONUNBUFFERED="1")
    assert done == (1, f"scrapy db: {NO_SPACE}\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_its_exit_status_is_what_it_found(tmp_path: Path, unbuffered: str) -> None:
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    status = unread(f"sqlite:///{empty}", "db", "check", PYTHONUNBUFFERED=unbuffered)
    assert status == (1, "")
