"""`python -m benchmarks.memory [STORIES]`: how much memory a crawl takes, over its course.

The ledger is filled with addresses before the crawl, and the crawl is closed after 600 pages: what
is asked is what addresses cost that wait. A second crawl, of STORIES pages from end to end, shows
whether memory grows with what was done.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measure import ROOT, Row, compared, conditions, measured, shown
from models.crawls import register
from models.discovery import discover
from models.fetch import Found, PageKind
from models.schema import open_database
from scrapers.addresses import story_address
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.process import running
from tests.replica.site import Replica

SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "64",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "64",
    "LOG_LEVEL": "ERROR",
}
FETCHED = 600
OUTLET = VoaIslamSpider.outlet


def rows(stories: int = 3000, rounds: int = 5) -> list[Row]:
    """Peaks with few and with many addresses to do, and over the course of a crawl."""
    few, many, middle, last = [], [], [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        running("--stories", "100000", "--page-bytes", "60000") as site,
    ):
        ledgers = [_filled(Path(folder), waiting) for waiting in (1000, 100_000)]
        for _ in range(rounds):
            for peaks, ledger in zip((few, many), ledgers, strict=True):
                peaks.append(_peak(site, ledger))
    with running("--stories", str(stories), "--page-bytes", "60000") as site:
        for _ in range(rounds):
            thirds = _thirds(_resident_over_time(site))
            middle.append(max(thirds[1]))
            last.append(max(thirds[2]))
    return [
        compared("memory with 100,000 addresses to do", many, few, unit="MB",
                 of="1,000 addresses", at_most=1.5),
        compared(f"memory in the last third of {stories:,} pages", last, middle, unit="MB",
                 of="the middle third", at_most=1.05),
    ]  # fmt: skip


def _filled(folder: Path, waiting: int) -> Path:
    """A database with that many addresses in its ledger."""
    file = folder / f"{waiting}.sqlite"
    # Apart: a child's peak counts what its parent had resident when it was started.
    filling = get_context("spawn").Process(target=_fill, args=(f"sqlite:///{file}", waiting))
    filling.start()
    filling.join()
    return file


def _peak(site: str, ledger: Path) -> float:
    """The most memory of a crawl that fetches 600 of the stories that wait in a ledger like it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(ledger, folder)
        return measured(
            [*_crawl(site), "-s", f"CLOSESPIDER_PAGECOUNT={FETCHED}"],
            DATABASE_URL=f"sqlite:///{copy}",
            WARTA_ARCHIVE=f"{folder}/archive",
        ).peak


def _fill(url: str, waiting: int) -> None:
    """Write that many stories of the replica into the ledger, all due."""
    replica = Replica(stories=100_000)
    replica.url = OUTLET.home
    addresses = (replica.address(source_id) for source_id in islice(replica.ids(), waiting))
    stories = (story_address(address, OUTLET) for address in addresses)
    found = [
        Found(url=story.url, kind=PageKind.STORY, source_id=story.source_id, day=story.day)
        for story in stories
        if story is not None
    ]
    engine = open_database(url)
    now = datetime.now(UTC)
    discover(engine, register(engine, OUTLET), found, found_on=None, now=now)
    engine.dispose()


def _crawl(site: str) -> list[str]:
    flags = [word for name, value in SETTINGS.items() for word in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "crawl", OUTLET.name, "-a", f"site={site}", *flags]


def _resident_over_time(site: str) -> list[float]:
    """What a whole crawl has resident, in MB, twice a second (Linux)."""
    resident = []
    with tempfile.TemporaryDirectory() as folder:
        places = {"DATABASE_URL": f"sqlite:///{folder}/w.sqlite", "WARTA_ARCHIVE": f"{folder}/a"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(_crawl(site), cwd=ROOT, env=os.environ | places, **quiet) as crawl:
            while crawl.poll() is None:
                if size := _resident(crawl.pid):
                    resident.append(size)
                time.sleep(0.5)
    return resident


def _resident(pid: int) -> float | None:
    """Megabytes of a process that runs, None for one that has just ended (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return None
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return None


def _thirds(values: Sequence[float]) -> list[Sequence[float]]:
    size = max(1, len(values) // 3)
    return [values[:size], values[size : 2 * size] or values, values[2 * size :] or values]


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
