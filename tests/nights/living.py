"""Crawls of one newsroom, night by night."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from subprocess import CompletedProcess

from tests.crawling import FAST, scrapy
from tests.databases import new_postgresql_database
from tests.nights.checking import OF_A_COPY, differing, unknown
from tests.nights.newsroom import Life

_SETTINGS = {**FAST, "RETRY_TIMES": "1"}
del _SETTINGS["REVISIT_AFTER"]  # that of a real outlet
_OK, _BROKEN = 0, 3
"""Exit statuses: a night is broken on which pages could not be read, and the next one goes on."""
KILLED = -signal.SIGALRM
_LONGEST_LIFE = 1.0
"""Seconds within which a crawl is killed, from before it begins to its end or beyond."""
_SOON = timedelta(minutes=2)
"""After a killed crawl, whose clock ran for a moment, the next one begins."""


@dataclass(frozen=True, slots=True)
class Home:
    """A database, empty at first, and the archive of its crawls."""

    database: str
    folder: Path

    def scrapy(self, *words: str, **environment: str) -> CompletedProcess[str]:
        archive = str(self.folder / "archive")
        return scrapy(*words, database=self.database, WARTA_ARCHIVE=archive, **environment)


@contextmanager
def homes(folder: Path, dialect: str) -> Iterator[tuple[Home, Home, Home]]:
    """One for the nights, and two for what the archive knows of them."""
    with ExitStack() as stack:
        made = []
        for number in range(3):
            file = f"sqlite:///{folder / f'{number}.sqlite'}"
            is_file = dialect == "sqlite"
            url = file if is_file else stack.enter_context(new_postgresql_database())
            made.append(Home(url, folder))
        yield made[0], made[1], made[2]


def lived(life: Life, nights: int, home: Home, *, kill: float = 0) -> Iterator[int]:
    """The exit status of each crawl, one a night.

    `kill`: the share of nights on which a crawl is killed (SIGALRM), and a second one follows.
    """
    random = Random(f"{life.seed} kill")
    for _ in range(nights):
        life.go_on()
        if random.random() < kill:
            seconds = random.uniform(0.05, _LONGEST_LIFE)
            yield (status := _crawl(life, home, life.night, TEST_SECONDS=f"{seconds:.3f}"))
            life.is_doubtful = status == KILLED
            life.done["killed"] += life.is_doubtful
        yield _crawl(life, home, life.night + _SOON)
        life.look_back()


def _crawl(life: Life, home: Home, at: datetime, **environment: str) -> int:
    settings = [word for name in _SETTINGS for word in ("-s", f"{name}={_SETTINGS[name]}")]
    words = ("crawl", "voaislam", "-a", f"site={life.site.url}", *settings)
    return home.scrapy(*words, TEST_MOMENT=at.isoformat(), **environment).returncode


def wrong(life: Life, home: Home, first: Home, second: Home) -> list[str]:
    """What the database does not know after these nights, or the archive does not, a line each;
    the second and third home are for databases made of the archive.
    """
    lines = [*unknown(home.database, life)]
    files = sorted(map(str, (home.folder / "archive").glob("*.warc.gz")))
    if life.done["killed"]:  # what killed crawls have archived last, they have not stored
        lines += _taken_in(life, home, files)
        # Of an older copy that says the same, ingest notes that it brought nothing new.
        home.scrapy("reparse", "--all")
        lines += [f"taken in: {line}" for line in unknown(home.database, life)]
    if (checked := home.scrapy("db", "check")).returncode:
        lines += _said(checked)
    read_again = home.scrapy("reparse", "--all", "--dry-run")
    if "0 stories would change" not in read_again.stdout:
        lines += [f"reparse: {line}" for line in _said(read_again)]
    lines += _taken_in(life, first, files)
    lines += [f"anew: {line}" for line in differing(home.database, first.database)]
    Random(life.seed).shuffle(files)
    lines += _taken_in(life, second, files)
    others = differing(home.database, second.database, except_for=OF_A_COPY)
    return lines + [f"anew in any order: {line}" for line in others]


def _taken_in(life: Life, home: Home, files: Sequence[str]) -> list[str]:
    """What went wrong when a database was made, or completed, of the archive's files."""
    site = ("--outlet", "voaislam", "--site", life.site.url)
    done = [home.scrapy("ingest", *site, *files), home.scrapy("reparse")]
    return [line for each in done if each.returncode not in (_OK, _BROKEN) for line in _said(each)]


def _said(done: CompletedProcess[str]) -> list[str]:
    return (done.stdout + done.stderr).splitlines()
