"""`python -m benchmarks.ingesting [PAGES [ROUNDS]]`: taking in a WARC file beside reading it.

The file holds pages of the replica, 60 KB each, as a crawl keeps them. Ours is `scrapy ingest` of
it into a new SQLite database, copies into an archive of its own included, the whole process from
start to exit; then our reader of WARC files alone. The baseline is warcio reading the same file to
the end of every body. Rates are pages per second of processor time: what a core does. The time by
the clock tells what a second process brings.
"""

import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from warcio.archiveiterator import ArchiveIterator

from benchmarks.measure import Row, Run, compared, conditions, measured, shown, spread
from scrapers.archive.blocks import Record
from scrapers.archive.reading import records
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.site import Replica
from tests.warcs import exchange, writer

PAGE_BYTES = 60_000
WANTED = 500
"""Pages a second and core, reading the pages and writing the rows included."""


def rows(pages: int = 2000, rounds: int = 5) -> list[Row]:
    """The rate of `scrapy ingest`, and of our reader alone, beside warcio's."""
    one: list[Run] = []
    two: list[Run] = []
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = warc_file(folder, pages)
        for number in range(rounds):
            one.append(_ingest(file, folder / f"{number}-one", processes=1))
            two.append(_ingest(file, folder / f"{number}-two", processes=2))
            ours.append(pages / _seconds(_read, file))
            theirs.append(pages / _seconds(_read_with_warcio, file))
    ingested = [pages / run.cpu for run in one]
    unit, of = "pages/s and core", "warcio reading it"
    ratios = [mine / other for mine, other in zip(ingested, theirs, strict=True)]
    return [
        Row(
            question=f"`scrapy ingest` of {pages:,} pages, one process",
            ours=f"{spread(ingested)} {unit}",
            baseline=f"{of}: {spread(theirs)} {unit}",
            ratio=spread(ratios),
            goal=f"≥ {WANTED} {unit}",
            reached=median(ingested) >= WANTED,
        ),
        compared(
            "the same with two processes, by the clock",
            *([pages / run.seconds for run in runs] for runs in (two, one)),
            unit="pages/s",
            of="one process",
            at_least=1.7,
        ),
        compared("reading a WARC file alone", ours, theirs, unit=unit, of=of, at_least=1),
    ]


def _ingest(file: Path, folder: Path, processes: int) -> Run:
    folder.mkdir()
    return measured(
        [sys.executable, "-m", "scrapy", "ingest", str(file), "--processes", str(processes)],
        DATABASE_URL=f"sqlite:///{folder}/warta.sqlite",
        WARTA_ARCHIVE=str(folder / "archive"),
    )


def warc_file(folder: Path, pages: int) -> Path:
    """A file of a new archive in the folder that holds so many pages of the replica."""
    archive = writer(folder / "given")
    began = datetime(2025, 1, 7, tzinfo=UTC)
    with Replica(stories=pages, page_bytes=PAGE_BYTES) as site:
        for number, source_id in enumerate(site.ids()):
            address = site.address(source_id)
            with urllib.request.urlopen(address) as response:
                body = response.read()
            url = VoaIslamSpider.outlet.home + address.removeprefix(site.url)
            archive.write(exchange(url, body, began + timedelta(seconds=number)))
    archive.close()
    return next((folder / "given").iterdir())


def _seconds(read: Callable[[Path], int], file: Path) -> float:
    began = time.process_time()
    assert read(file) > 0
    return time.process_time() - began


def _read(file: Path) -> int:
    return sum(len(each.body) for each in records(file) if isinstance(each, Record))


def _read_with_warcio(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(len(each.content_stream().read()) for each in ArchiveIterator(stream))


if __name__ == "__main__":
    print(conditions())
    print(shown(rows(*map(int, sys.argv[1:]))))
