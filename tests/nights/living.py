"""Crawls of one newsroom, night by night."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

from tests.crawling import FAST, scrapy
from tests.nights.checking import differing, unknown
from tests.nights.newsroom import Life

_SETTINGS = {**FAST, "RETRY_TIMES": "1"}
del _SETTINGS["REVISIT_AFTER"]  # that of a real outlet
_OK, _BROKEN = 0, 3
"""Exit statuses: a night is broken on which pages could not be read, and the next one goes on."""


def lived(life: Life, nights: int, folder: Path) -> Iterator[CompletedProcess[str]]:
    """What the crawl of each night answered; the database and the archive are in the folder."""
    for _ in range(nights):
        life.go_on()
        settings = [word for name in _SETTINGS for word in ("-s", f"{name}={_SETTINGS[name]}")]
        yield scrapy(
            *("crawl", "voaislam", "-a", f"site={life.site.url}", *settings),
            database=folder / "warta.sqlite",
            TEST_MOMENT=life.night.isoformat(),
        )
        life.look_back()


def wrong(life: Life, folder: Path) -> list[str]:
    """What the database does not know after these nights, or the archive does not, a line each."""
    database = folder / "warta.sqlite"
    lines = [*unknown(database, life), *_unsaid(scrapy("db", "check", database=database))]
    read_again = scrapy("reparse", "--all", "--dry-run", database=database)
    if "0 stories would change" not in read_again.stdout:
        lines += ["reparse: " + line for line in _unsaid(read_again, always=True)]
    anew = folder / "anew"
    anew.mkdir()
    files = sorted(map(str, (folder / "archive").iterdir()))
    site = ("--outlet", "voaislam", "--site", life.site.url)
    where = {"WARTA_ARCHIVE": str(folder / "archive")}
    taken = scrapy("ingest", *site, *files, database=anew / "warta.sqlite", **where)
    if taken.returncode not in (_OK, _BROKEN):
        lines += ["ingest: " + line for line in _unsaid(taken, always=True)]
    return lines + [f"anew: {line}" for line in differing(database, anew / "warta.sqlite")]


def _unsaid(done: CompletedProcess[str], *, always: bool = False) -> list[str]:
    said = (done.stdout + done.stderr).splitlines()
    return said if done.returncode or always else []
