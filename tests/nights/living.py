"""Crawls of one newsroom, night by night."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from subprocess import CompletedProcess

from tests.crawling import FAST, scrapy
from tests.nights.checking import OF_A_COPY, differing, unknown
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
    lines = [*unknown(database, life)]
    if (checked := scrapy("db", "check", database=database)).returncode:
        lines += _said(checked)
    read_again = scrapy("reparse", "--all", "--dry-run", database=database)
    if "0 stories would change" not in read_again.stdout:
        lines += [f"reparse: {line}" for line in _said(read_again)]
    files = sorted(map(str, (folder / "archive").glob("*.warc.gz")))
    lines += _anew(life, folder, files, "anew")
    Random(life.seed).shuffle(files)
    return lines + _anew(life, folder, files, "anew in any order", except_for=OF_A_COPY)


def _anew(
    life: Life,
    folder: Path,
    files: Sequence[str],
    name: str,
    except_for: frozenset[str] = frozenset(),
) -> list[str]:
    """What a database that is made of the archive's files alone does not have."""
    database = folder / name / "warta.sqlite"
    database.parent.mkdir()
    where = {"WARTA_ARCHIVE": str(folder / "archive")}
    site = ("--outlet", "voaislam", "--site", life.site.url)
    done = [
        scrapy("ingest", *site, *files, database=database, **where),
        scrapy("reparse", database=database, **where),
    ]
    lines = [line for each in done if each.returncode not in (_OK, _BROKEN) for line in _said(each)]
    lines += differing(folder / "warta.sqlite", database, except_for)
    return [f"{name}: {line}" for line in lines]


def _said(done: CompletedProcess[str]) -> list[str]:
    return (done.stdout + done.stderr).splitlines()
