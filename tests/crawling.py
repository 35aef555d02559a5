"""Running `scrapy` as its user does, or in this process, and reading what it stored."""

import atexit
import json
import os
import sqlite3
import subprocess
import sys
import time
from argparse import ArgumentParser
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.exceptions import UsageError
from scrapy.utils.project import get_project_settings

ROOT = Path(__file__).parents[1]
# The replica is on this machine: no need to be gentle, no reason to wait.
FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "DOWNLOAD_TIMEOUT": "5",
    "RETRY_BACK_OFF": "0.05",
    "REFUSED_PAUSE": "0.05",
    "REVISIT_AFTER": "0",
}


def scrapy(
    *words: str, database: Path | str | None = None, into: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What `scrapy WORDS` answered, forked from a process that has its imports done; printed into
    the device or pipe `into`, if one is given.
    """
    url = f"sqlite:///{database}" if isinstance(database, Path) else database
    given = {"DATABASE_URL": url} if url else {}
    given["WARTA_ARCHIVE"] = _archive(database)
    variables = os.environ | given | environment
    if "PYTHONPATH" in environment:  # which is for a Python that starts
        return _start(words, variables)
    with TemporaryDirectory() as folder:
        out, errors = Path(folder, "stdout"), Path(folder, "stderr")
        call = {"words": words, "variables": variables}
        call |= {"stdout": str(into or out), "stderr": str(errors)}
        forking = _forking()
        assert forking.stdin is not None
        assert forking.stdout is not None
        print(json.dumps(call), file=forking.stdin)
        status = int(forking.stdout.readline())
        printed = None if into else out.read_text("utf-8")
        return subprocess.CompletedProcess(words, status, printed, errors.read_text("utf-8"))


@cache
def _forking() -> subprocess.Popen[str]:
    """`tests.forking`, which ends with this process."""
    forking = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.forking"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=1,
        text=True,
        cwd=ROOT,
    )
    atexit.register(forking.communicate)
    return forking


def _start(words: tuple[str, ...], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
        env=variables,
    )


def call(name: str, *words: str, database: Path) -> int:
    """The exit status of a command, called as Scrapy does but in this process: much faster."""
    command = import_module(f"scrapers.commands.{name}").Command()
    command.settings = get_project_settings()
    command.settings.set("DATABASE_URL", f"sqlite:///{database}")
    parser = ArgumentParser()
    command.add_options(parser)
    options, arguments = parser.parse_known_args(words)
    try:
        command.run(arguments, options)
    except UsageError:
        return 2
    return int(command.exitcode)


def crawl(
    site: str, database: Path | str, *words: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """What a crawl of the replica at `site` answered."""
    options = [f"{name}={value}" for name, value in (FAST | settings).items()]
    flags = [word for option in options for word in ("-s", option)]
    return scrapy("crawl", "voaislam", "-a", f"site={site}", *flags, *words, database=database)


def crawling(
    site: str,
    database: Path | str,
    *words: str,
    stderr: int = subprocess.DEVNULL,
    **settings: str,
) -> subprocess.Popen[bytes]:
    """A crawl of the replica that has begun; what it prints is lost."""
    url = f"sqlite:///{database}" if isinstance(database, Path) else database
    flags = [w for name, value in (FAST | settings).items() for w in ("-s", f"{name}={value}")]
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "voaislam", "-a", f"site={site}", *flags, *words],
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "WARTA_ARCHIVE": _archive(database)},
    )


def _archive(database: Path | str | None) -> str:
    """Beside the test's database, never in the work tree."""
    return str(database.parent / "archive") if isinstance(database, Path) else ""


def rows(database: Path, query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows that a query gives."""
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(query, values)]
    finally:
        connection.close()


def wait_for(database: Path, query: str, *values: Any) -> None:
    """Waits until the query gives a row."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if database.exists() and rows(database, query, *values):
                return
        except sqlite3.OperationalError:
            pass  # the tables are not there yet
        time.sleep(0.01)
    raise TimeoutError(query)
